"""Checks that numbers are read as Vietnamese offices print them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.engine.extraction.numbers import NUMBER, value

PRINTED = (
    ("6.200", 6200.0),
    ("83,78", 83.78),
    ("77.21", 77.21),
    ("118.04", 118.04),
    ("2.989,5", 2989.5),
    ("1.250.000", 1_250_000.0),
    ("1.250.000,75", 1_250_000.75),
    ("1,250,000", 1_250_000.0),
    ("05", 5.0),
    ("0.125", 0.125),
    ("0,5", 0.5),
    ("10,0", 10.0),
    ("2030", 2030.0),
    ("một", 1.0),
    ("mười", 10.0),
)


@pytest.mark.parametrize("printed, meant", PRINTED)
def test_a_comma_is_decimal_and_a_point_before_three_digits_parts_thousands(printed: str, meant: float) -> None:
    assert value(printed) == meant


@pytest.mark.parametrize("printed", ["", "1.2.3", "12,5,7", "mười một", "9" * 30, "1a"])
def test_what_is_no_number_has_no_value(printed: str) -> None:
    assert value(printed) is None


@given(st.integers(min_value=0, max_value=10**9), st.integers(min_value=0, max_value=99))
def test_a_number_printed_in_the_vietnamese_way_reads_back(whole: int, hundredths: int) -> None:
    printed = f"{whole:,}".replace(",", ".") + f",{hundredths:02d}"
    assert value(printed) == pytest.approx(whole + hundredths / 100)


def test_the_pattern_of_a_number_is_bounded() -> None:
    assert "{1,15}" in NUMBER
