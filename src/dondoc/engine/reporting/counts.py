"""Turns a snapshot's tasks into counts by where they stand in time, each with the keys of the rows that it was counted from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dondoc.engine.reporting.snapshot import Before, Snapshot, TaskRow
from dondoc.engine.tracking import TimeState

Keys = tuple[str, ...]

_RUNNING = (TimeState.IN_TIME, TimeState.SOON)
_UNDATED = (TimeState.OPEN, TimeState.NO_DATE)


@dataclass(frozen=True, slots=True)
class Counts:
    """The keys of tasks by state: every task is in `total` and in just one of the others.

    `running` has a last day that has not passed, `undated` none; `halted` was paused or called off.
    """

    total: Keys = ()
    in_time: Keys = ()
    done_late: Keys = ()
    running: Keys = ()
    undated: Keys = ()
    overdue: Keys = ()
    halted: Keys = ()

    @property
    def done(self) -> Keys:
        """The tasks that are done, in time or late."""
        return (*self.in_time, *self.done_late)

    @property
    def under_way(self) -> Keys:
        """The tasks that go on and are not late."""
        return (*self.running, *self.undated)


def counts(tasks: Iterable[TaskRow]) -> Counts:
    """Count tasks by state."""
    of = list(tasks)
    return _counted([(task.key, task.state) for task in of])


def counts_by_finding(snapshot: Snapshot) -> dict[str, Counts]:
    """Count the tasks of each finding, by its key and in the order of the findings; a task may remedy several."""
    return {finding.key: counts(task for task in snapshot.tasks if finding.key in task.findings) for finding in snapshot.findings}


def counts_by_unit(snapshot: Snapshot) -> dict[str, Counts]:
    """Count the parts that each unit leads, by its name and in the order of names: a task of two leads counts for both."""
    found: dict[str, list[tuple[str, TimeState]]] = {}
    for task in snapshot.tasks:
        for part in task.parts:
            if part.leads:
                found.setdefault(part.unit, []).append((task.key, part.state))
    return {unit: _counted(found[unit]) for unit in sorted(found)}


def as_before(snapshot: Snapshot) -> Before:
    """Return what the next period's report compares with: `done` are all that are done, `done_late` those of them that were late."""
    own = counts(snapshot.tasks)
    return Before(
        label=snapshot.period.label,
        total=len(own.total),
        done=len(own.done),
        done_late=len(own.done_late),
        running=len(own.under_way),
        overdue=len(own.overdue),
    )


def _counted(found: list[tuple[str, TimeState]]) -> Counts:
    def of(*states: TimeState) -> Keys:
        return tuple(key for key, state in found if state in states)

    return Counts(
        total=tuple(key for key, _ in found),
        in_time=of(TimeState.DONE),
        done_late=of(TimeState.DONE_LATE),
        running=of(*_RUNNING),
        undated=of(*_UNDATED),
        overdue=of(TimeState.LATE),
        halted=of(TimeState.HALTED),
    )
