"""Collecting a period's reports: the list of all units, accepting what waits, locking and opening again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dondoc.web.organisations.requests import Request
from dondoc.web.reports.actions.locking import lock_period, unlock_period
from dondoc.web.reports.actions.receiving import accept_all
from dondoc.web.reports.forms.answering import ReasonForm
from dondoc.web.reports.models import PeriodState
from dondoc.web.reports.queries.collecting import collecting_page
from dondoc.web.reports.queries.consolidation import tabs_of
from dondoc.web.reports.views.seen import period_collected
from dondoc.web.tracking.actions.refusals import Refused


@require_safe
def collecting(request: Request, pk: int) -> HttpResponse:
    """Show who has sent in and who has not."""
    period = period_collected(request, pk)
    page = collecting_page(period, chosen=request.GET.get("loc", ""), number=request.GET.get("trang"))
    values = {"page": page, "period": period, "tabs": tabs_of(period), "today": timezone.localdate()}
    return render(request, "reports/collecting.html", values)


@require_POST
def take_all(request: Request, pk: int) -> HttpResponse:
    """Accept every report that waits."""
    period = period_collected(request, pk)
    try:
        count = accept_all(period, scope=request.scope, now=timezone.now())
        messages.success(request, ngettext("Đã nhận %(n)s báo cáo.", "Đã nhận %(n)s báo cáo.", count) % {"n": count})
    except Refused as refused:
        messages.error(request, str(refused.words))
    return redirect("reports:collecting", period.pk)


@require_POST
def lock(request: Request, pk: int) -> HttpResponse:
    """Lock the period."""
    period = period_collected(request, pk)
    seen = request.POST.get("version", "")
    try:
        lock_period(period, scope=request.scope, version=int(seen) if seen.isdecimal() else None)
        messages.success(request, _("Đã khóa kỳ báo cáo."))
    except Refused as refused:
        messages.error(request, str(refused.words))
    return redirect("reports:collecting", period.pk)


@require_http_methods(["GET", "POST"])
def unlock(request: Request, pk: int) -> HttpResponse:
    """Ask why, then open the period again."""
    period = period_collected(request, pk)
    if period.state != PeriodState.LOCKED:
        messages.info(request, _("Kỳ báo cáo đang mở."))
        return redirect("reports:collecting", period.pk)
    form = ReasonForm(request.POST if request.method == "POST" else None, initial={"version": period.version})
    if form.is_valid():
        given = form.cleaned_data
        try:
            unlock_period(period, reason=given["reason"], scope=request.scope, version=given["version"], now=timezone.now())
            messages.success(request, _("Đã mở khóa kỳ báo cáo."))
            return redirect("reports:collecting", period.pk)
        except Refused as refused:
            form.add_error(None, str(refused.words))
    return render(request, "reports/unlock.html", {"form": form, "period": period}, status=422 if form.errors else 200)
