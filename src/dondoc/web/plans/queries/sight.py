"""The register's rows that a person may see: what is given to the units of their posts, asked of the database as subtrees."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from dondoc.web.organisations.models import Role
from dondoc.web.organisations.permissions import READING, Scope, within
from dondoc.web.plans.models import Assignment, Finding, Plan, PlanState, Task, TaskState

REGISTERED = (PlanState.PUBLISHED, PlanState.CLOSED)
"""States of a plan whose tasks units see."""
_OVERSEERS = (Role.OFFICE, Role.DIRECTOR, Role.APPRAISER, Role.VIEWER)
"""Roles that are mostly held where plans are published, so that most of what they see hangs on plans of their own subtree."""


def visible_tasks(scope: Scope) -> QuerySet[Task]:
    """Return the published tasks in which the subtree of one of the person's posts has a part: leads, cooperates or oversees.

    A draft's tasks are no part of the register; whoever confirms a plan asks `drafts` for it.
    """
    paths = scope.paths(*READING)
    parts = Assignment.objects.filter(within("unit__path", paths)).values("task")
    seen = Q(pk__in=parts)
    overseen = tuple(path for path in paths if path in scope.paths(*_OVERSEERS) or path.count(".") == 1)
    if overseen:
        # The publishing unit oversees every task of its plans. To ask for the plans first spares the list of a whole department's tasks.
        seen = Q(plan__in=Plan.objects.filter(within("unit__path", overseen), state__in=REGISTERED).values("pk")) | seen
    return Task.objects.filter(seen).filter(
        Q(state=TaskState.ACTIVE) | (Q(state__in=[TaskState.DROPPED, TaskState.SUPERSEDED]) & ~Q(code=""))
    )


def visible_plans(scope: Scope) -> QuerySet[Plan]:
    """Return the published plans that hold a task the person sees, or that a unit of theirs published."""
    paths = scope.paths(*READING)
    tasks = Assignment.objects.filter(within("unit__path", paths)).values("task")
    holding = Task.objects.filter(pk__in=tasks).exclude(state=TaskState.DRAFT).values("plan")
    return Plan.objects.filter(within("unit__path", paths) | Q(pk__in=holding), state__in=REGISTERED)


def drafts(scope: Scope) -> QuerySet[Plan]:
    """Return the plans that wait to be confirmed, for those who may confirm them or sign for the department."""
    return Plan.objects.filter(within("unit__path", scope.paths(Role.OFFICE, Role.DIRECTOR)), state=PlanState.DRAFT)


def visible_findings(scope: Scope) -> QuerySet[Finding]:
    """Return the findings that a visible task remedies, and every one of a plan that the person sees whole."""
    paths = scope.paths(*READING)
    remedied = Task.findings.through.objects.filter(task__in=visible_tasks(scope).values("pk")).values("finding")
    whole = within("plan__unit__path", paths)
    return Finding.objects.filter(whole | Q(pk__in=remedied), plan__state__in=REGISTERED, dropped=False)
