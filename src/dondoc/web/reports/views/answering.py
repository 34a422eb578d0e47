"""A unit's report: what it says, and every step that it takes."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from dondoc.web.organisations.requests import Request
from dondoc.web.reports.actions.answering import Overwritten, Typed, save_answers
from dondoc.web.reports.actions.receiving import accept, return_report
from dondoc.web.reports.actions.steps import demand_seen
from dondoc.web.reports.actions.submitting import send_down, send_up, submit, withdraw
from dondoc.web.reports.forms.answering import ReasonForm, ReportForm
from dondoc.web.reports.models import UnitReport
from dondoc.web.reports.queries.standing import has_head
from dondoc.web.reports.queries.unit_report import Again, report_page, rights_of
from dondoc.web.reports.views.seen import report_seen
from dondoc.web.tracking.actions.refusals import Refused

_DONE: dict[str, str | Promise] = {
    "save": gettext_lazy("Đã lưu báo cáo."),
    "send_up": gettext_lazy("Đã trình thủ trưởng duyệt."),
    "submit": gettext_lazy("Đã nộp báo cáo."),
}
_STEPS = {"send_up": send_up, "submit": submit}


@require_http_methods(["GET", "POST"])
def unit_report(request: Request, pk: int) -> HttpResponse:
    """Show a unit's report, or store what was typed into it and take the step of the button pressed."""
    report = report_seen(request, pk)
    if request.method == "GET":
        return _shown(request, report)
    form = ReportForm(request.POST, keys=report.period.duty.outline.values_list("key", flat=True))
    if not form.is_valid():
        raise Http404
    typed = _with_register(request, report, form)
    try:
        if form.pressed in _STEPS:
            demand_seen(report, form.seen)
        save_answers(report, typed, scope=request.scope, now=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused.words))
        clashing = refused.keys if isinstance(refused, Overwritten) else ()
        return _shown(request, report, again=Again({key: one.text for key, one in typed.items()}, clashing), status=409)
    except PermissionDenied:
        return not_now(request, report)
    _go_on(request, report, form)
    return redirect(f"{request.path}#muc-{form.wanted}" if form.wanted else request.path)


def _go_on(request: Request, report: UnitReport, form: ReportForm) -> None:
    """Take the step of the button pressed, now that the words are stored; they stay so also where the step is not taken."""
    step = _STEPS.get(form.pressed)
    try:
        if step is not None:
            step(report, scope=request.scope, version=None, now=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused.words))
    except PermissionDenied:
        messages.error(request, _("Đã lưu. Bước tiếp theo là của người đứng đầu đơn vị."))
    else:
        messages.success(request, str(_DONE.get(form.pressed, _("Đã chèn số liệu từ sổ vào cuối mục."))))


def _with_register(request: Request, report: UnitReport, form: ReportForm) -> dict[str, Typed]:
    """Return what was typed, with the register's words put below the item that they were wanted for."""
    typed = form.typed()
    if form.wanted in typed:
        page = report_page(report, request.scope, on=timezone.localdate())
        words = next((row.draft for row in page.items if row.item.key == form.wanted), "")
        one = typed[form.wanted]
        typed[form.wanted] = Typed("\n".join(part for part in (one.text.rstrip(), words) if part), one.seen)
    return typed


def _shown(request: Request, report: UnitReport, *, again: Again | None = None, status: int = 200) -> HttpResponse:
    on = timezone.localdate()
    page = report_page(report, request.scope, on=on, again=again)
    reading = not page.rights.write or ("xem" in request.GET and again is None)
    name = "reports/unit_report_read.html" if reading else "reports/unit_report.html"
    return render(request, name, {"page": page, "report": report, "today": on}, status=status)


@require_http_methods(["GET", "POST"])
def give_back(request: Request, pk: int) -> HttpResponse:
    """Ask what is to be mended, then give a report that was sent in back to its unit."""
    report = report_seen(request, pk)
    if not rights_of(report, request.scope, headed=True).give_back:
        return not_now(request, report)
    return _with_reason(request, report, act=return_report, words=_("Đã trả lại báo cáo cho đơn vị."))


@require_http_methods(["GET", "POST"])
def give_down(request: Request, pk: int) -> HttpResponse:
    """Ask what is to be changed, then give a report back to who prepares it."""
    report = report_seen(request, pk)
    if not rights_of(report, request.scope, headed=has_head(report.unit, on=timezone.localdate())).send_down:
        return not_now(request, report)
    return _with_reason(request, report, act=send_down, words=_("Đã trả báo cáo để sửa."))


def _with_reason(request: Request, report: UnitReport, *, act: Callable[..., None], words: str) -> HttpResponse:
    form = ReasonForm(request.POST if request.method == "POST" else None, initial={"version": report.version})
    if form.is_valid():
        given = form.cleaned_data
        try:
            act(report, reason=given["reason"], scope=request.scope, version=given["version"], now=timezone.now())
        except Refused as refused:
            form.add_error(None, str(refused.words))
        else:
            messages.success(request, words)
            return redirect("reports:unit_report", report.pk)
    values = {"form": form, "report": report, "is_down": act is send_down, "today": timezone.localdate()}
    return render(request, "reports/give_back.html", values, status=422 if form.errors else 200)


@require_POST
def take_back(request: Request, pk: int) -> HttpResponse:
    """Take a report back from the head or from the collector."""
    return _step(request, pk, act=withdraw, words=_("Đã rút lại báo cáo để sửa."))


@require_POST
def take(request: Request, pk: int) -> HttpResponse:
    """Accept a unit's report."""
    return _step(request, pk, act=accept, words=_("Đã nhận báo cáo."))


def _step(request: Request, pk: int, *, act: Callable[..., None], words: str) -> HttpResponse:
    report = report_seen(request, pk)
    seen = request.POST.get("version", "")
    try:
        act(report, scope=request.scope, version=int(seen) if seen.isdecimal() else None, now=timezone.now())
        messages.success(request, words)
    except Refused as refused:
        messages.error(request, str(refused.words))
    except PermissionDenied:
        return not_now(request, report)
    return redirect("reports:unit_report", report.pk)


def not_now(request: Request, report: UnitReport) -> HttpResponse:
    """Go back to a report that the person reads, where the step is another's or the report is past it, and say so."""
    messages.error(request, _("Bước này của người khác, hoặc báo cáo đã sang bước khác. Xem tình trạng báo cáo dưới đây."))
    return redirect("reports:unit_report", report.pk)
