"""The days that a notice says → what each would change, and what a whole notice usually has that this one has not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from dondoc.engine.tracking.legal_holidays import legal_holidays
from dondoc.engine.tracking.workdays import Day, WorkCalendar
from dondoc.web.calendars.models import CalendarDay, SetKind
from dondoc.web.calendars.notice_lines import LineError, NoticeDay, ReadNotice
from dondoc.web.calendars.queries.calendars import calendar_for
from dondoc.web.organisations.models import Unit


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A day of the notice beside what it is now."""

    said: NoticeDay
    now: Day
    label: str


@dataclass(frozen=True, slots=True)
class NoticePreview:
    """What a notice would do: its days, the lines to mend, what may be missing, provisional days it would drop, days no longer reckoned."""

    days: tuple[Foreseen, ...]
    errors: tuple[LineError, ...]
    doubts: tuple[str, ...]
    dropped: tuple[CalendarDay, ...]
    given_up: tuple[Day, ...]


def preview(read: ReadNotice, unit: Unit | None, year: int) -> NoticePreview:
    """Return what the lines of a notice would do to the calendar of a unit, or of the country."""
    calendar = calendar_for(unit)
    listed = {day.date for day in read.days}
    provisional = CalendarDay.objects.filter(unit=unit, date__year=year, provisional=True, withdrawn_at=None)
    return NoticePreview(
        days=tuple(Foreseen(day, calendar.day_of(day.date), str(SetKind(day.kind).label)) for day in read.days),
        errors=read.errors,
        doubts=tuple(_doubts(read, year)),
        dropped=tuple(day for day in provisional if day.date not in listed),
        given_up=tuple(_given_up(calendar, listed, year)),
    )


def _given_up(calendar: WorkCalendar, listed: set[date], year: int) -> list[Day]:
    """Return the days that were reckoned as holidays until the notice, and that the notice does not list."""
    if calendar.is_announced(year):
        return []
    guessed = [holiday.on for holiday in legal_holidays(year) if not holiday.settled and holiday.on not in listed]
    return [calendar.day_of(on) for on in guessed if on.weekday() < 5]


def _doubts(read: ReadNotice, year: int) -> list[str]:
    """Return what a whole notice has and this one lacks."""
    rest = {day.date for day in read.days if day.kind != SetKind.MAKE_UP}
    found: list[str] = []
    if not any(on.month in (1, 2) and on > date(year, 1, 15) for on in rest):
        found.append(_("Chưa có ngày nghỉ Tết Nguyên đán nào."))
    if not any(on.month in (8, 9) and on != date(year, 9, 2) for on in rest):
        found.append(_("Chưa có ngày nghỉ liền kề ngày 02/9."))
    swapped = sum(day.kind == SetKind.OFF and day.date.weekday() < 5 for day in read.days)
    made_up = sum(day.kind == SetKind.MAKE_UP for day in read.days)
    if swapped != made_up:
        found.append(_("Có %(off)s ngày nghỉ hoán đổi nhưng %(made)s ngày làm bù.") % {"off": swapped, "made": made_up})
    return found
