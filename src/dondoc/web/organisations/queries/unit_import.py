"""A list of units beside the registry: which rows are new, which change something, which are wrong, before anything is stored."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from dondoc.web.organisations.lists.sheet import RowError
from dondoc.web.organisations.lists.units import BETWEEN, COLUMNS, UnitList, UnitRow, error_in
from dondoc.web.organisations.models import DEEPEST, Alias, Unit, UnitKind
from dondoc.web.organisations.permissions import Scope, may_manage_units


@dataclass(frozen=True, slots=True)
class Changed:
    """A unit of the registry and what a row says otherwise: field, value before, value after."""

    row: UnitRow
    unit: Unit
    fields: tuple[tuple[str, str, str], ...]
    new_aliases: tuple[str, ...]

    @property
    def shown(self) -> tuple[tuple[str, str, str], ...]:
        """The same in the words of the list: the column's heading, the value before, the value after."""
        titles = {column.key: column.title for column in COLUMNS}
        kinds = {value: str(label) for value, label in UnitKind.choices}
        words = {**kinds, "True": _("có"), "False": _("không")}
        return tuple((titles[key], words.get(old, old), words.get(new, new)) for key, old, new in self.fields)


@dataclass(frozen=True, slots=True)
class Added:
    """A row that becomes a unit, under a unit of the registry, under another new row, or under none."""

    row: UnitRow
    under: Unit | None
    under_row: int | None
    depth: int


@dataclass(slots=True)
class Comparison:
    """What reading a list in would do; nothing is done while there are errors."""

    added: list[Added] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    same: int = 0
    errors: list[RowError] = field(default_factory=list)


class _Names:
    """Units of the registry and rows of the list by code and by name."""

    def __init__(self, rows: tuple[UnitRow, ...]) -> None:
        self.units = {unit.pk: unit for unit in Unit.objects.all()}
        self.aliases: dict[int, set[str]] = defaultdict(set)
        for unit_id, text in Alias.objects.filter(group=None).values_list("unit_id", "text"):
            self.aliases[unit_id or 0].add(text)
        self.unit_by_code = {unit.official_code: unit for unit in self.units.values() if unit.official_code}
        self.units_by_name: dict[str, list[Unit]] = defaultdict(list)
        for unit in self.units.values():
            self.units_by_name[unit.name].append(unit)
        self.row_by_code = {row.official_code: row for row in rows if row.official_code}
        self.rows_by_name: dict[str, list[UnitRow]] = defaultdict(list)
        for row in rows:
            self.rows_by_name[row.name].append(row)

    def line_of(self, unit: Unit) -> list[str]:
        """Return the names of a unit and those above it, the highest first."""
        return [self.units[int(part)].name for part in unit.path.rstrip(".").split(".") if int(part) in self.units]


def compare_units(read: UnitList, letters: dict[str, str], *, scope: Scope, today: date) -> Comparison:
    """Return what reading the list in would do to the registry, and every cell that forbids it, in two statements."""
    comparison = Comparison(errors=list(read.errors))
    names = _Names(read.rows)
    judge = _Judge(names, comparison, letters=letters, scope=scope, today=today)
    known = {row.number: judge.known(row) for row in read.rows}
    judge.find_twins(read.rows)
    under = {row.number: judge.under(row, known) for row in read.rows if known[row.number] is None}
    depths = judge.depths(read.rows, under)
    for row in read.rows:
        unit = known[row.number]
        if unit is not None:
            judge.change(row, unit)
        elif row.number in depths:
            parent = under[row.number]
            comparison.added.append(
                Added(
                    row,
                    parent if isinstance(parent, Unit) else None,
                    parent.number if isinstance(parent, UnitRow) else None,
                    depths[row.number],
                )
            )
    comparison.errors.sort(key=lambda error: (error.row, error.letter))
    return comparison


class _Judge:
    def __init__(self, names: _Names, comparison: Comparison, *, letters: dict[str, str], scope: Scope, today: date) -> None:
        self.names, self.letters, self.comparison = names, letters, comparison
        self.scope, self.today = scope, today

    def wrong(self, cell: tuple[UnitRow, str], words: str, said: str = "") -> None:
        row, key = cell
        self.comparison.errors.append(error_in(row.number, key, wrong=words, said=said, letters=self.letters))

    def known(self, row: UnitRow) -> Unit | None:
        """Return the unit of the registry that a row is: by its code, else by its name and the unit above it."""
        if row.official_code and row.official_code in self.names.unit_by_code:
            return self.names.unit_by_code[row.official_code]
        line = [part.strip() for part in row.parent.split(BETWEEN)] if row.parent else []
        found = []
        for unit in self.names.units_by_name.get(row.name, ()):
            above = self.names.line_of(unit)[:-1]
            parent = self.names.units.get(unit.parent_id or 0)
            by_code = parent is not None and parent.official_code != "" and parent.official_code == row.parent
            same_end = row.valid_to is None or row.valid_to == unit.valid_to
            if (by_code or (above[len(above) - len(line) :] == line and bool(line) == bool(above))) and same_end:
                found.append(unit)
        standing = [unit for unit in found if unit.valid_to is None]
        chosen = standing if row.valid_to is None and standing else found
        return chosen[0] if chosen else None

    def find_twins(self, rows: tuple[UnitRow, ...]) -> None:
        """Tell of rows that say the same unit or code twice."""
        seen: dict[tuple[str, str, date | None], int] = {}
        codes: dict[str, int] = {}
        for row in rows:
            key = (row.name, row.parent, row.valid_to)
            if key in seen:
                self.wrong((row, "name"), _("Trùng với hàng %(row)s.") % {"row": seen[key]}, row.name)
            if row.official_code and row.official_code in codes:
                self.wrong((row, "official_code"), _("Mã đã có ở hàng %(row)s.") % {"row": codes[row.official_code]}, row.official_code)
            seen.setdefault(key, row.number)
            codes.setdefault(row.official_code, row.number)

    def under(self, row: UnitRow, known: dict[int, Unit | None]) -> Unit | UnitRow | None:
        """Return what a new unit shall lie under: a unit, a row, or nothing."""
        self._demand_past(row)
        if not row.parent:
            if not may_manage_units(self.scope):
                self.wrong((row, "parent"), _("Chưa ghi đơn vị cấp trên. Chỉ quản trị hệ thống lập được đơn vị đứng riêng."))
            return None
        found = self._meant(row.parent, known)
        if len(found) != 1:
            words = (
                _("Không có đơn vị này trong tệp hay trong danh bạ. Ghi đúng tên đầy đủ hoặc mã.")
                if not found
                else _("Có %(count)s đơn vị cùng tên. Ghi mã, hoặc ghi cả cấp trên, như “Sở Y tế > Văn phòng Sở”.") % {"count": len(found)}
            )
            self.wrong((row, "parent"), words, row.parent)
            return None
        parent = found[0]
        if isinstance(parent, Unit) and not may_manage_units(self.scope, parent):
            self.wrong((row, "parent"), _("Anh, chị không quản trị đơn vị này."), row.parent)
        if parent is row:
            self.wrong((row, "parent"), _("Đơn vị không thể trực thuộc chính nó."), row.parent)
            return None
        self._demand_standing(row, parent)
        return parent

    def depths(self, rows: tuple[UnitRow, ...], under: dict[int, Unit | UnitRow | None]) -> dict[int, int]:
        """Return the level of each new row below its top; rows that lie in a circle, or too deep, are told of and left out."""
        depths: dict[int, int] = {}
        for row in rows:
            if row.number not in under:
                continue
            chain, at = [], row
            while at.number in under and at.number not in depths and at.number not in chain:
                chain.append(at.number)
                above = under[at.number]
                if not isinstance(above, UnitRow):
                    break
                at = above
            if at.number in chain and isinstance(under[at.number], UnitRow):
                self.wrong(
                    (row, "parent"), _("Các đơn vị trực thuộc vòng quanh nhau. Sửa đơn vị cấp trên của một trong số đó."), row.parent
                )
                continue
            for number in reversed(chain):
                above = under[number]
                base = depths.get(above.number, 0) if isinstance(above, UnitRow) else above.path.count(".") if above is not None else 0
                depths[number] = base + 1
            if depths.get(row.number, 0) > DEEPEST:
                self.wrong((row, "parent"), _("Cây đơn vị chỉ sâu tối đa %(levels)s cấp.") % {"levels": DEEPEST}, row.parent)
        return depths

    def change(self, row: UnitRow, unit: Unit) -> None:
        """Note what a row says otherwise of a unit; what has a history of its own is refused."""
        if row.name != unit.name:
            self.wrong(
                (row, "name"),
                _("Mã này là của “%(unit)s”. Nếu đơn vị đổi tên, dùng “Đổi tên” ở trang của đơn vị.") % {"unit": unit.name},
                row.name,
            )
        parent = self.names.units.get(unit.parent_id or 0)
        if row.parent and not self._is_meant(row.parent, parent):
            now = parent.name if parent is not None else "–"
            self.wrong(
                (row, "parent"),
                _("Đơn vị này đang trực thuộc %(parent)s. Dùng “Chuyển trực thuộc” ở trang của đơn vị.") % {"parent": now},
                row.parent,
            )
        for key, said, stored in (("valid_from", row.valid_from, unit.valid_from), ("valid_to", row.valid_to, unit.valid_to)):
            if said is not None and said != stored:
                self.wrong((row, key), _("Khác ngày đang ghi. Ngày có lịch sử riêng, không sửa bằng danh sách."), said.strftime("%d/%m/%Y"))
        fields = [
            (name, str(old or ""), str(new))
            for name, old, new in (
                ("official_code", unit.official_code, row.official_code),
                ("short_name", unit.short_name, row.short_name),
                ("kind", unit.kind, row.kind),
                ("position", unit.position, row.position),
                ("external", unit.external, row.external),
            )
            if new not in (None, "") and new != old
        ]
        aliases = tuple(
            text for text in row.aliases if text not in self.names.aliases[unit.pk] and text not in (unit.name, unit.short_name)
        )
        if not fields and not aliases:
            self.comparison.same += 1
            return
        if not may_manage_units(self.scope, unit):
            self.wrong((row, "name"), _("Anh, chị không quản trị đơn vị này."), row.name)
        self.comparison.changed.append(Changed(row, unit, tuple(fields), aliases))

    def _is_meant(self, text: str, parent: Unit | None) -> bool:
        if parent is None:
            return False
        line = [part.strip() for part in text.split(BETWEEN)]
        return parent.official_code == text or self.names.line_of(parent)[-len(line) :] == line

    def _meant(self, text: str, known: dict[int, Unit | None]) -> list[Unit | UnitRow]:
        """Return the rows and units that the words of a parent's cell mean; a row that is a unit counts once."""
        by_code = self.names.row_by_code.get(text) or self.names.unit_by_code.get(text)
        if by_code is not None:
            return [self._once(by_code, known)]
        *above, name = [part.strip() for part in text.split(BETWEEN)]
        found: dict[object, Unit | UnitRow] = {}
        for row in self.names.rows_by_name.get(name, ()):
            if row.valid_to is None and (not above or [part.strip() for part in row.parent.split(BETWEEN)][-len(above) :] == above):
                one = self._once(row, known)
                found[(type(one), one.pk if isinstance(one, Unit) else one.number)] = one
        for unit in self.names.units_by_name.get(name, ()):
            if unit.valid_to is None and (not above or self.names.line_of(unit)[:-1][-len(above) :] == above):
                found[(Unit, unit.pk)] = unit
        return list(found.values())

    def _once(self, meant: Unit | UnitRow, known: dict[int, Unit | None]) -> Unit | UnitRow:
        return (known.get(meant.number) or meant) if isinstance(meant, UnitRow) else meant

    def _demand_past(self, row: UnitRow) -> None:
        for key, day in (("valid_from", row.valid_from), ("valid_to", row.valid_to)):
            if day is not None and day > self.today:
                self.wrong((row, key), _("Ngày chưa đến. Danh bạ chỉ ghi việc đã có hiệu lực."), day.strftime("%d/%m/%Y"))

    def _demand_standing(self, row: UnitRow, parent: Unit | UnitRow) -> None:
        starts_late = parent.valid_from is not None and row.valid_from is not None and row.valid_from < parent.valid_from
        ends_early = parent.valid_to is not None and (row.valid_to is None or row.valid_to > parent.valid_to)
        if starts_late or ends_early:
            self.wrong(
                (row, "valid_from"), _("Đơn vị cấp trên không hoạt động suốt thời gian này. Sửa “Từ ngày”, “Đến trước ngày” cho khớp.")
            )
