"""Looks for tasks of two plans that order the same work, and keeps what a person says of each pair."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_noop

from dondoc.engine.comparing import Item, find_twins
from dondoc.web.audit.actions import Change, System, record
from dondoc.web.organisations.permissions import Scope
from dondoc.web.plans.models import Plan, PlanState, Task, TaskState, TaskTwin, TwinState
from dondoc.web.plans.permissions import may_tidy

_MOST_KNOWN = 60_000
"""So many of a department's newest tasks are looked at: those of the last years, not of all time."""


@dataclass(frozen=True, slots=True)
class _Known:
    pk: int
    text: str
    number: str


def suggest_twins(plan: Plan) -> int:
    """Look for earlier tasks of the department that order what a plan's tasks order; return how many pairs are new.

    What a person has said of a pair stays as it is. Run when a plan is published, and again when asked.
    """
    new = _tasks(plan, own=True)
    known = _tasks(plan, own=False)
    found = find_twins([_item(task) for task in new], [_item(task) for task in known])
    pairs = {tuple(sorted((new[twin.task].pk, known[twin.known].pk))): twin.likeness for twin in found}
    with transaction.atomic():
        held = set(TaskTwin.objects.filter(first__in={first for first, _ in pairs}).values_list("first_id", "second_id"))
        fresh = [
            TaskTwin(first_id=first, second_id=second, likeness=like)
            for (first, second), like in pairs.items()
            if (first, second) not in held
        ]
        TaskTwin.objects.bulk_create(fresh, ignore_conflicts=True)
        if fresh:
            record(System("dondoc"), gettext_noop("tìm việc trùng"), subject=plan, changes={"cặp gần giống": Change(None, len(fresh))})
    return len(fresh)


def look_for_twins(plan: Plan, *, scope: Scope) -> int:
    """Look again when a person asks for it; raises PermissionDenied."""
    if not may_tidy(scope, plan.unit):
        raise PermissionDenied
    return suggest_twins(plan)


def decide_twins(twin: TaskTwin, state: TwinState, *, scope: Scope, now: datetime) -> None:
    """Say that two tasks are one, or two; raises PermissionDenied for who may not say so of both."""
    with transaction.atomic():
        kept = TaskTwin.objects.select_for_update(of=("self",)).select_related("first__plan__unit", "second__plan__unit").get(pk=twin.pk)
        if not (may_tidy(scope, kept.first.plan.unit) and may_tidy(scope, kept.second.plan.unit)):
            raise PermissionDenied
        if kept.state == state:
            return
        old, kept.state = kept.state, state
        kept.decided_by, kept.decided_at = scope.user, now
        kept.save(update_fields=["state", "decided_by", "decided_at"])
        for task, other in ((kept.first, kept.second), (kept.second, kept.first)):
            label = gettext_noop("nói hai nhiệm vụ là một") if state == TwinState.LINKED else gettext_noop("nói hai nhiệm vụ là hai")
            changes = {f"{other} · trạng thái": Change(TwinState(old).label, TwinState(state).label)}
            record(scope.user, label, subject=task, changes=changes)


def _tasks(plan: Plan, *, own: bool) -> list[_Known]:
    tasks = Task.objects.filter(state=TaskState.ACTIVE, occurrence_of=None, plan__unit=plan.unit, plan__state=PlanState.PUBLISHED)
    tasks = tasks.filter(plan=plan) if own else tasks.exclude(plan=plan).order_by("-pk")[:_MOST_KNOWN]
    return [_Known(*row) for row in tasks.values_list("pk", "text", "number")]


def _item(task: _Known) -> Item:
    return Item(str(task.pk), task.text, task.number or None)
