"""Workbooks of tasks as people take them away and edit them, for the tests of bringing them back."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from datetime import datetime

from django.utils import timezone
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from dondoc.web.accounts.models import User
from dondoc.web.organisations.permissions import scope_of
from dondoc.web.plans.queries.task_query import TaskQuery
from dondoc.web.tracking.queries.round_trip import editable_parts
from dondoc.web.tracking.sheet_columns import COLUMNS
from dondoc.web.tracking.sheet_writing import write_sheet

PLACES = {column.key: place for place, column in enumerate(COLUMNS, 1)}
NOW = timezone.make_aware(datetime(2026, 11, 10, 9))
Edit = Callable[[Worksheet], None]


def taken(person: User, *, now: datetime = NOW, query: TaskQuery | None = None) -> bytes:
    """The workbook that a person takes away."""
    on = timezone.localdate(now)
    found = editable_parts(query or TaskQuery(sort="ma"), scope_of(person, on=on), on=on)
    return write_sheet(found.rows, user=person, now=now)


def edited(data: bytes, cells: Mapping[tuple[int, str], object] | None = None, *, also: Edit | None = None) -> bytes:
    """A workbook with cells filled in as a spreadsheet stores them; `also` does something else to its sheet."""
    book = load_workbook(io.BytesIO(data))
    page = book.worksheets[0]
    for (row, key), value in (cells or {}).items():
        page.cell(row, PLACES[key]).value = value  # type: ignore[assignment]  # whatever a spreadsheet may hold
    if also is not None:
        also(page)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()
