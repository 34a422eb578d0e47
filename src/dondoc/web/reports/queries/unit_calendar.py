"""The last days of reports in the months to come, and those just passed, of the duties that a person's units owe or collect."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.db.models import Q

from dondoc.web.calendars.queries.calendars import Calendars, calendars_now
from dondoc.web.organisations.permissions import Scope, within
from dondoc.web.reports.links import collecting_url, report_url
from dondoc.web.reports.models import Period, ReportDuty, Reporter, UnitReport
from dondoc.web.reports.permissions import PREPARING
from dondoc.web.reports.queries.duty_sight import collected_duties, own_reports
from dondoc.web.reports.queries.statuses import NONE, Status, status_of
from dondoc.web.reports.terms import coming, in_words, rhythm_of, rule_of, stored, words_of

BACK = timedelta(days=31)
AHEAD = timedelta(days=183)
MOST = 400
_OFTEN = 12
"""Of one duty so many coming periods are shown: a daily report would fill the page."""


@dataclass(frozen=True, slots=True)
class CalendarLine:
    """A last day: the report and its period, of which unit, how its day came about, and how it stands."""

    due_on: date
    duty: ReportDuty
    label: str
    cut_off: date
    unit: str
    working: str
    status: Status
    url: str = ""
    merged: str = ""


@dataclass(frozen=True, slots=True)
class Month:
    """The last days of a month."""

    first: date
    lines: tuple[CalendarLine, ...]


def report_calendar(scope: Scope, *, on: date, collects: bool) -> list[Month]:
    """Return the last days by month, in six statements: of what one's units owe, or of what one collects."""
    calendars = calendars_now()
    opened = _collected(scope, on=on) if collects else _owed(scope, on=on)
    lines = sorted(
        (*opened, *_to_come(scope, calendars, on=on, collects=collects)), key=lambda line: (line.due_on, line.duty.name, line.unit)
    )
    return [Month(first, tuple(held)) for first, held in groupby(lines[:MOST], key=lambda line: line.due_on.replace(day=1))]


def _owed(scope: Scope, *, on: date) -> Iterable[CalendarLine]:
    rows = own_reports(scope).filter(period__due_on__gte=on - BACK).select_related("unit", "period__duty").order_by("period__due_on")
    return [_line_of(row, on=on) for row in rows[:MOST]]


def _line_of(row: UnitReport, *, on: date) -> CalendarLine:
    period = row.period
    status = status_of(row.state, late_days=row.late_days, is_first=row.first_submitted_at is not None, due_on=period.due_on, on=on)
    return CalendarLine(
        period.due_on, period.duty, period.label, period.cut_off, row.unit.name, words_of(period), status, report_url(row.pk)
    )


def _collected(scope: Scope, *, on: date) -> Iterable[CalendarLine]:
    rows = Period.objects.filter(duty__in=collected_duties(scope).order_by().values("pk"), due_on__gte=on - BACK).select_related("duty")
    return [
        CalendarLine(row.due_on, row.duty, row.label, row.cut_off, "", words_of(row), NONE, collecting_url(row))
        for row in rows.order_by("due_on")[:MOST]
    ]


def _to_come(scope: Scope, calendars: Calendars, *, on: date, collects: bool) -> Iterable[CalendarLine]:
    """Yield the periods that are not open yet."""
    if collects:
        owed = {duty.pk: ("", duty) for duty in collected_duties(scope).select_related("unit", "merged_into")}
        pairs: Sequence[tuple[str, ReportDuty]] = list(owed.values())
    else:
        rows = Reporter.objects.filter(Q(last_day=None) | Q(last_day__gte=on), within("unit__path", scope.paths(*PREPARING)))
        pairs = [(row.unit.name, row.duty) for row in rows.select_related("unit", "duty__unit", "duty__merged_into")]
    last = _last_opened({duty.pk for _unit, duty in pairs})
    for unit, duty in pairs:
        yield from _lines_to_come(duty, unit, calendars=calendars, span=(max(last.get(duty.pk, on - BACK), on - BACK), on))


def _last_opened(duties: set[int]) -> dict[int, date]:
    found: dict[int, date] = {}
    for duty, cut_off in Period.objects.filter(duty__in=duties).order_by("cut_off").values_list("duty", "cut_off"):
        found[duty] = cut_off
    return found


def _lines_to_come(duty: ReportDuty, unit: str, *, calendars: Calendars, span: tuple[date, date]) -> Iterable[CalendarLine]:
    opened, on = span
    first = max(opened + timedelta(days=1), duty.first_day)
    last = min(on + AHEAD, duty.last_day or on + AHEAD)
    calendar = calendars.of(duty.unit.path)
    into = duty.merged_into
    found = [one for one in coming(rhythm_of(duty), rule_of(duty), first=first, last=last, calendar=calendar) if one.due.due_on >= on]
    for one in found[:_OFTEN]:
        day = one.period.cut_off
        joined = into is not None and into.first_day <= day and (into.last_day is None or day <= into.last_day)
        same = joined and into is not None and coming(rhythm_of(into), rule_of(into), first=day, last=day, calendar=calendar)
        yield CalendarLine(
            one.due.due_on, duty, one.period.label, day, unit, in_words(one.due.due_on, stored(one.due)), NONE,
            merged=into.name if same and into is not None else "",
        )  # fmt: skip
