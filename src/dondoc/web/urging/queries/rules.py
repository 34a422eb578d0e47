"""The rules by which departments press, on a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from dondoc.engine.tracking import UrgingRules, farthest
from dondoc.web.organisations.models import Unit
from dondoc.web.organisations.permissions import Scope, within
from dondoc.web.plans.models import Plan, PlanState
from dondoc.web.urging.models import USUAL, Rules
from dondoc.web.urging.permissions import WATCHING


@dataclass(frozen=True, slots=True)
class AllRules:
    """The rules of every department that has its own."""

    own: Mapping[int, UrgingRules]

    def of(self, department: int) -> UrgingRules:
        """Return a department's rules, the usual ones where it has none."""
        return self.own.get(department, USUAL)

    def window(self, on: date) -> tuple[date, date]:
        """Return the first and the last day on which a part may be due that owes something on a day."""
        reaches = [farthest(rules) for rules in (USUAL, *self.own.values())]
        return on - max(after for _, after in reaches), on + max(before for before, _ in reaches)


def rules_on(on: date) -> AllRules:
    """Return the rules in force on a day."""
    rows = Rules.objects.filter(valid_from__lte=on).order_by("valid_from")
    return AllRules({row.unit_id: row.value() for row in rows})


def departments_watched(scope: Scope) -> list[Unit]:
    """Return the departments whose messages and rules the person sees: those that have published a plan, and those they stand in."""
    publishing = Plan.objects.filter(state=PlanState.PUBLISHED).values("unit")
    units = Unit.objects.filter(Q(pk__in=publishing) | Q(parent=None, external=False), valid_to=None).order_by("name")
    if not scope.user.is_administrator:
        units = units.filter(within("path", scope.paths(*WATCHING)))
    return list(units)


def history_of(department: Unit) -> list[Rules]:
    """Return all rules that a department has had and will have, the newest first."""
    return list(Rules.objects.filter(unit=department).select_related("set_by"))
