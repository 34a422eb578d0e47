"""Office hours from a day on: set and withdrawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from dondoc.web.audit.actions import Change, record
from dondoc.web.calendars.actions.keeping import author, claim_calendar, tidied_sessions, withdraw
from dondoc.web.calendars.models import WorkingHours
from dondoc.web.organisations.actions.deciding import Actor, CannotChange
from dondoc.web.organisations.models import Unit


@dataclass(frozen=True, slots=True)
class HoursTerms:
    """The hours that shall hold from a day, up to another where one is given; `saturday` empty: no work on Saturdays."""

    valid_from: date
    sessions: str
    same_day_until: time
    valid_to: date | None = None
    saturday: str = ""
    saturday_counts: bool = False
    basis: str = ""


def set_hours(unit: Unit | None, terms: HoursTerms, *, by: Actor, now: datetime) -> WorkingHours:
    """Set the hours of a unit and all below it; earlier hours hold up to the day. Raises PermissionDenied and CannotChange."""
    with transaction.atomic():
        claim_calendar(unit, by=by, now=now)
        sessions, saturday = tidied_sessions(terms.sessions), tidied_sessions(terms.saturday)
        _demand_possible(unit, terms, sessions)
        hours = WorkingHours.objects.create(
            unit=unit,
            valid_from=terms.valid_from,
            valid_to=terms.valid_to,
            sessions=sessions,
            saturday=saturday,
            saturday_counts=terms.saturday_counts and bool(saturday),
            same_day_until=terms.same_day_until,
            basis=" ".join(terms.basis.split()),
            recorded_by=author(by),
        )
        changes = {
            "từ ngày": Change(None, hours.valid_from),
            "đến trước ngày": Change(None, hours.valid_to),
            "thứ Hai đến thứ Sáu": Change(None, sessions),
            "thứ Bảy": Change(None, saturday or None),
            "thứ Bảy tính vào thời hạn": Change(None, hours.saturday_counts),
            "giờ nhận cuối trong ngày": Change(None, f"{hours.same_day_until:%H:%M}"),
            "căn cứ": Change(None, hours.basis or None),
        }
        record(by, gettext_noop("đặt giờ làm việc"), subject=hours, changes=changes)
        return hours


def withdraw_hours(hours: WorkingHours, *, reason: str, by: Actor, now: datetime) -> None:
    """Take hours back; those before them hold again. Raises PermissionDenied and CannotChange."""
    with transaction.atomic():
        withdraw(hours, reason=reason, by=by, now=now)


def _demand_possible(unit: Unit | None, terms: HoursTerms, sessions: str) -> None:
    if not sessions:
        raise CannotChange(_("Hãy ghi giờ làm việc từ thứ Hai đến thứ Sáu, ví dụ 07:00-11:30, 13:30-17:00."))
    if terms.valid_to is not None and terms.valid_to <= terms.valid_from:
        raise CannotChange(_("Ngày hết phải sau ngày bắt đầu."))
    if WorkingHours.objects.filter(unit=unit, valid_from=terms.valid_from, withdrawn_at=None).exists():
        raise CannotChange(_("Đã có giờ làm việc bắt đầu từ ngày này. Hãy rút mục đó trước."))
