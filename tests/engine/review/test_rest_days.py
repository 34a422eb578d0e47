"""Checks on which days offices rest."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.engine.review.rest_days import rest_day, rest_days


@pytest.mark.parametrize(
    "day, why",
    [
        (date(2024, 5, 11), "Thứ Bảy"),
        (date(2024, 5, 12), "Chủ nhật"),
        (date(2023, 9, 2), "Quốc khánh"),
        (date(2030, 5, 1), "Ngày Quốc tế lao động"),
        (date(2026, 11, 24), "Ngày Văn hóa Việt Nam"),
        (date(2025, 1, 28), "ngày nghỉ theo thông báo của năm"),
    ],
)
def test_a_day_of_rest_has_its_reason(day: date, why: str) -> None:
    found = rest_day(day)
    assert found is not None
    assert found.vi == why


@pytest.mark.parametrize(
    "day",
    [
        date(2024, 5, 13),
        date(2025, 11, 24),  # a holiday from 2026 on
        date(2026, 8, 22),  # a Saturday worked for 31/8
        date(2027, 2, 8),  # Tết of a year that is not announced: no judgement
    ],
)
def test_a_working_day_or_one_not_known_has_none(day: date) -> None:
    assert rest_day(day) is None


def test_no_day_is_both_off_and_worked_and_only_weekend_days_are_worked_instead() -> None:
    known = rest_days()
    assert not known.off & known.worked
    assert all(day.weekday() >= 5 for day in known.worked)
    assert all(day.weekday() < 5 for day in known.off)


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)))
def test_every_week_has_a_day_of_rest_and_one_of_work_or_is_tet(day: date) -> None:
    week = [rest_day(day + timedelta(days=step)) for step in range(7)]
    assert any(week)
