"""A unit's figures table → a workbook to fill in, and the workbook that comes back → what was typed into it, cell by cell."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from dondoc.engine.reporting.figures_consolidating import TOTAL
from dondoc.engine.reporting.figures_form import (
    ONE_ROW,
    CellKind,
    FiguresColumn,
    FiguresForm,
    FiguresRow,
    Joining,
    RowsKind,
    below,
    formulas,
)
from dondoc.engine.reporting.figures_reading import TITLE, Values, in_order, number_of, read_day
from dondoc.engine.sources.errors import UnreadableSource
from dondoc.engine.sources.xlsx import Cells, read_cells
from dondoc.engine.writing.register_json import plain
from dondoc.engine.writing.stored_values import load
from dondoc.engine.writing.xlsx_values import put_value
from dondoc.web.organisations.lists.sheet import MOST_BYTES
from dondoc.web.reports.marks import mark_of
from dondoc.web.reports.models import FiguresTable, UnitReport

MARK = "dondoc-bieu"
ADDED = 100
"""Blank rows of a table in which units add rows."""
_HEAD, _FIRST = 5, 7
"""The rows of the headings, and the first of figures."""
_DATA = 3
"""The column of the first figures; before it the hidden keys and the titles."""
_THIN = Side(style="thin", color="999999")
_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_FONT, _BOLD = Font(name="Times New Roman", size=12), Font(name="Times New Roman", size=12, bold=True)
_TINT, _GREY = PatternFill("solid", fgColor="DCE6F1"), PatternFill("solid", fgColor="EDEDED")
_WRAP = Alignment(vertical="top", wrap_text=True)
_OPEN = Protection(locked=False)


class WrongWorkbook(Exception):
    """A file that is not taken; `words` say why and what to do."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


@dataclass(frozen=True, slots=True)
class Sheet:
    """A workbook as read: what was typed by row and column, where each cell stands in it, and the mark of what it was taken with."""

    typed: Mapping[str, Mapping[str, str]]
    places: Mapping[tuple[str, str], str]
    seen: str


def write_table(report: UnitReport, table: FiguresTable, *, values: Values, seen: str) -> bytes:
    """Return the workbook: what is to be filled in is white, headings, formulas and sums are locked."""
    form = load(FiguresForm, table.definition)
    book = Workbook()
    page = book.active
    if not isinstance(page, Worksheet):
        raise RuntimeError("a new workbook has no sheet")
    page.title = _("Biểu")
    _put(page, f"{MARK}|{report.pk}|{table.pk}|{shape_of(table)}|{seen}", row=1, column=1)
    _put(page, f"{table.title}", row=2, column=2).font = _BOLD
    _put(page, f"{report.unit.name}: {report.period}", row=3, column=2)
    _heading(page, form)
    rows = _rows(form, values, report.unit.name)
    for number, row in enumerate(rows, _FIRST):
        _row(page, form, number=number, row=row, values=values.get(row.key, {}))
    _sums(page, form, rows)
    page.row_dimensions[1].hidden = page.column_dimensions["A"].hidden = True
    page.column_dimensions["B"].width = 44
    page.freeze_panes = f"{get_column_letter(_DATA)}{_FIRST}"
    page.protection.sheet = True
    page.protection.formatColumns = page.protection.formatRows = False
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def shape_of(table: FiguresTable) -> str:
    """Return a mark of a table's definition: a workbook is taken back as long as it is the same."""
    return mark_of(str(plain(load(FiguresForm, table.definition))))


def read_table(data: bytes, name: str, *, report: UnitReport, table: FiguresTable) -> Sheet:
    """Return what was typed into a workbook. Raises WrongWorkbook for a file that is no such workbook, or of another table or unit."""
    if len(data) > MOST_BYTES:
        raise WrongWorkbook(_("Tệp lớn hơn %(size)s MB. Hãy bỏ hình và các trang khác.") % {"size": MOST_BYTES >> 20})
    try:
        sheets = read_cells(data, name)
    except UnreadableSource as unreadable:
        raise WrongWorkbook(unreadable.en if get_language() == "en" else unreadable.vi) from unreadable
    sheet = next((one for one in sheets if one.words.get((1, 1), "").startswith(MARK)), None)
    parts = sheet.words[1, 1].split("|") if sheet is not None else []
    if sheet is None or len(parts) != 5:
        raise WrongWorkbook(_("Đây không phải mẫu tải về ở trang này. Hãy tải mẫu, điền rồi đưa lên."))
    if parts[1:3] != [str(report.pk), str(table.pk)]:
        raise WrongWorkbook(_("Tệp này là mẫu của biểu, kỳ hoặc đơn vị khác. Hãy tải mẫu ở trang này rồi chép số liệu sang."))
    if parts[3] != shape_of(table):
        raise WrongWorkbook(_("Biểu đã đổi mẫu sau khi tải tệp này. Hãy tải mẫu mới rồi chép số liệu sang."))
    return _typed(sheet, load(FiguresForm, table.definition), seen=parts[4])


def _typed(sheet: Cells, form: FiguresForm, *, seen: str) -> Sheet:
    columns = {_DATA + place: column.key for place, column in enumerate(form.columns) if not column.formula}
    if form.kind is RowsKind.FREE:
        columns[2] = TITLE
    rows: dict[int, dict[str, str]] = {}
    for (number, place), text in sheet.words.items():
        if number >= _FIRST and place in columns:
            rows.setdefault(number, {})[columns[place]] = text
    typed: dict[str, dict[str, str]] = {}
    places: dict[tuple[str, str], str] = {}
    wanted = {row.key for row in form.rows if not row.sums} if form.kind is RowsKind.FIXED else {ONE_ROW.key}
    for number in sorted(rows):
        key = sheet.words.get((number, 1), "").strip()
        if form.kind is RowsKind.FREE:
            if key == _TOTAL_KEY:
                continue
            key = f"r{len(typed) + 1}"
        elif key not in wanted:
            continue
        typed[key] = rows[number]
        places |= {(key, column): f"{get_column_letter(place)}{number}" for place, column in columns.items()}
    return Sheet(typed, places, seen)


_TOTAL_KEY = "tong"


def _rows(form: FiguresForm, values: Values, unit: str) -> list[FiguresRow]:
    """Return the rows of the workbook, its total last."""
    match form.kind:
        case RowsKind.FIXED:
            rows = list(form.rows)
        case RowsKind.ONE:
            return [FiguresRow(ONE_ROW.key, unit)]
        case RowsKind.FREE:
            filled = [FiguresRow(key, cells.get(TITLE, "")) for key, cells in in_order(values)]
            rows = [*filled, *(FiguresRow(f"r{number}", "") for number in range(len(filled) + 1, max(ADDED, len(filled) + 20) + 1))]
    return [*rows, FiguresRow(_TOTAL_KEY, TOTAL, sums=True)] if form.total else rows


def _heading(page: Worksheet, form: FiguresForm) -> None:
    titles = [(2, form.rows_title, ""), *((_DATA + place, _title(column), _code(column)) for place, column in enumerate(form.columns))]
    for place, title, code in titles:
        for number, text in ((_HEAD, title), (_HEAD + 1, code)):
            cell = _put(page, text, row=number, column=place)
            cell.font, cell.fill, cell.border, cell.alignment = _BOLD if number == _HEAD else _FONT, _TINT, _BORDER, _WRAP
        if place > 2:
            page.column_dimensions[get_column_letter(place)].width = 16


def _title(column: FiguresColumn) -> str:
    return f"{column.title} ({column.measure})" if column.measure else column.title


def _code(column: FiguresColumn) -> str:
    return f"{column.key} = {column.formula}" if column.formula else column.key


def _row(page: Worksheet, form: FiguresForm, *, number: int, row: FiguresRow, values: Mapping[str, str]) -> None:
    _put(page, row.key, row=number, column=1)
    title = _put(page, f"{'   ' * row.level}{row.title}", row=number, column=2)
    title.font, title.border, title.alignment = _BOLD if row.sums else _FONT, _BORDER, _WRAP
    if form.kind is RowsKind.FREE and not row.sums:
        title.protection = _OPEN
    for place, column in enumerate(form.columns, _DATA):
        cell = _put(page, "", row=number, column=place)
        cell.font, cell.border, cell.alignment = _BOLD if row.sums else _FONT, _BORDER, _WRAP
        if row.sums or column.formula:
            cell.fill = _GREY
        else:
            cell.protection = _OPEN
            _put_stored(cell, column, values.get(column.key, ""))
        if column.kind is CellKind.DATE:
            cell.number_format = "dd/mm/yyyy"
        elif column.kind is CellKind.TEXT:
            cell.number_format = "@"


def _put_stored(cell: Cell, column: FiguresColumn, value: str) -> None:
    number = number_of(value) if column.is_number else None
    if number is not None:
        cell.value = int(number) if number == number.to_integral_value() else float(number)
    elif value:
        put_value(cell, (read_day(value) or value) if column.kind is CellKind.DATE else value)


def _sums(page: Worksheet, form: FiguresForm, rows: list[FiguresRow]) -> None:
    """Write the formulas of columns and of sum rows, as Excel computes them."""
    letters = {column.key: get_column_letter(place) for place, column in enumerate(form.columns, _DATA)}
    found = formulas(form)
    for number, row in enumerate(rows, _FIRST):
        for column in form.columns:
            formula = found.get(column.key)
            if formula is not None and (not row.sums or column.joining is Joining.ANEW):
                words = formula.in_excel(lambda key, number=number: f"{letters[key]}{number}")  # type: ignore[misc]
                page[f"{letters[column.key]}{number}"] = f'=IFERROR(ROUND({words},2),"")'
            elif row.sums and column.joining in (Joining.SUM, Joining.MEAN):
                cells = ",".join(_ranges(letters[column.key], list(_joined(form, rows, number - _FIRST))))
                if cells:
                    name = "SUM" if column.joining is Joining.SUM else "AVERAGE"
                    page[f"{letters[column.key]}{number}"] = f'=IFERROR({name}({cells}),"")'


def _ranges(letter: str, places: list[int]) -> Iterator[str]:
    """Yield the cells of a column at these places, neighbours as one range: Excel adds no more than 255 single ones."""
    first = None
    for number, place in enumerate(places):
        first = place if first is None else first
        if number + 1 == len(places) or places[number + 1] != place + 1:
            end = f":{letter}{_FIRST + place}" if place > first else ""
            yield f"{letter}{_FIRST + first}{end}"
            first = None


def _joined(form: FiguresForm, rows: list[FiguresRow], place: int) -> Iterator[int]:
    """Yield the places of the rows that a sum row, or the total, joins."""
    if rows[place].key != _TOTAL_KEY:
        yield from below(form.rows, place)
        return
    least = min((row.level for row in rows[:-1]), default=0)
    yield from (number for number, row in enumerate(rows[:-1]) if row.level == least)


def _put(page: Worksheet, text: str, *, row: int, column: int) -> Cell:
    cell = page.cell(row, column)
    if not isinstance(cell, Cell):
        raise RuntimeError("a new sheet has merged cells")
    put_value(cell, text)
    return cell
