"""The duties of a department: the list, one of them, setting up, changing and ending, and asking for a report."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dondoc.engine.extraction.plan import Frequency
from dondoc.engine.reporting.due_days import Due, DueRule, Roll
from dondoc.engine.reporting.periods import REGULAR, Basis, Rhythm
from dondoc.web.calendars.queries.calendars import calendar_for
from dondoc.web.organisations.models import Unit
from dondoc.web.organisations.requests import Request
from dondoc.web.reports.actions.duties import DutyTerms, ask_at_once, change_duty, end_duty, make_duty, usual_headings
from dondoc.web.reports.actions.periods import ask_for
from dondoc.web.reports.forms.duties import AskForm, DutyForm, EndForm, UrgentForm, first_values, values_of
from dondoc.web.reports.links import collecting_url
from dondoc.web.reports.models import ReportDuty
from dondoc.web.reports.permissions import KEEPING, may_keep_duties
from dondoc.web.reports.queries.duties import COMING, ComingPeriod, duty_lines, duty_page, preview, reporters_of, usual_collector
from dondoc.web.reports.queries.duty_sight import departments_kept, visible_duties
from dondoc.web.tracking.actions.refusals import Changed, Refused


@require_safe
def duties(request: Request) -> HttpResponse:
    """List the duties that the person sees."""
    on = timezone.localdate()
    context = {
        "lines": duty_lines(request.scope, on=on),
        "may_keep": request.scope.holds(*KEEPING),
        "today": on,
        "tab": "duties",
    }
    return render(request, "reports/duties.html", context)


@require_safe
def duty(request: Request, pk: int) -> HttpResponse:
    """Show one duty: its terms, who reports, its periods and what comes next."""
    found, on = _visible(request, pk), timezone.localdate()
    page = duty_page(found, request.scope, on=on)
    context = {
        "duty": found,
        "page_of": page,
        "tables": found.tables.order_by("position", "pk"),
        "today": on,
        "regular": Frequency(found.frequency) in REGULAR,
    }
    return render(request, "reports/duty.html", context)


@require_http_methods(["GET", "POST"])
def new_duty(request: Request) -> HttpResponse:
    """Set up a duty by hand; `xem` shows the periods that its terms give without storing anything."""
    department = _department(request)
    data = request.POST if request.method == "POST" else None
    form = DutyForm(data, department=department, initial=first_values(department, usual_collector(department)))
    if form.is_valid() and "xem" not in request.POST:
        try:
            made = make_duty(department, form.new(), scope=request.scope, now=timezone.now())
            messages.success(request, _("Đã lập chế độ báo cáo. Các kỳ đến ngày mở đã được gửi đến đơn vị."))
            return redirect("reports:duty", made.pk)
        except Refused as refused:
            form.add_error(None, str(refused.words))
    return _form_page(request, form, department=department, duty=None)


@require_http_methods(["GET", "POST"])
def edit_duty(request: Request, pk: int) -> HttpResponse:
    """Change a duty from today on."""
    found = _kept(request, pk)
    on = timezone.localdate()
    data = request.POST if request.method == "POST" else None
    form = DutyForm(data, department=found.unit, duty=found, initial=values_of(found, reporters_of(found, on=on)))
    if form.is_valid() and "xem" not in request.POST:
        try:
            change_duty(found, form.new(), version=_number(request.POST.get("version")), scope=request.scope, now=timezone.now())
            messages.success(request, _("Đã sửa chế độ báo cáo. Các kỳ đã mở giữ nguyên ngày và hạn."))
            return redirect("reports:duty", pk)
        except Changed:
            form.add_error(None, _("Có người vừa sửa chế độ này sau khi anh, chị mở trang. Mở lại trang để xem rồi sửa tiếp."))
        except Refused as refused:
            form.add_error(None, str(refused.words))
    return _form_page(request, form, department=found.unit, duty=found)


def _form_page(request: Request, form: DutyForm, *, department: Unit, duty: ReportDuty | None) -> HttpResponse:
    on = timezone.localdate()
    values: dict[str, Any] = {"form": form, "department": department, "duty": duty, "today": on}
    if request.method == "POST" and form.is_valid():
        values["coming"] = _coming(form.terms, department)
        values["shown"] = True
    return render(request, "reports/duty_form.html", values, status=422 if form.errors else 200)


def _coming(terms: DutyTerms, department: Unit) -> list[ComingPeriod]:
    rhythm = Rhythm(Frequency(terms.frequency), Basis(terms.basis), terms.cutoff_day, terms.cutoff_month)
    rule = DueRule(Due(terms.due_kind), terms.due_day, terms.due_month, terms.due_months, terms.due_strict, Roll(terms.roll))
    on = timezone.localdate()
    return preview((rhythm, rule), calendar_for(department), span=(terms.first_day, terms.last_day), on=on)[:COMING]


@require_http_methods(["GET", "POST"])
def close_duty(request: Request, pk: int) -> HttpResponse:
    """End a duty from a day on."""
    found = _kept(request, pk)
    form = EndForm(request.POST if request.method == "POST" else None, initial={"last_day": timezone.localdate()})
    if form.is_valid():
        given = form.cleaned_data
        try:
            end_duty(found, given["last_day"], reason=given["reason"], scope=request.scope, now=timezone.now())
            messages.success(request, _("Đã ghi ngày kết thúc. Các kỳ đã mở vẫn nộp và tổng hợp như thường."))
            return redirect("reports:duty", pk)
        except Refused as refused:
            form.add_error(None, str(refused.words))
    return render(request, "reports/duty_end.html", {"form": form, "duty": found}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def ask_again(request: Request, pk: int) -> HttpResponse:
    """Ask for a report of days that the person sets, under a duty whose periods are set by hand."""
    found = _kept(request, pk)
    if Frequency(found.frequency) in REGULAR:
        raise Http404
    form = AskForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            period = ask_for(found, form.asked, scope=request.scope, now=timezone.now())
            messages.success(request, _("Đã gửi yêu cầu báo cáo đến các đơn vị."))
            return redirect(collecting_url(period))
        except Refused as refused:
            form.add_error(None, str(refused.words))
    return render(request, "reports/ask.html", {"form": form, "duty": found}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def urgent(request: Request) -> HttpResponse:
    """Ask for a report once, outside every duty."""
    department = _department(request)
    initial = {"collector": usual_collector(department), "headings": "\n".join(usual_headings())}
    form = UrgentForm(request.POST if request.method == "POST" else None, department=department, initial=initial)
    if form.is_valid():
        try:
            period = ask_at_once(department, form.new, asked=form.asked, scope=request.scope, now=timezone.now())
            messages.success(request, _("Đã gửi yêu cầu báo cáo đến các đơn vị."))
            return redirect(collecting_url(period))
        except Refused as refused:
            form.add_error(None, str(refused.words))
    return render(request, "reports/urgent.html", {"form": form, "department": department}, status=422 if form.errors else 200)


def _visible(request: Request, pk: int) -> ReportDuty:
    rows = visible_duties(request.scope).select_related("unit", "collector", "plan", "merged_into", "created_by")
    return get_object_or_404(rows, pk=pk)


def _kept(request: Request, pk: int) -> ReportDuty:
    found = _visible(request, pk)
    if not may_keep_duties(request.scope, found.unit):
        raise Http404
    return found


def _department(request: Request) -> Unit:
    """Return the department that the person sets up duties for: that of the address, else their first."""
    departments = departments_kept(request.scope)
    asked = _number(request.GET.get("so"))
    found = departments.filter(pk=asked).first() if asked else departments.first()
    if found is None:
        raise Http404
    return found


def _number(value: str | None) -> int:
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 12 else 0
