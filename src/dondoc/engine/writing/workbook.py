"""Turns sheets of values into a workbook that prints well and is the same file for the same values."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from copy import copy
from datetime import datetime

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from dondoc.engine.writing.sheets import Heading, Look, Sheet, Value
from dondoc.engine.writing.terminal import wrap
from dondoc.engine.writing.xlsx_values import put_value

# The same values give the same bytes: the workbook's own dates are fixed, not read from the clock.
FIXED = datetime(2000, 1, 1)
HEAD_ROW = 4
_LINE, _HIGHEST = 15.75, 409.0  # points: a line of Times New Roman 12, and the highest row of Excel
# Widths are given in digits of the default font; of Times New Roman 12 so many more characters find room.
_PACKED = 1.2

_FONT = Font(name="Times New Roman", size=12)
_BOLD = Font(name="Times New Roman", size=12, bold=True)
_TITLE = Font(name="Times New Roman", size=14, bold=True)
_FILL = PatternFill("solid", fgColor="DCE6F1")
_THIN = Side(style="thin", color="999999")
_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_FORMATS = {Look.DAY: "dd/mm/yyyy", Look.NUMBER: "#,##0.##", Look.PERCENT: "0%"}
_CENTRED = frozenset({Look.CENTRED, Look.DAY, Look.STATE, Look.PERCENT})


Finish = Callable[[Worksheet, Sheet], None]


def workbook(sheets: Sequence[Sheet], titles: tuple[str, str], finish: Finish | None = None) -> bytes:
    """Return the workbook's bytes, with two lines of title above every sheet; `finish` adds what a drawn sheet has beyond its values.

    Text stays text, whatever it begins with.
    """
    book = Workbook()
    first = book.active
    if first is not None:
        book.remove(first)
    for sheet in sheets:
        page = book.create_sheet(sheet.name)
        _draw(page, sheet, titles)
        if finish is not None:
            finish(page, sheet)
    book.properties.creator = "dondoc"
    book.properties.created = FIXED
    raw = io.BytesIO()
    book.save(raw)
    return _with_fixed_times(raw.getvalue())


def last_row(sheet: Sheet) -> int:
    """Return the row in which a drawn sheet ends."""
    return HEAD_ROW + max(len(sheet.rows), 1)


def _draw(page: Worksheet, sheet: Sheet, titles: tuple[str, str]) -> None:
    for row, text in enumerate(titles, 1):
        cell = _cell(page, row, 1)
        put_value(cell, text)
        cell.font = _TITLE if row == 1 else _BOLD
    for place, column in enumerate(sheet.columns, 1):
        _head(_cell(page, HEAD_ROW, place), column)
        page.column_dimensions[get_column_letter(place)].width = column.width
    for row, values in enumerate(sheet.rows, HEAD_ROW + 1):
        for place, (column, value) in enumerate(zip(sheet.columns, values, strict=True), 1):
            first = _cell(page, HEAD_ROW + 1, place)
            _body(_cell(page, row, place), column, value=value, like=first if row > HEAD_ROW + 1 else None)
        page.row_dimensions[row].height = _height(sheet.columns, values)
    page.row_dimensions[HEAD_ROW].height = _height(sheet.columns, [column.title for column in sheet.columns])
    page.freeze_panes = f"{get_column_letter(_frozen(sheet))}{HEAD_ROW + 1}"
    page.auto_filter.ref = f"A{HEAD_ROW}:{get_column_letter(len(sheet.columns))}{last_row(sheet)}"
    _print(page)


def _height(columns: Sequence[Heading], values: Sequence[Value]) -> float:
    """Return the height in points that the longest cell of a row wants: programs disagree on when to work it out themselves."""
    lines = [
        sum(len(wrap(line, int(column.width * _PACKED))) or 1 for line in value.split("\n"))
        for column, value in zip(columns, values, strict=True)
        if isinstance(value, str)
    ]
    return min(_LINE * max([1, *lines]) + 3, _HIGHEST)


def _frozen(sheet: Sheet) -> int:
    """Return the first column that scrolls: what names a row stays in sight where the sheet is wide."""
    return 4 if len(sheet.columns) > 10 else 1


def _cell(page: Worksheet, row: int, column: int) -> Cell:
    cell = page.cell(row, column)
    if not isinstance(cell, Cell):
        raise TypeError(f"row {row}, column {column} is a part of a merged cell")
    return cell


def _head(cell: Cell, column: Heading) -> None:
    put_value(cell, column.title)
    cell.font, cell.fill, cell.border = _BOLD, _FILL, _BORDER
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def _body(cell: Cell, column: Heading, *, value: Value, like: Cell | None) -> None:
    if like is not None:
        cell._style = copy(like._style)  # type: ignore[attr-defined]  # setting each look anew takes most of the time of a long sheet
        cell.quotePrefix = False
    else:
        cell.font, cell.border = _FONT, _BORDER
        cell.alignment = Alignment(horizontal="center" if column.look in _CENTRED else None, vertical="top", wrap_text=True)
        if column.look in _FORMATS:
            cell.number_format = _FORMATS[column.look]
    put_value(cell, value)


def _print(page: Worksheet) -> None:
    """Set up A4 landscape, as wide as the page, the headings on each page, and page numbers."""
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = 9  # A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    if page.sheet_properties.pageSetUpPr is not None:
        page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"
    margins = page.page_margins
    margins.left = margins.right = 0.4
    margins.top = margins.bottom = 0.7  # inches
    margins.footer = 0.3
    if page.oddFooter is not None and page.oddFooter.center is not None:
        page.oddFooter.center.text = "&A - trang &P/&N"


def _with_fixed_times(data: bytes) -> bytes:
    """Return the same workbook with the fixed time on every part and as its time of change."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + FIXED.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), part)
            new.writestr(zipfile.ZipInfo(name, FIXED.timetuple()[:6]), part, zipfile.ZIP_DEFLATED)
    return packed.getvalue()
