"""What happens to units: they are renamed, moved, merged, split, dissolved, each on a day and on a legal basis."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from dondoc.web.audit.actions import Change, record
from dondoc.web.organisations.actions.deciding import (
    Actor,
    CannotChange,
    Decree,
    Party,
    claim,
    demand,
    demand_past,
    happened,
    trimmed,
)
from dondoc.web.organisations.actions.founding import NewUnit, store_unit
from dondoc.web.organisations.actions.history import Naming, demand_standing, end, place_from, refresh, rename_from
from dondoc.web.organisations.actions.inheriting import hand_children, hand_memberships, hand_people
from dondoc.web.organisations.actions.traces import keep_traces, state_of
from dondoc.web.organisations.models import EventKind, Unit, UnitEvent

_VERBS = {
    EventKind.MERGE: gettext_noop("hợp nhất, sáp nhập đơn vị"),
    EventKind.SPLIT: gettext_noop("chia, tách đơn vị"),
    EventKind.DISSOLVE: gettext_noop("giải thể đơn vị"),
}


@dataclass(frozen=True, slots=True)
class Heir:
    """A unit that takes over, one that stands or one founded by the event; `share` says which functions it takes."""

    unit: Unit | NewUnit
    share: str = ""


@dataclass(frozen=True, slots=True)
class Succession:
    """Units that make room and those that take over.

    `ending` is false where a unit stays and others are cut out of it. `children_to` and `people_to` are places in `heirs`: to whom go
    the units right below and the people; `None` moves nobody, and units left below forbid the end.
    """

    units: tuple[Unit, ...]
    heirs: tuple[Heir, ...] = ()
    ending: bool = True
    children_to: int | None = None
    people_to: int | None = None


def rename(unit: Unit, naming: Naming, *, decree: Decree, by: Actor, today: date) -> UnitEvent:
    """Give a unit another name from the decree's day; raises PermissionDenied, CannotChange and Overwritten."""
    with transaction.atomic():
        demand(by, unit, today=today)
        claim([unit])
        demand_past(decree.on, today=today)
        naming = Naming(trimmed(naming.name), trimmed(naming.short_name))
        if not naming.name:
            raise CannotChange(_("Hãy ghi tên mới của đơn vị."))
        old, before = unit.name, state_of([])
        rename_from(unit, naming, decree)
        event = happened(EventKind.RENAME, [Party(unit, is_new=False)], decree=decree, by=by)
        keep_traces(event, before, [])
        changes = {"tên đơn vị": Change(old, naming.name), "ngày có hiệu lực": Change(None, decree.on)}
        record(by, gettext_noop("đổi tên đơn vị"), subject=unit, changes=changes, reason=decree.basis)
        return event


def move(unit: Unit, parent: Unit | None, *, decree: Decree, by: Actor, today: date) -> UnitEvent:
    """Put a unit, with all below it, under another from the decree's day; raises PermissionDenied, CannotChange and Overwritten."""
    with transaction.atomic():
        demand(by, unit, today=today)
        demand(by, parent, today=today)
        claim([unit])
        demand_past(decree.on, today=today)
        old, before = unit.parent, state_of([])
        place_from(unit, parent, decree)
        event = happened(EventKind.MOVE, [Party(unit, is_new=False)], decree=decree, by=by)
        keep_traces(event, before, [])
        changes = {"trực thuộc": Change(_name(old), _name(parent)), "ngày có hiệu lực": Change(None, decree.on)}
        record(by, gettext_noop("chuyển đơn vị trực thuộc"), subject=unit, changes=changes, reason=decree.basis)
        return event


def merge(succession: Succession, *, decree: Decree, by: Actor, today: date) -> UnitEvent:
    """End one or more units in favour of one that stands or is founded; raises PermissionDenied, CannotChange and Overwritten."""
    if len(succession.heirs) != 1 or not succession.units:
        raise CannotChange(_("Hợp nhất, sáp nhập cần đúng một đơn vị nhận và ít nhất một đơn vị nhập vào."))
    return _succeed(EventKind.MERGE, succession, decree=decree, by=by, today=today)


def split(succession: Succession, *, decree: Decree, by: Actor, today: date) -> UnitEvent:
    """Divide a unit among several, or cut some out of one that stays; raises PermissionDenied, CannotChange and Overwritten."""
    if len(succession.units) != 1 or len(succession.heirs) < (2 if succession.ending else 1):
        raise CannotChange(_("Chia đơn vị cần ít nhất hai đơn vị mới; tách khi đơn vị cũ vẫn còn thì cần ít nhất một."))
    return _succeed(EventKind.SPLIT, succession, decree=decree, by=by, today=today)


def dissolve(succession: Succession, *, decree: Decree, by: Actor, today: date) -> UnitEvent:
    """End a unit, its functions going to several others or to nobody; raises PermissionDenied, CannotChange and Overwritten."""
    if len(succession.units) != 1 or not succession.ending:
        raise CannotChange(_("Mỗi lần chỉ giải thể một đơn vị."))
    return _succeed(EventKind.DISSOLVE, succession, decree=decree, by=by, today=today)


def _succeed(kind: EventKind, succession: Succession, *, decree: Decree, by: Actor, today: date) -> UnitEvent:
    with transaction.atomic():
        _demand_all(succession, by=by, today=today)
        standing = [heir.unit for heir in succession.heirs if isinstance(heir.unit, Unit)]
        units = list(dict.fromkeys([*succession.units, *standing]))
        if len(units) < len(succession.units) + len(standing):
            raise CannotChange(_("Một đơn vị không thể vừa kết thúc vừa nhận, hoặc được nêu hai lần. Hãy bỏ bớt."))
        claim(units)
        demand_past(decree.on, today=today)
        for unit in units:
            demand_standing(unit, decree.on)
        before = state_of(units)
        heirs = [_stood_up(heir.unit, decree, by=by, today=today) for heir in succession.heirs]
        if succession.ending:
            for unit in sorted(succession.units, key=lambda unit: -len(unit.path)):  # what lies below ends first
                _close(unit, heirs, succession=succession, decree=decree)
        parties = [Party(unit, is_new=False) for unit in succession.units]
        parties += [Party(unit, is_new=True, share=heir.share) for unit, heir in zip(heirs, succession.heirs, strict=True)]
        event = happened(kind, parties, decree=decree, by=by)
        keep_traces(event, before, [*units, *heirs])
        _tell(event, parties, by=by, ending=succession.ending)
        return event


def _demand_all(succession: Succession, *, by: Actor, today: date) -> None:
    for unit in succession.units:
        demand(by, unit, today=today)
    for heir in succession.heirs:
        demand(by, heir.unit if isinstance(heir.unit, Unit) else heir.unit.parent, today=today)


def _stood_up(heir: Unit | NewUnit, decree: Decree, *, by: Actor, today: date) -> Unit:
    """Return the heir, founded on the decree's day where it is new."""
    if isinstance(heir, Unit):
        return heir
    founded = NewUnit(
        heir.naming, heir.kind, heir.parent, first_day=decree.on, aliases=heir.aliases, external=heir.external, basis=decree.basis
    )
    return store_unit(founded, by=by, today=today)


def _close(unit: Unit, heirs: list[Unit], *, succession: Succession, decree: Decree) -> None:
    """End a unit; what lies below it and who works in it go where the succession says."""
    hand_children(unit, heirs[succession.children_to] if succession.children_to is not None else None, decree)
    hand_people(unit, heirs[succession.people_to] if succession.people_to is not None else None, decree.on)
    hand_memberships(unit, heirs, decree.on)
    unit.refresh_from_db()
    end(unit, decree.on)
    refresh(unit)


def _tell(event: UnitEvent, parties: list[Party], *, by: Actor, ending: bool) -> None:
    """Write the event into the log of every unit before it; a unit that ends gets its last day and who took over."""
    after = "; ".join(f"{party.unit.name} ({party.share})" if party.share else party.unit.name for party in parties if party.is_new)
    for party in parties:
        if not party.is_new:
            changes = {"đơn vị nhận": Change(None, after or None)}
            if ending:
                changes["hết hoạt động từ ngày"] = Change(None, event.on)
            record(by, _VERBS[EventKind(event.kind)], subject=party.unit, changes=changes, reason=event.basis)


def _name(unit: Unit | None) -> str | None:
    return unit.name if unit is not None else None
