"""Finds the reports, periods and duties that an address names, of what the person sees: hidden looks like absent."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404

from dondoc.web.organisations.requests import Request
from dondoc.web.reports.models import Period, ReportDuty, UnitReport
from dondoc.web.reports.permissions import may_collect
from dondoc.web.reports.queries.unit_report import reports_seen


def report_seen(request: Request, pk: int) -> UnitReport:
    """Return a report that the person reads. Raises Http404."""
    return get_object_or_404(reports_seen(request.scope), pk=pk)


def period_collected(request: Request, pk: int) -> Period:
    """Return a period whose reports the person collects. Raises Http404."""
    period = get_object_or_404(Period.objects.select_related("duty__unit", "duty__collector"), pk=pk)
    if not may_collect(request.scope, period.duty):
        raise Http404
    return period


def duty_collected(request: Request, pk: int) -> ReportDuty:
    """Return a duty whose reports the person collects. Raises Http404."""
    duty = get_object_or_404(ReportDuty.objects.select_related("unit", "collector"), pk=pk)
    if not may_collect(request.scope, duty):
        raise Http404
    return duty
