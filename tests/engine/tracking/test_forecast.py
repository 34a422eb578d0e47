"""Where figures lead: the line through them, the day it meets the target, and when it says nothing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.engine.tracking.forecast import Measured, is_met, line_through

FIRST = date(2026, 1, 31)


def measured(*pairs: tuple[int, float]) -> list[Measured]:
    """Figures so many days after the first."""
    return [Measured(FIRST + timedelta(days=day), value) for day, value in pairs]


@pytest.mark.parametrize(
    ("figures", "at", "reaches"),
    [
        ([(0, 10.0), (10, 20.0)], 30.0, date(2026, 5, 1)),
        ([(0, 10.0), (10, 30.0), (20, 20.0)], 25.0, date(2026, 7, 20)),
        ([(0, 50.0), (10, 50.0)], 50.0, None),
        ([(0, 50.0), (10, 40.0)], 30.0, None),
    ],
)
def test_a_line_leads_on_as_the_figures_did(figures: list[tuple[int, float]], at: float, reaches: date | None) -> None:
    line = line_through(measured(*figures))
    assert line is not None
    assert line.at(FIRST + timedelta(days=20)) == pytest.approx(at)
    assert line.reaches(100, after=FIRST + timedelta(days=20)) == reaches


@pytest.mark.parametrize("figures", [[], [(0, 5.0)], [(0, 5.0), (0, 9.0)]])
def test_figures_of_one_day_lead_nowhere(figures: list[tuple[int, float]]) -> None:
    assert line_through(measured(*figures)) is None


def test_a_target_that_would_take_more_than_ten_years_is_not_foretold() -> None:
    line = line_through(measured((0, 1.0), (3000, 1.5)))
    assert line is not None
    assert line.reaches(100, after=FIRST) is None


@given(start=st.floats(-1000, 1000), a_day=st.floats(-5, 5), days=st.lists(st.integers(0, 1000), min_size=2, max_size=12, unique=True))
def test_figures_on_a_line_give_that_line(start: float, a_day: float, days: list[int]) -> None:
    line = line_through(measured(*((day, start + a_day * day) for day in days)))
    assert line is not None
    for day in (*days, 1500):
        assert line.at(FIRST + timedelta(days=day)) == pytest.approx(start + a_day * day, abs=1e-3)


@pytest.mark.parametrize(
    ("op", "met"), [(">=", [False, True, True]), (">", [False, False, True]), ("<=", [True, True, False]), ("<", [True, False, False]),
                    ("=", [False, True, False])]
)  # fmt: skip
def test_a_target_is_met_as_it_is_written(op: str, met: list[bool]) -> None:
    assert [is_met(value, op, 80) for value in (79, 80, 81)] == met
