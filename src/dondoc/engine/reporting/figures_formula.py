"""A formula as a clerk writes it ("b / a * 100") → its value over the cells of a row; columns, numbers, + - * / and brackets only."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext

LONGEST = 200
DEEPEST = 20
PRECISION = 28
"""Digits that are kept while a formula is computed."""

# "12", "12,5", "0.5" | "b", "c12" | an operator or a bracket; "×", "x" between blanks and ":" are left to the writer of "*" and "/"
_TOKEN = re.compile(r"\s*(?:(?P<number>\d{1,15}(?:[.,]\d{1,10})?)|(?P<name>[a-z][a-z0-9_]{0,39})|(?P<mark>[-+*/()]))", re.ASCII)
_SAME = str.maketrans({"×": "*", "÷": "/", "−": "-", "–": "-", ":": "/", "[": "(", "]": ")", "{": "(", "}": ")"})

Cells = Mapping[str, Decimal | None]


class WrongFormula(ValueError):
    """A formula that cannot be read: `what` is wrong, `at` the character where reading stopped."""

    def __init__(self, what: str, at: int) -> None:
        super().__init__(f"{what} at {at}")
        self.what = what
        self.at = at


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Column:
    """The cell of a column."""

    key: str


@dataclass(frozen=True, slots=True)
class Sum:
    """Two sides and one of + - * / between them."""

    mark: str
    left: Part
    right: Part


Part = Number | Column | Sum


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula that was read, and the keys of the columns that it draws on."""

    part: Part
    columns: frozenset[str]

    def value(self, cells: Cells) -> Decimal | None:
        """Return its value over a row, none where it cannot be told.

        Blank is nothing in a sum, unless both sides are blank; a product or quotient with a blank is blank, and so is what is divided by
        zero.
        """
        with localcontext() as context:
            context.prec = PRECISION
            return _value(self.part, cells)

    def in_excel(self, place: Callable[[str], str]) -> str:
        """Return it as Excel writes it; `place` gives the cell of a column."""
        return _excel(self.part, place)


def parse(text: str) -> Formula:
    """Read a formula; a leading "=" is allowed, capitals are as small letters. Raises WrongFormula."""
    reader = _Reader(text)
    part = reader.sum(0)
    reader.end()
    return Formula(part, frozenset(reader.columns))


class _Reader:
    """Reads the tokens of one formula from left to right."""

    def __init__(self, text: str) -> None:
        if len(text) > LONGEST:
            raise WrongFormula("too long", LONGEST)
        self.text = text.lower().translate(_SAME).strip().removeprefix("=").rstrip()
        self.at = 0
        self.columns: set[str] = set()

    def sum(self, depth: int) -> Part:
        """Terms with + and - between them."""
        if depth > DEEPEST:
            raise WrongFormula("too deep", self.at)
        left = self.product(depth)
        while (mark := self.mark("+-")) is not None:
            left = Sum(mark, left, self.product(depth))
        return left

    def product(self, depth: int) -> Part:
        """Factors with * and / between them."""
        left = self.factor(depth)
        while (mark := self.mark("*/")) is not None:
            left = Sum(mark, left, self.factor(depth))
        return left

    def factor(self, depth: int) -> Part:
        """A number, a column, something in brackets, or one of these with a minus before it."""
        if depth > DEEPEST:
            raise WrongFormula("too deep", self.at)
        if self.mark("-") is not None:
            return Sum("*", Number(Decimal(-1)), self.factor(depth + 1))
        if self.mark("(") is not None:
            part = self.sum(depth + 1)
            if self.mark(")") is None:
                raise WrongFormula("a bracket is not closed", self.at)
            return part
        match = _TOKEN.match(self.text, self.at)
        if match is None or match["mark"]:
            raise WrongFormula("a column or a number was expected", self.at)
        self.at = match.end()
        if match["number"]:
            return Number(Decimal(match["number"].replace(",", ".")))
        self.columns.add(match["name"])
        return Column(match["name"])

    def mark(self, wanted: str) -> str | None:
        """Pass over one of the marks, if it stands here."""
        match = _TOKEN.match(self.text, self.at)
        if match is None or not match["mark"] or match["mark"] not in wanted:
            return None
        self.at = match.end()
        return match["mark"]

    def end(self) -> None:
        """Raise WrongFormula where something is left over."""
        if self.text[self.at :].strip():
            raise WrongFormula("an operator was expected", self.at)


def _value(part: Part, cells: Cells) -> Decimal | None:
    if isinstance(part, Number):
        return part.value
    if isinstance(part, Column):
        return cells.get(part.key)
    left, right = _value(part.left, cells), _value(part.right, cells)
    if part.mark in "+-":
        if left is None and right is None:
            return None
        return (left or Decimal(0)) + (right or Decimal(0)) * (1 if part.mark == "+" else -1)
    if left is None or right is None or (part.mark == "/" and not right):
        return None
    return left * right if part.mark == "*" else left / right


def _excel(part: Part, place: Callable[[str], str]) -> str:
    if isinstance(part, Number):
        return str(part.value)
    if isinstance(part, Column):
        return place(part.key)
    return f"({_excel(part.left, place)}{part.mark}{_excel(part.right, place)})"
