"""The yearly notice: taken in whole, and withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from dondoc.web.audit.actions import Change, Changes, record, record_each
from dondoc.web.calendars.actions.days import DayTerms, changes_of, checked_values
from dondoc.web.calendars.actions.keeping import author, claim_calendar, withdraw
from dondoc.web.calendars.models import CalendarDay, YearNotice
from dondoc.web.organisations.actions.deciding import Actor, CannotChange
from dondoc.web.organisations.models import Unit


@dataclass(frozen=True, slots=True)
class Notice:
    """A year's notice: the document it is, and every day that it sets."""

    year: int
    basis: str
    days: Sequence[DayTerms]


def take_in_notice(unit: Unit | None, notice: Notice, *, by: Actor, now: datetime) -> YearNotice:
    """Set all days of a notice and call the year announced, at once or not at all.

    A day that was set already is changed to what the notice says; days of the year that were set as provisional and are not in the notice
    are withdrawn. Raises PermissionDenied and CannotChange.
    """
    with transaction.atomic():
        claim_calendar(unit, by=by, now=now)
        _demand_whole(unit, notice)
        standing = {day.date: day for day in CalendarDay.objects.filter(unit=unit, date__year=notice.year, withdrawn_at=None)}
        told = [_set(unit, terms, standing=standing, by=by) for terms in notice.days]
        listed = {terms.date for terms in notice.days}
        dropped = [day for day in standing.values() if day.provisional and day.date not in listed]
        CalendarDay.objects.filter(pk__in=[day.pk for day in dropped]).update(withdrawn_at=now)
        row = YearNotice.objects.create(unit=unit, year=notice.year, basis=notice.basis, recorded_by=author(by))
        record_each(by, gettext_noop("đặt ngày theo thông báo lịch nghỉ"), told)
        record_each(by, gettext_noop("rút ngày không có trong thông báo lịch nghỉ"), [(day, {}) for day in dropped])
        changes = {"thông báo": Change(None, row.basis), "số ngày": Change(None, len(told))}
        record(by, gettext_noop("nhập thông báo lịch nghỉ"), subject=row, changes=changes)
        return row


def withdraw_notice(row: YearNotice, *, reason: str, by: Actor, now: datetime) -> None:
    """Call a year unannounced again; the days that its notice set stay. Raises PermissionDenied and CannotChange."""
    with transaction.atomic():
        withdraw(row, reason=reason, by=by, now=now)


def _set(unit: Unit | None, terms: DayTerms, *, standing: dict[date, CalendarDay], by: Actor) -> tuple[CalendarDay, Changes]:
    values, day = checked_values(terms), standing.get(terms.date)
    if day is None:
        return CalendarDay.objects.create(unit=unit, recorded_by=author(by), **values), changes_of(None, values)
    changes = changes_of(day, values)
    CalendarDay.objects.filter(pk=day.pk).update(**values, version=day.version + 1)
    day.refresh_from_db()
    return day, changes


def _demand_whole(unit: Unit | None, notice: Notice) -> None:
    if not notice.days or not notice.basis.strip():
        raise CannotChange(_("Thông báo cần có tên văn bản và ít nhất một ngày."))
    if any(terms.date.year != notice.year for terms in notice.days):
        raise CannotChange(_("Thông báo năm %(year)s chỉ gồm ngày của năm đó.") % {"year": notice.year})
    if YearNotice.objects.filter(unit=unit, year=notice.year, withdrawn_at=None).exists():
        raise CannotChange(_("Thông báo năm %(year)s đã nhập. Sửa từng ngày, hoặc rút thông báo rồi nhập lại.") % {"year": notice.year})
