"""The parts that a person may press for, and what was pressed for before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet

from dondoc.engine.tracking import RUNNING
from dondoc.web.organisations.models import Role
from dondoc.web.organisations.permissions import Scope, within
from dondoc.web.plans.models import Assignment, AssignmentRole
from dondoc.web.plans.queries.filtering import Filter, narrowed
from dondoc.web.plans.queries.sight import visible_tasks
from dondoc.web.plans.queries.task_query import TaskQuery
from dondoc.web.urging.models import Urging

MOST_AT_ONCE = 500
_WITH = ("task__plan__unit", "task__plan__director", "unit", "person", "of__unit")


def seen_part(scope: Scope, pk: int) -> QuerySet[Assignment]:
    """Return the part with a number, if the person sees its task."""
    return Assignment.objects.select_related(*_WITH).filter(pk=pk, unit__isnull=False, task__in=visible_tasks(scope, few=True).values("pk"))


def parts_behind(query: TaskQuery, scope: Scope, *, ticked: Sequence[int], on: date) -> list[Assignment]:
    """Return the parts under way of the `ticked` tasks, where none is of all that a list shows; at most one more than may be pressed.

    They are those of the plans whose department's office or leaders the person belongs to; shares are left to who handed them down.
    """
    tasks = narrowed(query, scope, on=on).tasks.order_by()
    if ticked:
        tasks = visible_tasks(scope, few=True).filter(pk__in=ticked)
    parts = Assignment.objects.filter(
        within("task__plan__unit__path", scope.paths(Role.OFFICE, Role.DIRECTOR)),
        task__in=tasks.values("pk"),
        plan__isnull=False,
        unit__isnull=False,
        work__in=RUNNING,
        role__in=[AssignmentRole.LEAD, AssignmentRole.COOPERATING],
    )
    return list(parts.select_related(*_WITH).order_by("due_on", "pk")[: MOST_AT_ONCE + 1])


def in_words(query: TaskQuery, scope: Scope, *, on: date) -> tuple[Filter, ...]:
    """Return the filters of a list in words."""
    return narrowed(query, scope, on=on).filters


def urgings_of(part: Assignment) -> list[Urging]:
    """Return what was pressed for, the newest first."""
    return list(Urging.objects.filter(part=part).select_related("by").order_by("-on", "-pk")[:50])
