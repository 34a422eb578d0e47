"""Parts → a workbook to edit: what may be changed is white, the rest grey and locked, and a signed sheet says what it was."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from dondoc.engine.tracking import Work
from dondoc.engine.writing.xlsx_values import put_value
from dondoc.web.accounts.models import User
from dondoc.web.plans.models import Assignment
from dondoc.web.tracking.sheet_columns import COLUMNS, HIDDEN, MARK, Given, Passport, sign
from dondoc.web.tracking.words import STATE_NAMES

_THIN = Side(style="thin", color="999999")
_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_FONT, _BOLD = Font(name="Times New Roman", size=12), Font(name="Times New Roman", size=12, bold=True)
_HEAD, _GREY = PatternFill("solid", fgColor="DCE6F1"), PatternFill("solid", fgColor="EDEDED")
_WRAP = Alignment(vertical="top", wrap_text=True)
_OPEN = Protection(locked=False)
_DAYS = ("due", "number_on")
_PLACES = {column.key: place for place, column in enumerate(COLUMNS, 1)}


@dataclass(frozen=True, slots=True)
class Editable:
    """A part and what of it the person may change in the workbook."""

    part: Assignment
    due: bool
    report: bool
    percent: bool


def write_sheet(rows: Sequence[Editable], *, user: User, now: datetime) -> bytes:
    """Return the workbook; text stays text, whatever it begins with."""
    book = Workbook()
    page = book.active
    if not isinstance(page, Worksheet):
        raise RuntimeError("a new workbook has no sheet")
    page.title = _("Việc")
    _head(page, len(rows))
    for number, row in enumerate(rows, 2):
        _row(page, number, row)
    _check_cells(page, len(rows) + 1)
    page.protection.sheet = True
    page.protection.autoFilter = page.protection.sort = page.protection.formatColumns = page.protection.formatRows = False
    _explain(book)
    _seal(book, rows, user=user, now=now)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _head(page: Worksheet, rows: int) -> None:
    for place, column in enumerate(COLUMNS, 1):
        cell = page.cell(1, place, str(column.title))
        cell.font, cell.fill, cell.border, cell.alignment = _BOLD, _HEAD, _BORDER, _WRAP
        page.column_dimensions[get_column_letter(place)].width = column.width
    page.column_dimensions[get_column_letter(len(COLUMNS))].hidden = True
    page.freeze_panes = "C2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{rows + 1}"


def _row(page: Worksheet, number: int, row: Editable) -> None:
    part = row.part
    values: dict[str, str | int | date | None] = {
        "code": part.task.code,
        "text": part.order or part.task.text,
        "who": str(part.person or part.unit),
        "role": str(part.get_role_display()),
        "state": str(STATE_NAMES[Work(part.work)]),
        "due": part.due_on,
        "percent": part.percent,
        "key": part.pk,
    }
    for column in COLUMNS:
        cell = page.cell(number, _PLACES[column.key])
        if not isinstance(cell, Cell):
            raise RuntimeError("a new sheet has merged cells")
        value = values.get(column.key)
        if value is not None:
            put_value(cell, value)
        is_open = row.due if column.by_giver else row.percent if column.key == "percent" else row.report if column.by_executor else False
        cell.font, cell.border, cell.alignment = _FONT, _BORDER, _WRAP
        if is_open:
            cell.protection = _OPEN
        else:
            cell.fill = _GREY
        if column.key in _DAYS:
            cell.number_format = "dd/mm/yyyy"
        elif column.key in ("why", "said", "number"):
            cell.number_format = "@"


def _check_cells(page: Worksheet, last: int) -> None:
    """Let the spreadsheet itself refuse what cannot be taken."""
    wrong = _("Giá trị chưa đúng")
    percent = DataValidation("whole", operator="between", formula1="0", formula2="100", allow_blank=True, showErrorMessage=True)
    percent.error, percent.errorTitle = _("Tiến độ là một số nguyên từ 0 đến 100."), wrong
    day = DataValidation("date", operator="greaterThan", formula1="36526", allow_blank=True, showErrorMessage=True)
    day.error, day.errorTitle = _("Ghi ngày theo mẫu ngày/tháng/năm, ví dụ 15/12/2026."), wrong
    words = DataValidation("textLength", operator="lessThanOrEqual", formula1="4000", allow_blank=True, showErrorMessage=True)
    words.error, words.errorTitle = _("Nhiều nhất 4000 chữ."), wrong
    for rule, keys in ((percent, ("percent",)), (day, _DAYS), (words, ("why", "said"))):
        for key in keys:
            letter = get_column_letter(_PLACES[key])
            rule.add(f"{letter}2:{letter}{max(last, 2)}")
        page.add_data_validation(rule)


def _explain(book: Workbook) -> None:
    page = book.create_sheet(_("Hướng dẫn"))
    lines = (
        _("Chỉ ô trắng sửa được; ô xám không đọc lại."),
        _("Ghi tiến độ hoặc nội dung: thành một lần cập nhật. Ghi số văn bản kết quả: thành nộp kết quả."),
        _("Đổi hạn thì ghi cả lý do. Ô để trống là giữ nguyên."),
        _("Xóa hàng hay sắp xếp lại đều được: hàng không có trong tệp thì không đổi gì."),
        _("Lưu lại dạng .xlsx rồi đưa lên ở trang “Sửa bằng Excel”. Trước khi ghi, dondoc cho xem từng ô thay đổi."),
    )
    page.column_dimensions["A"].width = 100
    for number, line in enumerate(lines, 1):
        cell = page.cell(number, 1, line)
        cell.font, cell.alignment = _FONT, _WRAP


def _seal(book: Workbook, rows: Sequence[Editable], *, user: User, now: datetime) -> None:
    page = book.create_sheet(HIDDEN)
    page.sheet_state = "veryHidden"
    given = {row.part.pk: Given(row.part.version, row.part.percent, row.part.due_on) for row in rows}
    heads = {column.key: str(column.title) for column in COLUMNS}
    page.cell(1, 1, MARK)
    for number, piece in enumerate(sign(Passport(user.pk, now, heads, given)), 2):
        page.cell(number, 1, piece)
