"""The bytes of a workbook that came back → the cells that a person changed, or why the file is not taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from dondoc.engine.sources.errors import UnreadableSource
from dondoc.engine.sources.xlsx import Cells, read_cells
from dondoc.web.accounts.models import User
from dondoc.web.organisations.lists.sheet import MOST_BYTES, day_of
from dondoc.web.tracking.sheet_columns import COLUMNS, MARK, Given, NotOurs, Passport, read_passport

TAKEN_FOR = timedelta(days=30)
"""So long after it was taken away a workbook is still taken back."""
_FILLED = tuple(column.key for column in COLUMNS if column.by_giver or column.by_executor)


class WrongSheet(Exception):
    """A file that is not taken back; `words` say why and what to do."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """A row in which something was filled in: its number, its part with the version it was taken with, and the changed cells by column.

    `letters` say in which column each stands, `formulas` which of them are formulas; `is_double` that another row has the same part.
    """

    number: int
    part: int
    version: int
    cells: Mapping[str, str]
    letters: Mapping[str, str]
    formulas: tuple[str, ...] = ()
    is_double: bool = False


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """A workbook as read: when it was taken away, and its changed rows; `foreign` are rows that were not in it then."""

    taken_at: datetime
    rows: list[ChangedRow] = field(default_factory=list)
    foreign: list[int] = field(default_factory=list)


def read_sheet(data: bytes, name: str, *, user: User, now: datetime) -> ReadSheet:
    """Return what a person filled in. Raises WrongSheet for a file that is no such workbook, is another's, too old or was tampered with."""
    if len(data) > MOST_BYTES:
        raise WrongSheet(_("Tệp lớn hơn %(size)s MB. Hãy bỏ hình và các trang khác.") % {"size": MOST_BYTES >> 20})
    try:
        sheets = read_cells(data, name)
    except UnreadableSource as unreadable:
        raise WrongSheet(unreadable.en if get_language() == "en" else unreadable.vi) from unreadable
    passport = _passport(sheets)
    if passport.user != user.pk:
        raise WrongSheet(_("Tệp này do người khác tải về. Hãy tải tệp của mình ở danh sách nhiệm vụ rồi chép phần đã sửa sang."))
    if now - passport.taken_at > TAKEN_FOR:
        day = f"{timezone.localtime(passport.taken_at):%d/%m/%Y}"
        raise WrongSheet(_("Tệp này tải về từ %(day)s, đã quá 30 ngày. Hãy tải tệp mới rồi chép phần đã sửa sang.") % {"day": day})
    return _rows(sheets, passport)


def _passport(sheets: tuple[Cells, ...]) -> Passport:
    sealed = next((sheet for sheet in sheets if sheet.words.get((1, 1)) == MARK), None)
    if sealed is None:
        raise WrongSheet(_("Đây không phải tệp tải về từ nút “Tải về để sửa”. Hãy tải tệp ấy ở danh sách nhiệm vụ, sửa rồi đưa lên."))
    pieces = [text for (row, column), text in sorted(sealed.words.items()) if column == 1 and row > 1]
    try:
        return read_passport(pieces)
    except NotOurs as bad:
        raise WrongSheet(
            _("Phần khóa ẩn trong tệp đã bị sửa, hoặc tệp không phải của hệ thống này. Hãy tải tệp mới rồi chép phần đã sửa sang.")
        ) from bad


def _rows(sheets: tuple[Cells, ...], passport: Passport) -> ReadSheet:
    """Find the sheet with the headings it was taken with, and read the rows below them."""
    by_title = {title: key for key, title in passport.heads.items()}
    for sheet in sheets:
        places = {place: by_title[text] for (row, place), text in sheet.words.items() if row == 1 and text in by_title}
        if "key" in places.values():
            missing = [passport.heads[key] for key in _FILLED if key not in places.values()]
            if missing:
                raise WrongSheet(_("Tệp thiếu cột “%(column)s”. Hãy tải tệp mới rồi chép phần đã sửa sang.") % {"column": missing[0]})
            return _changed(sheet, places, passport)
    raise WrongSheet(_("Không thấy hàng tiêu đề trong tệp. Hãy tải tệp mới rồi chép phần đã sửa sang."))


def _changed(sheet: Cells, places: Mapping[int, str], passport: Passport) -> ReadSheet:
    rows: dict[int, dict[str, str]] = {}
    for (row, place), text in sheet.words.items():
        if row > 1 and place in places:
            rows.setdefault(row, {})[places[place]] = text.strip()
    letters = {key: get_column_letter(place) for place, key in places.items()}
    spots = {key: place for place, key in places.items()}
    found, seen = ReadSheet(passport.taken_at), set[int]()
    for number in sorted({*rows, *(row for row, place in sheet.formulas if row > 1 and places.get(place) in _FILLED)}):
        words = rows.get(number, {})
        key = words.get("key", "")
        part = int(key) if key.isascii() and key.isdigit() and len(key) < 12 else -1
        formulas = tuple(name for name in _FILLED if (number, spots[name]) in sheet.formulas)
        filled = {name: words[name] for name in _FILLED if words.get(name)}
        given = passport.rows.get(part)
        if given is None:
            if filled or formulas:
                found.foreign.append(number)
            continue
        cells = {name: text for name, text in filled.items() if not _is_same(name, text, given)} | {
            name: words.get(name, "") for name in formulas
        }
        if cells:
            found.rows.append(ChangedRow(number, part, given.version, cells, letters, formulas, part in seen))
        seen.add(part)
    return found


def _is_same(name: str, text: str, given: Given) -> bool:
    """Whether a cell says what it said when it was taken away."""
    if name == "percent":
        return percent_of(text) == given.percent
    if name != "due":
        return False
    try:
        return day_of(text) == given.due_on
    except ValueError:
        return False


def percent_of(text: str) -> int | None:
    """Return the whole percent that a cell says (40, "40%", "40,0"), or nothing where it says none from 0 to 100."""
    plain = text.strip().removesuffix("%").strip().replace(",", ".")
    whole, _dot, rest = plain.partition(".")
    if not (whole.isascii() and whole.isdigit() and len(whole) <= 3) or rest.strip("0"):
        return None
    return int(whole) if int(whole) <= 100 else None
