"""The words of the tasks → remarks on orders whose result nobody can measure."""

from __future__ import annotations

from collections.abc import Iterator

from dondoc.engine.extraction.plan import DeadlineKind, Task
from dondoc.engine.review.catalogue import remark
from dondoc.engine.review.examined import Examined
from dondoc.engine.review.remark import Remark, RemarkCode
from dondoc.engine.review.wording import names_figure, vague_opening

_DATED = frozenset({DeadlineKind.DATE, DeadlineKind.SPAN})


def measures(examined: Examined) -> Iterator[Remark]:
    """Yield a remark for each task that opens with "tăng cường", "đẩy mạnh" … and has no figure, product, deliverable or day."""
    for index, task in enumerate(examined.plan.tasks):
        opening = unmeasured_opening(examined, index)
        if opening is not None:
            yield remark(RemarkCode.TASK_NO_MEASURE, task.evidence, opening=opening)


def unmeasured_opening(examined: Examined, index: int) -> str | None:
    """Return the vague verb that opens the task at `index`, if it names nothing that can be measured, else `None`."""
    task, folded, words = examined.plan.tasks[index], examined.folded[index], examined.words[index]
    if words.vague_at is None or words.product or task.deliverable is not None or _has_day(task):
        return None
    opening = vague_opening(folded, words.vague_at, (unit.name for unit in (*task.leads, *task.cooperating)))
    return None if opening is None or names_figure(folded) else opening


def _has_day(task: Task) -> bool:
    deadline = task.deadline
    return deadline is not None and ((deadline.kind in _DATED and deadline.end is not None) or deadline.recurrence is not None)
