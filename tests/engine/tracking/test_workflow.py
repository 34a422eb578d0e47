"""Acts on a part in any order: which are open, what they make of its clock, and what the parts make of the task."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.engine.tracking import (
    Act,
    Clock,
    NotOpen,
    PartState,
    Side,
    TimeState,
    Work,
    acts_open,
    after_act,
    after_decision,
    after_move,
    next_state,
    part_state,
    rolled_up,
    shared_percent,
    side_of,
)

START = date(2026, 11, 2)
DUE = START + timedelta(days=20)


def lead(work: Work, percent: int = 0) -> PartState:
    """A part that decides on the whole."""
    return PartState(leads=True, work=work, percent=percent)


def helping(work: Work, percent: int = 0) -> PartState:
    """A part that decides on nothing but itself."""
    return PartState(leads=False, work=work, percent=percent)


def days(first: date, last: date) -> int:
    """Every day works."""
    return (last - first).days


@pytest.mark.parametrize(
    ("state", "side", "acts"),
    [
        (Work.ASSIGNED, Side.EXECUTOR, (Act.ACCEPT, Act.UPDATE, Act.SUBMIT)),
        (Work.ASSIGNED, Side.ASSIGNER, (Act.CONFIRM, Act.PAUSE, Act.CANCEL, Act.TRANSFER)),
        (Work.SUBMITTED, Side.EXECUTOR, (Act.WITHDRAW,)),
        (Work.SUBMITTED, Side.ASSIGNER, (Act.CONFIRM, Act.RETURN, Act.PAUSE, Act.CANCEL, Act.TRANSFER)),
        (Work.DONE, Side.EXECUTOR, ()),
        (Work.DONE, Side.ASSIGNER, (Act.REOPEN,)),
        (Work.TRANSFERRED, Side.ASSIGNER, ()),
    ],
)
def test_each_side_has_its_own_acts(state: Work, side: Side, acts: tuple[Act, ...]) -> None:
    assert acts_open(state, side) == acts
    assert all(side_of(act) is side for act in acts)


def test_what_was_paused_goes_on_as_it_was() -> None:
    assert next_state(Work.PAUSED, Act.RESUME, paused_in=Work.SUBMITTED) is Work.SUBMITTED
    with pytest.raises(NotOpen):
        next_state(Work.DONE, Act.RESUME, paused_in=Work.SUBMITTED)


def test_an_act_that_is_not_open_says_which_and_where() -> None:
    with pytest.raises(NotOpen) as refused:
        next_state(Work.DONE, Act.SUBMIT)
    assert (refused.value.state, refused.value.act) == (Work.DONE, Act.SUBMIT)


def test_a_part_confirmed_without_a_submission_was_done_that_day() -> None:
    done = after_act(Clock(Work.IN_PROGRESS, DUE), Act.CONFIRM, on=DUE + timedelta(days=2), days=days)
    assert (done.work, done.submitted_on, done.late_days) == (Work.DONE, DUE + timedelta(days=2), 2)


steps = st.lists(
    st.tuples(
        st.integers(0, 6),
        st.one_of(
            st.sampled_from(Act),
            st.just("ask"),
            st.tuples(st.just("decide"), st.none() | st.integers(1, 60)),
            st.tuples(st.just("move"), st.none() | st.integers(-30, 60)),
        ),
    ),
    max_size=25,
)


@given(steps)
def test_no_sequence_of_acts_turns_a_late_part_on_time(taken: list[tuple[int, object]]) -> None:
    clock, on = Clock(Work.ASSIGNED, DUE), START
    for wait, step in taken:
        on += timedelta(days=wait)
        before = clock
        clock = _after(clock, step, on)
        assert clock.is_late or not before.is_late
        if before.submitted_on is not None:
            assert (clock.submitted_on, clock.late_days) == (before.submitted_on, before.late_days)
        if before.late_since is not None:
            assert clock.late_since == before.late_since
        if clock.submitted_on is not None and clock.late_since is not None:
            assert clock.late_days


def _after(clock: Clock, step: object, on: date) -> Clock:
    """What a step makes of a clock; one that is not open changes nothing."""
    match step:
        case Act():
            try:
                return after_act(clock, step, on=on, days=days)
            except NotOpen:
                return clock
        case "ask":
            in_time = clock.due_on is not None and on <= clock.due_on and clock.late_since is None and clock.submitted_on is None
            return replace(clock, extension_open=True) if in_time else clock
        case ("decide", until):
            if not clock.extension_open or clock.due_on is None:
                return clock
            return after_decision(clock, clock.due_on + timedelta(days=int(str(until))) if until is not None else None, on=on)
        case ("move", by):
            return after_move(clock, DUE + timedelta(days=int(str(by))) if by is not None else None, on=on)
    return clock


parts = st.builds(
    PartState,
    leads=st.booleans(),
    work=st.sampled_from(Work),
    percent=st.integers(0, 100),
    due_on=st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    submitted_on=st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    late_days=st.none() | st.integers(0, 50),
)


@given(st.lists(parts, max_size=6), st.randoms())
def test_the_whole_is_what_its_leads_are_in_any_order(held: list[PartState], shuffle: object) -> None:
    rolled = rolled_up(held)
    mixed = list(held)
    shuffle.shuffle(mixed)  # type: ignore[attr-defined]
    assert rolled_up(mixed) == rolled
    left = [part for part in held if part.work not in (Work.CANCELLED, Work.TRANSFERRED)]
    deciding = [part for part in left if part.leads] or left
    assert (rolled.work is Work.DONE) == (bool(deciding) and all(part.work is Work.DONE for part in deciding))
    assert 0 <= rolled.percent <= 100
    if rolled.work is Work.DONE:
        assert rolled.percent == 100
    else:
        assert rolled.done_on is None


@pytest.mark.parametrize(
    ("held", "work", "percent"),
    [
        ([], Work.ASSIGNED, 0),
        ([lead(Work.CANCELLED)], Work.CANCELLED, 0),
        ([lead(Work.DONE), lead(Work.IN_PROGRESS, 30)], Work.IN_PROGRESS, 65),
        ([lead(Work.DONE), helping(Work.ASSIGNED)], Work.DONE, 100),
        ([lead(Work.DONE), lead(Work.SUBMITTED, 100)], Work.SUBMITTED, 100),
        ([lead(Work.RETURNED, 80), lead(Work.SUBMITTED, 100)], Work.RETURNED, 90),
        ([lead(Work.ASSIGNED), lead(Work.ACCEPTED)], Work.ACCEPTED, 0),
        ([lead(Work.DONE), lead(Work.PAUSED, 10)], Work.PAUSED, 55),
        ([helping(Work.IN_PROGRESS, 10)], Work.IN_PROGRESS, 10),
    ],
)
def test_a_task_is_rolled_up_from_its_parts(held: list[PartState], work: Work, percent: int) -> None:
    rolled = rolled_up(held)
    assert (rolled.work, rolled.percent) == (work, percent)


def test_a_part_that_was_handed_down_is_as_far_as_its_shares() -> None:
    shares = [helping(Work.DONE), helping(Work.IN_PROGRESS, 20), helping(Work.CANCELLED, 90)]
    assert shared_percent(shares, 5) == 60
    assert shared_percent([], 5) == 5


@given(
    st.sampled_from(Work),
    st.none() | st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    st.none() | st.integers(0, 30),
    st.booleans(),
    st.dates(date(2026, 1, 1), date(2027, 12, 31)),
)
def test_every_part_stands_in_one_state_of_time(work: Work, due_on: date | None, late: int | None, submitted: bool, on: date) -> None:
    told = part_state(work, due_on=due_on, late=late, submitted=submitted, on=on)
    assert told.state in set(TimeState)
    if work is Work.DONE:
        assert told.state is (TimeState.DONE_LATE if late else TimeState.DONE)
    if due_on is None and not submitted:
        assert told.state in (TimeState.OPEN, TimeState.HALTED, TimeState.DONE, TimeState.DONE_LATE)
