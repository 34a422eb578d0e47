"""Which reminders a part owes on which day: tables of values, and properties for any rules and any day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.engine.tracking import LOOK_BACK, Owed, Pressed, Urge, UrgingRules, farthest, owed
from dondoc.engine.tracking.workdays import WorkCalendar

CALENDAR = WorkCalendar()
DUE = date(2026, 11, 20)  # a Friday; Tuesday 24 November is a holiday
LONG_AGO = date(2026, 1, 5)


def of(day: date, rules: UrgingRules | None = None, **known: object) -> list[tuple[str, int, date]]:
    """What is owed, as kind, step and day."""
    part = Pressed(**{"due_on": DUE, "given_on": LONG_AGO, **known})  # type: ignore[arg-type]
    return [(one.kind.value, one.step, one.on) for one in owed(part, rules or UrgingRules(), calendar=CALENDAR, on=day)]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 11, 10), []),
        (date(2026, 11, 11), [("before", 7, date(2026, 11, 11))]),
        (date(2026, 11, 17), [("before", 7, date(2026, 11, 11)), ("before", 3, date(2026, 11, 17))]),
        (date(2026, 11, 19), [("before", 7, date(2026, 11, 11)), ("before", 3, date(2026, 11, 17)), ("before", 1, date(2026, 11, 19))]),
    ],
)
def test_reminders_come_seven_three_and_one_working_day_before(day: date, expected: list[tuple[str, int, date]]) -> None:
    assert of(day) == expected


def test_after_the_last_day_a_reminder_comes_every_third_working_day_and_the_head_is_told() -> None:
    rules = UrgingRules(before=())
    assert of(date(2026, 11, 25), rules) == []
    assert of(date(2026, 11, 26), rules) == [("after", 1, date(2026, 11, 26)), ("head", 1, date(2026, 11, 26))]
    assert of(date(2026, 12, 1), rules)[-1] == ("after", 2, date(2026, 12, 1))
    assert ("director", 1, date(2026, 12, 7)) in of(date(2026, 12, 7), rules)


def test_a_cap_ends_the_urging_and_a_zero_leaves_a_step_out() -> None:
    rules = UrgingRules(before=(), after_every=1, cap=2, head_days=0, head_times=0, director_days=0)
    assert [one[:2] for one in of(date(2026, 12, 2), rules)] == [("after", 1), ("after", 2)]
    assert of(date(2026, 12, 2), UrgingRules((), 0, 10, 0, 0, 0, 0)) == []


def test_a_part_given_late_owes_nothing_for_the_days_before() -> None:
    assert of(date(2026, 11, 19), given_on=date(2026, 11, 17)) == [("before", 1, date(2026, 11, 19))]


def test_urging_by_hand_brings_the_report_forward_but_never_before_the_part_is_late() -> None:
    rules = UrgingRules(before=(), after_every=0, head_days=9, head_times=2, director_days=0)
    by_hand = (date(2026, 11, 9), date(2026, 11, 10))
    assert of(DUE, rules, urged_on=by_hand) == []
    assert of(date(2026, 11, 23), rules, urged_on=by_hand) == [("head", 1, date(2026, 11, 23))]
    assert of(date(2026, 12, 2), rules, urged_on=(date(2026, 11, 9), date(2026, 11, 26))) == [("head", 1, date(2026, 11, 26))]


RULES = st.builds(
    UrgingRules,
    before=st.lists(st.integers(1, 30), max_size=4).map(tuple),
    after_every=st.integers(0, 9),
    cap=st.integers(0, 12),
    head_days=st.integers(0, 15),
    head_times=st.integers(0, 6),
    director_days=st.integers(0, 30),
    director_times=st.integers(0, 6),
)
DAYS = st.dates(date(2024, 3, 1), date(2026, 10, 1))


@given(RULES, DAYS, st.integers(-40, 60), st.integers(1, 90), st.integers(0, 13))
def test_each_thing_is_owed_at_most_once_and_asking_late_gives_the_same(
    rules: UrgingRules, due: date, ahead: int, given_before: int, late: int
) -> None:
    """What daily asking collects is what one late asking gives, as long as it is within the time that is made up for."""
    part = Pressed(due, due - timedelta(days=given_before))
    day = due + timedelta(days=ahead)
    daily = {one for n in range(late + 1) for one in owed(part, rules, calendar=CALENDAR, on=day + timedelta(days=n))}
    at_last = owed(part, rules, calendar=CALENDAR, on=day + timedelta(days=late))
    assert len({(one.kind, one.step) for one in daily}) == len(daily)
    assert set(at_last) <= daily
    assert {one for one in daily if one.on > day + timedelta(days=late) - LOOK_BACK} == set(at_last)


@given(RULES, DAYS, st.integers(-40, 200), st.integers(1, 90))
def test_nothing_is_owed_for_a_day_off_or_beyond_the_farthest_day(rules: UrgingRules, due: date, ahead: int, given_before: int) -> None:
    day = due + timedelta(days=ahead)
    found: tuple[Owed, ...] = owed(Pressed(due, due - timedelta(days=given_before)), rules, calendar=CALENDAR, on=day)
    before, after = farthest(rules)
    for one in found:
        assert day - LOOK_BACK < one.on <= day
        assert CALENDAR.is_working(one.on)
        assert due - before <= day <= due + after
        assert one.kind is Urge.BEFORE or one.on > due
