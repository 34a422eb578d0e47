"""Writes a list of tasks as a workbook, row by row, so that a hundred thousand cost no more memory than a hundred."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import IO

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from dondoc.web.organisations.permissions import Scope
from dondoc.web.plans.models import Task
from dondoc.web.plans.queries.filtering import narrowed
from dondoc.web.plans.queries.task_query import TaskQuery
from dondoc.web.plans.queries.tasks import Part, TaskRow, task_rows

CHUNK = 500
_MOST = 32_767  # characters in a cell, Excel's own bound
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# What a spreadsheet would take for a formula when a person edits the cell.
_FORMULA = tuple("=+-@\t\r")
_WIDTHS = (14, 9, 60, 24, 26, 30, 24, 14, 14, 18, 24)
_THIN = Side(style="thin", color="999999")
_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_FONT, _BOLD = Font(name="Times New Roman", size=12), Font(name="Times New Roman", size=12, bold=True)
_FILL = PatternFill("solid", fgColor="DCE6F1")
_WRAP = Alignment(vertical="top", wrap_text=True)

Value = str | date | int | None


def write_tasks(file: IO[bytes], query: TaskQuery, *, scope: Scope, on: date, report: Callable[[int, int], None]) -> int:
    """Write all that a query means for a person, whatever page it names, into an open file; return how many rows.

    `report(done, total)` is called after every CHUNK rows.
    """
    keys = list(narrowed(query, scope, on=on).tasks.values_list("pk", flat=True))
    table = Table(_("Nhiệm vụ"), _titles(), _WIDTHS)
    return write_table(file, table, rows=map(_values, _rows(keys, on)), total=len(keys), report=report)


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet's name, its columns' titles, and their widths in characters."""

    name: str
    titles: Sequence[str]
    widths: Sequence[int]


def write_table(file: IO[bytes], table: Table, *, rows: Iterable[Sequence[Value]], total: int, report: Callable[[int, int], None]) -> int:
    """Write rows as a workbook of one sheet into an open file, and return how many; `report(done, total)` is called after every CHUNK."""
    book = Workbook(write_only=True)
    page = book.create_sheet(table.name)
    for place, width in enumerate(table.widths, 1):
        page.column_dimensions[get_column_letter(place)].width = width
    page.freeze_panes = "A2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(table.widths))}{total + 1}"
    page.append([_head(page, title) for title in table.titles])
    done = 0
    for row in rows:
        page.append([_cell(page, value) for value in row])
        done += 1
        if done % CHUNK == 0:
            report(done, total)
    book.save(file)
    report(total, total)
    return done


def _rows(keys: list[int], on: date) -> Iterator[TaskRow]:
    for start in range(0, len(keys), CHUNK):
        chunk = keys[start : start + CHUNK]
        found = {row.pk: row for row in task_rows(Task.objects.filter(pk__in=chunk), on=on)}
        yield from (found[key] for key in chunk if key in found)


def _titles() -> tuple[str, ...]:
    return (
        _("Mã nhiệm vụ"), _("Số mục"), pgettext("một", "Nhiệm vụ"), pgettext("một", "Văn bản"), _("Chủ trì"), _("Phối hợp"),
        _("Thời hạn như in"), _("Từ ngày"), _("Hạn cuối"), _("Thời gian"), _("Sản phẩm"),
    )  # fmt: skip


def _values(row: TaskRow) -> tuple[Value, ...]:
    return (
        row.code, row.number, row.text, row.plan, _names(row.leads), _names(row.cooperating),
        row.due.deadline.printed, row.due.deadline.begins, row.due.day, row.due.told, row.deliverable,
    )  # fmt: skip


def _names(parts: tuple[Part, ...]) -> str:
    return "\n".join(part.name for part in parts)


def _head(page: WriteOnlyWorksheet, title: str) -> Cell:
    cell = _cell(page, title)
    cell.font, cell.fill = _BOLD, _FILL
    return cell


def _cell(page: WriteOnlyWorksheet, value: Value) -> Cell:
    """Return a cell; text stays text, and keeps so when it is edited where it looks like a formula."""
    if isinstance(value, int):
        cell = WriteOnlyCell(page, value)
    elif not isinstance(value, str):
        cell = WriteOnlyCell(page, datetime.combine(value, time()) if value else None)
        cell.number_format = "dd/mm/yyyy"
    else:
        text = _ILLEGAL.sub(" ", value)[:_MOST]
        cell = WriteOnlyCell(page, text or None)
        if text:
            cell.data_type = "s"
            cell.quotePrefix = text.startswith(_FORMULA)
    cell.font, cell.border, cell.alignment = _FONT, _BORDER, _WRAP
    return cell
