"""Proposing a consolidated report for signing, with a plain word on what nobody has read and who has not reported."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dondoc.web.organisations.requests import Request
from dondoc.web.reports.actions.proposing import propose_read
from dondoc.web.reports.forms.consolidating import ProposeForm
from dondoc.web.reports.permissions import may_write_out
from dondoc.web.reports.queries.consolidation import tabs_of
from dondoc.web.reports.queries.outgoing.signers import signings
from dondoc.web.reports.views.consolidating import report_for
from dondoc.web.tracking.actions.refusals import Refused


@require_http_methods(["GET", "POST"])
def propose(request: Request, pk: int) -> HttpResponse:
    """Ask who signs and whether what nobody read shall go too, then propose the report."""
    held, report = report_for(request, pk)
    unit, now = held.period.duty.unit, timezone.now()
    if not may_write_out(request.scope, unit):
        raise PermissionDenied
    known = signings(unit, on=timezone.localdate(now))
    form = ProposeForm(request.POST if request.method == "POST" else None, signings=known, unread=report.unsettled)
    if request.method == "POST" and form.is_valid():
        try:
            outgoing = propose_read(held, signing=form.chosen(), unread=form.agreed(), by=request.user, now=now)
            messages.success(request, _("Đã trình ký. Văn bản đi được lập từ lần chốt số liệu này."))
            return redirect("reports:out", outgoing.pk)
        except Refused as refused:
            form.add_error(None, str(refused.words))
    values = {"form": form, "report": report, "tabs": tabs_of(held.period), "known": known, "today": timezone.localdate(now)}
    return render(request, "reports/propose.html", values, status=422 if form.errors else 200)
