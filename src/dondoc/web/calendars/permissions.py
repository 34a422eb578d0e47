"""Who may change a calendar: a unit's, who administers it or a unit above; the country's, who keeps dondoc itself."""

from __future__ import annotations

from dondoc.web.organisations.models import Role, Unit
from dondoc.web.organisations.permissions import Scope, may_manage_units


def may_keep_calendar(scope: Scope, unit: Unit | None) -> bool:
    """Whether the person may change the calendar of `unit` and all below it; without one, of the whole country."""
    return scope.user.is_administrator if unit is None else may_manage_units(scope, unit)


def may_keep_some_calendar(scope: Scope) -> bool:
    """Whether the person may change any calendar at all."""
    return scope.user.is_administrator or scope.holds(Role.ADMINISTRATOR)
