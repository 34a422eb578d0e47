"""A part's last day and the day of its first complete submission → by how many working days it was late, fixed once and for all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from dondoc.engine.tracking.time_state import TimeState, Told, finished_state, time_state
from dondoc.engine.tracking.workflow import ENDED, Work

Days = Callable[[date, date], int]
"""The working days after one day up to and with another."""


def lateness_begun(due_on: date | None, late_since: date | None, *, on: date) -> date | None:
    """Return the first day of lateness of a part that is not submitted yet, as it stays whatever happens to its last day."""
    if late_since is not None or due_on is None or on <= due_on:
        return late_since
    return due_on + timedelta(days=1)


def late_days(due_on: date | None, late_since: date | None, *, submitted: date, days: Days) -> int | None:
    """Return the working days by which a first complete submission was late, 0 for in time, none where there was no last day.

    A part that was late once is late by at least a day, also where its last day was moved afterwards.
    """
    begun = lateness_begun(due_on, late_since, on=submitted)
    if begun is None:
        return None if due_on is None else 0
    return max(days(begun - timedelta(days=1), submitted), 1)


def part_state(work: Work, *, due_on: date | None, late: int | None, submitted: bool, on: date) -> Told:
    """Return where a part stands in time; a deadline is known to bind it where there is no last day.

    From its first complete submission on only that tells: it was in time or late by `late` days, while it is looked at or done again.
    """
    if work is Work.DONE:
        return finished_state(late)
    if work in ENDED or work is Work.PAUSED:
        return Told(TimeState.HALTED)
    if submitted:
        return Told(TimeState.LATE, late) if late else Told(TimeState.IN_TIME)
    return time_state(due_on, kind="open", on=on)
