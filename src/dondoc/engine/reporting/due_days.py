"""A period's cut-off, the rule of a duty and a working calendar → the last day on which a report is in time, with its working."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

_DAY = timedelta(days=1)
_FAR = timedelta(days=92)
"""A last day so long after the cut-off is more likely a slip of who set the rule than meant."""


class Due(StrEnum):
    """How the last day follows from a period: working days `AFTER` the cut-off, a day of a month, of the year, or of the week."""

    AFTER = "after"
    DAY_OF_MONTH = "day"
    DAY_OF_YEAR = "year"
    WEEKDAY = "weekday"


class Roll(StrEnum):
    """What becomes of a last day that is a rest day (Civil Code 2015, Article 148: the next working day)."""

    NEXT = "next"
    PREVIOUS = "previous"
    NONE = "none"


class DueFault(StrEnum):
    """What is odd about a last day: before or on the cut-off, without one whole working day after it, or months away from it."""

    BEFORE_CUT_OFF = "before-cut-off"
    TOO_SOON = "too-soon"
    FAR = "far"


class WorkingDays(Protocol):
    """What is asked of a calendar; `engine.tracking.workdays.WorkCalendar` answers it."""

    def is_working(self, on: date) -> bool:
        """Whether terms run on a day."""

    def add_working_days(self, start: date, n: int) -> date:
        """Return the nth working day after (before, for a negative n) `start`."""

    def working_days_between(self, first: date, last: date) -> int:
        """Return how many working days pass from `first`, not counted, to `last`, counted."""


@dataclass(frozen=True, slots=True)
class DueRule:
    """When a report is due.

    `day` is a number of working days (`AFTER`), a day of the month `months` months after the period's last (`DAY_OF_MONTH`), a day of
    `month` (`DAY_OF_YEAR`), or a weekday, Monday 1 (`WEEKDAY`); the last two name the first such day after the cut-off. `strict` is
    "trước ngày": the day itself is too late.
    """

    kind: Due = Due.AFTER
    day: int = 1
    month: int | None = None
    months: int = 0
    strict: bool = False
    roll: Roll = Roll.NEXT


@dataclass(frozen=True, slots=True)
class DueDay:
    """The last day in time, `due_on`, and how it came about.

    `named` is the day that the rule names; `ruled` the last day by its words (the day before `named` where strict); `rolled` whether that
    was a rest day and moved. `working_days` are those from the cut-off to `due_on`; Decree 09/2019, Article 8, asks for one at least.
    """

    due_on: date
    named: date
    ruled: date
    strict: bool
    rolled: bool
    working_days: int
    faults: tuple[DueFault, ...] = ()


def due_day(rule: DueRule, cut_off: date, *, last_day: date, calendar: WorkingDays) -> DueDay:
    """Return the last day in time for figures closed on `cut_off`, of a period whose last month is that of `last_day`."""
    named = _named(rule, cut_off, last_day=last_day, calendar=calendar)
    strict = rule.strict and rule.kind is not Due.AFTER
    ruled = named - _DAY if strict else named
    due_on = _rolled(ruled, rule.roll, calendar)
    passed = calendar.working_days_between(cut_off, due_on) if due_on > cut_off else 0
    return DueDay(due_on, named, ruled, strict, due_on != ruled, passed, tuple(_faults(cut_off, due_on, passed)))


def _named(rule: DueRule, cut_off: date, *, last_day: date, calendar: WorkingDays) -> date:
    if rule.kind is Due.AFTER:
        return calendar.add_working_days(cut_off, rule.day)
    if rule.kind is Due.DAY_OF_MONTH:
        number = last_day.year * 12 + last_day.month - 1 + rule.months
        return _on(number // 12, number % 12 + 1, rule.day)
    if rule.kind is Due.DAY_OF_YEAR:
        month = rule.month or last_day.month
        days = (_on(year, month, rule.day) for year in (cut_off.year, cut_off.year + 1))
        return next(day for day in days if day > cut_off)
    return cut_off + timedelta(days=(rule.day - cut_off.isoweekday()) % 7 or 7)


def _rolled(day: date, roll: Roll, calendar: WorkingDays) -> date:
    if roll is Roll.NONE or calendar.is_working(day):
        return day
    return calendar.add_working_days(day, 1 if roll is Roll.NEXT else -1)


def _faults(cut_off: date, due_on: date, passed: int) -> Iterator[DueFault]:
    if due_on <= cut_off:
        yield DueFault.BEFORE_CUT_OFF
    elif passed < 1:
        yield DueFault.TOO_SOON
    elif due_on - cut_off > _FAR:
        yield DueFault.FAR


def _on(year: int, month: int, day: int) -> date:
    """Return a day of a month; of a month without it the last."""
    return date(year, month, min(day, monthrange(year, month)[1]))
