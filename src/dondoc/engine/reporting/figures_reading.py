"""Cells as people type them → the values that are stored, and the place and kind of every one that cannot be read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from enum import StrEnum

from dondoc.engine.reporting.figures_form import ONE_ROW, CellKind, FiguresColumn, FiguresForm, RowsKind

LONGEST_TEXT = 2000
MOST_ROWS = 300
"""Rows that a unit may add to a table."""
TITLE = "@"
"""The column key under which the title of an added row is kept."""

Values = Mapping[str, Mapping[str, str]]
"""Row key → column key → the stored value: a decimal with a point, a day as 2026-11-14, or words."""

_BLANK = frozenset({"", "-", "–", "—"})
_DIGITS = r"[0-9]{1,15}"
# "6.200", "1.250.000,5": a point before exactly three digits parts thousands, unless the number begins with 0
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3}){1,4}(?:,[0-9]{1,6})?")
# "1,250,000.5" as the English write; one comma alone is a decimal comma
_ENGLISH = re.compile(r"[1-9][0-9]{0,2}(?:(?:,[0-9]{3}){2,4}(?:\.[0-9]{1,6})?|,[0-9]{3}\.[0-9]{1,6})")
_PLAIN = re.compile(rf"{_DIGITS}(?:[.,][0-9]{{1,6}})?")
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_SPACES = re.compile(r"[\s\u00a0\u202f]+")


class FaultKind(StrEnum):
    """Why a cell is not taken, or what is missing."""

    NUMBER = "number"
    WHOLE = "whole"
    DATE = "date"
    LONG = "long"
    MISSING = "missing"
    NO_TITLE = "no-title"
    TOO_MANY = "too-many"
    NO_ROW = "no-row"


@dataclass(frozen=True, slots=True)
class CellFault:
    """A cell that is not taken: the keys of its row and column, what it says, and why."""

    row: str
    column: str
    said: str
    kind: FaultKind


@dataclass(frozen=True, slots=True)
class Reading:
    """What was typed as values to be stored, and the cells that could not be read."""

    values: Mapping[str, Mapping[str, str]]
    faults: tuple[CellFault, ...]


def read_number(text: str) -> Decimal | None:
    """Return a number as an office writes it (6.200 · 83,78 · 77.21 · −5 · 95,5%), none where it is no number."""
    plain = _SPACES.sub("", text).replace("−", "-").replace("–", "-").removesuffix("%")
    sign, plain = (-1, plain[1:]) if plain.startswith("-") else (1, plain.removeprefix("+"))
    if _THOUSANDS.fullmatch(plain):
        plain = plain.replace(".", "").replace(",", ".")
    elif _ENGLISH.fullmatch(plain):
        plain = plain.replace(",", "")
    elif _PLAIN.fullmatch(plain):
        plain = plain.replace(",", ".")
    else:
        return None
    return sign * Decimal(plain)


def read_day(text: str) -> date | None:
    """Return a day as an office writes it (14/11/2026) or as machines do (2026-11-14), none where it is no day."""
    match = _DAY.fullmatch(text.strip())
    try:
        return date(int(match[3]), int(match[2]), int(match[1])) if match else date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None


def read_cell(column: FiguresColumn, text: str) -> str | FaultKind:
    """Return the value to be stored of a cell, blank for a blank one, or why it is not taken."""
    said = text.strip()
    if column.kind is CellKind.TEXT:
        return said if len(said) <= LONGEST_TEXT else FaultKind.LONG
    if said in _BLANK:
        return ""
    if column.kind is CellKind.DATE:
        day = read_day(said)
        return FaultKind.DATE if day is None else day.isoformat()
    number = read_number(said)
    if number is None:
        return FaultKind.NUMBER
    if column.kind is CellKind.WHOLE and number != number.to_integral_value():
        return FaultKind.WHOLE
    return stored(number)


def read_typed(form: FiguresForm, typed: Values) -> Reading:
    """Read all that was typed into a table; cells of formulas, of sum rows and of rows that the table has not are passed over.

    A wrong cell is told and is not among the values.
    """
    values: dict[str, dict[str, str]] = {}
    found: list[CellFault] = []
    for row, cells in _rows(form, typed):
        read: dict[str, str] = {}
        for column in form.typed:
            value = read_cell(column, cells.get(column.key, ""))
            if isinstance(value, FaultKind):
                found.append(CellFault(row, column.key, cells[column.key], value))
            elif value:
                read[column.key] = value
        if form.kind is RowsKind.FREE:
            title = _SPACES.sub(" ", cells.get(TITLE, "")).strip()
            if title:
                read[TITLE] = title[:LONGEST_TEXT]
            elif read:
                found.append(CellFault(row, TITLE, "", FaultKind.NO_TITLE))
        if read:
            values[row] = read
    if len(values) > MOST_ROWS:
        found.append(CellFault("", "", str(len(values)), FaultKind.TOO_MANY))
    return Reading(values, tuple(found))


def missing(form: FiguresForm, values: Values) -> tuple[CellFault, ...]:
    """Return the required cells that are blank, and the stored ones that their column no longer takes.

    Of a table of added rows at least one row is wanted where a column is required.
    """
    return tuple(_missing(form, values))


def _missing(form: FiguresForm, values: Values) -> Iterator[CellFault]:
    required = [column for column in form.typed if column.required]
    rows = [key for key, _ in in_order(values)] if form.kind is RowsKind.FREE else typed_rows(form)
    if form.kind is RowsKind.FREE and required and not rows:
        yield CellFault("", "", "", FaultKind.NO_ROW)
    for row in rows:
        cells = values.get(row, {})
        for column in form.typed:
            value = cells.get(column.key, "")
            read = read_cell(column, value)
            if isinstance(read, FaultKind):
                yield CellFault(row, column.key, value, read)
            elif column.required and not value:
                yield CellFault(row, column.key, "", FaultKind.MISSING)


def in_order(values: Values) -> list[tuple[str, Mapping[str, str]]]:
    """Return the rows that a unit added in their order: r1, r2 … r10, however a database keeps them."""
    return sorted(values.items(), key=lambda item: (len(item[0]), item[0]))


def typed_rows(form: FiguresForm) -> list[str]:
    """Return the keys of the rows of a table that people fill in, where the table names them."""
    if form.kind is RowsKind.ONE:
        return [ONE_ROW.key]
    return [row.key for row in form.rows if not row.sums]


def _rows(form: FiguresForm, typed: Values) -> Iterator[tuple[str, Mapping[str, str]]]:
    if form.kind is RowsKind.FREE:
        yield from typed.items()
        return
    for key in typed_rows(form):
        yield key, typed.get(key, {})


def stored(number: Decimal) -> str:
    """Return a number as it is stored: plain digits, no needless zeros."""
    plain = format(number.normalize(), "f")
    return "0" if plain in ("-0", "0") else plain


def number_of(value: str) -> Decimal | None:
    """Return the number that a stored value is, none where it is blank or none."""
    try:
        return Decimal(value) if value else None
    except InvalidOperation:
        return None


def printed(column: FiguresColumn, value: str) -> str:
    """Return a stored value as it is printed in Vietnamese: 1.234,5 and 14/11/2026."""
    if column.kind is CellKind.DATE:
        day = read_day(value)
        return f"{day:%d/%m/%Y}" if day is not None else value
    number = number_of(value) if column.is_number else None
    if number is None:
        return value
    return f"{number:,f}".translate(str.maketrans(",.", ".,"))


def rounded(number: Decimal) -> Decimal:
    """Return a computed number with two decimals, half up."""
    return number.quantize(Decimal("0.01"), ROUND_HALF_UP)
