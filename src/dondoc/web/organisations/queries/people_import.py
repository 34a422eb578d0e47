"""A list of people beside the registry: who is new, which unit each is meant to join, and which cells forbid it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from dondoc.web.accounts.models import User
from dondoc.web.organisations.lists.people import PersonRow, error_in
from dondoc.web.organisations.lists.sheet import RowError
from dondoc.web.organisations.models import Alias, Unit
from dondoc.web.organisations.permissions import Scope, may_manage_units
from dondoc.web.organisations.queries.naming import folded_words, labelled


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A person to take in, and the unit whose words the row gives."""

    row: PersonRow
    unit: Unit


@dataclass(frozen=True, slots=True)
class PeopleComparison:
    """What reading a list of people in would do; nothing is done while there are errors."""

    added: tuple[Newcomer, ...]
    errors: tuple[RowError, ...]


def compare_people(
    rows: tuple[PersonRow, ...], errors: tuple[RowError, ...], *, letters: dict[str, str], scope: Scope, today: date
) -> PeopleComparison:
    """Return who would be taken in, and every cell that forbids it, in three statements."""
    called = _units(today)
    taken = set(User.objects.filter(username__in=[row.username for row in rows]).values_list("username", flat=True))
    found, wrong, seen = [], list(errors), dict[str, int]()
    for row in rows:
        if row.username in taken:
            wrong.append(error_in(row.number, "username", wrong=_("Tên đăng nhập đã có người dùng."), said=row.username, letters=letters))
        if row.username in seen:
            words = _("Trùng tên đăng nhập với hàng %(row)s.") % {"row": seen[row.username]}
            wrong.append(error_in(row.number, "username", wrong=words, said=row.username, letters=letters))
        seen.setdefault(row.username, row.number)
        units = list({unit.pk: unit for unit in called.get(folded_words(row.unit), ())}.values())
        if len(units) != 1:
            wrong.append(error_in(row.number, "unit", wrong=_not_one(units), said=row.unit, letters=letters))
        elif not may_manage_units(scope, units[0]):
            wrong.append(error_in(row.number, "unit", wrong=_("Anh, chị không quản trị đơn vị này."), said=row.unit, letters=letters))
        else:
            found.append(Newcomer(row, units[0]))
    return PeopleComparison(tuple(found), tuple(sorted(wrong, key=lambda error: (error.row, error.letter))))


def _units(today: date) -> dict[str, list[Unit]]:
    """Return the units that stand by everything they are called."""
    called: dict[str, list[Unit]] = {}
    units = {unit.pk: unit for unit in Unit.objects.standing(today).select_related("parent")}
    for unit in units.values():
        above = unit.parent.name if unit.parent is not None else ""
        for text in {unit.name, unit.short_name, unit.official_code, labelled(unit.name, above)} - {""}:
            called.setdefault(folded_words(text), []).append(unit)
    for unit_id, folded in Alias.objects.filter(unit__in=units).values_list("unit_id", "folded"):
        called.setdefault(folded, []).append(units[unit_id or 0])
    return called


def _not_one(units: list[Unit]) -> str:
    if not units:
        return _("Không có đơn vị nào đang hoạt động tên như vậy. Ghi đúng tên, chữ viết tắt hoặc mã.")
    names = "; ".join(labelled(unit.name, unit.parent.name if unit.parent is not None else "") for unit in units[:4])
    return _("Có thể là nhiều đơn vị. Ghi rõ một trong số này: %(names)s.") % {"names": names}
