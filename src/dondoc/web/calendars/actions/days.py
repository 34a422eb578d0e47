"""Single days of a calendar: set, changed, withdrawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from dondoc.engine.tracking.legal_holidays import FIRST_YEAR, LAST_YEAR
from dondoc.engine.tracking.working_time import SATURDAY
from dondoc.web.audit.actions import Change, record
from dondoc.web.calendars.actions.keeping import author, claim_calendar, tidied_sessions, withdraw
from dondoc.web.calendars.models import CalendarDay, SetKind
from dondoc.web.organisations.actions.deciding import Actor, CannotChange, Overwritten
from dondoc.web.organisations.models import Unit


@dataclass(frozen=True, slots=True)
class DayTerms:
    """What a day shall be, by its form; `sessions` are asked of a desk only."""

    date: date
    kind: str
    name: str
    basis: str = ""
    provisional: bool = False
    sessions: str = ""


_NAMES = {
    "date": gettext_noop("ngày"),
    "kind": gettext_noop("là ngày"),
    "name": gettext_noop("tên"),
    "basis": gettext_noop("căn cứ"),
    "provisional": gettext_noop("chưa chính thức"),
    "sessions": gettext_noop("giờ làm việc"),
}


def add_day(unit: Unit | None, terms: DayTerms, *, by: Actor, now: datetime) -> CalendarDay:
    """Set a day for a unit and all below it, or for the country; raises PermissionDenied and CannotChange."""
    with transaction.atomic():
        claim_calendar(unit, by=by, now=now)
        values = checked_values(terms)
        _demand_free(unit, terms.date)
        day = CalendarDay.objects.create(unit=unit, recorded_by=author(by), **values)
        record(by, gettext_noop("đặt ngày trong lịch làm việc"), subject=day, changes=changes_of(None, values))
        return day


def change_day(day: CalendarDay, terms: DayTerms, *, seen: int, by: Actor, now: datetime) -> None:
    """Change a day that was read at version `seen`; raises PermissionDenied, CannotChange, Overwritten."""
    with transaction.atomic():
        claim_calendar(day.unit, by=by, now=now)
        values = checked_values(terms)
        if terms.date != day.date:
            _demand_free(day.unit, terms.date)
        changes = changes_of(day, values)
        standing = CalendarDay.objects.filter(pk=day.pk, version=seen, withdrawn_at=None)
        if not standing.update(**values, version=seen + 1):
            raise Overwritten(_("Ngày này vừa được người khác sửa hoặc rút. Tải lại trang để xem bản mới rồi làm lại."))
        day.refresh_from_db()
        record(by, gettext_noop("sửa ngày trong lịch làm việc"), subject=day, changes=changes)


def withdraw_day(day: CalendarDay, *, reason: str, by: Actor, now: datetime) -> None:
    """Take a day back; raises PermissionDenied and CannotChange."""
    with transaction.atomic():
        withdraw(day, reason=reason, by=by, now=now)


def checked_values(terms: DayTerms) -> dict[str, object]:
    """Return the fields of a day that can be; raises CannotChange for one that cannot."""
    if not FIRST_YEAR <= terms.date.year <= LAST_YEAR:
        raise CannotChange(_("Lịch làm việc chỉ có từ năm %(first)s đến năm %(last)s.") % {"first": FIRST_YEAR, "last": LAST_YEAR})
    is_desk = terms.kind == SetKind.DESK
    if is_desk and terms.date.weekday() < SATURDAY:
        raise CannotChange(_("Trực theo giờ riêng chỉ đặt cho ngày nghỉ cuối tuần. Ngày thường thì đặt giờ làm việc."))
    if is_desk and not terms.sessions.strip():
        raise CannotChange(_("Hãy ghi giờ trực, ví dụ 07:30-11:30."))
    return {
        "date": terms.date,
        "kind": terms.kind,
        "name": " ".join(terms.name.split()),
        "basis": " ".join(terms.basis.split()),
        "provisional": terms.provisional,
        "sessions": tidied_sessions(terms.sessions) if is_desk else "",
    }


def changes_of(day: CalendarDay | None, values: dict[str, object]) -> dict[str, Change]:
    """Return what the log tells of the fields that a day takes."""
    return {_NAMES[name]: Change(_told(name, getattr(day, name) if day else None), _told(name, value)) for name, value in values.items()}


def _told(name: str, value: object) -> str | bool | date | None:
    if name == "kind" and value:
        return str(SetKind(str(value)).label)
    return value if isinstance(value, bool | date) else str(value) if value else None


def _demand_free(unit: Unit | None, on: date) -> None:
    standing = CalendarDay.objects.filter(unit=unit, date=on, withdrawn_at=None).first()
    if standing is not None:
        raise CannotChange(
            _("Ngày %(day)s đã được đặt là “%(name)s”. Hãy sửa hoặc rút mục đó.")
            % {"day": date_format(on, "SHORT_DATE_FORMAT"), "name": standing.name}
        )
