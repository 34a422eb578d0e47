"""The duties and reports that a person may see, asked of the database as subtrees."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from dondoc.web.organisations.models import Unit
from dondoc.web.organisations.permissions import READING, Scope, within
from dondoc.web.reports.models import ReportDuty, Reporter, UnitReport
from dondoc.web.reports.permissions import COLLECTING, KEEPING, OVERSEEING, PREPARING


def looked_over(scope: Scope) -> QuerySet[ReportDuty]:
    """Return the duties of which the person sees how all units answer."""
    of_department = within("unit__path", scope.paths(*OVERSEEING))
    return ReportDuty.objects.filter(of_department | within("collector__path", scope.paths(*COLLECTING)))


def collected_duties(scope: Scope) -> QuerySet[ReportDuty]:
    """Return the duties whose reports the person collects."""
    of_department = within("unit__path", scope.paths(*KEEPING))
    return ReportDuty.objects.filter(of_department | within("collector__path", scope.paths(*COLLECTING)))


def visible_duties(scope: Scope) -> QuerySet[ReportDuty]:
    """Return the duties that the person looks over, and those that a unit of theirs owes or owed."""
    owing = Reporter.objects.filter(within("unit__path", scope.paths(*READING)), duty=OuterRef("pk"))
    seen = looked_over(scope).order_by().values("pk")
    return ReportDuty.objects.filter(Q(pk__in=seen) | Exists(owing))


def own_reports(scope: Scope) -> QuerySet[UnitReport]:
    """Return the reports that the person's units owe: those that they prepare or answer for."""
    return UnitReport.objects.filter(within("unit__path", scope.paths(*PREPARING)))


def departments_kept(scope: Scope) -> QuerySet[Unit]:
    """Return the departments that the person may set up duties for: the units of their posts, not those below."""
    held = {standing.unit_id for standing in scope.standings if standing.role in KEEPING}
    return Unit.objects.filter(pk__in=held, external=False, valid_to=None).order_by("path")
