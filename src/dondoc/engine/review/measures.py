"""The words of the tasks → remarks on orders whose result nobody can measure."""

from __future__ import annotations

from collections.abc import Iterator

from dondoc.engine.extraction.plan import DeadlineKind, Task
from dondoc.engine.review.catalogue import remark
from dondoc.engine.review.examined import Examined
from dondoc.engine.review.remark import Remark, RemarkCode
from dondoc.engine.review.wording import names_figure, names_product, vague_opening
from dondoc.engine.vocabulary.folding import fold

_DATED = frozenset({DeadlineKind.DATE, DeadlineKind.SPAN})


def measures(examined: Examined) -> Iterator[Remark]:
    """Yield a remark for each task that opens with "tăng cường", "đẩy mạnh" … and has no figure, product, deliverable or day."""
    for task, folded in zip(examined.plan.tasks, examined.folded, strict=True):
        opening = unmeasured_opening(task, folded)
        if opening is not None:
            yield remark(RemarkCode.TASK_NO_MEASURE, task.evidence, opening=opening)


def unmeasured_opening(task: Task, folded: str) -> str | None:
    """Return the vague verb that opens a task which names nothing that can be measured, else `None`."""
    opening = vague_opening(folded, (fold(unit.name) for unit in (*task.leads, *task.cooperating)))
    if opening is None or task.deliverable is not None or names_figure(folded) or names_product(folded):
        return None
    dated = task.deadline is not None and (task.deadline.kind in _DATED and task.deadline.end is not None)
    recurring = task.deadline is not None and task.deadline.recurrence is not None
    return None if dated or recurring else opening
