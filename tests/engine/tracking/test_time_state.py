"""The calendar's word on a task, day by day around its deadline."""

from __future__ import annotations

from datetime import date

import pytest

from dondoc.engine.tracking import TimeState, Told, finished_state, last_day, soon_until, time_state

DUE = date(2026, 12, 15)


@pytest.mark.parametrize(
    ("on", "strict", "told"),
    [
        (date(2026, 12, 15), False, Told(TimeState.SOON, 0)),
        (date(2026, 12, 16), False, Told(TimeState.LATE, 1)),
        (date(2026, 12, 14), True, Told(TimeState.SOON, 0)),
        (date(2026, 12, 15), True, Told(TimeState.LATE, 1)),
        (date(2026, 12, 10), False, Told(TimeState.SOON, 5)),
        (date(2026, 12, 9), False, Told(TimeState.IN_TIME, 6)),
        (date(2026, 12, 9), True, Told(TimeState.SOON, 5)),
        (date(2027, 1, 15), False, Told(TimeState.LATE, 31)),
    ],
)
def test_a_dated_task_is_told_by_its_last_day(on: date, strict: bool, told: Told) -> None:
    assert time_state(last_day(DUE, strict=strict), kind="date", on=on) == told


@pytest.mark.parametrize(
    ("on", "until"),
    [
        (date(2026, 12, 7), date(2026, 12, 10)),  # Tuesday, Wednesday, Thursday
        (date(2026, 12, 8), date(2026, 12, 13)),  # three days end on Friday, and no working day lies in the week-end
        (date(2026, 12, 12), date(2026, 12, 16)),  # seen on a Saturday
        (date(2026, 4, 29), date(2026, 5, 6)),  # over the holidays of 30 April and 1 May
    ],
)
def test_due_soon_means_that_three_working_days_are_left(on: date, until: date) -> None:
    assert soon_until(on) == until


@pytest.mark.parametrize("kind", ["continuous", "open", "event", "recurring", "span"])
def test_a_deadline_without_a_last_day_is_open_on_any_day(kind: str) -> None:
    assert time_state(None, kind=kind, on=date(2099, 1, 1)) == Told(TimeState.OPEN)


def test_a_task_that_says_nothing_of_time_has_no_date() -> None:
    assert time_state(None, kind="", on=DUE) == Told(TimeState.NO_DATE)


def test_before_a_day_means_the_day_before_is_the_last() -> None:
    assert last_day(date(2026, 1, 1), strict=True) == date(2025, 12, 31)
    assert last_day(date(2026, 1, 1), strict=False) == date(2026, 1, 1)


@pytest.mark.parametrize(("late", "told"), [(None, Told(TimeState.DONE)), (0, Told(TimeState.DONE)), (4, Told(TimeState.DONE_LATE, 4))])
def test_finished_work_is_late_by_the_days_fixed_when_it_was_handed_in(late: int | None, told: Told) -> None:
    assert finished_state(late) == told
