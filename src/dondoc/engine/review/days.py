"""The days that a text prints → remarks on those that the calendar does not have."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator

from dondoc.engine.extraction.dates import days
from dondoc.engine.review.catalogue import quoted, remark
from dondoc.engine.review.examined import Examined
from dondoc.engine.review.remark import Remark, RemarkCode

# What stands after the day's number: "/11", ".02.2024", " tháng 11"; plain marks stand first, a search for them is fast.
_MONTHS = tuple(re.compile(rf"{mark} ?(?P<month>[0-9]{{1,2}})(?![0-9])") for mark in ("/", r"\.", "-"))
_WORDED = re.compile(r" th(?<=[0-9] th)")
_DAY_BEFORE = re.compile(r"(?<![0-9])(?P<day>[0-9]{1,2}) ?$")
_ALWAYS_THERE = 28
_YEARLESS_FEBRUARY = 29


def impossible_days(examined: Examined) -> Iterator[Remark]:
    """Yield the days that cannot be: 31/11, 30/02, 29/02 of a common year, 12/13/2024.

    A day without its year counts only after the word "ngày": "30/02" alone may be a fraction.
    """
    for place in examined.paragraphs.holding(_suspects(examined.source.text)):
        for day in days(place.folded, 0, len(place.folded)):
            printed = place.folded[day.start : day.end]
            if day.year is None and not printed.startswith("ngày") and " tháng " not in printed:
                continue
            if not _exists(day.day, day.month, day.year):
                evidence = place.evidence(day.start, day.end, "review.day")
                yield remark(RemarkCode.DAY_IMPOSSIBLE, evidence, day=quoted(place.text[day.start : day.end]))


def _suspects(text: str) -> list[int]:
    """Return where a day stands that not every month has, or a month that no year has."""
    numbered = ((match.start(), int(match["month"])) for months in _MONTHS for match in months.finditer(text))
    found = [at for at, month in numbered if _is_suspect(text, at, month)]
    found += [match.start() for match in _WORDED.finditer(text) if _is_suspect(text, match.start(), None)]
    return sorted(found)


def _is_suspect(text: str, at: int, month: int | None) -> bool:
    day = _DAY_BEFORE.search(text, max(0, at - 3), at)
    if day is None:
        return False
    number = int(day["day"])
    return number > _ALWAYS_THERE if month is None else not _exists(number, month, None) or (number, month) == (29, 2)


def _exists(day: int, month: int, year: int | None) -> bool:
    if not 1 <= month <= 12:
        return False
    longest = monthrange(year, month)[1] if year is not None and year > 0 else max(_YEARLESS_FEBRUARY, monthrange(2023, month)[1])
    return 1 <= day <= (longest if year is not None or month == 2 else monthrange(2023, month)[1])
