"""Two snapshots of a report → what changed from the one to the other: counts, tasks by their state, units that reported."""

from __future__ import annotations

from dataclasses import dataclass

from dondoc.engine.reporting.counts import Counts, Keys, counts
from dondoc.engine.reporting.snapshot import AnswerRow, Snapshot, TargetRow, TaskRow


@dataclass(frozen=True, slots=True)
class CountChange:
    """A count before and after, by its name in `Counts`, with the keys behind both."""

    name: str
    old: Keys
    new: Keys

    @property
    def more(self) -> int:
        """By how many it grew; below 0 where it fell."""
        return len(self.new) - len(self.old)


@dataclass(frozen=True, slots=True)
class TaskChange:
    """A task before and after; None where the one or the other snapshot does not hold it."""

    old: TaskRow | None
    new: TaskRow | None

    @property
    def pk(self) -> str:
        """The number of the task in the register, out of its key."""
        task = self.new or self.old
        return task.key.partition(":")[2] if task is not None else ""


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """A unit's report before and after."""

    old: AnswerRow | None
    new: AnswerRow | None


@dataclass(frozen=True, slots=True)
class TargetChange:
    """A target whose figure is another."""

    old: TargetRow
    new: TargetRow


@dataclass(frozen=True, slots=True)
class SnapshotChanges:
    """All that changed; `counts` holds every count, changed or not."""

    counts: tuple[CountChange, ...]
    tasks: tuple[TaskChange, ...]
    answers: tuple[AnswerChange, ...]
    targets: tuple[TargetChange, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed that is told apart here."""
        return not (self.tasks or self.answers or self.targets)


_COUNTED = ("total", "in_time", "done_late", "running", "undated", "overdue", "halted")


def snapshot_changes(old: Snapshot, new: Snapshot) -> SnapshotChanges:
    """Return what changed between two snapshots of one report, or of two periods' reports.

    Tasks, reports and targets are matched by their keys; unit reports of two periods have other keys and are matched by unit.
    """
    return SnapshotChanges(
        _counts(counts(old.tasks), counts(new.tasks)), tuple(_tasks(old, new)), tuple(_answers(old, new)), tuple(_targets(old, new))
    )


def _counts(old: Counts, new: Counts) -> tuple[CountChange, ...]:
    return tuple(CountChange(name, getattr(old, name), getattr(new, name)) for name in _COUNTED)


def _tasks(old: Snapshot, new: Snapshot) -> list[TaskChange]:
    before = {task.key: task for task in old.tasks}
    after = {task.key: task for task in new.tasks}
    changed = [TaskChange(before.get(key), task) for key, task in after.items() if _is_other(before.get(key), task)]
    return [*changed, *(TaskChange(task, None) for key, task in before.items() if key not in after)]


def _is_other(old: TaskRow | None, new: TaskRow) -> bool:
    """Whether a task stands elsewhere in time, has gone on, or is due on another day."""
    if old is None:
        return True
    return (old.state, old.percent, old.due_on, old.done_on) != (new.state, new.percent, new.due_on, new.done_on)


def _answers(old: Snapshot, new: Snapshot) -> list[AnswerChange]:
    before = {answer.unit: answer for answer in old.answers}
    after = {answer.unit: answer for answer in new.answers}
    units = dict.fromkeys((*after, *before))
    pairs = [AnswerChange(before.get(unit), after.get(unit)) for unit in units]
    return [pair for pair in pairs if _sent(pair.old) != _sent(pair.new)]


def _sent(answer: AnswerRow | None) -> tuple[object, ...] | None:
    return None if answer is None else (answer.submitted_on is not None, answer.late_days, answer.returns, answer.texts)


def _targets(old: Snapshot, new: Snapshot) -> list[TargetChange]:
    before = {target.key: target for target in old.targets}
    pairs = [TargetChange(before[target.key], target) for target in new.targets if target.key in before]
    return [pair for pair in pairs if pair.old.reached != pair.new.reached]
