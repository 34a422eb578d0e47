"""Makes units: one under another, or a whole department from a ready list of its divisions."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from dondoc.web.accounts.models import User
from dondoc.web.audit.actions import Change, record
from dondoc.web.organisations.actions.deciding import Actor, CannotChange, Decree, Party, claim, demand, demand_past, happened, trimmed
from dondoc.web.organisations.actions.history import Naming, begin, refresh, words_of
from dondoc.web.organisations.models import (
    Alias,
    EventKind,
    GroupKind,
    GroupMember,
    Post,
    Role,
    Unit,
    UnitGroup,
    UnitKind,
)
from dondoc.web.organisations.queries.ready import ReadyGroup, ReadyUnit


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit to found: its names, its place and other ways to write it; without a `first_day` nobody knows since when."""

    naming: Naming
    kind: str
    parent: Unit | None = None
    first_day: date | None = None
    aliases: tuple[str, ...] = ()
    official_code: str = ""
    external: bool = False
    basis: str = ""
    groups: tuple[UnitGroup, ...] = ()


@dataclass(frozen=True, slots=True)
class NewDepartment:
    """A department to found in one step: itself, its divisions, its standing groups, and the bodies outside that it works with."""

    naming: Naming
    aliases: tuple[str, ...] = ()
    first_day: date | None = None
    basis: str = ""
    parent: Unit | None = None
    units: tuple[ReadyUnit, ...] = ()
    groups: tuple[ReadyGroup, ...] = ()
    partners: tuple[ReadyUnit, ...] = ()
    founder_is_office: bool = field(default=True)


def found_unit(new: NewUnit, *, by: Actor, today: date) -> Unit:
    """Store a unit with its first name, parent and aliases, and its founding as an event where its day is known.

    Raises PermissionDenied, and CannotChange for a name already borne beside it, a day to come or a parent that does not stand.
    """
    with transaction.atomic():
        demand(by, new.parent, today=today)
        claim([])
        return store_unit(new, by=by, today=today)


def store_unit(new: NewUnit, *, by: Actor, today: date) -> Unit:
    """Store a unit inside the caller's transaction, which has asked for permission and locked the registry; raises CannotChange."""
    naming = Naming(trimmed(new.naming.name), trimmed(new.naming.short_name))
    if new.first_day is not None:
        demand_past(new.first_day, today=today)
    _demand_free(naming.name, new)
    unit = Unit.objects.create(
        name=naming.name,
        short_name=naming.short_name,
        kind=new.kind,
        parent=new.parent,
        position=Unit.objects.filter(parent=new.parent).count() + 1,
        official_code=trimmed(new.official_code),
        external=new.external,
        valid_from=new.first_day,
    )
    _write_aliases(unit, new.aliases)
    GroupMember.objects.bulk_create([GroupMember(group=group, unit=unit, valid_from=new.first_day) for group in new.groups])
    begin(unit, basis=new.basis)
    if new.first_day is not None:
        happened(EventKind.FOUND, [Party(unit, is_new=True)], decree=Decree(new.first_day, new.basis), by=by)
    changes = {"tên đơn vị": Change(None, unit.name), "trực thuộc": Change(None, str(new.parent) if new.parent is not None else None)}
    record(by, gettext_noop("thành lập đơn vị"), subject=unit, changes=changes, reason=new.basis)
    return unit


def found_department(new: NewDepartment, *, by: Actor, today: date) -> Unit:
    """Found a department with all that its list holds; whoever founds it administers it from today and, if they wish, consolidates for it.

    Raises PermissionDenied and CannotChange.
    """
    with transaction.atomic():
        demand(by, new.parent, today=today)
        claim([])
        own = NewUnit(new.naming, UnitKind.DEPARTMENT, new.parent, new.first_day, new.aliases, basis=new.basis)
        outside = Unit.objects.filter(parent=new.parent, name=trimmed(new.naming.name), external=True, valid_to=None).first()
        department = store_unit(own, by=by, today=today) if outside is None else _taken_inside(outside, own, by=by)
        made = {ready.name: store_unit(_inside(ready, department, new), by=by, today=today) for ready in new.units}
        for group in new.groups:
            _store_group(group, department, [made[ready.name] for ready in new.units if ready.kind in group.kinds])
        for partner in new.partners:
            _store_partner(partner, by=by, today=today)
        _install(department, new, by=by, today=today)
        return department


def _taken_inside(partner: Unit, own: NewUnit, *, by: Actor) -> Unit:
    """Turn a body outside, which another department named as its partner, into a department that works with dondoc."""
    partner.external, partner.kind = False, own.kind
    partner.version += 1
    partner.save(update_fields=["external", "kind", "version"])
    _write_aliases(partner, tuple(text for text in own.aliases if not partner.aliases.filter(text=text).exists()))
    refresh(partner)
    changes = {"ngoài hệ thống": Change(old=True, new=False)}
    record(by, gettext_noop("đưa cơ quan bên ngoài vào hệ thống"), subject=partner, changes=changes)
    return partner


def _inside(ready: ReadyUnit, department: Unit, new: NewDepartment) -> NewUnit:
    """Return a unit of the list as founded with its department."""
    return NewUnit(Naming(ready.name, ready.short_name), ready.kind, department, new.first_day, ready.aliases, basis=new.basis)


def _store_partner(partner: ReadyUnit, *, by: Actor, today: date) -> None:
    """Store a body outside once, whatever department named it first."""
    if Unit.objects.filter(name=partner.name, parent=None).exists():
        return
    store_unit(NewUnit(Naming(partner.name, partner.short_name), partner.kind, aliases=partner.aliases, external=True), by=by, today=today)


def _install(department: Unit, new: NewDepartment, *, by: Actor, today: date) -> None:
    if not isinstance(by, User):
        return
    roles = [Role.ADMINISTRATOR, *([Role.OFFICE] if new.founder_is_office else [])]
    Post.objects.bulk_create([Post(user=by, unit=department, role=role, valid_from=today) for role in roles])
    with override("vi"):  # the log keeps Vietnamese words, whoever works in which language
        changes = {"vai trò": Change(None, ", ".join(str(role.label) for role in roles))}
    record(by, gettext_noop("nhận vai trò khi lập đơn vị"), subject=department, changes=changes)


def _store_group(ready: ReadyGroup, department: Unit, members: list[Unit]) -> None:
    if not members and not ready.everyone and ready.kind == GroupKind.CLOSED:
        return
    group = UnitGroup.objects.create(
        name=ready.name,
        folded=words_of(ready.name, *ready.aliases),
        kind=ready.kind,
        scope=department,
        children_of=department if ready.everyone else None,
    )
    if not ready.everyone:
        GroupMember.objects.bulk_create([GroupMember(group=group, unit=unit) for unit in members])
    Alias.objects.bulk_create(
        [Alias(group=group, text=text, folded=words_of(text), scope=department) for text in dict.fromkeys(ready.aliases)]
    )


def _write_aliases(unit: Unit, texts: tuple[str, ...]) -> None:
    """Store aliases: those of a unit inside a department count there alone ("Phòng KHTC"), others everywhere."""
    inside = _department_above(unit)
    own = {unit.name, unit.short_name, ""}
    Alias.objects.bulk_create(
        [
            Alias(unit=unit, text=text, folded=words_of(text), scope=inside)
            for text in dict.fromkeys(trimmed(text) for text in texts)
            if text not in own
        ]
    )


def _department_above(unit: Unit) -> Unit | None:
    above = unit.parent
    while above is not None and above.kind != UnitKind.DEPARTMENT:
        above = above.parent
    return above


def _demand_free(name: str, new: NewUnit) -> None:
    if not name:
        raise CannotChange(_("Hãy ghi tên đơn vị."))
    if Unit.objects.filter(parent=new.parent, name=name, valid_to=None).exists():
        raise CannotChange(_("Ở đây đã có “%(unit)s”. Hãy mở đơn vị ấy, hoặc đặt tên khác.") % {"unit": name})
    if new.official_code and Unit.objects.filter(official_code=trimmed(new.official_code)).exists():
        raise CannotChange(_("Mã định danh %(code)s đã có ở một đơn vị khác.") % {"code": new.official_code})
