"""Changes of a unit that have no history of their own: code, kind, order, a misprint in a name, other ways to write it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from dondoc.web.audit.actions import Change, record
from dondoc.web.organisations.actions.deciding import Actor, CannotChange, claim, demand, trimmed
from dondoc.web.organisations.actions.history import Naming, refresh, words_of
from dondoc.web.organisations.models import Alias, Unit, UnitKind, UnitName


@dataclass(frozen=True, slots=True)
class Particulars:
    """What may be said anew of a unit at any time."""

    official_code: str
    kind: str
    position: int
    external: bool


def change_unit(unit: Unit, particulars: Particulars, *, by: Actor, today: date) -> Unit:
    """Set a unit's particulars; raises PermissionDenied, Overwritten, and CannotChange for a code that another unit has."""
    with transaction.atomic():
        demand(by, unit, today=today)
        claim([unit])
        code = trimmed(particulars.official_code)
        if code and Unit.objects.filter(official_code=code).exclude(pk=unit.pk).exists():
            raise CannotChange(_("Mã định danh %(code)s đã có ở một đơn vị khác.") % {"code": code})
        changes = {
            "mã định danh": Change(unit.official_code, code),
            "loại": Change(UnitKind(unit.kind).label, UnitKind(particulars.kind).label),
            "thứ tự": Change(unit.position, particulars.position),
            "ngoài hệ thống": Change(unit.external, particulars.external),
        }
        unit.official_code, unit.kind = code, particulars.kind
        unit.position, unit.external = particulars.position, particulars.external
        unit.save(update_fields=["official_code", "kind", "position", "external"])
        refresh(unit)
        record(by, gettext_noop("sửa đơn vị"), subject=unit, changes=changes)
        return unit


def correct_name(row: UnitName, naming: Naming, *, reason: str, by: Actor, today: date) -> None:
    """Set right what was mistyped in a name, which is no change of name; raises PermissionDenied and CannotChange."""
    with transaction.atomic():
        demand(by, row.unit, today=today)
        claim([row.unit])
        naming = Naming(trimmed(naming.name), trimmed(naming.short_name))
        if not naming.name:
            raise CannotChange(_("Hãy ghi tên đơn vị."))
        changes = {"tên đơn vị": Change(row.name, naming.name), "tên viết tắt": Change(row.short_name, naming.short_name)}
        row.name, row.short_name = naming.name, naming.short_name
        row.save(update_fields=["name", "short_name"])
        refresh(row.unit)
        record(by, gettext_noop("sửa lỗi ghi tên đơn vị"), subject=row.unit, changes=changes, reason=reason)


def add_alias(unit: Unit, text: str, *, scope: Unit | None, by: Actor, today: date) -> Alias:
    """Add another way to write a unit's name, inside the department `scope` or everywhere; raises PermissionDenied and CannotChange."""
    with transaction.atomic():
        demand(by, unit, today=today)
        claim([unit])
        text = trimmed(text)
        if not text or text in (unit.name, unit.short_name) or unit.aliases.filter(text=text, scope=scope).exists():
            raise CannotChange(_("Cách viết này đã có, hoặc còn để trống."))
        alias = Alias.objects.create(unit=unit, text=text, folded=words_of(text), scope=scope)
        refresh(unit)
        record(by, gettext_noop("thêm cách viết khác"), subject=unit, changes={"cách viết khác": Change(None, text)})
        return alias


def remove_alias(alias: Alias, *, by: Actor, today: date) -> None:
    """Take a way to write a unit's name away; raises PermissionDenied."""
    unit = alias.unit
    if unit is None:
        raise CannotChange(_("Cách viết này là của một nhóm; hãy bỏ ở trang của nhóm."))
    with transaction.atomic():
        demand(by, unit, today=today)
        claim([unit])
        text = alias.text
        alias.delete()
        refresh(unit)
        record(by, gettext_noop("bỏ cách viết khác"), subject=unit, changes={"cách viết khác": Change(text, None)})
