"""The front of the reports by whose morning it is, the matrix of a duty, the calendar of last days, and urging who has not reported."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from dondoc.web.organisations.requests import Request
from dondoc.web.reports.actions.reminding import Reminded, remind_missing
from dondoc.web.reports.forms.duties import RemindForm
from dondoc.web.reports.links import collecting_url
from dondoc.web.reports.models import ReportDuty
from dondoc.web.reports.permissions import KEEPING, PREPARING, may_collect
from dondoc.web.reports.queries import board as shown
from dondoc.web.reports.queries.duty_sight import looked_over
from dondoc.web.reports.queries.matrix import View
from dondoc.web.reports.queries.matrix import matrix as matrix_of
from dondoc.web.reports.queries.standing import WRITABLE
from dondoc.web.reports.queries.statuses import EVERY
from dondoc.web.reports.queries.unit_calendar import report_calendar
from dondoc.web.reports.views.seen import period_collected
from dondoc.web.tracking.actions.refusals import Refused


@require_safe
def front(request: Request) -> HttpResponse:
    """Show what the person's units owe, the periods that wait to be collected, and the matrix of one duty."""
    on = timezone.localdate()
    page = shown.board(request.scope, on=on)
    duties = list(looked_over(request.scope).select_related("unit", "merged_into").order_by("name", "pk"))
    chosen = _chosen(duties, request.GET.get("che-do", ""), page)
    context = {
        "board": page,
        "duties": duties,
        "duty": chosen,
        "matrix": matrix_of(chosen, _view(request), on=on, calendars=page.calendars) if chosen is not None else None,
        "statuses": EVERY,
        "may_keep": request.scope.holds(*KEEPING),
        "today": on,
        "tab": "front",
    }
    return render(request, "reports/front.html", context)


def _chosen(duties: list[ReportDuty], asked: str, page: shown.Board) -> ReportDuty | None:
    """Return the duty whose matrix stands on the front: the asked one, else that of the most urgent period."""
    by_key = {str(duty.pk): duty for duty in duties}
    urgent = str(page.periods[0].period.duty_id) if page.periods else ""
    return by_key.get(asked) or by_key.get(urgent) or next(iter(duties), None)


@require_safe
def matrix(request: Request, pk: int) -> HttpResponse:
    """Show the matrix of one duty by itself."""
    duty = get_object_or_404(looked_over(request.scope).select_related("unit", "merged_into"), pk=pk)
    on = timezone.localdate()
    context = {
        "duty": duty,
        "matrix": matrix_of(duty, _view(request), on=on),
        "collects": may_collect(request.scope, duty),
        "statuses": EVERY,
        "today": on,
    }
    return render(request, "reports/matrix.html", context)


def _view(request: Request) -> View:
    year = request.GET.get("nam", "")
    known = int(year) if year.isascii() and year.isdigit() and len(year) == 4 else None
    return View(known, request.GET.get("chi", ""), request.GET.get("trang", ""))


@require_safe
def calendar(request: Request) -> HttpResponse:
    """Show the last days of the months to come: of what one's units owe, or of what one collects (`?cua=thu`)."""
    on, scope = timezone.localdate(), request.scope
    prepares, looks = bool(scope.paths(*PREPARING)), looked_over(scope).exists()
    if not prepares and not looks:
        raise Http404
    collects = looks and (request.GET.get("cua") == "thu" or not prepares)
    context = {
        "months": report_calendar(scope, on=on, collects=collects),
        "collects": collects,
        "both": prepares and looks,
        "may_keep": scope.holds(*KEEPING),
        "today": on,
        "tab": "calendar",
    }
    return render(request, "reports/calendar.html", context)


@require_http_methods(["GET", "POST"])
def remind(request: Request, pk: int) -> HttpResponse:
    """Urge the units of a period that have not reported, with words of the person's own."""
    period, on = period_collected(request, pk), timezone.localdate()
    form = RemindForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            done = remind_missing(period, reason=form.cleaned_data["reason"], scope=request.scope, now=timezone.now())
            messages.success(request, _told(done))
            return redirect(collecting_url(period))
        except Refused as refused:
            form.add_error(None, str(refused.words))
    missing = period.reports.filter(state__in=WRITABLE).select_related("unit").order_by("unit__path")
    context = {"form": form, "period": period, "missing": missing, "today": on}
    return render(request, "reports/remind.html", context, status=422 if form.errors else 200)


def _told(done: Reminded) -> str:
    words = ngettext("Đã đôn đốc %(n)s đơn vị.", "Đã đôn đốc %(n)s đơn vị.", done.done) % {"n": done.done}
    if done.before:
        words += " " + ngettext("%(n)s đơn vị đã được đôn đốc hôm nay.", "%(n)s đơn vị đã được đôn đốc hôm nay.", done.before) % {
            "n": done.before
        }
    if done.nobody:
        words += " " + ngettext("%(n)s đơn vị chưa có ai để báo.", "%(n)s đơn vị chưa có ai để báo.", done.nobody) % {"n": done.nobody}
    return words
