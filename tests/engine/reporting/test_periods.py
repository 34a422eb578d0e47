"""Periods of reports by Decree 09/2019 and by the calendar."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.engine.extraction.plan import Frequency
from dondoc.engine.reporting.periods import REGULAR, Basis, Rhythm, period_after, periods_between

YEAR = (date(2026, 1, 1), date(2026, 12, 31))
DAYS = st.dates(date(2020, 1, 1), date(2034, 12, 31))
BOUNDED = [one for one in REGULAR if one not in (Frequency.NINE_MONTHLY,)]


@pytest.mark.parametrize(
    ("frequency", "rows"),
    [
        (
            Frequency.QUARTERLY,
            [
                ("Quý I năm 2026", "2025-12-15", "2026-03-14"),
                ("Quý II năm 2026", "2026-03-15", "2026-06-14"),
                ("Quý III năm 2026", "2026-06-15", "2026-09-14"),
                ("Quý IV năm 2026", "2026-09-15", "2026-12-14"),
            ],
        ),
        (
            Frequency.SIX_MONTHLY,
            [("6 tháng đầu năm 2026", "2025-12-15", "2026-06-14"), ("6 tháng cuối năm 2026", "2026-06-15", "2026-12-14")],
        ),
        (Frequency.NINE_MONTHLY, [("9 tháng năm 2026", "2025-12-15", "2026-09-14")]),
        (Frequency.ANNUAL, [("năm 2026", "2025-12-15", "2026-12-14")]),
    ],
)
def test_periods_run_as_article_12_of_decree_09_bounds_them(frequency: Frequency, rows: list[tuple[str, str, str]]) -> None:
    found = periods_between(Rhythm(frequency), *YEAR)
    assert [(one.label, one.first_day.isoformat(), one.cut_off.isoformat()) for one in found] == rows
    assert all(one.last_day == one.cut_off for one in found)


def test_a_month_runs_from_the_15th_of_the_one_before_to_its_14th() -> None:
    found = periods_between(Rhythm(Frequency.MONTHLY), *YEAR)
    assert [one.label for one in found] == [f"tháng {month} năm 2026" for month in range(1, 13)]
    assert (found[0].first_day, found[0].cut_off) == (date(2025, 12, 15), date(2026, 1, 14))
    assert (found[10].first_day, found[10].cut_off) == (date(2026, 10, 15), date(2026, 11, 14))


def test_by_the_calendar_february_of_a_leap_year_ends_on_its_29th_day() -> None:
    [february] = periods_between(Rhythm(Frequency.MONTHLY, Basis.CALENDAR), date(2028, 2, 1), date(2028, 2, 29))
    assert (february.first_day, february.last_day) == (date(2028, 2, 1), date(2028, 2, 29))


def test_a_cut_off_on_the_31st_falls_on_the_last_day_of_a_shorter_month() -> None:
    found = periods_between(Rhythm(Frequency.MONTHLY, cutoff_day=31), date(2026, 2, 1), date(2026, 4, 30))
    assert [one.cut_off for one in found] == [date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)]


def test_an_annual_report_that_closes_in_september_tells_of_the_year_to_date() -> None:
    [year] = periods_between(Rhythm(Frequency.ANNUAL, cutoff_month=9), *YEAR)
    assert (year.label, year.first_day, year.cut_off, year.last_day) == (
        "năm 2026",
        date(2025, 12, 15),
        date(2026, 9, 14),
        date(2026, 12, 14),
    )


def test_a_week_that_closes_on_thursday_bears_the_number_of_its_thursday() -> None:
    [week] = periods_between(Rhythm(Frequency.WEEKLY, cutoff_day=4), date(2026, 11, 16), date(2026, 11, 22))
    assert (week.label, week.first_day, week.cut_off) == ("tuần 47 năm 2026", date(2026, 11, 13), date(2026, 11, 19))


def test_the_days_about_new_year_belong_to_the_week_of_the_year_that_has_their_thursday() -> None:
    [week] = periods_between(Rhythm(Frequency.WEEKLY), date(2027, 1, 1), date(2027, 1, 3))
    assert week.label == "tuần 53 năm 2026"


@pytest.mark.parametrize("frequency", [Frequency.AD_HOC, Frequency.ONCE, Frequency.PERIODIC])
def test_what_is_asked_for_by_hand_has_no_periods_of_the_calendar(frequency: Frequency) -> None:
    assert periods_between(Rhythm(frequency), *YEAR) == ()
    assert period_after(Rhythm(frequency), YEAR[0]) is None


@given(st.sampled_from(BOUNDED), st.sampled_from(Basis), st.one_of(st.none(), st.integers(1, 31)), DAYS)
def test_every_day_lies_in_exactly_one_period(frequency: Frequency, basis: Basis, cutoff: int | None, day: date) -> None:
    rhythm = Rhythm(frequency, basis, cutoff)
    found = periods_between(rhythm, day - timedelta(days=800), day + timedelta(days=800))
    assert sum(one.first_day <= day <= one.last_day for one in found) == 1


@given(st.sampled_from(REGULAR), st.sampled_from(Basis), DAYS)
def test_the_period_after_a_day_is_the_first_that_closes_after_it(frequency: Frequency, basis: Basis, day: date) -> None:
    rhythm = Rhythm(frequency, basis)
    following = period_after(rhythm, day)
    assert following is not None
    assert periods_between(rhythm, day + timedelta(days=1), following.cut_off) == (following,)


@given(st.sampled_from(REGULAR), DAYS, st.integers(0, 400))
def test_a_span_holds_the_periods_that_its_halves_hold(frequency: Frequency, day: date, days: int) -> None:
    last = day + timedelta(days=days)
    middle = day + timedelta(days=days // 2)
    rhythm = Rhythm(frequency)
    halves = periods_between(rhythm, day, middle) + periods_between(rhythm, middle + timedelta(days=1), last)
    assert periods_between(rhythm, day, last) == halves


@given(st.sampled_from(REGULAR), DAYS)
def test_units_are_asked_within_the_period_and_not_after_its_cut_off(frequency: Frequency, day: date) -> None:
    period = period_after(Rhythm(frequency), day)
    assert period is not None
    assert period.first_day <= period.opens_on <= period.cut_off <= period.last_day
