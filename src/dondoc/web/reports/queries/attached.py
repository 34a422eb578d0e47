"""The annexes of a report → the tables that its page shows, row by row as they will be printed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from dondoc.engine.reporting.runs import text_of
from dondoc.engine.writing.official.blocks import Cell, Column, Side, Table
from dondoc.engine.writing.official.numbering import roman
from dondoc.engine.writing.official.report_annexes import report_annexes
from dondoc.web.reports.models import Snapshot
from dondoc.web.reports.queries.drafting import drafted_from


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell as the page shows it: its text, the columns it covers, and whether it stands to the right."""

    text: str
    columns: int
    bold: bool
    right: bool


@dataclass(frozen=True, slots=True)
class AttachedTable:
    """A table of an annex: its key in addresses, the annex's number and title, its columns and rows."""

    key: str
    number: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[ShownCell, ...], ...]

    @property
    def count(self) -> int:
        """How many rows it has, those that only name a group left out."""
        return sum(len(row) > 1 or row[0].columns == 1 for row in self.rows)


def attached_tables(snapshot: Snapshot) -> tuple[AttachedTable, ...]:
    """Return the tables of the annexes that a snapshot gives, in their order; held, as a snapshot never changes."""
    return _tables(snapshot.pk, snapshot.sha256)


@lru_cache(maxsize=4)
def _tables(pk: int, sha256: str) -> tuple[AttachedTable, ...]:
    found = []
    annexes = report_annexes(drafted_from(Snapshot(pk=pk, sha256=sha256)).data)
    for place, annex in enumerate(annexes, 1):
        tables = [block for block in annex.blocks if isinstance(block, Table)]
        for nth, table in enumerate(tables, 1):
            number = roman(place) if len(annexes) > 1 else ""
            rows = tuple(tuple(_cells(row, table.columns)) for row in table.rows)
            found.append(AttachedTable(f"{place}-{nth}", number, table.caption or annex.title, table.columns, rows))
    return tuple(found)


def _cells(row: tuple[Cell, ...], columns: tuple[Column, ...]) -> list[ShownCell]:
    cells, place = [], 0
    for cell in row:
        right = cell.columns == 1 and columns[min(place, len(columns) - 1)].side is Side.RIGHT
        cells.append(ShownCell(text_of(cell.runs), cell.columns, cell.bold, right))
        place += cell.columns
    return cells
