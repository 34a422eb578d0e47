"""A moment of receipt and a term in hours, working days or days → when it is due, and how that was counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from dondoc.engine.tracking.legal_holidays import spread
from dondoc.engine.tracking.workdays import Day, WorkCalendar
from dondoc.engine.tracking.working_time import DAY_MINUTES


class Mode(StrEnum):
    """How a term of n days runs.

    `HOURS`: n times 8 working hours from the moment itself; `DAYS`: to the close of the nth working day after the day of receipt (Civil
    Code 2015, article 147: the first day is not counted); `CALENDAR`: n days, moved on from a rest day to the next working day
    (article 148).
    """

    HOURS = "H"
    DAYS = "D"
    CALENDAR = "C"


@dataclass(frozen=True, slots=True)
class Working:
    """A due moment with its working, for a page to show.

    `runs_from`: the first moment that counts; `counted`: the working days that the term used; `skipped`: the days on the way that it
    did not, each with its reason; `rolled_from`: the rest day on which a term in calendar days would have ended; `came_late`: received
    too late to be settled on the day itself; `unannounced`: years on the way whose notice is not known.
    """

    received: datetime
    n: int
    mode: Mode
    runs_from: datetime
    due: datetime
    counted: tuple[date, ...]
    skipped: tuple[Day, ...]
    rolled_from: date | None
    came_late: bool
    unannounced: tuple[int, ...]

    @property
    def provisional(self) -> bool:
        """Whether a notice still to come may move the due moment."""
        return bool(self.unannounced) or any(day.provisional for day in self.skipped)


def due(calendar: WorkCalendar, received: datetime, *, n: int, mode: Mode) -> datetime:
    """Return when a term of `n` days from `received` (office time) is due.

    For n = 0 that is the close of the working day of receipt, or of the next one where it came after the office's hour for such; the
    close of a day is the end of its last session. Raises ValueError for a negative n and BeyondCalendar.
    """
    if n < 0:
        raise ValueError(f"a term of {n} days")
    if n == 0:
        return _close(calendar, _same_day(calendar, received), received)
    if mode == Mode.HOURS:
        return _after_minutes(calendar, received, n * DAY_MINUTES)
    if mode == Mode.DAYS:
        return _close(calendar, calendar.add_working_days(received.date(), n), received)
    return _close(calendar, calendar.first_working_day_on_or_after(received.date() + timedelta(days=n)), received)


def working_of(calendar: WorkCalendar, received: datetime, *, n: int, mode: Mode) -> Working:
    """Return what `due` returns together with how it was counted."""
    ends = due(calendar, received, n=n, mode=mode)
    printed = received.date() + timedelta(days=n)
    by_days = n > 0 and mode == Mode.CALENDAR
    on_way = [calendar.day_of(on) for on in spread(received.date(), ends.date())]
    runs_from = received if by_days else _runs_from(calendar, received, n=n, mode=mode)
    return Working(
        received=received,
        n=n,
        mode=mode,
        runs_from=runs_from,
        due=ends,
        counted=() if by_days else tuple(day.on for day in on_way if day.counts and day.on >= runs_from.date()),
        skipped=tuple(day for day in on_way if not day.counts and (not by_days or day.on >= printed)),
        rolled_from=printed if by_days and ends.date() != printed else None,
        came_late=n == 0 and calendar.is_working(received.date()) and _same_day(calendar, received) != received.date(),
        unannounced=tuple(year for year in range(received.year, ends.year + 1) if not calendar.is_announced(year)),
    )


def _runs_from(calendar: WorkCalendar, received: datetime, *, n: int, mode: Mode) -> datetime:
    """Return the first moment that counts for a term in working time."""
    if n == 0:
        first = _same_day(calendar, received)
        return received if first == received.date() else _opening(calendar, first, received)
    if mode == Mode.HOURS:
        return _after_minutes(calendar, received, 0)
    return _opening(calendar, calendar.add_working_days(received.date(), 1), received)


def _same_day(calendar: WorkCalendar, received: datetime) -> date:
    """Return the day on which a thing that is settled at once is due."""
    on = calendar.first_working_day_on_or_after(received.date())
    late = on == received.date() and received.time() > calendar.hours_on(on).same_day_until
    return calendar.add_working_days(on, 1) if late else on


def _after_minutes(calendar: WorkCalendar, moment: datetime, minutes: int) -> datetime:
    """Return the moment by which so many working minutes have run; for 0 the first working moment not before `moment`."""
    left, on = timedelta(minutes=minutes), moment.date()
    while True:
        day = calendar.day_of(on)
        for opens, closes in day.sessions if day.counts else ():
            begin, end = _at(on, opens, moment), _at(on, closes, moment)
            begin = max(begin, moment)
            if begin >= end:
                continue
            if left <= end - begin:
                return begin + left
            left -= end - begin
        on += timedelta(days=1)


def _opening(calendar: WorkCalendar, on: date, like: datetime) -> datetime:
    return _at(on, calendar.day_of(on).sessions[0][0], like)


def _close(calendar: WorkCalendar, on: date, like: datetime) -> datetime:
    return _at(on, calendar.day_of(on).sessions[-1][1], like)


def _at(on: date, clock: time, like: datetime) -> datetime:
    """Return a moment in the zone of another."""
    return datetime.combine(on, clock, tzinfo=like.tzinfo)
