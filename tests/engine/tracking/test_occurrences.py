"""Recurring work: which period a day belongs to by each wording that the reader gives, and until when it is in time."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.engine.tracking.occurrences import Period, period_at, periods

RULES = (
    "daily", "weekly", "monthly", "quarterly", "six-monthly", "nine-monthly", "annual", "monthly, quarterly, six-monthly, annual",
    "annual before 10-05", "annual by 12-15", "annual on 06-30 and 12-31", "annual in month 6 and 12", "annual before month 6",
    "annual in quarter 1", "annual by quarter 4", "monthly day 31", "monthly before day 18", "quarterly day 15 of the last month",
    "quarterly by day 20 of the first month",
)  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "on", "first", "last", "due", "name"),
    [
        ("daily", "2026-11-22", "2026-11-22", "2026-11-22", "2026-11-22", "2026-11-22"),
        ("weekly", "2027-01-02", "2026-12-28", "2027-01-03", "2027-01-03", "2026-W53"),
        ("monthly", "2028-02-10", "2028-02-01", "2028-02-29", "2028-02-29", "2028-02"),
        ("quarterly", "2026-11-22", "2026-10-01", "2026-12-31", "2026-12-31", "2026-Q4"),
        ("six-monthly", "2026-06-30", "2026-01-01", "2026-06-30", "2026-06-30", "2026-H1"),
        ("six-monthly", "2026-07-01", "2026-07-01", "2026-12-31", "2026-12-31", "2026-H2"),
        ("nine-monthly", "2026-09-30", "2026-01-01", "2026-09-30", "2026-09-30", "2026-9M1"),
        ("nine-monthly", "2026-10-01", "2026-10-01", "2026-12-31", "2026-12-31", "2026-9M2"),
        ("annual", "2026-05-05", "2026-01-01", "2026-12-31", "2026-12-31", "2026"),
        ("monthly, quarterly, six-monthly, annual", "2026-11-22", "2026-11-01", "2026-11-30", "2026-11-30", "2026-11"),
        ("six-monthly, annual", "2026-11-22", "2026-07-01", "2026-12-31", "2026-12-31", "2026-H2"),
        ("annual before 10-05", "2026-11-22", "2026-01-01", "2026-12-31", "2026-10-04", "2026"),
        ("annual by 12-15", "2026-11-22", "2026-01-01", "2026-12-31", "2026-12-15", "2026"),
        ("annual before 01-01", "2026-11-22", "2026-01-01", "2026-12-31", "2025-12-31", "2026"),
        ("annual on 06-30 and 12-31", "2026-06-30", "2026-01-01", "2026-06-30", "2026-06-30", "2026-06-30"),
        ("annual on 06-30 and 12-31", "2026-07-01", "2026-07-01", "2026-12-31", "2026-12-31", "2026-12-31"),
        ("annual before 11-20 and 05-20", "2026-06-01", "2026-05-21", "2026-12-31", "2026-11-19", "2026-11-20"),
        ("annual in month 6 and 12", "2026-03-01", "2026-01-01", "2026-06-30", "2026-06-30", "2026-06-30"),
        ("annual before month 6", "2026-03-01", "2026-01-01", "2026-12-31", "2026-05-31", "2026"),
        ("annual in quarter 1", "2026-11-22", "2026-01-01", "2026-12-31", "2026-03-31", "2026"),
        ("annual before quarter 4", "2026-11-22", "2026-01-01", "2026-12-31", "2026-09-30", "2026"),
        ("monthly day 31", "2026-02-10", "2026-02-01", "2026-02-28", "2026-02-28", "2026-02"),
        ("monthly before day 18", "2026-11-22", "2026-11-01", "2026-11-30", "2026-11-17", "2026-11"),
        ("quarterly day 15 of the last month", "2026-11-22", "2026-10-01", "2026-12-31", "2026-12-15", "2026-Q4"),
        ("quarterly by day 20 of the first month", "2026-11-22", "2026-10-01", "2026-12-31", "2026-10-20", "2026-Q4"),
        ("quarterly before day 15 of the last month", "2026-01-01", "2026-01-01", "2026-03-31", "2026-03-14", "2026-Q1"),
    ],
)  # fmt: skip
def test_a_rule_says_which_period_holds_a_day(rule: str, on: str, first: str, last: str, due: str, name: str) -> None:
    days = [date.fromisoformat(day) for day in (first, last, due)]
    assert period_at(rule, date.fromisoformat(on)) == Period(days[0], days[1], days[2], name)


@pytest.mark.parametrize("rule", ["", "periodic", "annual day 15", "monthly day 45", "every other week", "monthly, sometimes"])
def test_a_rule_that_names_no_interval_gives_no_period(rule: str) -> None:
    assert period_at(rule, date(2026, 11, 22)) is None
    assert list(periods(rule, since=date(2026, 1, 1), on=date(2026, 11, 22))) == []


def test_what_was_due_before_the_work_was_given_is_not_asked_for() -> None:
    found = periods("monthly by day 18", since=date(2026, 9, 20), on=date(2026, 11, 22))
    assert [period.name for period in found] == ["2026-10", "2026-11"]


@given(rule=st.sampled_from(RULES), on=st.dates(date(2020, 1, 1), date(2032, 12, 31)))
def test_periods_follow_each_other_without_gap_or_overlap(rule: str, on: date) -> None:
    period = period_at(rule, on)
    assert period is not None
    assert period.first <= on <= period.last
    assert period_at(rule, period.first) == period_at(rule, period.last) == period
    following = period_at(rule, period.last + timedelta(days=1))
    assert following is not None
    assert (following.first, following.name != period.name) == (period.last + timedelta(days=1), True)


@given(
    rule=st.sampled_from(RULES[1:]), since=st.dates(date(2024, 1, 1), date(2026, 12, 31)), days=st.integers(0, 700), more=st.integers(0, 90)
)
def test_looking_later_adds_periods_and_changes_none(rule: str, since: date, days: int, more: int) -> None:
    on = since + timedelta(days=days)
    early, late = list(periods(rule, since=since, on=on)), list(periods(rule, since=since, on=on + timedelta(days=more)))
    assert late[: len(early)] == early
    assert all(period.first > on for period in late[len(early) :])
