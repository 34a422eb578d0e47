"""What the register holds of one unit in a period → sentences that its report may begin with, by what an item of the outline asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dondoc.engine.reporting.phrasing import capital, clipped, small, task_name
from dondoc.engine.reporting.snapshot import DifficultyRow, PartRow, TargetRow, TaskRow
from dondoc.engine.tracking import TimeState
from dondoc.engine.vocabulary.folding import fold
from dondoc.engine.vocabulary.printing import day, printed_number

LONGEST_WORDS = 500
"""Characters of an update, a reason or a difficulty that a sentence repeats."""
MOST_NEXT = 30
_DONE = (TimeState.DONE, TimeState.DONE_LATE)
_UNEXCUSED = "chưa nêu lý do"
_AIMS = {">=": "từ {} trở lên", "<=": "không quá {}", "=": "{}", ">": "trên {}", "<": "dưới {}"}


class Topic(StrEnum):
    """What an item of an outline asks for (Decree 09/2019/NĐ-CP names the parts of a report, the words are each office's own)."""

    RESULTS = "results"
    SHORTCOMINGS = "shortcomings"
    NEXT = "next"
    PROPOSALS = "proposals"
    OTHER = "other"


# The first that a title has decides: "Kết quả thực hiện, tồn tại" asks for results.
_CUES = (
    (Topic.PROPOSALS, re.compile(r"đề xuất|kiến nghị")),
    (Topic.NEXT, re.compile(r"phương hướng|kỳ tới|kỳ sau|thời gian tới|tháng tới|quý tới|năm tới|nhiệm vụ trọng tâm|tiếp theo")),
    (Topic.RESULTS, re.compile(r"kết quả|tình hình thực hiện|công tác|tiến độ")),
    (Topic.SHORTCOMINGS, re.compile(r"tồn tại|hạn chế|khó khăn|vướng mắc|nguyên nhân|chậm|quá hạn")),
)


@dataclass(frozen=True, slots=True)
class UnitWork:
    """One unit's tasks in a period, each with its own parts alone, its targets and difficulties."""

    tasks: tuple[TaskRow, ...]
    targets: tuple[TargetRow, ...] = ()
    difficulties: tuple[DifficultyRow, ...] = ()
    next_label: str = ""

    @property
    def done(self) -> tuple[TaskRow, ...]:
        """What was done within the period."""
        return tuple(task for task in self.tasks if task.state in _DONE and task.in_period)

    @property
    def late(self) -> tuple[TaskRow, ...]:
        """What is late, the latest first."""
        return tuple(sorted((task for task in self.tasks if task.state is TimeState.LATE), key=lambda task: -task.late_days))

    @property
    def running(self) -> tuple[TaskRow, ...]:
        """What goes on in time and moved, or fell due, within the period."""
        return tuple(
            task for task in self.tasks if task.state not in (*_DONE, TimeState.LATE, TimeState.HALTED) and (task.in_period or task.updates)
        )

    @property
    def coming(self) -> tuple[TaskRow, ...]:
        """What falls due in the next period and has not moved in this one."""
        return tuple(task for task in self.to_come if task not in self.running and task not in self.late)

    @property
    def told(self) -> int:
        """How many tasks the page of a report lists."""
        return len(self.done) + len(self.late) + len(self.running) + len(self.coming)

    @property
    def to_come(self) -> tuple[TaskRow, ...]:
        """What falls due in the next period, the nearest first."""
        return tuple(sorted((task for task in self.tasks if task.due_next), key=lambda task: str(task.due_on or "")))


def topic_of(title: str) -> Topic:
    """Return what the title of an item asks for."""
    folded = fold(title)
    return next((topic for topic, cue in _CUES if cue.search(folded)), Topic.OTHER)


def draft(topic: Topic, work: UnitWork) -> str:
    """Return the sentences that the register's data make for an item, one on a line; empty where they say nothing of it."""
    match topic:
        case Topic.RESULTS:
            lines = _results(work)
        case Topic.SHORTCOMINGS:
            lines = _shortcomings(work)
        case Topic.NEXT:
            lines = _next(work)
        case Topic.PROPOSALS:
            lines = _proposals(work)
        case _:
            return ""
    return "\n".join(lines)


def _results(work: UnitWork) -> Iterator[str]:
    told = (*work.done, *work.running, *work.late)
    if told:
        yield _summary(work, len(told))
    for task in (*work.done, *(task for task in (*work.running, *work.late) if task.updates)):
        yield f"- {capital(task_name(task))}: {'; '.join(_facts(task))}."
    for target in work.targets:
        if target.reached is not None:
            yield f"- {_target(target)}."


def _summary(work: UnitWork, total: int) -> str:
    in_time = sum(task.state is TimeState.DONE for task in work.done)
    counted = (
        (in_time, "hoàn thành đúng hạn"),
        (len(work.done) - in_time, "hoàn thành quá hạn"),
        (len(work.running), "đang thực hiện trong hạn hoặc không có hạn"),
        (len(work.late), "quá hạn"),
    )
    parts = ", ".join(f"{printed_number(number)} nhiệm vụ {words}" for number, words in counted if number)
    return f"Trong kỳ, đơn vị thực hiện {printed_number(total)} nhiệm vụ: {parts}."


def _facts(task: TaskRow) -> Iterator[str]:
    for update in task.updates:
        text = clipped(update.text, LONGEST_WORDS)
        if text:
            yield text
        if update.result_number:
            issued = f" ngày {day(update.result_on)}" if update.result_on is not None else ""
            yield f"kết quả: {update.result_number}{issued}"
    if task.state in _DONE:
        on = f" ngày {day(task.done_on)}" if task.done_on is not None else ""
        late = f", quá hạn {printed_number(task.late_days)} ngày làm việc" if task.late_days else ", đúng hạn" if task.due_on else ""
        yield f"hoàn thành{on}{late}"
    elif task.percent:
        yield f"tiến độ {task.percent}%"


def _target(target: TargetRow) -> str:
    aim = _AIMS.get(target.op, target.op + " {}").format(_amount(target.value, target))
    before = f"; kỳ trước {_amount(target.before, target)}" if target.before is not None else ""
    return f"Chỉ tiêu {clipped(target.subject)}: đạt {_amount(target.reached or 0, target)} (mục tiêu {aim}{before})"


def _amount(value: float, target: TargetRow) -> str:
    measure = target.measure if target.measure == "%" else f" {target.measure}" if target.measure else ""
    return f"{printed_number(value)}{measure}"


def _shortcomings(work: UnitWork) -> Iterator[str]:
    for task in work.late:
        facts = [f"quá hạn {printed_number(task.late_days)} ngày làm việc"]
        if (submitted := _submitted(task)) is not None:
            facts[0] = f"nộp kết quả ngày {day(submitted)}, {facts[0]}, chờ xác nhận"
        if task.due_on is not None:
            facts.append(f"hạn {day(task.due_on)}")
        if task.extensions:
            facts.append(f"đã gia hạn {printed_number(task.extensions)} lần")
        facts.append(_reason(task.parts))
        if task.percent and submitted is None:
            facts.append(f"tiến độ {task.percent}%")
        yield f"- {capital(task_name(task))}: {'; '.join(facts)}."
    names = {task.key: clipped(task.text) for task in work.tasks}
    for row in work.difficulties:
        answer = f" {row.answered_by} trả lời: {clipped(row.answer, LONGEST_WORDS)}." if row.answer else ""
        where = f" khi thực hiện nhiệm vụ {small(names[row.task])}" if row.task in names else ""
        yield f"- Khó khăn, vướng mắc{where}: {clipped(row.text, LONGEST_WORDS)}.{answer}"
    if work.tasks and not work.late and not work.difficulties:
        yield "Không có nhiệm vụ quá hạn."


def _submitted(task: TaskRow) -> date | None:
    """Return when the unit sent in the last of its results, none where it still owes one."""
    days = [part.submitted_on for part in task.parts]
    return None if None in days else max((one for one in days if one is not None), default=None)


def _reason(parts: Sequence[PartRow]) -> str:
    reasons = [part.excuse for part in parts if part.excuse.strip()]
    return f"lý do: {clipped(reasons[0], LONGEST_WORDS)}" if reasons else _UNEXCUSED


def _next(work: UnitWork) -> Iterator[str]:
    for task in work.late:
        if _submitted(task) is not None:
            continue
        yield f"- Hoàn thành nhiệm vụ quá hạn: {task_name(task)}."
    for task in work.to_come[:MOST_NEXT]:
        due = f", hạn {day(task.due_on)}" if task.due_on is not None else ""
        yield f"- {capital(task_name(task))}{due}."
    rest = len(work.to_come) - MOST_NEXT
    if rest > 0:
        yield f"- {printed_number(rest)} nhiệm vụ khác đến hạn trong kỳ tới."


def _proposals(work: UnitWork) -> Iterator[str]:
    for row in work.difficulties:
        if row.proposal.strip():
            yield f"- {capital(clipped(row.proposal, LONGEST_WORDS))}."
