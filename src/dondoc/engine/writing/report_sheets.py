"""Turns a snapshot into the workbook of its report's annexes: the same rows as on paper, as values that can be sorted and summed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dondoc.engine.reporting.snapshot import FiguresData, Snapshot
from dondoc.engine.writing.figures import OPERATORS
from dondoc.engine.writing.official.report_annexes import answer_words, by_lead, result_words, standing, target_standing
from dondoc.engine.writing.official.report_blocks import report_title
from dondoc.engine.writing.sheets import Heading, Look, Sheet, Value
from dondoc.engine.writing.workbook import workbook

_ORDINAL = Heading("TT", 5, Look.CENTRED)
_NUMBER = re.compile(r"-?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?")
_UNFIT = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME = 31  # characters of a sheet's name, Excel's own bound


def report_xlsx(snapshot: Snapshot) -> bytes:
    """Return the workbook; the same snapshot gives the same bytes."""
    found = list(_sheets(snapshot)) or [Sheet("Báo cáo", (_ORDINAL,), ())]
    return workbook(found, (f"Báo cáo: {report_title(snapshot)}", snapshot.department))


def _sheets(snapshot: Snapshot) -> Iterator[Sheet]:
    if snapshot.tasks:
        yield _tasks(snapshot)
    if snapshot.answers:
        yield _units(snapshot)
    if snapshot.targets:
        yield _targets(snapshot)
    for place, table in enumerate(snapshot.tables, 1):
        yield _figures(table, place)


def _tasks(snapshot: Snapshot) -> Sheet:
    """Return a row for each task and unit that leads it, so that a filter shows what one unit has."""
    columns = (
        _ORDINAL,
        Heading("Đơn vị chủ trì", 24),
        Heading("Số trong kế hoạch", 9, Look.CENTRED),
        Heading("Nhiệm vụ", 44),
        Heading("Đơn vị phối hợp", 22),
        Heading("Thời hạn", 12, Look.DAY),
        Heading("Thời hạn như văn bản", 16),
        Heading("Tình trạng", 16),
        Heading("Tiến độ", 9, Look.PERCENT),
        Heading("Ngày hoàn thành", 12, Look.DAY),
        Heading("Số ngày làm việc quá hạn", 10, Look.NUMBER),
        Heading("Kết quả, lý do chậm", 30),
    )
    rows: list[tuple[Value, ...]] = []
    for unit, tasks in by_lead(snapshot):
        for task in tasks:
            partners = "\n".join(part.unit for part in task.parts if not part.leads)
            rows.append(
                (
                    len(rows) + 1, unit, task.number or task.code, task.text, partners, task.due_on, task.due_text, standing(task),
                    task.percent / 100, task.done_on, task.late_days or None, result_words(task),
                )
            )  # fmt: skip
    return Sheet("Nhiệm vụ theo đơn vị", columns, tuple(rows))


def _units(snapshot: Snapshot) -> Sheet:
    columns = (
        _ORDINAL,
        Heading("Đơn vị", 44),
        Heading("Ngày gửi", 12, Look.DAY),
        Heading("Tình hình", 30),
        Heading("Số ngày làm việc chậm", 10, Look.NUMBER),
        Heading("Số lần trả lại", 9, Look.NUMBER),
    )
    rows = tuple(
        (place, one.unit, one.submitted_on, answer_words(one), one.late_days or None, one.returns or None)
        for place, one in enumerate(snapshot.answers, 1)
    )
    return Sheet("Đơn vị gửi báo cáo", columns, rows)


def _targets(snapshot: Snapshot) -> Sheet:
    columns = (
        _ORDINAL,
        Heading("Chỉ tiêu", 60),
        Heading("Đơn vị tính", 12, Look.CENTRED),
        Heading("Mức", 7, Look.CENTRED),
        Heading("Mục tiêu", 12, Look.NUMBER),
        Heading("Kỳ trước", 12, Look.NUMBER),
        Heading("Kết quả", 12, Look.NUMBER),
        Heading("Đánh giá", 14),
        Heading("Đơn vị báo cáo", 28),
    )
    rows = tuple(
        (
            place, one.subject, one.measure, OPERATORS.get(one.op, one.op), one.value, one.before, one.reached, target_standing(one),
            one.reached_by,
        )
        for place, one in enumerate(snapshot.targets, 1)
    )  # fmt: skip
    return Sheet("Chỉ tiêu", columns, rows)


def _figures(table: FiguresData, place: int) -> Sheet:
    columns = (Heading(table.rows_title, 40), *(Heading(title, 16, Look.NUMBER) for title in table.columns))
    rows = tuple((row.title, *(_value(cell) for cell in row.cells)) for row in table.rows)
    name = _UNFIT.sub(" ", f"Biểu {place} {table.title}")[:_LONGEST_NAME].strip()
    return Sheet(name, columns, rows)


def _value(printed: str) -> Value:
    """Return a printed number as a number, all else as it stands: "1.204,5" is 1204.5."""
    if not _NUMBER.fullmatch(printed.strip()):
        return printed
    plain = printed.strip().replace(".", "").replace(",", ".")
    return float(plain) if "." in plain else int(plain)
