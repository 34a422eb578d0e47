"""Repeats on a task's parts what sight and counting ask of it: its plan, whether it is still to be done, its last day."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When

from dondoc.web.plans.models import Assignment, Task, TaskState
from dondoc.web.plans.queries.sight import SEEN


def spread(tasks: Iterable[int]) -> None:
    """Bring the parts of these tasks up to date; whoever changes a task's state or last day, or adds a part to it, calls this.

    Parts of a task that units do not see have no plan.
    """
    of_part = Task.objects.filter(pk=OuterRef("task"))
    seen = Case(When(SEEN, then=F("plan_id")), default=Value(None))
    Assignment.objects.filter(task__in=list(tasks)).update(
        plan=Subquery(of_part.values(seen=seen)[:1]),
        task_active=Exists(of_part.filter(Q(state=TaskState.ACTIVE))),
        task_day=Subquery(of_part.values("last_day")[:1]),
    )
