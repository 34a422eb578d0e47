"""Turns a time in its surroundings ("đến hết", "trước", "trở đi") into the kind, first and last day of a deadline."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from dondoc.engine.extraction.dates import Period
from dondoc.engine.extraction.deadline_periods import Time
from dondoc.engine.extraction.plan import DeadlineKind

# "Năm 2024 và những năm tiếp theo", "2026 trở đi", "Năm 2026 và hằng năm"
_OPEN_AFTER = re.compile(
    r"""
    [ ]?[,.;(-]?[ ]?
    (?: (?:và[ ]|cho[ ]|cho[ ]đến[ ]|đến[ ])?(?:cho[ ])?(?:các|những|nhiều)[ ](?:năm|quý|tháng|giai[ ]đoạn)[ ](?:tiếp|sau|kế|tới)
      | trở[ ](?:đi|về[ ]sau)
      | và[ ](?:(?:các[ ])?(?:hằng|hàng)[ ]năm|tiếp[ ]tục|thường[ ]xuyên|duy[ ]trì|về[ ]sau|sau[ ]đó|sau[ ]năm)
    )
    """,
    re.VERBOSE,
)
# "Từ ngày 01/7/2025", "Bắt đầu từ năm 2026", "Kể từ quý I/2026"
_OPEN_BEFORE = re.compile(r"(?:(?<!\w)từ|bắt đầu(?: vào| trong)?)(?: (?:đầu|cuối|giữa|ngày))? ?$")
# "Sau năm 2025", "sau ngày 30/6/2025"
_AFTER = re.compile(r"(?<!\w)sau(?: (?:ngày|hết))? ?$")
# "đến năm 2030", "đến hết tháng 10/2025", "hết quý II/2025"
_UNTIL = re.compile(r"(?<!\w)(?:hết|đến|tới)(?: (?P<whole>hết))?(?: (?:cuối|ngày|cuối ngày))? ?$")
_FROM_NOW = re.compile(r"(?<!\w)(?:từ nay|từ khi)[^0-9]{0,30}$")
# "trước ngày 30/6", "Trước 17h00 ngày 30/6", "trước 17 giờ 00 phút, ngày 30/6", "trước tháng 6/2025"
_BEFORE = re.compile(r"(?<!\w)trước(?: (?:lúc )?[0-9]{1,2} ?(?:h|g|giờ|:) ?(?:[0-9]{2})?(?: ?phút)?,?)?(?: ngày)? ?$")
_SCHOOL_YEAR = re.compile(r"năm học ?$")
# Enough for the longest of the words above.
_BACK = 48


@dataclass(frozen=True, slots=True)
class Reading:
    """What a time says as a deadline, before it is tied to its place."""

    kind: DeadlineKind
    start: date | None = None
    end: date | None = None
    strict: bool = False


def read(folded: str, time: Time, *, start: int, end: int) -> Reading:
    """Return what `time`, found in `folded[start:end]`, says with the words before and after it."""
    before = folded[max(start, time.start - _BACK) : time.start]
    period = time.period()
    if _OPEN_AFTER.match(folded, time.end, end) or (not time.is_range and _OPEN_BEFORE.search(before)):
        first = time.points[0].period()
        return Reading(DeadlineKind.OPEN, first.start if first else None)
    if time.is_day:
        last = time.points[-1].period()
        if _AFTER.search(before):
            return Reading(DeadlineKind.OPEN, last.end + timedelta(days=1) if last else None)
        return Reading(DeadlineKind.DATE, None, last.end if last else None, _BEFORE.search(before) is not None)
    if period is None or _SCHOOL_YEAR.search(before):
        return Reading(DeadlineKind.SPAN)
    return _of_period(before, period, is_range=time.is_range)


def _of_period(before: str, period: Period, *, is_range: bool) -> Reading:
    """Return what the words `before` make of a year, quarter or month: its end, its eve, what follows it, or the whole."""
    until = None if is_range else _UNTIL.search(before)
    if until is not None:
        fixed = until["whole"] is not None or until.group().startswith("hết")
        kind = DeadlineKind.DATE if fixed and not _FROM_NOW.search(before) else DeadlineKind.SPAN
        return Reading(kind, None, period.end)
    if _BEFORE.search(before):
        return Reading(DeadlineKind.DATE, None, period.start - timedelta(days=1))
    if _AFTER.search(before):
        return Reading(DeadlineKind.OPEN, period.end + timedelta(days=1))
    return Reading(DeadlineKind.SPAN, period.start, period.end)
