"""The deadlines of the tasks → remarks where there is none, no day, a day gone by, or a day of rest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from dondoc.engine.extraction.deadlines import in_sentence
from dondoc.engine.extraction.plan import Deadline, DeadlineKind, Evidence, Task
from dondoc.engine.review.catalogue import Wording, quoted, remark
from dondoc.engine.review.examined import Examined, earliest_issue, shown
from dondoc.engine.review.remark import Remark, RemarkCode
from dondoc.engine.review.rest_days import rest_day
from dondoc.engine.vocabulary.folding import fold

_FIXED = frozenset({DeadlineKind.DATE, DeadlineKind.SPAN})
_DATELESS = frozenset({DeadlineKind.CONTINUOUS, DeadlineKind.EVENT})
_YEAR = re.compile(r"20[0-9]{2}")
# "Trong quá trình thực hiện, nếu có khó khăn, vướng mắc"
_TROUBLE = re.compile(r"khó khăn|vướng mắc|phát sinh")
# The interval of a report is said in its own words: "định kỳ (ngày 15 của tháng cuối quý) báo cáo".
_INTERVAL = re.compile(r"(?:hàng|hằng) (?:ngày|tuần|tháng|quý|năm)|tháng cuối quý|(?:6|06|sáu|9|chín) tháng|mỗi (?:tuần|tháng|quý|năm)")
# A list of what is late already: its days lie behind, and rightly so ("TỔNG HỢP CÁC NHIỆM VỤ CHẬM MUỘN").
_LATE_ALREADY = re.compile(r"chậm muộn|quá hạn|trễ hạn|chậm tiến độ|chưa hoàn thành|kết quả thực hiện|tình hình thực hiện")


def no_deadline(examined: Examined) -> Iterator[Remark]:
    """Yield a remark for each task without a deadline ("rõ thời gian"); one that had passed when the document was issued is one."""
    issued = earliest_issue(examined.plan.document)
    for index, task in enumerate(examined.plan.tasks):
        if task.deadline is not None:
            continue
        passed = _passed(examined, index, issued) if issued is not None else None
        if passed is not None and issued is not None:
            yield _ended_before(passed, issued)
        else:
            yield remark(RemarkCode.TASK_NO_DEADLINE, task.evidence)


def _passed(examined: Examined, index: int, issued: date) -> Deadline | None:
    """Return the deadline that a task's own sentence sets before the day of issue, which extraction takes for no deadline."""
    task = examined.plan.tasks[index]
    if _YEAR.search(examined.folded[index]) is None or _lists_what_is_late(task):
        return None
    for place in examined.paragraphs.holding([task.evidence.start]):
        found = in_sentence(place, 0, end=len(place.text), issued=None)
        if found is not None and found.kind in _FIXED and found.end is not None and found.end < issued:
            return found
    return None


def deadlines(examined: Examined) -> Iterator[Remark]:
    """Yield what is to be said of the deadlines, once for all places that print the same words or day."""
    issued = earliest_issue(examined.plan.document)
    undated: dict[tuple[RemarkCode, str], list[Task]] = {}
    resting: dict[date, list[Task]] = {}
    for task in examined.plan.tasks:
        deadline = task.deadline
        if deadline is None:
            continue
        code = _dateless(deadline, task)
        if code is not None:
            undated.setdefault((code, fold(deadline.evidence.text).strip(" .")), []).append(task)
        elif deadline.end is not None and (issued is None or deadline.end >= issued) and _on_rest_day(deadline, deadline.end):
            resting.setdefault(deadline.end, []).append(task)
    for (code, _), tasks in undated.items():
        yield from _undated(code, tasks)
    for day, tasks in resting.items():
        yield from _resting(day, tasks)
    if issued is not None:
        yield from _before_issue(examined, issued)


def _dateless(deadline: Deadline, task: Task) -> RemarkCode | None:
    """Return what is to be said of a deadline without a last day, `None` where nothing is.

    What the closing paragraph asks for "nếu có khó khăn, vướng mắc" waits for no day, and rightly so.
    """
    if deadline.end is not None:
        return None
    if deadline.kind is DeadlineKind.OPEN:
        return RemarkCode.DEADLINE_NO_END
    unsettled = deadline.kind is DeadlineKind.RECURRING and deadline.recurrence is None
    if deadline.kind not in _DATELESS and not unsettled:
        return None
    if _TROUBLE.search(fold(deadline.evidence.text)) or _INTERVAL.search(fold(task.text if unsettled else deadline.evidence.text)):
        return None
    return RemarkCode.DEADLINE_NO_DATE


def _undated(code: RemarkCode, tasks: list[Task]) -> Iterator[Remark]:
    places = _places(tasks)
    shared = Wording(f" ({len(tasks)} nhiệm vụ)", f" ({len(tasks)} tasks)") if len(tasks) > 1 else ""
    yield remark(code, places[0], related=places[1:], deadline=quoted(places[0].text), tasks=shared)


def _places(tasks: list[Task]) -> tuple[Evidence, ...]:
    """Return where the deadlines of `tasks` stand, a line that governs several once."""
    found = {task.deadline.evidence.start: task.deadline.evidence for task in tasks if task.deadline is not None}
    return tuple(found.values())


def _before_issue(examined: Examined, issued: date) -> Iterator[Remark]:
    """A span or day that ended before the document can have been issued; "trước ngày" ends the day before."""
    seen: set[int] = set()
    for task in examined.plan.tasks:
        deadline = task.deadline
        if deadline is None or deadline.end is None or deadline.kind not in _FIXED or deadline.evidence.start in seen:
            continue
        seen.add(deadline.evidence.start)
        last = deadline.end - timedelta(days=1) if deadline.strict and deadline.end > date.min else deadline.end
        if last < issued and not _lists_what_is_late(task):
            yield _ended_before(deadline, issued)


def _ended_before(deadline: Deadline, issued: date) -> Remark:
    return remark(RemarkCode.DEADLINE_BEFORE_ISSUE, deadline.evidence, deadline=quoted(deadline.evidence.text), issued=shown(issued))


def _lists_what_is_late(task: Task) -> bool:
    return any(_LATE_ALREADY.search(fold(title)) for title in task.heading)


def _on_rest_day(deadline: Deadline, day: date) -> bool:
    """ "Trước ngày 15" is read as the 14th by the letter and as the 15th in many offices: both must be days of rest."""
    return (
        deadline.kind is DeadlineKind.DATE
        and rest_day(day) is not None
        and not (deadline.strict and rest_day(day - timedelta(days=1)) is None)
    )


def _resting(day: date, tasks: list[Task]) -> Iterator[Remark]:
    why, places = rest_day(day), _places(tasks)
    if why is not None:
        yield remark(RemarkCode.DEADLINE_REST_DAY, places[0], related=places[1:], day=shown(day), why=why)
