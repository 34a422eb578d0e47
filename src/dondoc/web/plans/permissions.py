"""The questions of who may do what with a plan, asked by views and actions alike."""

from __future__ import annotations

from dondoc.web.organisations.models import Role, Unit
from dondoc.web.organisations.permissions import READING, Scope
from dondoc.web.plans.models import Plan


def may_read_in(scope: Scope, unit: Unit) -> bool:
    """Whether the person may read a document into the register of the department `unit`."""
    return scope.holds(Role.OFFICE, path=unit.path)


def may_confirm(scope: Scope, plan: Plan) -> bool:
    """Whether the person may see and change the draft of a plan, and publish it."""
    return scope.holds(Role.OFFICE, path=plan.unit.path)


def may_see_whole(scope: Scope, plan: Plan) -> bool:
    """Whether the person sees all of a published plan and its document, not only the tasks of their own units."""
    return scope.holds(*READING, path=plan.unit.path)


def may_tidy(scope: Scope, unit: Unit) -> bool:
    """Whether the person may say which causes, and which tasks, of the department `unit` are one."""
    return scope.holds(Role.OFFICE, path=unit.path)
