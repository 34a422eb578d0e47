"""Writes a list of parts as a workbook, row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import IO

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dondoc.web.organisations.permissions import Scope
from dondoc.web.overview.queries.narrowing import narrowed, ordered
from dondoc.web.overview.queries.part_query import PartQuery
from dondoc.web.overview.queries.parts import PartRow, part_rows
from dondoc.web.overview.queries.reach import reach_of
from dondoc.web.plans.exporting import CHUNK, Table, Value, write_table
from dondoc.web.plans.models import Assignment

_WIDTHS = (14, 60, 24, 12, 24, 24, 14, 14, 20, 26, 10, 14, 14, 12, 12)


def write_parts(file: IO[bytes], query: PartQuery, *, scope: Scope, on: date, report: Callable[[int, int], None]) -> int:
    """Write all that a query means for a person, whatever page it names, into an open file; return how many rows."""
    parts = narrowed(query, reach_of(scope), on=on)
    keys = list(ordered(parts, query).values_list("pk", flat=True))
    table = Table(_("Phần việc"), _titles(), _WIDTHS)
    return write_table(file, table, rows=map(_values, _rows(keys, query, on)), total=len(keys), report=report)


def _rows(keys: list[int], query: PartQuery, on: date) -> Iterator[PartRow]:
    for start in range(0, len(keys), CHUNK):
        chunk = keys[start : start + CHUNK]
        found = {row.pk: row for row in part_rows(Assignment.objects.filter(pk__in=chunk), query, on=on)}
        yield from (found[key] for key in chunk if key in found)


def _titles() -> tuple[str, ...]:
    return (
        _("Mã nhiệm vụ"), pgettext("một", "Nhiệm vụ"), pgettext("một", "Đơn vị"), _("Vai trò"), _("Người thực hiện"),
        pgettext("một", "Văn bản"), _("Hạn giao ban đầu"), _("Hạn đang có hiệu lực"), _("Xử lý"), _("Thời gian"), _("Tiến độ (%)"),
        _("Cập nhật"), _("Nộp kết quả"), _("Số lần gia hạn"), _("Số lần đôn đốc"),
    )  # fmt: skip


def _values(row: PartRow) -> tuple[Value, ...]:
    return (
        row.code, row.text, row.unit, row.role, row.person, row.plan, row.first_due_on, row.due_on, row.work, row.told, row.percent,
        timezone.localdate(row.moved_at) if row.moved_at else None, row.submitted_on, row.extensions, row.reminders,
    )  # fmt: skip
