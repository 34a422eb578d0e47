"""Formulas of figures tables: what is read, what comes out, what is refused."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.engine.reporting.figures_formula import WrongFormula, parse

CELLS = {"a": Decimal(4), "b": Decimal(10), "c": Decimal("2.5"), "o": Decimal(0), "e": None}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a + b", "14"),
        ("= a / b * 100", "40"),
        ("(b - a) / b * 100", "60"),
        ("B - a - c", "3.5"),
        ("a * -c", "-10"),
        ("2,5 * a", "10"),
        ("a × b : c", "16"),
        ("a / o", None),
        ("a + e", "4"),
        ("e + e", None),
        ("e - a", "-4"),
        ("a * e", None),
        ("a / (b - b)", None),
    ],
)
def test_a_formula_has_the_value_that_a_clerk_expects(text: str, value: str | None) -> None:
    assert parse(text).value(CELLS) == (None if value is None else Decimal(value))


@pytest.mark.parametrize(
    "text", ["", "a +", "a b", "(a", "a)", "a ** b", "__import__('os')", "a.b", "1 2", "a;b", "đ + a", "a" * 201, "(" * 60 + "a" + ")" * 60]
)
def test_anything_but_columns_numbers_and_four_operators_is_refused(text: str) -> None:
    with pytest.raises(WrongFormula):
        parse(text)


def test_a_formula_names_the_columns_that_it_draws_on() -> None:
    assert parse("(b - a) / b * 100").columns == {"a", "b"}


def test_a_formula_is_written_for_excel_with_the_same_brackets() -> None:
    assert parse("(b - a) / b * 100").in_excel(lambda key: f"{key.upper()}7") == "(((B7-A7)/B7)*100)"


@given(st.text(alphabet="abc123,.+-*/() ", max_size=60))
def test_any_text_is_a_value_or_refused_and_never_a_crash(text: str) -> None:
    try:
        value = parse(text).value(CELLS)
    except WrongFormula:
        return
    assert value is None or isinstance(value, Decimal)
