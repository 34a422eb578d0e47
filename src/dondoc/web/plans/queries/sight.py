"""The register's rows that a person may see: what is given to the units of their posts, asked of the database as subtrees."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value

from dondoc.web.organisations.models import Role, Unit
from dondoc.web.organisations.permissions import READING, Scope, within
from dondoc.web.plans.models import Assignment, Finding, Plan, PlanState, Task, TaskState

REGISTERED = (PlanState.PUBLISHED, PlanState.CLOSED)
"""States of a plan whose tasks units see."""
SEEN = Q(state__in=[TaskState.ACTIVE, TaskState.DONE, TaskState.PAUSED]) | (
    Q(state__in=[TaskState.DROPPED, TaskState.SUPERSEDED]) & ~Q(code="")
)
"""The condition that units see a task: it was published, whatever became of it; a draft's tasks are no part of the register."""
_OVERSEERS = (Role.OFFICE, Role.DIRECTOR, Role.APPRAISER, Role.VIEWER)
"""Roles that are mostly held where plans are published, so that most of what they see hangs on plans of their own subtree."""


def visible_tasks(scope: Scope, *, tasks_first: bool = False, few: bool = False) -> QuerySet[Task]:
    """Return the published tasks in which the subtree of one of the person's posts has a part: leads, cooperates or oversees.

    A draft's tasks are no part of the register; whoever confirms a plan asks `drafts` for it. `tasks_first`: see `active_tasks`. `few` is
    for where other conditions leave some tasks only: each is then asked by itself whether the person sees it.
    """
    if few:
        return Task.objects.filter(SEEN, Exists(_parts(scope).filter(task=OuterRef("pk"))))
    return _seen(scope, _parts(scope), tasks_first=tasks_first).filter(SEEN)


def active_tasks(scope: Scope, *, tasks_first: bool = False) -> QuerySet[Task]:
    """Return the visible tasks that are still to be done.

    `tasks_first` is for where the database does better to begin with the tasks than with the list of what the person sees: for the first
    rows in an index's order, or for one plan's.
    """
    return _seen(scope, active_parts(scope), tasks_first=tasks_first).filter(state=TaskState.ACTIVE)


def _seen(scope: Scope, held: QuerySet[Assignment], *, tasks_first: bool) -> QuerySet[Task]:
    parts = held.values("task")
    overseen = _overseen(scope)
    # The sums keep the database from beginning with the list of what is seen.
    keyed = Task.objects.alias(of_plan=F("plan_id") + Value(0), key=F("pk") + Value(0))
    if overseen:
        # The publishing unit oversees every task of its plans: to ask for the plans first spares the list of a whole department's tasks.
        plans = Plan.objects.filter(unit__in=_units(overseen), state__in=REGISTERED).values("pk")
        return keyed.filter(Q(of_plan__in=plans) | Q(key__in=parts))
    return keyed.filter(key__in=parts) if tasks_first else Task.objects.filter(pk__in=parts)


def active_parts(scope: Scope) -> QuerySet[Assignment]:
    """Return the parts, in tasks that are still to be done, of the units of the person's posts: several may be of one task.

    They tell of those tasks what one index knows of them, and so spare the tasks themselves.
    """
    return _parts(scope).filter(task_active=True)


def visible_plans(scope: Scope) -> QuerySet[Plan]:
    """Return the published plans that hold a task the person sees, or that a unit of theirs published."""
    holding = _parts(scope).filter(plan__isnull=False).values("plan")
    return Plan.objects.filter(Q(unit__in=_units(scope.paths(*READING))) | Q(pk__in=holding), state__in=REGISTERED)


def drafts(scope: Scope) -> QuerySet[Plan]:
    """Return the plans that wait to be confirmed, for those who may confirm them or sign for the department."""
    return Plan.objects.filter(within("unit__path", scope.paths(Role.OFFICE, Role.DIRECTOR)), state=PlanState.DRAFT)


def visible_findings(scope: Scope, *, few: bool = False) -> QuerySet[Finding]:
    """Return the findings that a visible task remedies, and every one of a plan that the person sees whole.

    `few` is for where other conditions leave some findings only: each is then asked by itself whether the person sees it.
    """
    parts, links = _parts(scope).filter(plan__isnull=False), Task.findings.through.objects.all()
    if few:
        seen = Q(Exists(links.filter(Exists(parts.filter(task=OuterRef("task"))), finding=OuterRef("pk"))))
    else:
        seen = Q(pk__in=links.filter(task__in=parts.values("task")).values("finding"))
    whole = Plan.objects.filter(unit__in=_units(scope.paths(*READING)), state__in=REGISTERED).values("pk")
    return Finding.objects.filter(Q(plan__in=whole) | seen, dropped=False)


def oversees(scope: Scope) -> bool:
    """Whether most of what a person sees may hang on plans of their own subtree, so that it is many."""
    return bool(_overseen(scope))


def _overseen(scope: Scope) -> tuple[str, ...]:
    return tuple(path for path in scope.paths(*READING) if path in scope.paths(*_OVERSEERS) or path.count(".") == 1)


def _parts(scope: Scope) -> QuerySet[Assignment]:
    return Assignment.objects.filter(unit__in=_units(scope.paths(*READING)))


def _units(paths: tuple[str, ...]) -> QuerySet[Unit, Any]:
    """Return the keys of the units of subtrees, for a condition that the database can begin from."""
    return Unit.objects.filter(within("path", paths)).order_by().values("pk")
