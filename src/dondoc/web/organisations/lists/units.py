"""A list of units ↔ its rows: which columns it has, what each says, and what is wrong with a cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.utils import translation
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from dondoc.engine.vocabulary.folding import fold, unaccented
from dondoc.web.organisations.lists.sheet import Column, ListRow, ReadList, RowError, cut, day_of
from dondoc.web.organisations.models import UnitKind
from dondoc.web.organisations.queries.ready import kind_of

COLUMNS = (
    Column("name", "Tên đơn vị", _("tên đầy đủ, tối đa 250 chữ"), ("tên", "tên đơn vị, tổ chức", "đơn vị"), 48),
    Column("official_code", "Mã định danh", _("mã riêng của đơn vị, có thể để trống"), ("mã", "mã đơn vị"), 18),
    Column("short_name", "Tên viết tắt", _("tối đa 60 chữ"), ("viết tắt",), 18),
    Column("kind", "Loại", _("một trong các loại đơn vị"), ("loại đơn vị",), 20),
    Column("parent", "Trực thuộc", _("tên hoặc mã của đơn vị cấp trên"), ("đơn vị cấp trên", "cấp trên", "cơ quan chủ quản"), 40),
    Column("aliases", "Cách viết khác", _("các cách viết, ngăn bằng dấu chấm phẩy"), ("tên khác", "tên gọi khác"), 40),
    Column("valid_from", "Từ ngày", _("ngày theo mẫu 01/03/2025, hoặc để trống"), ("ngày thành lập", "thành lập"), 13),
    Column("valid_to", "Đến trước ngày", _("ngày theo mẫu 01/03/2025, hoặc để trống"), ("đến ngày", "hết hoạt động từ"), 15),
    Column("position", "Thứ tự", _("số nguyên từ 0 đến 9999"), ("tt", "stt"), 8),
    Column("external", "Bên ngoài", _("“có”, “không” hoặc để trống"), ("ngoài hệ thống",), 11),
)
BETWEEN = " > "
"""Parts the units above one another where a name alone does not tell which is meant: "Sở Y tế > Văn phòng Sở"."""

_YES, _NO = frozenset({"co", "x", "1", "true", "dung"}), frozenset({"", "khong", "0", "false", "sai"})
_LONGEST = {"name": 250, "short_name": 60, "official_code": 40}


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit as a list describes it; `None` and empty where the list says nothing."""

    number: int
    name: str
    official_code: str
    short_name: str
    kind: str
    parent: str
    aliases: tuple[str, ...]
    valid_from: date | None
    valid_to: date | None
    position: int | None
    external: bool | None


@dataclass(frozen=True, slots=True)
class UnitList:
    """The rows that hold together by themselves, and the cells that do not."""

    rows: tuple[UnitRow, ...]
    errors: tuple[RowError, ...]


def read_units(read: ReadList) -> UnitList:
    """Return the units that a list describes, and the cells that cannot be taken."""
    rows, errors = [], []
    for row in read.rows:
        wrong = list(_wrong(row, read.letters))
        errors += wrong
        if not wrong:
            rows.append(_unit(row))
    return UnitList(tuple(rows), tuple(errors))


def error_in(row: int, key: str, *, wrong: str, said: str = "", letters: dict[str, str]) -> RowError:
    """Return an error in the column `key` of a row."""
    title = next(column.title for column in COLUMNS if column.key == key)
    return RowError(row, letters.get(key, ""), title, cut(said), wrong)


def _unit(row: ListRow) -> UnitRow:
    said = row.values
    name = " ".join(said["name"].split())
    external = _plain(said.get("external", ""))
    return UnitRow(
        number=row.number,
        name=name,
        official_code=said.get("official_code", ""),
        short_name=" ".join(said.get("short_name", "").split()),
        kind=_kinds().get(_plain(said.get("kind", ""))) or kind_of(name),
        parent=" ".join(said.get("parent", "").split()),
        aliases=tuple(
            dict.fromkeys(" ".join(text.split()) for text in said.get("aliases", "").replace("\n", ";").split(";") if text.strip())
        ),
        valid_from=day_of(said.get("valid_from", "")),
        valid_to=day_of(said.get("valid_to", "")),
        position=int(said["position"]) if said.get("position") else None,
        external=external in _YES if external else None,
    )


def _wrong(row: ListRow, letters: dict[str, str]) -> Iterator[RowError]:
    def error(key: str, words: str) -> RowError:
        return error_in(row.number, key, wrong=words, said=row.values.get(key, ""), letters=letters)

    said = row.values
    if not said.get("name"):
        yield error("name", _now("Chưa có tên đơn vị."))
    for key, longest in _LONGEST.items():
        if len(said.get(key, "")) > longest:
            yield error(key, _now("Dài hơn %(longest)s chữ.") % {"longest": longest})
    if any(len(text.strip()) > 250 for text in said.get("aliases", "").split(";")):
        yield error("aliases", _now("Có cách viết dài hơn 250 chữ; ngăn các cách viết bằng dấu chấm phẩy."))
    if said.get("kind") and _plain(said["kind"]) not in _kinds():
        kinds = ", ".join(str(label) for label in UnitKind.labels)
        yield error("kind", _now("Không có loại này. Các loại: %(kinds)s.") % {"kinds": kinds})
    days: dict[str, date | None] = {}
    for key in ("valid_from", "valid_to"):
        try:
            days[key] = day_of(said.get(key, ""))
        except ValueError:
            yield error(key, _now("Không phải ngày. Ghi theo mẫu 01/03/2025, hoặc để trống."))
    first, end = days.get("valid_from"), days.get("valid_to")
    if first is not None and end is not None and end <= first:
        yield error("valid_to", _now("Phải sau “Từ ngày”."))
    position = said.get("position", "")
    if position and not (position.isascii() and position.isdigit() and len(position) < 5):
        yield error("position", _now("Phải là số nguyên từ 0 đến 9999."))
    if _plain(said.get("external", "")) not in _YES | _NO:
        yield error("external", _now("Ghi “có”, “không” hoặc để trống."))


@cache
def _kinds() -> dict[str, str]:
    """Return the kinds by how a list may write them, in either language: their label, each part of it, or their own name."""
    found = {value: value for value in UnitKind.values}
    for language in ("vi", "en"):
        with translation.override(language):
            for kind in UnitKind:
                for text in (str(kind.label), *str(kind.label).split(",")):
                    found.setdefault(_plain(text), kind.value)
    return found


def _plain(text: str) -> str:
    return " ".join(unaccented(fold(text)).split())
