"""The bytes of a workbook ↔ the rows of a list, each cell known by the row and column that Excel shows."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from dondoc.engine.sources.errors import UnreadableSource
from dondoc.engine.sources.xlsx import Cells, read_cells
from dondoc.engine.vocabulary.folding import fold, unaccented
from dondoc.engine.writing.xlsx_values import put_value

MOST_BYTES = 8 * 1024 * 1024
MOST_ROWS = 10_000
LONGEST_SAID = 80
"""Characters of a wrong cell that a message repeats."""

_HEADING_ROWS = 20
_LEAST_HEADINGS = 2
_DAYS = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y")


class WrongList(Exception):
    """A file that is no such list; `words` say what was expected and what to do."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list: its heading, other headings it may bear, what a cell of it holds, and its width in characters."""

    key: str
    title: str
    expects: str | Promise
    others: tuple[str, ...] = ()
    width: int = 20


@dataclass(frozen=True, slots=True)
class ListRow:
    """A row that holds words: its number in the sheet and its cells by the keys of their columns."""

    number: int
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class ReadList:
    """A list as read: its rows, and the letter of every column that the sheet has."""

    rows: tuple[ListRow, ...]
    letters: dict[str, str]


@dataclass(frozen=True, slots=True)
class RowError:
    """A cell that cannot be taken: its row, its column, what it says, what is wrong and what was expected."""

    row: int
    letter: str
    title: str
    said: str
    wrong: str


def read_list(data: bytes, name: str, columns: Sequence[Column]) -> ReadList:
    """Return the list held in a workbook: the first sheet with its headings. Raises WrongList."""
    if len(data) > MOST_BYTES:
        raise WrongList(_("Tệp lớn hơn %(size)s MB. Danh sách chỉ cần chữ: hãy bỏ hình và các trang khác.") % {"size": MOST_BYTES >> 20})
    try:
        sheets = read_cells(data, name)
    except UnreadableSource as unreadable:
        raise WrongList(unreadable.en if get_language() == "en" else unreadable.vi) from unreadable
    for sheet in sheets:
        found = _heading(sheet, columns)
        if found is not None:
            return _rows(sheet, *found)
    wanted = ", ".join(f"“{column.title}”" for column in columns[:4])
    raise WrongList(
        _("Không thấy hàng tiêu đề trong tệp. Cần một hàng có các cột như %(columns)s. Hãy tải mẫu rồi chép danh sách vào.")
        % {"columns": wanted}
    )


def day_of(text: str) -> date | None:
    """Return the day that a cell says; raises ValueError for words that are none."""
    for pattern in _DAYS if text else ():
        try:
            return datetime.strptime(text.strip(), pattern).date()
        except ValueError:
            continue
    if text:
        raise ValueError(text)
    return None


def write_list(title: str, columns: Sequence[Column], rows: Iterable[Sequence[str | int | date | None]]) -> bytes:
    """Return a workbook with one sheet that `read_list` reads back; words stay words, whatever they begin with."""
    book = Workbook()
    page = book.active
    if page is None:
        raise RuntimeError("a new workbook has no sheet")
    page.title = title
    for place, column in enumerate(columns, 1):
        head = page.cell(1, place)
        head.value = column.title
        head.font, head.fill = Font(name="Times New Roman", size=12, bold=True), PatternFill("solid", fgColor="DCE6F1")
        head.alignment = Alignment(wrap_text=True, vertical="center")
        page.column_dimensions[get_column_letter(place)].width = column.width
    plain = Font(name="Times New Roman", size=12)
    for number, row in enumerate(rows, 2):
        for place, value in enumerate(row, 1):
            cell = page.cell(number, place)
            if value not in (None, "") and isinstance(cell, Cell):
                put_value(cell, value)
                cell.font = plain
                if isinstance(value, date):
                    cell.number_format = "dd/mm/yyyy"
    page.freeze_panes = "A2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(columns))}1"
    raw = io.BytesIO()
    book.save(raw)
    return raw.getvalue()


def cut(said: str) -> str:
    """Return what a cell says, no longer than a message needs."""
    return said if len(said) <= LONGEST_SAID else said[: LONGEST_SAID - 1] + "…"


def _heading(sheet: Cells, columns: Sequence[Column]) -> tuple[int, dict[str, int]] | None:
    """Return the row of the headings and the place of each column, or `None` where the sheet has none."""
    known = {_plain(text): column.key for column in columns for text in (column.title, *column.others)}
    found: dict[int, dict[str, int]] = {}
    first = sorted({row for row, _ in sheet.words})[:_HEADING_ROWS]
    for (row, place), text in sheet.words.items():
        if first and row <= first[-1] and (key := known.get(_plain(text))) is not None:
            found.setdefault(row, {}).setdefault(key, place)
    for row in sorted(found):
        if columns[0].key in found[row] and len(found[row]) >= _LEAST_HEADINGS:
            return row, found[row]
    return None


def _rows(sheet: Cells, heading: int, places: dict[str, int]) -> ReadList:
    by_place = {place: key for key, place in places.items()}
    rows: dict[int, dict[str, str]] = {}
    for (row, place), text in sheet.words.items():
        if row > heading and place in by_place:
            rows.setdefault(row, {})[by_place[place]] = text.strip()
    if len(rows) > MOST_ROWS:
        raise WrongList(_("Danh sách có %(rows)s hàng; mỗi lần nhập tối đa %(most)s hàng.") % {"rows": len(rows), "most": MOST_ROWS})
    letters = {key: get_column_letter(place) for key, place in places.items()}
    return ReadList(tuple(ListRow(number, rows[number]) for number in sorted(rows)), letters)


def _plain(heading: str) -> str:
    return " ".join(unaccented(fold(heading)).replace("*", " ").split())
