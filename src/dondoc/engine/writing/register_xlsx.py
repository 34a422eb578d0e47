"""Turns a register into a workbook that a clerk can work from: filtered, printable, with a state and a share done for each task."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import datetime

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from dondoc.engine.writing.register import Register
from dondoc.engine.writing.sheets import STATES, Heading, Look, Sheet, Value, sheets, title
from dondoc.engine.writing.terminal import wrap
from dondoc.engine.writing.xlsx_values import put_value

# The same register gives the same bytes: the workbook's own dates are fixed, not read from the clock.
FIXED = datetime(2000, 1, 1)
_HEAD_ROW = 4
_LINE, _HIGHEST = 15.75, 409.0  # points: a line of Times New Roman 12, and the highest row of Excel
# Widths are given in digits of the default font; of Times New Roman 12 so many more characters find room.
_PACKED = 1.2

_FONT = Font(name="Times New Roman", size=12)
_BOLD = Font(name="Times New Roman", size=12, bold=True)
_TITLE = Font(name="Times New Roman", size=14, bold=True)
_FILL = PatternFill("solid", fgColor="DCE6F1")
_LATE = PatternFill("solid", bgColor="F8D7DA")
_DONE = PatternFill("solid", bgColor="DFF0D8")
_THIN = Side(style="thin", color="999999")
_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_FORMATS = {Look.DAY: "dd/mm/yyyy", Look.NUMBER: "#,##0.##", Look.PERCENT: "0%"}
_CENTRED = frozenset({Look.CENTRED, Look.DAY, Look.STATE, Look.PERCENT})


def to_xlsx(register: Register) -> bytes:
    """Return the workbook's bytes; text from the document stays text, whatever it begins with."""
    book = Workbook()
    first = book.active
    if first is not None:
        book.remove(first)
    for sheet in sheets(register):
        _draw(book.create_sheet(sheet.name), sheet, title(register.plan))
    book.properties.creator = "dondoc"
    book.properties.created = FIXED
    raw = io.BytesIO()
    book.save(raw)
    return _with_fixed_times(raw.getvalue())


def _draw(page: Worksheet, sheet: Sheet, titles: tuple[str, str]) -> None:
    for row, text in enumerate(titles, 1):
        cell = _cell(page, row, 1)
        put_value(cell, text)
        cell.font = _TITLE if row == 1 else _BOLD
    for place, column in enumerate(sheet.columns, 1):
        _head(_cell(page, _HEAD_ROW, place), column)
        page.column_dimensions[get_column_letter(place)].width = column.width
    for row, values in enumerate(sheet.rows, _HEAD_ROW + 1):
        for place, (column, value) in enumerate(zip(sheet.columns, values, strict=True), 1):
            _body(_cell(page, row, place), column, value)
        page.row_dimensions[row].height = _height(sheet.columns, values)
    page.row_dimensions[_HEAD_ROW].height = _height(sheet.columns, [column.title for column in sheet.columns])
    last = _HEAD_ROW + max(len(sheet.rows), 1)
    page.freeze_panes = f"{get_column_letter(_frozen(sheet))}{_HEAD_ROW + 1}"
    page.auto_filter.ref = f"A{_HEAD_ROW}:{get_column_letter(len(sheet.columns))}{last}"
    _choices(page, sheet, last)
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


def _body(cell: Cell, column: Heading, value: Value) -> None:
    put_value(cell, value)
    cell.font, cell.border = _FONT, _BORDER
    cell.alignment = Alignment(horizontal="center" if column.look in _CENTRED else None, vertical="top", wrap_text=True)
    if column.look in _FORMATS:
        cell.number_format = _FORMATS[column.look]


def _choices(page: Worksheet, sheet: Sheet, last: int) -> None:
    """Offer the states as a list, bound the share done, and colour what is done and the days that have passed."""
    places = {column.look: get_column_letter(place) for place, column in enumerate(sheet.columns, 1)}
    state, share = places.get(Look.STATE), places.get(Look.PERCENT)
    if state is None or share is None:
        return
    first = _HEAD_ROW + 1
    states = DataValidation(type="list", formula1=f'"{",".join(STATES)}"', allow_blank=True, showErrorMessage=True)
    states.errorTitle, states.error = "Trạng thái", "Hãy chọn một trạng thái trong danh sách."
    shares = DataValidation(type="decimal", operator="between", formula1="0", formula2="1", allow_blank=True, showErrorMessage=True)
    shares.errorTitle, shares.error = "% hoàn thành", "Hãy nhập từ 0% đến 100%."
    for choice, letter in ((states, state), (shares, share)):
        page.add_data_validation(choice)
        choice.add(f"{letter}{first}:{letter}{last}")
    day = places[Look.DAY]  # the last such column: the day by which the task is due
    done = f'${state}{first}="{STATES[2]}"'
    late = f"AND(ISNUMBER(${day}{first}),${day}{first}<TODAY(),NOT({done}))"
    page.conditional_formatting.add(f"{state}{first}:{state}{last}", _rule(done, _DONE))
    page.conditional_formatting.add(f"{day}{first}:{day}{last}", _rule(late, _LATE))


def _rule(formula: str, fill: PatternFill) -> Rule:
    return Rule(type="expression", formula=[formula], dxf=DifferentialStyle(fill=fill))


def _print(page: Worksheet) -> None:
    """Set up A4 landscape, as wide as the page, the headings on each page, and page numbers."""
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = 9  # A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    if page.sheet_properties.pageSetUpPr is not None:
        page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = f"{_HEAD_ROW}:{_HEAD_ROW}"
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
