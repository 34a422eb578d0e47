"""The questions of who may do what with duties, reports and outgoing documents, asked by views and actions alike."""

from __future__ import annotations

from dondoc.web.organisations.models import Role, Unit
from dondoc.web.organisations.permissions import READING, Scope
from dondoc.web.reports.models import Period, ReportDuty

KEEPING = (Role.OFFICE, Role.DIRECTOR)
"""Roles that keep the duties of their department, collect and consolidate."""
COLLECTING = (Role.OFFICE, Role.OFFICER, Role.HEAD)
"""Roles in the collecting unit that collect and consolidate too."""
OVERSEEING = (Role.OFFICE, Role.DIRECTOR, Role.APPRAISER, Role.VIEWER)
"""Roles that see how all units of their department answer a duty."""
PREPARING = (Role.OFFICER, Role.HEAD)
"""Roles in a unit that prepare its report."""


def may_collect(scope: Scope, duty: ReportDuty) -> bool:
    """Whether the person reads, returns and accepts the units' reports: the department's office and leaders, and the collecting unit."""
    return scope.holds(*KEEPING, path=duty.unit.path) or scope.holds(*COLLECTING, path=duty.collector.path)


def may_prepare(scope: Scope, unit: Unit) -> bool:
    """Whether the person writes the unit's reports: an officer or the head of it or of one above it."""
    return scope.holds(*PREPARING, path=unit.path)


def may_submit(scope: Scope, unit: Unit, *, has_head: bool) -> bool:
    """Whether the person sends the unit's report in: its head, or whoever prepares it where the unit has no head."""
    return scope.holds(Role.HEAD, path=unit.path) or (not has_head and may_prepare(scope, unit))


def may_consolidate(scope: Scope, period: Period) -> bool:
    """Whether the person writes a period's consolidated report: whoever collects the units' reports."""
    return may_collect(scope, period.duty)


def may_keep_duties(scope: Scope, unit: Unit) -> bool:
    """Whether the person sets up and changes the duties owed to the department `unit`, and asks for reports: its office and leaders."""
    return scope.holds(*KEEPING, path=unit.path)


def may_look_over(scope: Scope, duty: ReportDuty) -> bool:
    """Whether the person sees how all units answer a duty: whoever collects, and who reads the department's work as a whole."""
    return may_collect(scope, duty) or scope.holds(*OVERSEEING, path=duty.unit.path)


def may_read_out(scope: Scope, unit: Unit) -> bool:
    """Whether the person sees the outgoing documents of the department `unit`: whoever sees all of its work."""
    return scope.holds(*READING, path=unit.path)


def may_write_out(scope: Scope, unit: Unit) -> bool:
    """Whether the person drafts, proposes and issues outgoing documents of the department, gives numbers, and says how they look."""
    return scope.holds(*KEEPING, path=unit.path)
