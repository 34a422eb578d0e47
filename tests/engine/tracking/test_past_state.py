"""Where a part stood on a day of the past, told from the days that it keeps."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.engine.tracking import TimeState, Work, part_state
from dondoc.engine.tracking.past_state import CLOSED, PartDays, state_on

GIVEN, DUE = date(2026, 9, 1), date(2026, 9, 20)
LATE_ONE = PartDays(Work.DONE, DUE, 3, GIVEN, date(2026, 9, 23), date(2026, 9, 28))


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2026, 8, 31), None),
        (date(2026, 9, 1), TimeState.IN_TIME),
        (date(2026, 9, 14), TimeState.IN_TIME),
        (date(2026, 9, 15), TimeState.SOON),
        (date(2026, 9, 20), TimeState.SOON),
        (date(2026, 9, 21), TimeState.LATE),
        (date(2026, 9, 23), TimeState.LATE),
        (date(2026, 9, 27), TimeState.LATE),
        (date(2026, 9, 28), TimeState.DONE_LATE),
        (date(2027, 1, 1), TimeState.DONE_LATE),
    ],
)
def test_a_part_that_came_late_is_told_day_by_day(day: date, state: TimeState | None) -> None:
    told = state_on(LATE_ONE, on=day)
    assert (told.state if told else None) == state


def test_what_was_called_off_was_running_until_then() -> None:
    part = PartDays(Work.CANCELLED, DUE, None, GIVEN, None, date(2026, 9, 25))
    told = [state_on(part, on=date(2026, 9, day)) for day in (10, 22, 25)]
    assert [one.state for one in told if one] == [TimeState.IN_TIME, TimeState.LATE, TimeState.HALTED]


@given(
    work=st.sampled_from(list(Work)),
    due=st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    late=st.none() | st.integers(0, 9),
    submitted=st.none() | st.dates(date(2026, 1, 1), date(2026, 6, 30)),
    after=st.integers(0, 300),
)
def test_once_all_has_happened_it_is_the_state_of_the_day(
    work: Work, due: date | None, late: int | None, submitted: date | None, after: int
) -> None:
    ended = submitted or date(2026, 6, 30)
    part = PartDays(work, due, late, date(2026, 1, 1), submitted, ended if work in CLOSED and work is not Work.PAUSED else None)
    on = date(2026, 6, 30) + timedelta(days=after)
    assert state_on(part, on=on) == part_state(work, due_on=due, late=late, submitted=submitted is not None, on=on)
