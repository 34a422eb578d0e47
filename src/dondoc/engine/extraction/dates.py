"""Turns the days, months, quarters and years that a text prints into days of the calendar, exactly as far as they are printed."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

# Everything here reads folded text: lower case, plain dashes, single spaces.

# "24/3/2022", "20-8-2021", "05.10.2025", "12 / 9 / 2025"
_NUMERIC = r"(?P<d1>[0-9]{1,2}) ?(?P<mark>[/.-]) ?(?P<m1>[0-9]{1,2}) ?(?P=mark) ?(?P<y1>[0-9]{4})"
# "02 tháng 01 năm 2025", "15 tháng 10", "03 tháng 12/2025"
_WORDED = r"(?P<d2>[0-9]{1,2}) tháng (?P<m2>[0-9]{1,2})(?:(?: ?, ?| )năm (?P<y2>[0-9]{4})|/(?P<y3>[0-9]{4}))?"
# "15/10", "30/6" but not the fraction "10/20" (no month 20) nor "24/7" (the caller knows what stands around it)
_SHORT = r"(?P<d3>[0-9]{1,2})/(?P<m3>0?[1-9]|1[0-2])"
_DAY = re.compile(
    rf"""
    (?<![\w/.,]) (?<!tuần[ ])        # not inside "1.5/2/2022" or a document number; "tuần 2 tháng 6" is no day
    (?: ngày\ (?:mùng\ )? )?
    (?: {_NUMERIC.replace(" ", r"[ ]")} | {_WORDED.replace(" ", r"[ ]")} | {_SHORT} )
    (?! [0-9] | /\w | -[^\W\d] | [.,][0-9] | %)   # "30/6" but not the beginning of "30/6/2025" or "02/3-NQ"
    """,
    re.VERBOSE,
)
_FIRST_YEAR, _LAST_YEAR = 1945, 2100
# From November on offices write next year's plans, so a bare "quý IV" may be this year's or next year's.
_PLANNING_MONTH = 11
_QUARTER_OF = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}


@dataclass(frozen=True, slots=True)
class Day:
    """A day as printed at `start:end` of a text; `year` is `None` where none is printed."""

    start: int
    end: int
    day: int
    month: int
    year: int | None

    def on_calendar(self) -> date | None:
        """Return the day, `None` where it has no year or does not exist (31/11)."""
        return calendar_day(self.day, self.month, self.year) if self.year is not None else None


@dataclass(frozen=True, slots=True)
class Period:
    """The first and the last day of a year, quarter, month or other stretch."""

    start: date
    end: date


def calendar_day(day: int, month: int, year: int) -> date | None:
    """Return the day, or `None` where the calendar has no such day or no office worked in that year."""
    if not (1 <= month <= 12 and _FIRST_YEAR <= year <= _LAST_YEAR):
        return None
    return date(year, month, day) if 1 <= day <= monthrange(year, month)[1] else None


def days(folded: str, start: int, end: int) -> Iterator[Day]:
    """Yield the days printed in `folded[start:end]`, in order; a day that does not exist is yielded too."""
    for match in _DAY.finditer(folded, start, end):
        yield _read(match)


def day_at(folded: str, start: int, end: int) -> Day | None:
    """Return the day that begins exactly at `start`."""
    match = _DAY.match(folded, start, end)
    return _read(match) if match else None


def _read(match: re.Match[str]) -> Day:
    day = match["d1"] or match["d2"] or match["d3"]
    month = match["m1"] or match["m2"] or match["m3"]
    year = match["y1"] or match["y2"] or match["y3"]
    return Day(match.start(), match.end(), int(day), int(month), int(year) if year else None)


def quarter_number(printed: str) -> int:
    """Return 1 to 4 for `i` to `iv` or `1` to `4`."""
    return _QUARTER_OF[printed]


def months(first: int, last: int, year: int) -> Period | None:
    """Return the period from the first day of month `first` to the last day of month `last` of `year`."""
    if not (1 <= first <= last <= 12 and _FIRST_YEAR <= year <= _LAST_YEAR):
        return None
    return Period(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def year_for(first: int, last: int, *, issued: date, day: int | None = None) -> int | None:
    """Return the year that months `first` to `last` (or that `day` of month `first`) mean in a document issued on `issued`.

    A document sets what is still to come: in a plan of March "quý IV" is this year's. `None` where both this year's and
    next year's would make sense (a "quý IV" in a plan of late November) or neither would ("quý I" in a plan of June).
    """
    over = (last, day or 31) < (issued.month, issued.day)
    if issued.month < _PLANNING_MONTH:
        return None if over else issued.year
    if over:
        return issued.year + 1
    return issued.year if first > issued.month or day is not None else None
