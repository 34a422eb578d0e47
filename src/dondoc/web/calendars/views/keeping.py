"""Days and office hours: set, changed, withdrawn."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dondoc.web.calendars.actions.days import add_day, change_day, withdraw_day
from dondoc.web.calendars.actions.hours import set_hours, withdraw_hours
from dondoc.web.calendars.actions.yearly import withdraw_notice
from dondoc.web.calendars.forms.keeping import DayForm, HoursForm, NewDayForm, ReasonForm, usual_values
from dondoc.web.calendars.models import CalendarDay, WorkingHours, YearNotice
from dondoc.web.calendars.views.asking import COUNTRY, demand_keeper, demand_keeper_of, unit_kept
from dondoc.web.organisations.actions.deciding import CannotChange
from dondoc.web.organisations.models import Unit
from dondoc.web.organisations.requests import Request


@require_http_methods(["GET", "POST"])
def new_day(request: Request) -> HttpResponse:
    """Set a day."""
    demand_keeper(request)
    first = {"unit": unit_kept(request, on=timezone.localdate())}
    form = NewDayForm(request.POST or None, by=request.user, initial=first)
    if form.is_valid() and _done(form, lambda: add_day(form.cleaned_data["unit"], form.terms(), by=request.user, now=timezone.now())):
        messages.success(request, _("Đã đặt ngày."))
        return to_year(form.cleaned_data["unit"], form.cleaned_data["date"].year)
    return render(request, "calendars/day.html", {"form": form, "row": None}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def day(request: Request, pk: int) -> HttpResponse:
    """Change a day."""
    row = get_object_or_404(CalendarDay.objects.select_related("unit"), pk=pk, withdrawn_at=None)
    demand_keeper_of(request, row.unit)
    names = ("date", "kind", "name", "sessions", "basis", "provisional", "version")
    form = DayForm(request.POST or None, initial={name: getattr(row, name) for name in names})
    if form.is_valid():
        seen = form.cleaned_data["version"] or 0
        if _done(form, lambda: change_day(row, form.terms(), seen=seen, by=request.user, now=timezone.now())):
            messages.success(request, _("Đã lưu."))
            return to_year(row.unit, row.date.year)
    values = {"form": form, "row": row, "reason": ReasonForm()}
    return render(request, "calendars/day.html", values, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def withdraw_one_day(request: Request, pk: int) -> HttpResponse:
    """Take a day back."""
    row = get_object_or_404(CalendarDay.objects.select_related("unit"), pk=pk, withdrawn_at=None)
    return _withdraw(
        request, row, year=row.date.year, act=lambda reason: withdraw_day(row, reason=reason, by=request.user, now=timezone.now())
    )


@require_http_methods(["GET", "POST"])
def new_hours(request: Request) -> HttpResponse:
    """Set office hours."""
    demand_keeper(request)
    first = {"unit": unit_kept(request, on=timezone.localdate()), **usual_values()}
    form = HoursForm(request.POST or None, by=request.user, initial=first)
    if form.is_valid() and _done(form, lambda: set_hours(form.cleaned_data["unit"], form.terms(), by=request.user, now=timezone.now())):
        messages.success(request, _("Đã đặt giờ làm việc."))
        return to_year(form.cleaned_data["unit"], form.cleaned_data["valid_from"].year)
    return render(request, "calendars/hours.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def withdraw_some_hours(request: Request, pk: int) -> HttpResponse:
    """Take office hours back."""
    row = get_object_or_404(WorkingHours.objects.select_related("unit"), pk=pk, withdrawn_at=None)
    year = row.valid_from.year
    return _withdraw(request, row, year=year, act=lambda reason: withdraw_hours(row, reason=reason, by=request.user, now=timezone.now()))


@require_http_methods(["GET", "POST"])
def withdraw_one_notice(request: Request, pk: int) -> HttpResponse:
    """Call a year unannounced again."""
    row = get_object_or_404(YearNotice.objects.select_related("unit"), pk=pk, withdrawn_at=None)
    return _withdraw(
        request, row, year=row.year, act=lambda reason: withdraw_notice(row, reason=reason, by=request.user, now=timezone.now())
    )


def to_year(unit: Unit | None, year: int) -> HttpResponseRedirect:
    """Lead to the year of a unit's calendar."""
    return redirect(f"{reverse('calendars:year')}?don-vi={unit.pk if unit is not None else COUNTRY}&nam={year}")


def _withdraw(request: Request, row: CalendarDay | WorkingHours | YearNotice, *, year: int, act: Callable[[str], None]) -> HttpResponse:
    """Ask for the reason, then take the row back."""
    demand_keeper_of(request, row.unit)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _done(form, lambda: act(form.cleaned_data["reason"])):
        messages.success(request, _("Đã rút."))
        return to_year(row.unit, year)
    values = {"form": form, "row": row, "is_notice": isinstance(row, YearNotice), "back": to_year(row.unit, year).url}
    return render(request, "calendars/withdraw.html", values, status=422 if form.errors else 200)


def _done(form: Form, act: Callable[[], object]) -> bool:
    """Act, and say in the form why it could not be; whether it was done."""
    try:
        act()
    except CannotChange as refused:
        form.add_error(None, refused.words)
    except PermissionDenied:
        form.add_error("unit", _("Anh, chị không quản trị đơn vị này."))
    else:
        return True
    return False
