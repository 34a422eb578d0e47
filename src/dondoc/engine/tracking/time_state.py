"""A task's deadline and a day → whether it is late, due soon, in time, open or without a date, and by how many days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from dondoc.engine.extraction.plan import DeadlineKind
from dondoc.engine.tracking.workdays import WorkCalendar

SOON_DAYS = 3
"""A task is due soon when no more working days than these are left."""


class TimeState(StrEnum):
    """Where a task stands in time; every task is in just one of them.

    `OPEN` binds without a last day (always, on an event), `NO_DATE` says nothing of time; neither is ever late. `DONE` and `DONE_LATE` are
    told by the first complete submission alone. `HALTED` is what the assigner paused or called off before it was late.
    """

    LATE = "late"
    SOON = "soon"
    IN_TIME = "in"
    OPEN = "open"
    NO_DATE = "none"
    DONE = "done"
    DONE_LATE = "dlate"
    HALTED = "halt"


@dataclass(frozen=True, slots=True)
class Told:
    """A state, and where there is a last day the whole days past it (late) or left until its end (0: that very day)."""

    state: TimeState
    days: int | None = None


def last_day(due_on: date, *, strict: bool) -> date:
    """Return the last day on which a task is in time: of "trước ngày 15/12" (strict) that is 14/12, else the printed day."""
    return due_on - timedelta(days=1) if strict else due_on


@lru_cache(maxsize=4096)
def soon_until(on: date) -> date:
    """Return the last day that counts as due soon on the day `on`: after it, more than `SOON_DAYS` working days are left.

    By the country's own calendar, for every unit alike, so that a list and its count agree wherever a desk is open on Saturdays.
    """
    return _COUNTRY.add_working_days(on, SOON_DAYS + 1) - timedelta(days=1)


_COUNTRY = WorkCalendar()


def time_state(day: date | None, *, kind: str, on: date) -> Told:
    """Return where unfinished work with the last day `day` stands on the day `on`.

    `kind` is a DeadlineKind's value, empty where nothing is printed.
    """
    if day is None:
        return Told(TimeState.OPEN if kind in set(DeadlineKind) else TimeState.NO_DATE)
    left = (day - on).days
    if left < 0:
        return Told(TimeState.LATE, -left)
    return Told(TimeState.SOON if day <= soon_until(on) else TimeState.IN_TIME, left)


def finished_state(late_days: int | None) -> Told:
    """Return where finished work stands: `late_days` were fixed at its first complete submission, none where it had no last day."""
    return Told(TimeState.DONE_LATE, late_days) if late_days else Told(TimeState.DONE)
