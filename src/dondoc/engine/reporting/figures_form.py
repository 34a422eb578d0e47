"""The definition of a figures table (biểu số liệu) → its columns and rows in order, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from dondoc.engine.reporting.figures_formula import Formula, WrongFormula, parse


class CellKind(StrEnum):
    """What a cell of a column holds; a percent is written as people do, 80 for 80 %."""

    WHOLE = "whole"
    DECIMAL = "decimal"
    PERCENT = "percent"
    TEXT = "text"
    DATE = "date"


NUMERIC = frozenset({CellKind.WHOLE, CellKind.DECIMAL, CellKind.PERCENT})


class Joining(StrEnum):
    """How the cells of several units, or of the rows below a sum row, become one.

    `LAST` is what the unit that submitted last gave, `RATIO` the sum of one column by the sum of another, `ANEW` the column's own formula
    over the joined cells; `NONE` leaves the cell blank.
    """

    SUM = "sum"
    MEAN = "mean"
    RATIO = "ratio"
    LAST = "last"
    ANEW = "anew"
    NONE = "none"


class RowsKind(StrEnum):
    """Whose the rows are: named by the table, added by each unit as it needs, or just one for each unit."""

    FIXED = "fixed"
    FREE = "free"
    ONE = "one"


@dataclass(frozen=True, slots=True)
class FiguresColumn:
    """A column. `key` stays while the title is changed, and is what formulas name; `measure` is the unit of measure.

    A column with a `formula` is never typed in. `numerator` and `denominator` are the keys of the two columns of a `RATIO`.
    """

    key: str
    title: str
    kind: CellKind = CellKind.WHOLE
    measure: str = ""
    required: bool = False
    formula: str = ""
    joining: Joining = Joining.SUM
    numerator: str = ""
    denominator: str = ""

    @property
    def is_number(self) -> bool:
        """Whether its cells are numbers."""
        return self.kind in NUMERIC


@dataclass(frozen=True, slots=True)
class FiguresRow:
    """A row named by the table; one that `sums` is never typed in: it joins the rows below it that are a level deeper."""

    key: str
    title: str
    level: int = 0
    sums: bool = False


@dataclass(frozen=True, slots=True)
class FiguresForm:
    """A table: the heading of the rows' titles, its columns and, where they are `FIXED`, its rows; `total` adds a row that joins all."""

    columns: tuple[FiguresColumn, ...]
    kind: RowsKind = RowsKind.FIXED
    rows: tuple[FiguresRow, ...] = ()
    rows_title: str = "Nội dung"
    total: bool = True

    def column(self, key: str) -> FiguresColumn | None:
        """Return the column of a key."""
        return next((column for column in self.columns if column.key == key), None)

    @property
    def typed(self) -> tuple[FiguresColumn, ...]:
        """The columns that people fill in."""
        return tuple(column for column in self.columns if not column.formula)


ONE_ROW = FiguresRow("hang", "")
"""The row of a table that has just one for each unit; its title is the unit's name."""


class FormFault(StrEnum):
    """What is wrong with a definition."""

    NO_COLUMNS = "no-columns"
    NO_ROWS = "no-rows"
    SAME_KEY = "same-key"
    NO_TITLE = "no-title"
    FORMULA = "formula"
    FORMULA_COLUMN = "formula-column"
    FORMULA_TEXT = "formula-text"
    CIRCLE = "circle"
    RATIO = "ratio"
    JOINING = "joining"
    NOTHING_BELOW = "nothing-below"


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of a definition, and the key of the column or row that has it."""

    kind: FormFault
    key: str = ""


def faults(form: FiguresForm) -> tuple[Fault, ...]:
    """Return all that keeps a definition from being used; nothing for a sound one."""
    return tuple(_faults(form))


def formulas(form: FiguresForm) -> dict[str, Formula]:
    """Return the formulas of a sound form by their columns, each after those that it draws on. Raises WrongFormula."""
    found = {column.key: parse(column.formula) for column in form.columns if column.formula}
    ordered: dict[str, Formula] = {}
    while len(ordered) < len(found):
        ready = [key for key, one in found.items() if key not in ordered and not (one.columns & found.keys()) - ordered.keys()]
        if not ready:
            raise WrongFormula("a circle", 0)
        ordered |= {key: found[key] for key in ready}
    return ordered


def below(rows: tuple[FiguresRow, ...], place: int) -> Iterator[int]:
    """Yield the places of the rows that a row joins: those one level deeper, up to the next row of its own level."""
    wanted = None
    for number in range(place + 1, len(rows)):
        level = rows[number].level
        if level <= rows[place].level:
            return
        wanted = level if wanted is None else min(wanted, level)
        if level == wanted:
            yield number


def _faults(form: FiguresForm) -> Iterator[Fault]:
    if not form.columns:
        yield Fault(FormFault.NO_COLUMNS)
    if form.kind is RowsKind.FIXED:
        yield from _row_faults(form)
    seen: set[str] = set()
    for column in form.columns:
        if column.key in seen:
            yield Fault(FormFault.SAME_KEY, column.key)
        seen.add(column.key)
        if not column.title.strip():
            yield Fault(FormFault.NO_TITLE, column.key)
        yield from _formula_faults(form, column)
        yield from _joining_faults(form, column)
    try:
        formulas(form)
    except WrongFormula as wrong:
        if wrong.what == "a circle":
            yield Fault(FormFault.CIRCLE)


def _row_faults(form: FiguresForm) -> Iterator[Fault]:
    if not form.rows:
        yield Fault(FormFault.NO_ROWS)
    for place, row in enumerate(form.rows):
        if row.sums and not list(below(form.rows, place)):
            yield Fault(FormFault.NOTHING_BELOW, row.key)


def _formula_faults(form: FiguresForm, column: FiguresColumn) -> Iterator[Fault]:
    if not column.formula:
        return
    try:
        formula = parse(column.formula)
    except WrongFormula:
        yield Fault(FormFault.FORMULA, column.key)
        return
    if not column.is_number:
        yield Fault(FormFault.FORMULA_TEXT, column.key)
    for key in sorted(formula.columns):
        other = form.column(key)
        if other is None or not other.is_number:
            yield Fault(FormFault.FORMULA_COLUMN, column.key)


def _joining_faults(form: FiguresForm, column: FiguresColumn) -> Iterator[Fault]:
    if column.joining is Joining.RATIO:
        parts = (form.column(column.numerator), form.column(column.denominator))
        if not column.is_number or any(part is None or not part.is_number or part.joining is Joining.RATIO for part in parts):
            yield Fault(FormFault.RATIO, column.key)
    elif column.joining not in _fitting(column):
        yield Fault(FormFault.JOINING, column.key)


def _fitting(column: FiguresColumn) -> frozenset[Joining]:
    """Return the rules that fit a column: words and days are not added up, nor are percents."""
    fitting = {Joining.LAST, Joining.NONE}
    if column.is_number:
        fitting.add(Joining.MEAN)
    if column.kind in (CellKind.WHOLE, CellKind.DECIMAL):
        fitting.add(Joining.SUM)
    if column.formula:
        fitting.add(Joining.ANEW)
    return frozenset(fitting)
