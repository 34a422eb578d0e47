"""A figures table of a unit's report as it is filled in: every cell that is typed, computed or wrong, where it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from dondoc.engine.reporting.figures_consolidating import filled
from dondoc.engine.reporting.figures_form import FiguresColumn, FiguresForm, RowsKind
from dondoc.engine.reporting.figures_reading import TITLE, CellFault, Values, in_order, printed
from dondoc.engine.writing.stored_values import load
from dondoc.web.reports.figures_words import CELL_FAULTS
from dondoc.web.reports.marks import differing, mark_of_cells
from dondoc.web.reports.models import FiguresTable, TableAnswer, UnitReport

SPARE = 3
"""Blank rows that a table of added rows shows below its own."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: what its box holds or, where it `is_computed`, what it comes to; `wrong` says why it was not taken."""

    name: str
    column: FiguresColumn | None
    value: str
    is_computed: bool = False
    wrong: str | Promise = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A row: its title, or the box of it where units add rows."""

    title: str
    cells: tuple[Cell, ...]
    level: int = 0
    is_sum: bool = False
    titled: Cell | None = None


@dataclass(frozen=True, slots=True)
class Clash:
    """A cell that another stored otherwise meanwhile."""

    row: str
    column: str
    theirs: str
    mine: str


@dataclass(frozen=True, slots=True)
class FillingPage:
    """The table as one person fills it in; `mark` says which cells they saw."""

    table: FiguresTable
    form: FiguresForm
    lines: tuple[Line, ...]
    mark: str
    clashes: tuple[Clash, ...] = ()
    wrong: int = 0

    @property
    def has_formulas(self) -> bool:
        """Whether some column is computed, so that the columns' letters mean something."""
        return any(column.formula for column in self.form.columns)


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed and not taken: the words by row and column, what could not be read, and whether another stored meanwhile."""

    cells: Values
    faults: Sequence[CellFault] = ()
    values: Values | None = None
    spare: int = 0


def filling_page(report: UnitReport, table: FiguresTable, *, typed: Typed | None = None) -> FillingPage:
    """Return a table's page as stored, or as it was typed where that was not taken; in one statement."""
    form = load(FiguresForm, table.definition)
    answer = TableAnswer.objects.filter(report=report, table=table).first()
    stored: Values | None = answer.cells if answer is not None else None
    values = stored or {}
    shown = typed.values if typed is not None and typed.values is not None else values
    wrong = {(fault.row, fault.column): fault for fault in (typed.faults if typed is not None else ())}
    words = typed.cells if typed is not None else {}
    lines = tuple(_lines(form, shown, words=words, wrong=wrong, unit=report.unit.name))
    if form.kind is RowsKind.FREE:
        total = [line for line in lines if line.is_sum]
        own = [line for line in lines if not line.is_sum]
        extra = SPARE + (typed.spare if typed is not None else 0)
        taken = {line.titled.name.split(":")[1] for line in own if line.titled is not None}
        spare = [_spare(form, f"r{number}") for number in range(1, len(own) + extra + 1) if f"r{number}" not in taken][:extra]
        lines = (*own, *spare, *total)
    clashes = _clashes(form, values, shown) if typed is not None and typed.values is not None and not wrong else ()
    return FillingPage(table, form, lines, mark_of_cells(stored), clashes, len(wrong))


def _lines(form: FiguresForm, values: Values, *, words: Values, wrong: Mapping[tuple[str, str], CellFault], unit: str) -> list[Line]:
    rows = filled(form, _with_typed_rows(form, values, words), unit=unit)
    summing = {row.key for row in form.rows if row.sums}
    lines = []
    for row in rows:
        is_sum = not row.key or row.key in summing
        cells = tuple(
            Cell(
                f"o:{row.key}:{column.key}",
                column,
                words.get(row.key, {}).get(column.key, printed(column, row.cells.get(column.key, "")))
                if not (is_sum or column.formula)
                else printed(column, row.cells.get(column.key, "")),
                is_sum or bool(column.formula),
                _fault(wrong.get((row.key, column.key))),
            )
            for column in form.columns
        )
        titled = None
        if form.kind is RowsKind.FREE and not is_sum:
            said = words.get(row.key, {}).get(TITLE, row.title)
            titled = Cell(f"o:{row.key}:{TITLE}", None, said, wrong=_fault(wrong.get((row.key, TITLE))))
        lines.append(Line(row.title, cells, row.level if form.kind is RowsKind.FIXED else 0, is_sum, titled))
    return lines


def _with_typed_rows(form: FiguresForm, values: Values, words: Values) -> Values:
    """Add the rows that were typed but not read, so that they are shown again."""
    if form.kind is not RowsKind.FREE:
        return values
    typed: dict[str, Mapping[str, str]] = {
        key: {} for key, cells in words.items() if key not in values and any(text.strip() for text in cells.values())
    }
    return dict(in_order({**values, **typed}))


def _spare(form: FiguresForm, key: str) -> Line:
    cells = tuple(Cell(f"o:{key}:{column.key}", column, "", bool(column.formula)) for column in form.columns)
    return Line("", cells, titled=Cell(f"o:{key}:{TITLE}", None, ""))


def _fault(fault: CellFault | None) -> str | Promise:
    return CELL_FAULTS[fault.kind] if fault is not None else ""


def _clashes(form: FiguresForm, stored: Values, mine: Values) -> tuple[Clash, ...]:
    titles = {row.key: row.title for row in form.rows}
    found = []
    for row, key in differing(stored, mine):
        column = form.column(key)
        theirs, own = stored.get(row, {}).get(key, ""), mine.get(row, {}).get(key, "")
        if column is not None:
            theirs, own = printed(column, theirs), printed(column, own)
        title = titles.get(row) or mine.get(row, {}).get(TITLE) or stored.get(row, {}).get(TITLE) or "–"
        found.append(Clash(title, column.title if column is not None else form.rows_title, theirs, own))
    return tuple(found)
