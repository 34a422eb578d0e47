"""Last days of reports, each with how it was counted."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.engine.reporting.due_days import Due, DueFault, DueRule, Roll, due_day
from dondoc.engine.tracking.workdays import WorkCalendar

CALENDAR = WorkCalendar()
DAYS = st.dates(date(2020, 1, 1), date(2034, 12, 31))
RULES = st.builds(
    DueRule,
    kind=st.sampled_from(Due),
    day=st.integers(1, 7),
    month=st.integers(1, 12),
    months=st.integers(0, 2),
    strict=st.booleans(),
    roll=st.sampled_from(Roll),
)


def last(rule: DueRule, cut_off: date, *, last_day: date | None = None) -> date:
    return due_day(rule, cut_off, last_day=last_day or cut_off, calendar=CALENDAR).due_on


@pytest.mark.parametrize(
    ("rule", "cut_off", "due_on"),
    [
        # 14/11/2026 is a Saturday: the first working day after it is Monday
        (DueRule(Due.AFTER, 1), date(2026, 11, 14), date(2026, 11, 16)),
        (DueRule(Due.AFTER, 2), date(2026, 11, 14), date(2026, 11, 17)),
        # ngày 15 của tháng cuối quý
        (DueRule(Due.DAY_OF_MONTH, 15), date(2026, 9, 14), date(2026, 9, 15)),
        # trước ngày 18 hằng tháng
        (DueRule(Due.DAY_OF_MONTH, 18, strict=True), date(2026, 11, 14), date(2026, 11, 17)),
        # ngày 05 của tháng sau, from December into January
        (DueRule(Due.DAY_OF_MONTH, 5, months=1), date(2026, 12, 31), date(2027, 1, 5)),
        # trước ngày 05/10 hằng năm
        (DueRule(Due.DAY_OF_YEAR, 5, month=10, strict=True), date(2028, 9, 14), date(2028, 10, 4)),
        # trước ngày 15/01: of the year after the figures
        (DueRule(Due.DAY_OF_YEAR, 15, month=1, strict=True), date(2026, 12, 14), date(2027, 1, 14)),
        # thứ Sáu hằng tuần, figures closed on Thursday
        (DueRule(Due.WEEKDAY, 5), date(2026, 11, 19), date(2026, 11, 20)),
        (DueRule(Due.WEEKDAY, 4), date(2026, 11, 19), date(2026, 11, 26)),
        # the 31st of a shorter month
        (DueRule(Due.DAY_OF_MONTH, 31, months=1), date(2028, 1, 31), date(2028, 2, 29)),
    ],
)
def test_the_last_day_follows_from_rule_and_cut_off(rule: DueRule, cut_off: date, due_on: date) -> None:
    assert last(rule, cut_off) == due_on


@pytest.mark.parametrize(
    ("roll", "due_on"), [(Roll.NEXT, date(2026, 10, 5)), (Roll.PREVIOUS, date(2026, 10, 2)), (Roll.NONE, date(2026, 10, 4))]
)
def test_a_sunday_rolls_as_the_duty_says(roll: Roll, due_on: date) -> None:
    found = due_day(
        DueRule(Due.DAY_OF_YEAR, 5, month=10, strict=True, roll=roll), date(2026, 9, 14), last_day=date(2026, 12, 14), calendar=CALENDAR
    )
    assert (found.named, found.ruled, found.due_on) == (date(2026, 10, 5), date(2026, 10, 4), due_on)
    assert found.rolled is (roll is not Roll.NONE)


def test_a_holiday_is_no_last_day() -> None:
    # 30/4 and 1/5/2026 are days off, 2 and 3/5 a weekend
    assert last(DueRule(Due.DAY_OF_MONTH, 30), date(2026, 4, 14)) == date(2026, 5, 4)


@pytest.mark.parametrize(
    ("rule", "cut_off", "fault"),
    [
        (DueRule(Due.DAY_OF_MONTH, 10), date(2026, 6, 14), DueFault.BEFORE_CUT_OFF),
        (DueRule(Due.DAY_OF_MONTH, 15, roll=Roll.NONE), date(2026, 3, 14), DueFault.TOO_SOON),
        (DueRule(Due.DAY_OF_YEAR, 5, month=10), date(2026, 12, 14), DueFault.FAR),
    ],
)
def test_an_odd_last_day_is_told(rule: DueRule, cut_off: date, fault: DueFault) -> None:
    assert due_day(rule, cut_off, last_day=cut_off, calendar=CALENDAR).faults == (fault,)


def test_a_usual_last_day_has_no_fault_and_tells_its_working_days() -> None:
    found = due_day(DueRule(Due.DAY_OF_MONTH, 18, strict=True), date(2026, 11, 14), last_day=date(2026, 11, 14), calendar=CALENDAR)
    assert (found.faults, found.working_days) == ((), 2)


@given(RULES, DAYS)
def test_only_a_duty_that_keeps_rest_days_ends_on_one(rule: DueRule, cut_off: date) -> None:
    due_on = last(rule, cut_off)
    assert rule.roll is Roll.NONE or CALENDAR.is_working(due_on)


@given(RULES, DAYS)
def test_rolling_back_never_ends_after_keeping_nor_keeping_after_rolling_on(rule: DueRule, cut_off: date) -> None:
    days = [last(DueRule(rule.kind, rule.day, rule.month, rule.months, rule.strict, roll), cut_off) for roll in (Roll.PREVIOUS, Roll.NONE)]
    on = last(DueRule(rule.kind, rule.day, rule.month, rule.months, rule.strict, Roll.NEXT), cut_off)
    assert days[0] <= days[1] <= on


@given(st.integers(1, 20), DAYS)
def test_working_days_after_a_cut_off_are_as_many_as_the_rule_names(n: int, cut_off: date) -> None:
    found = due_day(DueRule(Due.AFTER, n), cut_off, last_day=cut_off, calendar=CALENDAR)
    assert found.working_days == n
    assert found.faults == () or found.due_on - cut_off > timedelta(days=92)
