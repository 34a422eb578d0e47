"""Who leads each task → remarks where nobody does, several do, or a group that nobody can name."""

from __future__ import annotations

from collections.abc import Iterator

from dondoc.engine.extraction.plan import GroupKind
from dondoc.engine.review.catalogue import quoted, remark
from dondoc.engine.review.examined import Examined
from dondoc.engine.review.remark import Remark, RemarkCode


def leads(examined: Examined) -> Iterator[Remark]:
    """Yield a remark for each task without a lead, with several, or with nothing but open groups as leads.

    One task has one lead: "rõ người, rõ trách nhiệm". An open group beside a named lead leaves that lead responsible.
    """
    for task in examined.plan.tasks:
        if not task.leads:
            yield remark(RemarkCode.TASK_NO_LEAD, task.evidence)
            continue
        units = [lead for lead in task.leads if lead.group is not GroupKind.OPEN]
        if not units:
            named = task.leads[0]
            yield remark(RemarkCode.TASK_OPEN_GROUP_LEAD, task.evidence, related=(named.evidence,), unit=quoted(named.name))
        elif len(task.leads) > 1:
            names = "; ".join(quoted(lead.name) for lead in task.leads)
            places = tuple(lead.evidence for lead in task.leads)
            yield remark(RemarkCode.TASK_SEVERAL_LEADS, task.evidence, related=places, count=str(len(task.leads)), units=names)
