"""What every change of the registry asks first: may this person, is the unit still the one they saw, has the day come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dondoc.web.accounts.models import User
from dondoc.web.audit.actions import System
from dondoc.web.organisations.models import EventKind, EventParty, Unit, UnitEvent
from dondoc.web.organisations.permissions import may_manage_units, scope_of

Actor = User | System


class CannotChange(Exception):
    """A change of the registry that cannot be made; `words` say why and what to do."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


class Overwritten(CannotChange):
    """Someone else changed the unit after this person opened it."""


@dataclass(frozen=True, slots=True)
class Decree:
    """What gives an event effect: its day, the document it rests on, and a note."""

    on: date
    basis: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """A unit's part in an event: one of those before or after, and which functions it takes."""

    unit: Unit
    is_new: bool
    share: str = ""


def demand(by: Actor, unit: Unit | None, *, today: date) -> None:
    """Raise PermissionDenied unless the person may change the registry at `unit` (without one: found a department)."""
    if isinstance(by, User) and not may_manage_units(scope_of(by, on=today), unit):
        raise PermissionDenied


def claim(units: Sequence[Unit]) -> None:
    """Lock the registry, refuse units that changed since they were read, and count this change; the units are read afresh.

    The whole registry is locked because an event of one unit is judged by the history of others. Raises Overwritten.
    """
    stored = dict(Unit.objects.select_for_update().order_by("pk").values_list("pk", "version"))
    for unit in units:
        if stored.get(unit.pk) != unit.version:
            raise Overwritten(
                _("“%(unit)s” vừa được người khác sửa sau khi anh, chị mở trang. Tải lại trang để xem bản mới rồi làm lại.")
                % {"unit": unit.name}
            )
        Unit.objects.filter(pk=unit.pk).update(version=F("version") + 1)
        unit.refresh_from_db()


def demand_past(on: date, *, today: date) -> None:
    """Raise CannotChange for a day that has not come: the registry tells what is, a plan tells what will be."""
    if on > today:
        raise CannotChange(
            _("Ngày %(day)s chưa đến. Hãy ghi việc này vào đúng ngày có hiệu lực; việc đã qua thì vẫn ghi lùi ngày được.")
            % {"day": shown(on)}
        )


def happened(kind: EventKind, parties: Sequence[Party], *, decree: Decree, by: Actor) -> UnitEvent:
    """Write an event and its parties."""
    event = UnitEvent.objects.create(
        kind=kind, on=decree.on, basis=decree.basis, note=decree.note, recorded_by=by if isinstance(by, User) else None
    )
    EventParty.objects.bulk_create([EventParty(event=event, unit=party.unit, is_new=party.is_new, share=party.share) for party in parties])
    return event


def shown(day: date) -> str:
    """Return a day as the person's language writes it."""
    return date_format(day, "SHORT_DATE_FORMAT")


def trimmed(text: str) -> str:
    """Return a name without blanks at its ends or doubled inside."""
    return " ".join(text.split())
