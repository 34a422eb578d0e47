"""A unit's calendar in one year → the months, the list of special days and the hours, as its page shows them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from dondoc.engine.tracking.workdays import Day, DayKind, shipped_notices
from dondoc.web.calendars.models import CalendarDay, WorkingHours, YearNotice
from dondoc.web.calendars.permissions import may_keep_calendar
from dondoc.web.calendars.queries.calendars import calendar_for, level_of
from dondoc.web.organisations.models import Unit
from dondoc.web.organisations.permissions import Scope

Week = tuple[Day | None, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """A month's first day, its weeks from Monday, empty where another month's days stand, and its working days."""

    first: date
    weeks: tuple[Week, ...]
    working: int


@dataclass(frozen=True, slots=True)
class Line:
    """A special day in the list, with the row that set it; none for what is shipped."""

    day: Day
    row: CalendarDay | None
    may_change: bool


@dataclass(frozen=True, slots=True)
class HoursLine:
    """Office hours, and whether this person may take them back."""

    row: WorkingHours
    may_change: bool


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """A notice taken in, and whether this person may take it back."""

    row: YearNotice
    may_change: bool


@dataclass(frozen=True, slots=True)
class YearPage:
    """A year of a unit's calendar; `notices` are the stored ones, `is_announced` also holds for shipped ones."""

    year: int
    months: tuple[Month, ...]
    lines: tuple[Line, ...]
    hours: tuple[HoursLine, ...]
    notices: tuple[NoticeLine, ...]
    is_announced: bool
    is_shipped: bool
    working: int
    made_up: int
    off_weekdays: int


def year_page(unit: Unit | None, year: int, scope: Scope) -> YearPage:
    """Return a year of the calendar of a unit, or of the country."""
    calendar = calendar_for(unit)
    days = calendar.days_of(year)
    hours = WorkingHours.objects.filter(_above(unit), withdrawn_at=None).select_related("unit")
    notices = YearNotice.objects.filter(_above(unit), year=year, withdrawn_at=None).select_related("unit")
    special = [day for day in days if day.name or day.kind == DayKind.MAKE_UP]
    return YearPage(
        year=year,
        months=tuple(_months(days)),
        lines=tuple(_lines(special, unit, scope)),
        hours=tuple(HoursLine(row, may_keep_calendar(scope, row.unit)) for row in hours),
        notices=tuple(NoticeLine(row, may_keep_calendar(scope, row.unit)) for row in notices),
        is_announced=calendar.is_announced(year),
        is_shipped=year in shipped_notices(),
        working=sum(day.counts for day in days),
        made_up=sum(day.kind == DayKind.MAKE_UP for day in days),
        off_weekdays=sum(not day.counts and day.on.weekday() < 5 for day in days),
    )


def _above(unit: Unit | None) -> Q:
    """Return the condition that a row is the country's, or of the unit or one above it."""
    ids = [int(part) for part in unit.path.split(".") if part] if unit is not None else []
    return Q(unit=None) | Q(unit__in=ids)


def _lines(special: list[Day], unit: Unit | None, scope: Scope) -> Iterator[Line]:
    """Yield the special days with the row that made each what it is: the nearest unit's."""
    path = unit.path if unit is not None else ""
    if not special:
        return
    standing = CalendarDay.objects.filter(_above(unit), date__year=special[0].on.year, withdrawn_at=None).select_related("unit")
    nearest: dict[date, CalendarDay] = {}
    for row in sorted(standing, key=lambda row: level_of(row.unit_id, path)):
        nearest[row.date] = row
    for day in special:
        winner = nearest.get(day.on)
        yield Line(day, winner, winner is not None and may_keep_calendar(scope, winner.unit))


def _months(days: tuple[Day, ...]) -> Iterator[Month]:
    for number in range(1, 13):
        own = [day for day in days if day.on.month == number]
        cells: list[Day | None] = [None] * own[0].on.weekday() + [*own]
        cells += [None] * (-len(cells) % 7)
        weeks = tuple(tuple(cells[at : at + 7]) for at in range(0, len(cells), 7))
        yield Month(own[0].on, weeks, sum(day.counts for day in own))


@dataclass(frozen=True, slots=True)
class Span:
    """Days on end that are the same for the same reason."""

    first: date
    last: date
    kind: DayKind
    name: str
    basis: str
    provisional: bool


def spans(days: tuple[Day, ...]) -> tuple[Span, ...]:
    """Return days as spans, in their order."""
    found: list[Span] = []
    for day in days:
        before = found[-1] if found else None
        if before is not None and (before.kind, before.name) == (day.kind, day.name) and before.last == day.on - timedelta(days=1):
            found[-1] = Span(before.first, day.on, day.kind, day.name, day.basis, before.provisional or day.provisional)
        else:
            found.append(Span(day.on, day.on, day.kind, day.name, day.basis, day.provisional))
    return tuple(found)
