"""The calendar of a year, and a term tried out in it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dondoc.engine.tracking.due_dates import Mode, working_of
from dondoc.engine.tracking.legal_holidays import FIRST_YEAR, LAST_YEAR, BeyondCalendar
from dondoc.engine.tracking.workdays import DayKind
from dondoc.engine.tracking.working_time import shown_sessions, usual_hours
from dondoc.web.calendars.forms.trying import TryForm
from dondoc.web.calendars.permissions import may_keep_calendar, may_keep_some_calendar
from dondoc.web.calendars.queries.calendars import calendar_for
from dondoc.web.calendars.queries.year import spans, year_page
from dondoc.web.calendars.views.asking import COUNTRY, asked_unit, asked_year
from dondoc.web.organisations.forms.fields import UnitField
from dondoc.web.organisations.requests import Request


@require_safe
def year(request: Request) -> HttpResponse:
    """Show the days of a year for a unit."""
    today = timezone.localdate()
    unit, wrong = asked_unit(request, on=today)
    asked = asked_year(request, on=today)
    values = {
        "unit": unit,
        "unit_words": UnitField().prepare_value(unit) if unit is not None else "",
        "unit_key": unit.pk if unit is not None else COUNTRY,
        "wrong": wrong,
        "page": year_page(unit, asked, request.scope),
        "usual": shown_sessions(usual_hours().sessions),
        "years": [one for one in (asked - 1, asked + 1) if FIRST_YEAR <= one <= LAST_YEAR],
        "may_keep": may_keep_some_calendar(request.scope),
        "may_keep_this": may_keep_calendar(request.scope, unit),
        "today": today,
    }
    return render(request, "calendars/year.html", values)


@require_safe
def trial(request: Request) -> HttpResponse:
    """Show when a term ends and how it was counted."""
    today = timezone.localdate()
    unit = asked_unit(request, on=today)[0] if "start" not in request.GET else None
    form = TryForm(request.GET if "start" in request.GET else None, initial={"unit": unit, "start": today, "n": 5})
    values: dict[str, object] = {"form": form, "today": today}
    if form.is_valid():
        given = form.cleaned_data
        try:
            calendar = calendar_for(given["unit"])
            working = working_of(calendar, form.received(), n=given["n"], mode=Mode(given["mode"]))
            left = calendar.working_days_between(today, working.due.date())
            before = calendar.last_working_day_on_or_before(working.rolled_from) if working.rolled_from else None
        except BeyondCalendar:
            form.add_error("start", _("Lịch làm việc chỉ có từ năm %(first)s đến năm %(last)s.") % {"first": FIRST_YEAR, "last": LAST_YEAR})
        else:
            weekends = sum(day.kind == DayKind.WEEKEND for day in working.skipped)
            others = spans(tuple(day for day in working.skipped if day.kind != DayKind.WEEKEND))
            values |= {
                "working": working,
                "weekends": weekends,
                "others": others,
                "unit": given["unit"],
                "left": left,
                "late": -left,
                "before": before,
            }
    return render(request, "calendars/trial.html", values, status=422 if form.errors else 200)
