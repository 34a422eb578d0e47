"""Turns the times that a deadline prints (days, months, quarters, years, and what joins them) into first and last days."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from dondoc.engine.extraction.dates import Day, Period, calendar_day, days, months, quarter_number, year_for

_YEAR = r"(?P<{name}>20[0-9]{{2}})"
# What may stand between a month or quarter and its year: "Quý II/2024", "quý II năm 2024", "tháng 6 - 2024", "Quý IV.2025"
_OF_YEAR = r"(?:(?:[ ]?[/.]?[ ]?năm[ ]|[ ]?[/.-][ ]?|[ ]?\(|[ ])" + _YEAR + r"(?![0-9]))?"
# What joins the members of a list or range: "II, III", "5 - 9", "2024 đến năm 2026"
_JOIN = r"[ ]?(?:,|;|-|&|và|đến|tới)[ ]?"
_QUARTER = r"(?:iv|iii|ii|i|[1-4])"
_POINT = re.compile(
    rf"""
    (?<![\w/])
    (?:
        (?P<half>(?:(?:0?[369]|ba|sáu|chín)[ ]tháng|nửa)[ ](?:đầu|cuối))[ ]năm{_OF_YEAR.format(name="half_year")}  # 6 tháng đầu năm 2025
      | quý[ ](?P<quarters>{_QUARTER}\b(?:{_JOIN}(?:quý[ ])?{_QUARTER}\b)*){_OF_YEAR.format(name="quarter_year")}  # Quý II, III/2026
      | tháng[ ](?P<months>(?:0?[1-9]|1[0-2])\b(?:{_JOIN}(?:tháng[ ])?(?:0?[1-9]|1[0-2])\b)*)
        {_OF_YEAR.format(name="month_year")}  # tháng 5 - 9/2026
      | t?(?P<short_month>0?[1-9]|1[0-2])/(?P<short_year>20[0-9]{{2}})\b  # 9/2026, T9/2026
      | q?(?P<short_quarter>iv|iii|ii|i)/(?P<short_quarter_year>20[0-9]{{2}})\b  # II/2025
      | (?:năm[ ]|giai[ ]đoạn[ ])?(?P<years>20[0-9]{{2}}\b(?:{_JOIN}(?:hết[ ])?(?:năm[ ])?20[0-9]{{2}}\b)*)        # năm 2025 - 2026
    )
    """,
    re.VERBOSE,
)
# "từ ngày 10 đến ngày 20/6/2025", "10-20/6/2025": the first day takes the month of the second.
_DAYS_OF_ONE_MONTH = re.compile(
    r"(?<![\w/.,-])(?:ngày )?(?P<first>[0-9]{1,2}) ?(?:-|đến) ?"
    r"(?P<last>(?:ngày )?[0-9]{1,2}(?:[/.]| tháng )[0-9]{1,2}(?:[/.]| năm )[0-9]{4})"
)
_YEARS = re.compile(r"20[0-9]{2}")
_NUMBERS = re.compile(r"[0-9]+")
_QUARTERS = re.compile(rf"\b{_QUARTER}\b")
# What may stand between two points of one time: " - ", " đến hết ", ", ", " và "
_BETWEEN = re.compile(r"\)? ?(?:[,;-]|và|đến|tới|đến hết|cho đến|đến trước|hoặc)? ?(?:ngày |hết |cuối |đầu )?")
_RANGE = re.compile(r" ?(?:-|đến|tới|cho đến)")


@dataclass(frozen=True, slots=True)
class Point:
    """A day, month, quarter or year printed at `start:end`, or a list or range of them, from first to last."""

    start: int
    end: int
    first_month: int
    last_month: int
    year: int | None
    last_year: int | None = None
    day: Day | None = None
    listed: bool = False

    def period(self) -> Period | None:
        """Return its first and last day, `None` without a year or where the calendar has no such day."""
        if self.year is None:
            return None
        if self.day is not None:
            exact = calendar_day(self.day.day, self.day.month, self.year)
            return Period(exact, exact) if exact else None
        first = months(self.first_month, 12 if self.last_month < self.first_month else self.last_month, self.year)
        last = months(1, self.last_month, self.last_year) if self.last_year is not None else first
        return Period(first.start, last.end) if first and last and first.start <= last.end else None


@dataclass(frozen=True, slots=True)
class Time:
    """The time printed at `start:end`: from `points[0]` to `points[-1]`; `is_range` where words or a dash say "from … to"."""

    start: int
    end: int
    points: tuple[Point, ...]
    is_range: bool

    @property
    def is_day(self) -> bool:
        """Whether it is one day, or days listed ("30/6 và 31/12")."""
        return not self.is_range and all(point.day is not None for point in self.points)

    def period(self) -> Period | None:
        """Return the first day of the first point and the last day of the last, `None` where one of them is not known."""
        first, last = self.points[0].period(), self.points[-1].period()
        return Period(first.start, last.end) if first and last and first.start <= last.end else None


def time_in(folded: str, start: int, *, end: int, issued: date | None) -> Time | None:
    """Return the first time printed in `folded[start:end]`; years that are not printed come from what follows, else `issued`."""
    points = _points(folded, start, end)
    if not points:
        return None
    joined = [points[0]]
    is_range = points[0].listed
    for point in points[1:]:
        gap = folded[joined[-1].end : point.start]
        if len(gap) > 16 or not _BETWEEN.fullmatch(gap):
            break
        is_range = is_range or _RANGE.match(gap) is not None or point.day is None
        joined.append(point)
    known = _with_years(joined, issued)
    return Time(known[0].start, known[-1].end, tuple(known), is_range)


def _points(folded: str, start: int, end: int) -> list[Point]:
    """Return the points of time in order; what a day covers is not read again as month or year."""
    found: list[Point] = []
    at = start
    for day in days(folded, start, end):
        found += _others(folded, at, day.start)
        found += _days_point(folded, at, day)
        at = day.end
    return found + _others(folded, at, end)


def _days_point(folded: str, start: int, day: Day) -> list[Point]:
    point = Point(day.start, day.end, day.month, day.month, day.year, day=day)
    match = _DAYS_OF_ONE_MONTH.search(folded, max(start, day.start - 14), day.end)
    if match is None or match.end() != day.end or match.start() >= day.start:
        return [point]
    first = replace(day, start=match.start(), end=match.end("first"), day=int(match["first"]))
    return [Point(first.start, first.end, day.month, day.month, day.year, day=first), point]


def _others(folded: str, start: int, end: int) -> list[Point]:
    return [_point(match) for match in _POINT.finditer(folded, start, end)]


def _point(match: re.Match[str]) -> Point:
    start, end = match.span()
    if match["years"]:
        years = [int(year) for year in _YEARS.findall(match["years"])]
        return Point(start, end, 1, 12, years[0], years[-1] if len(years) > 1 else None, listed=len(years) > 1)
    if match["short_month"]:
        month = int(match["short_month"])
        return Point(start, end, month, month, int(match["short_year"]))
    if match["half"]:
        first, last = _half(match["half"])
        return _with_year(Point(start, end, first, last, None), match["half_year"])
    if match["months"]:
        numbers = [int(printed) for printed in _NUMBERS.findall(match["months"])]
        return _with_year(Point(start, end, numbers[0], numbers[-1], None, listed=len(numbers) > 1), match["month_year"])
    numbers = [quarter_number(printed) for printed in _QUARTERS.findall(match["quarters"] or match["short_quarter"])]
    quarters = Point(start, end, 3 * numbers[0] - 2, 3 * numbers[-1], None, listed=len(numbers) > 1)
    return _with_year(quarters, match["quarter_year"] or match["short_quarter_year"])


def _half(printed: str) -> tuple[int, int]:
    """Return the first and last month of "6 tháng đầu", "nửa cuối", "9 tháng đầu"."""
    count = {"3": 3, "b": 3, "9": 9, "c": 9}.get(printed.lstrip("0")[0], 6)
    return (1, count) if printed.endswith("đầu") else (13 - count, 12)


def _with_year(point: Point, printed: str | None) -> Point:
    """Give `point` its year; "tháng 11 - tháng 3/2026" begins in the year before."""
    if printed is None:
        return point
    year = int(printed)
    if point.first_month > point.last_month:
        return replace(point, year=year - 1, last_year=year)
    return replace(point, year=year)


def _with_years(points: list[Point], issued: date | None) -> list[Point]:
    """Fill in years from right to left: "từ 01/6 đến 30/9/2025"; the last one from the issue date where that is certain."""
    filled: list[Point] = []
    for point in reversed(points):
        if point.year is not None:
            filled.append(point)
            continue
        year: int | None = None
        if filled and filled[-1].year is not None:
            year = filled[-1].year - (1 if point.first_month > filled[-1].last_month else 0)
        elif issued is not None and not filled and point.first_month <= point.last_month:
            year = year_for(point.first_month, point.last_month, issued=issued, day=point.day.day if point.day else None)
        filled.append(replace(point, year=year))
    return filled[::-1]
