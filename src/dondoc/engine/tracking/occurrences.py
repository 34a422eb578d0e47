"""A recurrence rule in short English and a day → the period that holds the day, and the last day on which its work is in time."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS = {"monthly": 1, "quarterly": 3, "six-monthly": 6, "nine-monthly": 9, "annual": 12}
"""The intervals that are whole months; nine months are counted from January, as the "báo cáo 9 tháng" is."""
_FINEST = ("daily", "weekly", "monthly", "quarterly", "six-monthly", "nine-monthly", "annual")
_RULE = re.compile(
    r"""
    (?P<interval>daily|weekly|monthly|quarterly|six-monthly|nine-monthly|annual)
    (?:[ ](?P<word>before|by|on|in))?
    (?:
        [ ]day[ ](?P<day>[0-9]{1,2})(?:[ ]of[ ]the[ ](?P<which>first|last)[ ]month)?   # quarterly by day 20 of the last month
      | [ ]quarter[ ](?P<quarter>[1-4])                                               # annual in quarter 1
      | [ ]month[ ](?P<months>[0-9]{1,2}(?:[ ]and[ ][0-9]{1,2})*)                     # annual in month 6 and 12
      | [ ](?P<days>[0-9]{2}-[0-9]{2}(?:[ ]and[ ][0-9]{2}-[0-9]{2})*)                 # annual before 10-05
    )?
    """,
    re.VERBOSE,
)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time in which recurring work is done once, by the end of `due_on`; `name` sorts within its rule."""

    first: date
    last: date
    due_on: date
    name: str


def period_at(rule: str, on: date) -> Period | None:
    """Return the period of a rule that holds a day; `None` where the rule says none ("định kỳ" alone).

    Of several intervals ("monthly, quarterly, annual") the finest counts: what is done each month is at hand for the quarter too. A
    rule without a day ends with its period; a strict one ("before") the day before the one it names; of a month without the named day
    the last day counts. Several days or months of a year cut the year at each of them.
    """
    match = _RULE.fullmatch(_finest(rule))
    if match is None:
        return None
    if match["interval"] == "daily":
        return Period(on, on, on, on.isoformat())
    if match["interval"] == "weekly":
        monday = on - timedelta(days=on.weekday())
        year, week, _weekday = monday.isocalendar()
        return Period(monday, monday + 6 * _DAY, monday + 6 * _DAY, f"{year}-W{week:02d}")
    marks = _marks(match, on.year)
    if marks:
        return _between(marks, on, strict=match["word"] == "before")
    return _of_months(match, on)


def periods(rule: str, *, since: date, on: date) -> Iterator[Period]:
    """Yield the periods of a rule from the one that holds `since` to the one that holds `on`, less those due before `since`."""
    at = since
    while at <= on and (period := period_at(rule, at)) is not None:
        if period.due_on >= since:
            yield period
        at = period.last + _DAY


def _finest(rule: str) -> str:
    """Return the finest of the intervals that a rule lists, else the rule itself."""
    listed = rule.split(", ")
    return min(listed, key=_FINEST.index) if all(one in _FINEST for one in listed) else rule


def _of_months(match: re.Match[str], on: date) -> Period | None:
    span = _MONTHS[match["interval"]]
    begins = (on.month - 1) // span * span + 1
    first = date(on.year, begins, 1)
    last = _end(on.year, min(begins + span - 1, 12))
    due = last
    if match["day"]:
        if span == 12 or not 1 <= int(match["day"]) <= 31:
            return None
        due = _on(on.year, first.month if match["which"] == "first" else last.month, int(match["day"]))
    elif match["quarter"]:
        ends = 3 * int(match["quarter"])
        return Period(first, last, date(on.year, ends - 2, 1) - _DAY if match["word"] == "before" else _end(on.year, ends), f"{on.year}")
    return Period(first, last, due - _DAY if match["word"] == "before" and match["day"] else due, _name(span, on.year, begins))


def _name(span: int, year: int, begins: int) -> str:
    letter = {3: "Q", 6: "H", 9: "9M"}.get(span)
    if letter is not None:
        return f"{year}-{letter}{begins // span + 1}"
    return f"{year}-{begins:02d}" if span == 1 else f"{year}"


def _marks(match: re.Match[str], year: int) -> list[tuple[date, date]]:
    """Return the days of a year that a rule names, each with the last day before it: of a month its end, and the end of the one before."""
    if match["months"]:
        numbers = sorted({int(number) for number in match["months"].split(" and ")})
        return [(_end(year, number), date(year, number, 1) - _DAY) for number in numbers if 1 <= number <= 12]
    if match["days"]:
        pairs = sorted({(int(month), int(day)) for month, day in (mark.split("-") for mark in match["days"].split(" and "))})
        return [(_on(year, month, day), _on(year, month, day) - _DAY) for month, day in pairs if 1 <= month <= 12 and 1 <= day <= 31]
    return []


def _between(marks: list[tuple[date, date]], on: date, *, strict: bool) -> Period:
    first = date(on.year, 1, 1)
    for number, (mark, before) in enumerate(marks, 1):
        last = mark if number < len(marks) else date(on.year, 12, 31)
        if on <= last:
            name = f"{on.year}" if len(marks) == 1 else f"{on.year}-{mark:%m-%d}"
            return Period(first, last, before if strict else mark, name)
        first = last + _DAY
    raise AssertionError("the last period ends with the year")


def _end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _on(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))
