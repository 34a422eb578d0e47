"""What units filled into a figures table → each unit's table with its formulas and sums, and one consolidated table of all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

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
from dondoc.engine.reporting.figures_formula import Formula
from dondoc.engine.reporting.figures_reading import TITLE, Values, in_order, number_of, printed, rounded, stored
from dondoc.engine.reporting.snapshot import FiguresData, TableRow

TOTAL = "Tổng cộng"
SILENT = "chưa báo cáo"
BLANK = ""
Row = Mapping[str, str]
"""Column key → the stored value."""


@dataclass(frozen=True, slots=True)
class UnitCells:
    """What one unit's report holds for a table; `key` names the report, `place` says the how manieth it was to be sent in.

    A unit that has not reported has no values.
    """

    key: str
    unit: str
    values: Values | None
    place: int = 0

    @property
    def given(self) -> Values:
        """Its values, nothing for a unit that has not reported."""
        return self.values or {}

    @property
    def title(self) -> str:
        """The unit, and that it has not reported where that is so."""
        return f"{self.unit} ({SILENT})" if self.values is None else self.unit


@dataclass(frozen=True, slots=True)
class FilledRow:
    """A row with all its cells as stored, formulas and sums computed; `bold` where it joins others."""

    key: str
    title: str
    level: int
    cells: Row
    bold: bool = False


def filled(form: FiguresForm, values: Values, *, unit: str = "") -> tuple[FilledRow, ...]:
    """Return one unit's table row by row, with formulas, sum rows and the total; `unit` titles the row of a table that has just one."""
    rows = _own_rows(form, values, unit)
    return _with_sums(form, rows, total=form.total and form.kind is not RowsKind.ONE)


def consolidated(form: FiguresForm, *, key: str, title: str, answers: Sequence[UnitCells]) -> FiguresData:
    """Return the table of all units; every row names the reports that it was counted from.

    Rows that the table names join the units' cells by each column's rule. Rows that units added stand under their unit. A table of one
    row for each unit has every unit in it, also who has not reported.
    """
    columns = tuple(_heading(column) for column in form.columns)
    match form.kind:
        case RowsKind.FIXED:
            rows = tuple(_joined_rows(form, answers))
        case RowsKind.ONE:
            rows = tuple(_unit_rows(form, answers))
        case RowsKind.FREE:
            rows = tuple(_listed_rows(form, answers))
    return FiguresData(key, title, columns, rows, form.rows_title)


def _heading(column: FiguresColumn) -> str:
    return f"{column.title} ({column.measure})" if column.measure else column.title


def _joined_rows(form: FiguresForm, answers: Sequence[UnitCells]) -> Iterator[TableRow]:
    given = [answer for answer in _by_place(answers) if answer.values]
    joiner = _Joiner(form)
    rows = [
        FilledRow(row.key, row.title, row.level, {} if row.sums else joiner.joined(joiner.as_given(answer, row.key) for answer in given))
        for row in form.rows
    ]
    sources = {row.key: tuple(answer.key for answer in given if answer.given.get(row.key)) for row in form.rows}
    everybody = tuple(answer.key for answer in given)
    for row in _with_sums(form, rows, total=form.total):
        below_it = sources.get(row.key, ())
        yield _table_row(form, row, everybody if row.bold else below_it)


def _unit_rows(form: FiguresForm, answers: Sequence[UnitCells]) -> Iterator[TableRow]:
    rows = {answer.key: _own_rows(form, answer.given, answer.title) for answer in answers}
    for answer in answers:
        for row in rows[answer.key]:
            yield _table_row(form, row, (answer.key,))
    yield from _total_of(form, rows, answers)


def _listed_rows(form: FiguresForm, answers: Sequence[UnitCells]) -> Iterator[TableRow]:
    rows = {answer.key: _own_rows(form, answer.given, answer.unit) for answer in answers}
    for answer in answers:
        own = rows[answer.key]
        head = FilledRow("", answer.title, 0, _Joiner(form).joined([row.cells for row in own]) if form.total else {}, bold=True)
        for row in (head, *own):
            yield _table_row(form, row, (answer.key,))
    yield from _total_of(form, rows, answers)


def _total_of(form: FiguresForm, rows: Mapping[str, list[FilledRow]], answers: Sequence[UnitCells]) -> Iterator[TableRow]:
    if form.total:
        every = [row for answer in _by_place(answers) for row in rows[answer.key]]
        yield _table_row(form, _total(form, every), tuple(answer.key for answer in answers if answer.values))


def _by_place(answers: Sequence[UnitCells]) -> list[UnitCells]:
    """Put last what was sent in last, so that it is the last that gave something."""
    return sorted(answers, key=lambda answer: answer.place)


def _table_row(form: FiguresForm, row: FilledRow, sources: tuple[str, ...]) -> TableRow:
    cells = tuple(printed(column, row.cells.get(column.key, BLANK)) for column in form.columns)
    return TableRow(row.title, cells, sources, row.bold)


def _own_rows(form: FiguresForm, values: Values, unit: str) -> list[FilledRow]:
    """Return the rows of one unit with their formulas computed, sums still blank."""
    joiner = _Joiner(form)
    if form.kind is RowsKind.FREE:
        return [FilledRow(key, cells.get(TITLE, ""), 1, joiner.computed(cells)) for key, cells in in_order(values)]
    named = form.rows if form.kind is RowsKind.FIXED else (FiguresRow(ONE_ROW.key, unit),)
    return [FilledRow(row.key, row.title, row.level, joiner.computed({} if row.sums else values.get(row.key, {}))) for row in named]


def _with_sums(form: FiguresForm, rows: Sequence[FilledRow], *, total: bool) -> tuple[FilledRow, ...]:
    """Fill the sum rows from the deepest up, and add the total."""
    made = list(rows)
    joiner = _Joiner(form)
    if form.kind is RowsKind.FIXED:
        for place in reversed(range(len(form.rows))):
            row = form.rows[place]
            if row.sums:
                cells = joiner.joined([made[number].cells for number in below(form.rows, place)])
                made[place] = FilledRow(row.key, row.title, row.level, cells, bold=True)
    if total and made:
        made.append(_total(form, made))
    return tuple(made)


def _total(form: FiguresForm, rows: Sequence[FilledRow]) -> FilledRow:
    least = min((row.level for row in rows), default=0)
    return FilledRow("", TOTAL, 0, _Joiner(form).joined([row.cells for row in rows if row.level == least]), bold=True)


class _Joiner:
    """Computes and joins rows of one form; its formulas are read once."""

    def __init__(self, form: FiguresForm) -> None:
        self.form = form
        self.formulas: Mapping[str, Formula] = formulas(form)
        self.anew = {column.key for column in form.columns if column.joining is Joining.ANEW}
        self.keeps = bool(self.formulas.keys() - self.anew)

    def computed(self, cells: Row) -> dict[str, str]:
        """Return a row with its formulas."""
        row = {column.key: cells.get(column.key, BLANK) for column in self.form.typed}
        numbers = {key: number_of(value) for key, value in row.items()}
        for key, formula in self.formulas.items():
            numbers[key] = formula.value(numbers)
            row[key] = _written(numbers[key])
        return row

    def as_given(self, answer: UnitCells, key: str) -> Row:
        """Return a unit's row with what is joined of it: formulas that are computed anew over the joined cells are left out."""
        cells = answer.given.get(key, {})
        return self.computed(cells) if cells and self.keeps else cells

    def joined(self, given: Iterable[Row]) -> dict[str, str]:
        """Return one row for several, each column by its rule."""
        rows = [row for row in given if row]
        row = {column.key: _joined(column, rows) for column in self.form.columns if column.joining not in (Joining.RATIO, Joining.ANEW)}
        for column in self.form.columns:
            if column.joining is Joining.RATIO:
                row[column.key] = _ratio(column, rows)
        numbers = {key: number_of(value) for key, value in row.items()}
        for key, formula in self.formulas.items():
            if key in self.anew:
                numbers[key] = formula.value(numbers)
                row[key] = _written(numbers[key])
        return row


def _written(value: Decimal | None) -> str:
    return BLANK if value is None else stored(rounded(value))


def _joined(column: FiguresColumn, rows: Sequence[Row]) -> str:
    given = [row[column.key] for row in rows if row.get(column.key)]
    if not given or column.joining is Joining.NONE:
        return BLANK
    if column.joining is Joining.LAST or column.kind in (CellKind.TEXT, CellKind.DATE):
        return given[-1] if column.joining is Joining.LAST else BLANK
    numbers = list(_numbers(given))
    if not numbers:
        return BLANK
    whole = sum(numbers, Decimal(0))
    return stored(whole if column.joining is Joining.SUM else rounded(whole / len(numbers)))


def _ratio(column: FiguresColumn, rows: Sequence[Row]) -> str:
    """Return the sum of one column by the sum of the other, over the rows that have both; as a percent where the column is one."""
    pairs = [(number_of(row.get(column.numerator, "")), number_of(row.get(column.denominator, ""))) for row in rows]
    both = [(over, under) for over, under in pairs if over is not None and under is not None]
    under = sum((one[1] for one in both), Decimal(0))
    if not under:
        return BLANK
    over = sum((one[0] for one in both), Decimal(0))
    return stored(rounded(over / under * (100 if column.kind is CellKind.PERCENT else 1)))


def _numbers(values: Iterable[str]) -> Iterator[Decimal]:
    for value in values:
        number = number_of(value)
        if number is not None:
            yield number
