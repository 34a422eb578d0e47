"""The deadlines of the tasks → remarks where there is none, no day, a day gone by, or a day of rest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from dondoc.engine.extraction.plan import Deadline, DeadlineKind, Task
from dondoc.engine.review.catalogue import Wording, quoted, remark
from dondoc.engine.review.examined import Examined, earliest_issue, shown
from dondoc.engine.review.remark import Remark, RemarkCode
from dondoc.engine.review.rest_days import rest_day
from dondoc.engine.vocabulary.folding import fold

_DATELESS = frozenset({DeadlineKind.CONTINUOUS, DeadlineKind.EVENT})
# A list of what is late already: its days lie behind, and rightly so ("TỔNG HỢP CÁC NHIỆM VỤ CHẬM MUỘN").
_LATE_ALREADY = re.compile(r"chậm muộn|quá hạn|trễ hạn|chậm tiến độ|chưa hoàn thành|kết quả thực hiện|tình hình thực hiện")


def no_deadline(examined: Examined) -> Iterator[Remark]:
    """Yield a remark for each task without a deadline ("rõ thời gian")."""
    for task in examined.plan.tasks:
        if task.deadline is None:
            yield remark(RemarkCode.TASK_NO_DEADLINE, task.evidence)


def deadlines(examined: Examined) -> Iterator[Remark]:
    """Yield what is to be said of each deadline, once for all tasks that it governs."""
    issued = earliest_issue(examined.plan.document)
    for tasks in _by_deadline(examined):
        deadline = tasks[0].deadline
        if deadline is None:
            continue
        yield from _dateless(deadline, len(tasks))
        late = _before_issue(deadline, issued) if issued is not None and not _lists_what_is_late(tasks[0]) else None
        if late is not None:
            yield late
        else:
            yield from _on_rest_day(deadline)


def _by_deadline(examined: Examined) -> list[list[Task]]:
    """Group the tasks by the place of the deadline that they share."""
    groups: dict[tuple[int, int], list[Task]] = {}
    for task in examined.plan.tasks:
        if task.deadline is not None:
            groups.setdefault((task.deadline.evidence.start, task.deadline.evidence.end), []).append(task)
    return list(groups.values())


def _dateless(deadline: Deadline, tasks: int) -> Iterator[Remark]:
    shared = Wording(f" (chung cho {tasks} nhiệm vụ)", f" (shared by {tasks} tasks)") if tasks > 1 else ""
    unsettled = deadline.kind is DeadlineKind.RECURRING and deadline.recurrence is None and deadline.end is None
    if deadline.kind in _DATELESS or unsettled:
        yield remark(RemarkCode.DEADLINE_NO_DATE, deadline.evidence, deadline=quoted(deadline.evidence.text), tasks=shared)
    elif deadline.kind is DeadlineKind.OPEN and deadline.end is None:
        yield remark(RemarkCode.DEADLINE_NO_END, deadline.evidence, deadline=quoted(deadline.evidence.text), tasks=shared)


def _before_issue(deadline: Deadline, issued: date) -> Remark | None:
    """A span or day that ended before the document can have been issued; "trước ngày" ends the day before."""
    if deadline.end is None or deadline.kind not in (DeadlineKind.DATE, DeadlineKind.SPAN):
        return None
    last = deadline.end - timedelta(days=1) if deadline.strict and deadline.end > date.min else deadline.end
    if last >= issued:
        return None
    words = quoted(deadline.evidence.text)
    return remark(RemarkCode.DEADLINE_BEFORE_ISSUE, deadline.evidence, deadline=words, issued=shown(issued))


def _lists_what_is_late(task: Task) -> bool:
    return any(_LATE_ALREADY.search(fold(title)) for title in task.heading)


def _on_rest_day(deadline: Deadline) -> Iterator[Remark]:
    """ "Trước ngày 15" is read as the 14th by the letter and as the 15th in many offices: both must be days of rest."""
    if deadline.kind is not DeadlineKind.DATE or deadline.end is None:
        return
    why = rest_day(deadline.end)
    if why is None or (deadline.strict and rest_day(deadline.end - timedelta(days=1)) is None):
        return
    yield remark(RemarkCode.DEADLINE_REST_DAY, deadline.evidence, day=shown(deadline.end), why=why)
