"""Holidays, notices and hours → what each day is, and how many working days lie between two."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from dondoc.engine.tracking.legal_holidays import LegalHoliday, legal_holidays, spread
from dondoc.engine.tracking.working_time import SATURDAY, OfficeHours, Sessions, usual_hours
from dondoc.engine.vocabulary.loading import table


class DayKind(StrEnum):
    """What a day is. `MAKE_UP` is a rest day that is worked, `DESK` a rest day on which a desk is open but no term runs."""

    WORKING = "working"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    OFF = "off"
    MAKE_UP = "make-up"
    DESK = "desk"


_PRECEDENCE = {DayKind.DESK: 1, DayKind.HOLIDAY: 2, DayKind.OFF: 3, DayKind.MAKE_UP: 4}


@dataclass(frozen=True, slots=True)
class SetDay:
    """A day that someone set: the shipped notices (level 0), the country's list (1), units from the top down (2 and more).

    Where several are set for a day, the highest level wins: what is nearest to the unit.
    """

    on: date
    kind: DayKind
    name: str = ""
    basis: str = ""
    provisional: bool = False
    level: int = 0
    sessions: Sessions = ()


@dataclass(frozen=True, slots=True)
class Day:
    """What a day is in a calendar: `counts` is whether terms run on it, `sessions` are its hours.

    `provisional`: the day itself may still move, since the year's notice is not in yet or whoever set it said so.
    """

    on: date
    kind: DayKind
    name: str = ""
    basis: str = ""
    provisional: bool = False
    counts: bool = False
    sessions: Sessions = ()


@dataclass(frozen=True, slots=True)
class _Year:
    """A year as computed: its days in order and the ordinals of those that count."""

    days: tuple[Day, ...]
    working: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """The days of one office: what is shipped, what is set for it, and its hours.

    Years are computed when first asked for and kept, so that counting over ten thousand rows is two look-ups a row.
    Every method that takes a day raises BeyondCalendar outside 2000-2099.
    """

    days: tuple[SetDay, ...] = ()
    hours: tuple[OfficeHours, ...] = ()
    announced: frozenset[int] = frozenset()
    _years: dict[int, _Year] = field(default_factory=dict, init=False, repr=False, compare=False)

    def day_of(self, on: date) -> Day:
        """Return what a day is: made up, off, holiday, weekend or working, in this order of precedence at each level."""
        return self._year(on.year).days[on.timetuple().tm_yday - 1]

    def is_working(self, on: date) -> bool:
        """Whether terms run on a day."""
        return self.day_of(on).counts

    def is_announced(self, year: int) -> bool:
        """Whether the notice of a year is known; without it only the holidays of the law are, and swaps may still come."""
        return year in self.announced or year in shipped_notices()

    def hours_on(self, on: date) -> OfficeHours:
        """Return the hours kept on a day: the nearest level's, then the latest."""
        holding = [hours for hours in self.hours if hours.holds(on)]
        return max(holding, key=lambda hours: (hours.level, hours.valid_from or date.min), default=usual_hours())

    def add_working_days(self, start: date, n: int) -> date:
        """Return the nth working day after `start`, which is not counted itself; before it for a negative n, `start` for 0."""
        if n == 0:
            return start
        year, ordinal = start.year, start.toordinal()
        working = self._year(year).working
        if n > 0:
            at = bisect_right(working, ordinal) + n - 1
            while at >= len(working):
                at -= len(working)
                year += 1
                working = self._year(year).working
        else:
            at = bisect_left(working, ordinal) + n
            while at < 0:
                year -= 1
                working = self._year(year).working
                at += len(working)
        return date.fromordinal(working[at])

    def working_days_between(self, first: date, last: date) -> int:
        """Return how many working days pass from `first`, not counted, to `last`, counted; below 0 where `last` comes first.

        So `working_days_between(day, add_working_days(day, n))` is n.
        """
        if last < first:
            return -self._passed(last - timedelta(days=1), first - timedelta(days=1))
        return self._passed(first, last)

    def last_working_day_on_or_before(self, on: date) -> date:
        """Return the day itself where it works, else the working day before it."""
        return on if self.is_working(on) else self.add_working_days(on, -1)

    def first_working_day_on_or_after(self, on: date) -> date:
        """Return the day itself where it works, else the working day after it."""
        return on if self.is_working(on) else self.add_working_days(on, 1)

    def days_of(self, year: int) -> tuple[Day, ...]:
        """Return all days of a year."""
        return self._year(year).days

    def _passed(self, after: date, through: date) -> int:
        """Return the working days after one day, up to and with another that is not before it."""
        before = bisect_right(self._year(after.year).working, after.toordinal())
        whole = sum(len(self._year(year).working) for year in range(after.year, through.year))
        return whole - before + bisect_right(self._year(through.year).working, through.toordinal())

    def _year(self, year: int) -> _Year:
        known = self._years.get(year)
        if known is None:
            known = self._years[year] = self._computed(year)
        return known

    def _computed(self, year: int) -> _Year:
        """Compute a year; two threads that do so at once come to the same."""
        announced = self.is_announced(year)
        best: dict[date, SetDay] = {}
        for one in (*_of_law(legal_holidays(year), announced), *shipped_notices().get(year, ()), *self.days):
            if one.on.year == year and (one.on not in best or _weight(one) >= _weight(best[one.on])):
                best[one.on] = one
        days = tuple(self._day(on, best.get(on)) for on in spread(date(year, 1, 1), date(year, 12, 31)))
        return _Year(days, tuple(day.on.toordinal() for day in days if day.counts))

    def _day(self, on: date, set_day: SetDay | None) -> Day:
        hours = self.hours_on(on)
        if set_day is not None:
            works = set_day.kind == DayKind.MAKE_UP
            kind = DayKind.WORKING if works and on.weekday() < SATURDAY else set_day.kind  # a day off that was taken back
            sessions = set_day.sessions or (hours.sessions if works else ())
            return Day(on, kind, set_day.name, set_day.basis, set_day.provisional, works, sessions)
        if on.weekday() < SATURDAY:
            return Day(on, DayKind.WORKING, counts=True, sessions=hours.sessions)
        if on.weekday() == SATURDAY and hours.saturday:
            kind = DayKind.WORKING if hours.saturday_counts else DayKind.DESK
            return Day(on, kind, counts=hours.saturday_counts, sessions=hours.saturday)
        return Day(on, DayKind.WEEKEND)


def _weight(one: SetDay) -> tuple[int, int]:
    return one.level, _PRECEDENCE[one.kind]


def _of_law(holidays: Iterable[LegalHoliday], announced: bool) -> Iterator[SetDay]:
    """Yield the computed holidays; once the notice is in, only those that it cannot move."""
    for holiday in holidays:
        if holiday.settled or not announced:
            yield SetDay(holiday.on, DayKind.HOLIDAY, holiday.name, holiday.basis, not holiday.settled)


@cache
def shipped_notices() -> dict[int, tuple[SetDay, ...]]:
    """Return the days that the yearly notices of the table `rest_days` set, by year."""
    return {int(year): tuple(_notice_days(fields)) for year, fields in table("rest_days")["notice"].items() if isinstance(fields, dict)}


def _notice_days(notice: dict[str, object]) -> Iterator[SetDay]:
    for key, kind in (("holiday", DayKind.HOLIDAY), ("off", DayKind.OFF), ("make_up", DayKind.MAKE_UP)):
        entries = notice.get(key, ())
        for entry in entries if isinstance(entries, list) else ():
            for on in spread(entry["first"], entry.get("last", entry["first"])):
                yield SetDay(on, kind, str(entry["name"]), str(entry.get("basis", notice["basis"])))
