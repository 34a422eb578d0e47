"""The days that a text prints → remarks on those that the calendar does not have."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator

from dondoc.engine.extraction.dates import days
from dondoc.engine.review.catalogue import remark
from dondoc.engine.review.examined import Examined
from dondoc.engine.review.near import holding
from dondoc.engine.review.remark import Remark, RemarkCode

# "31/11", "30.02.2024", "31 tháng 11": only what may be impossible is read at all.
_SUSPECT = re.compile(r"(?<![0-9/.,-])(?:29|3[0-9]|[4-9][0-9]|[0-9]{1,2}[ ]?[/.-][ ]?(?:1[3-9]|[2-9][0-9]))[ ]?(?:[/.-][ ]?[0-9]{1,2}|th)")
_YEARLESS_FEBRUARY = 29


def impossible_days(examined: Examined) -> Iterator[Remark]:
    """Yield the days that cannot be: 31/11, 30/02, 29/02 of a common year, 12/13/2024.

    A day without its year counts only after the word "ngày": "30/02" alone may be a fraction.
    """
    for place in holding(examined.source, _SUSPECT):
        for day in days(place.folded, 0, len(place.folded)):
            printed = place.folded[day.start : day.end]
            if day.year is None and not printed.startswith("ngày") and " tháng " not in printed:
                continue
            if not _exists(day.day, day.month, day.year):
                yield remark(RemarkCode.DAY_IMPOSSIBLE, place.evidence(day.start, day.end, "review.day"), day=place.text[day.start : day.end])


def _exists(day: int, month: int, year: int | None) -> bool:
    if not 1 <= month <= 12:
        return False
    longest = monthrange(year, month)[1] if year is not None and year > 0 else max(_YEARLESS_FEBRUARY, monthrange(2023, month)[1])
    return 1 <= day <= (longest if year is not None or month == 2 else monthrange(2023, month)[1])
