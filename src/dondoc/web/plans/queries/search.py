"""One search for everything: tasks, plans, units and findings that a person may see, by number or by words with or without marks."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet

from dondoc.web.organisations.models import Unit
from dondoc.web.organisations.permissions import Scope
from dondoc.web.plans.models import Finding, Plan, Task
from dondoc.web.plans.queries.sight import active_tasks, visible_findings, visible_plans
from dondoc.web.plans.queries.task_query import TaskQuery
from dondoc.web.plans.queries.tasks import Count, TaskRow, count, task_rows
from dondoc.web.plans.queries.units import NamedUnit, named, units_named
from dondoc.web.plans.queries.words import Says, Typed

Row = TypeVar("Row", bound=Model)
SHOWN = {"tasks": 12, "plans": 5, "units": 6, "findings": 6}
SUGGESTED = 10
_COUNTED = 1_000
_WEIGHED = 200
"""Of so many of the newest tasks those that say the words in a row are put first."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, by kind: the first of each and how many there are."""

    typed: Typed
    tasks: tuple[TaskRow, ...] = ()
    n_tasks: Count = field(default_factory=lambda: Count(0))
    plans: tuple[Plan, ...] = ()
    n_plans: Count = field(default_factory=lambda: Count(0))
    units: tuple[NamedUnit, ...] = ()
    n_units: Count = field(default_factory=lambda: Count(0))
    findings: tuple[Finding, ...] = ()
    n_findings: Count = field(default_factory=lambda: Count(0))
    all_tasks: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was found."""
        return not (self.tasks or self.plans or self.units or self.findings)


def search(text: str, scope: Scope, *, on: date) -> Found:
    """Return what a person sees of what a text means; a number finds what bears it, words what says them all."""
    typed = Typed.of(text)
    if not typed.words:
        return Found(typed)
    tasks, n_tasks = _tasks(typed, scope, on)
    plans = _keys(_plans(typed, scope))
    by_number = bool(typed.code or typed.printed_number)
    units = [] if by_number else list(units_named(typed, scope).values_list("pk", flat=True)[: _COUNTED + 1])
    findings = [] if by_number else _keys(_findings(typed, scope))
    return Found(
        typed=typed,
        tasks=tuple(tasks),
        n_tasks=n_tasks,
        plans=_rows(Plan.objects.defer("evidence", "folded"), plans[: SHOWN["plans"]]),
        n_plans=_bounded(plans),
        units=tuple(named(unit) for unit in _rows(Unit.objects.select_related("parent"), units[: SHOWN["units"]])),
        n_units=_bounded(units),
        findings=_rows(Finding.objects.select_related("plan").defer("plan__evidence"), findings[: SHOWN["findings"]]),
        n_findings=_bounded(findings),
        all_tasks=TaskQuery(text=text.strip()).link(),
    )


def _tasks(typed: Typed, scope: Scope, on: date) -> tuple[list[TaskRow], Count]:
    """Return the first tasks and how many: those that say the words in a row stand first, then the newest."""
    seen = active_tasks(scope)
    most = SHOWN["tasks"]
    if typed.code or typed.printed_number:
        number = Q(number__iexact=typed.printed_number) | Q(number__istartswith=f"{typed.printed_number}.")
        found = seen.filter(Q(code=typed.code) if typed.code else number).order_by("-pk")
        return task_rows(found[:most], on=on), count(found, bound=_COUNTED)
    keys = _keys(seen.filter(Says("plans_task", typed.words)))
    newest = keys[:_WEIGHED]
    in_a_row = set(Task.objects.filter(pk__in=newest, folded__contains=" ".join(typed.words)).values_list("pk", flat=True))
    first = sorted(newest, key=lambda key: key not in in_a_row)[:most]
    rows = {row.pk: row for row in task_rows(Task.objects.filter(pk__in=first), on=on)}
    return [rows[pk] for pk in first], _bounded(keys)


def suggested_plans(text: str, scope: Scope) -> list[Plan]:
    """Return the visible plans with a number to offer for what a person has typed so far."""
    typed = Typed.of(text)
    return list(_plans(typed, scope).exclude(number="").order_by("-pk")[:SUGGESTED]) if typed.words else []


def _plans(typed: Typed, scope: Scope) -> QuerySet[Plan]:
    number = Q(folded_number__startswith=typed.folded)
    condition = number if typed.symbol else number | Q(Says("plans_plan", typed.words))
    return visible_plans(scope).filter(condition).defer("evidence", "folded")


def _findings(typed: Typed, scope: Scope) -> QuerySet[Finding]:
    return visible_findings(scope, few=True).filter(Says("plans_finding", typed.words))


def _rows(rows: QuerySet[Row], keys: list[int]) -> tuple[Row, ...]:
    found = rows.in_bulk(keys) if keys else {}
    return tuple(found[key] for key in keys if key in found)


def _keys(rows: QuerySet[Any]) -> list[int]:
    """Return the keys of the newest rows, up to one more than are counted: found once, they also tell how many there are."""
    return list(rows.order_by("-pk").values_list("pk", flat=True)[: _COUNTED + 1])


def _bounded(keys: list[int]) -> Count:
    return Count(min(len(keys), _COUNTED), len(keys) > _COUNTED)
