"""The questions of who may urge, set the rules of urging and look at its messages, asked by views and actions alike."""

from __future__ import annotations

from dondoc.web.organisations.models import Role, Unit
from dondoc.web.organisations.permissions import Scope, may_manage_units
from dondoc.web.plans.models import Assignment
from dondoc.web.tracking.permissions import may_assign

WATCHING = (Role.OFFICE, Role.DIRECTOR, Role.ADMINISTRATOR)
"""Roles whose holders see what became of a department's messages."""


def may_urge(scope: Scope, part: Assignment) -> bool:
    """Whether the person may urge a part: whoever gave it."""
    return may_assign(scope, part)


def may_set_rules(scope: Scope, department: Unit) -> bool:
    """Whether the person may say how a department presses: its office, and who administers it."""
    return scope.holds(Role.OFFICE, path=department.path) or may_manage_units(scope, department)


def may_keep_outlets(scope: Scope, department: Unit) -> bool:
    """Whether the person may let reminders leave dondoc by an outlet: who administers the department."""
    return may_manage_units(scope, department)


def keeps_outlets(scope: Scope) -> bool:
    """Whether the person keeps the outlets of some department."""
    return scope.user.is_administrator or scope.holds(Role.ADMINISTRATOR)


def may_watch(scope: Scope) -> bool:
    """Whether the person sees the messages of some department."""
    return scope.user.is_administrator or scope.holds(*WATCHING)
