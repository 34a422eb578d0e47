"""The part of a plan's document that a person may read, with what was read from it lit."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from dondoc.web.organisations.permissions import Scope
from dondoc.web.plans.models import Assignment, AssignmentRole, Plan, Target, Task
from dondoc.web.plans.permissions import may_see_whole
from dondoc.web.plans.queries.evidence import SourcePage, marks_of, source_page
from dondoc.web.plans.queries.sight import visible_tasks
from dondoc.web.plans.queries.source_view import Mark


def source_of(plan: Plan, scope: Scope, *, task: int | None, chunk: int | None) -> SourcePage:
    """Return a part of a plan's document: the asked chunk, else the one that holds a task.

    Where the whole is not open to the person, the lines of their own tasks are all of it.
    """
    tasks = list(visible_tasks(scope).filter(plan=plan).only("evidence", "plan_id"))
    marks = list(_marks(tasks))
    whole = may_see_whole(scope, plan)
    own = [mark for mark in marks if mark.task == task]
    marks = own + [mark for mark in marks if mark.task != task]  # of equal ranges the first one is lit
    return source_page(plan, marks=marks, about=own, chunk=chunk, whole=whole)


def _marks(tasks: list[Task]) -> Iterable[Mark]:
    keys = [task.pk for task in tasks]
    parts: dict[int, list[Assignment]] = {}
    for part in Assignment.objects.filter(task__in=keys, via=None).exclude(role=AssignmentRole.OVERSEEING):
        parts.setdefault(part.task_id, []).append(part)
    targets: dict[int, list[Target]] = {}
    for target in Target.objects.filter(task__in=keys, dropped=False):
        targets.setdefault(target.task_id or 0, []).append(target)
    return chain.from_iterable(marks_of(task, parts.get(task.pk, ()), targets.get(task.pk, ())) for task in tasks)
