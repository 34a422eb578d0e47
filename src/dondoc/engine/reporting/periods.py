"""How often a report is owed and a span of days → the periods whose figures are closed in it, each with its days and its Vietnamese name.

The days are those of Decree 09/2019/NĐ-CP, Article 12 (a month from the 15th of the one before to its 14th), or those of the calendar.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dondoc.engine.extraction.plan import Frequency

DECREE_DAY = 14
"""The day of a period's last month on which Article 12 closes the figures."""
SUNDAY = 7
_DAY = timedelta(days=1)
_MONTHS = {Frequency.MONTHLY: 1, Frequency.QUARTERLY: 3, Frequency.SIX_MONTHLY: 6, Frequency.NINE_MONTHLY: 9, Frequency.ANNUAL: 12}
REGULAR = (Frequency.DAILY, Frequency.WEEKLY, *_MONTHS)
"""The frequencies whose periods follow from the calendar; the others have theirs by hand."""
_OPENS_BEFORE = {Frequency.DAILY: 0, Frequency.WEEKLY: 2, Frequency.MONTHLY: 7, Frequency.QUARTERLY: 14, Frequency.SIX_MONTHLY: 21}
_LONG_BEFORE = 30


class Basis(StrEnum):
    """How the days of a period are bounded: by Decree 09/2019, or by the calendar."""

    DECREE = "decree"
    CALENDAR = "calendar"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How a duty comes round.

    `cutoff_day` closes the figures on another day of the period's last month (of a week: on that weekday, Monday 1); the next period
    begins on the day after. `cutoff_month` closes an annual period in an earlier month ("trước ngày 05/10 hằng năm"): its figures are
    then those of the year to date.
    """

    frequency: Frequency
    basis: Basis = Basis.DECREE
    cutoff_day: int | None = None
    cutoff_month: int | None = None


@dataclass(frozen=True, slots=True)
class ReportPeriod:
    """One period: its name, its first and last day, the day its figures are closed, and the first day on which units are asked."""

    label: str
    first_day: date
    last_day: date
    cut_off: date
    opens_on: date


def periods_between(rhythm: Rhythm, first: date, last: date) -> tuple[ReportPeriod, ...]:
    """Return the periods whose figures are closed from `first` to `last`, both included; none where they are set by hand."""
    if rhythm.frequency not in REGULAR:
        return ()
    reach = timedelta(days=400 if rhythm.frequency in _MONTHS else 8)
    candidates = _candidates(rhythm, first - reach, last + reach)
    return tuple(period for period in candidates if first <= period.cut_off <= last)


def period_after(rhythm: Rhythm, cut_off: date) -> ReportPeriod | None:
    """Return the first period that is closed after a day; None where periods are set by hand."""
    return next(iter(periods_between(rhythm, cut_off + _DAY, cut_off + timedelta(days=800))), None)


def _candidates(rhythm: Rhythm, first: date, last: date) -> Iterator[ReportPeriod]:
    """Yield every period that may be closed within a span, and some beside it."""
    if rhythm.frequency is Frequency.DAILY:
        days = (first + timedelta(days=number) for number in range((last - first).days + 1))
        return (ReportPeriod(f"ngày {_written(day)}", day, day, day, day) for day in days)
    if rhythm.frequency is Frequency.WEEKLY:
        return _weeks(rhythm, first, last)
    span = _MONTHS[rhythm.frequency]
    ends = range(span, 13, span)
    return (_of_months(rhythm, year, end) for year in range(first.year, last.year + 2) for end in ends)


def _weeks(rhythm: Rhythm, first: date, last: date) -> Iterator[ReportPeriod]:
    """Yield weeks by the day that closes them; each bears the number (ISO 8601) of the week in which that day lies."""
    weekday = min(rhythm.cutoff_day or SUNDAY, SUNDAY)
    closes = first + timedelta(days=(weekday - first.isoweekday()) % SUNDAY)
    while closes <= last:
        year, week, _weekday = closes.isocalendar()
        begins = closes - timedelta(days=SUNDAY - 1)
        yield ReportPeriod(f"tuần {week} năm {year}", begins, closes, closes, closes - timedelta(days=_OPENS_BEFORE[Frequency.WEEKLY]))
        closes += timedelta(days=SUNDAY)


def _of_months(rhythm: Rhythm, year: int, end: int) -> ReportPeriod:
    span = _MONTHS[rhythm.frequency]
    last_day = _closing(rhythm, year, end)
    before = (year, end - span) if end > span else (year - 1, 12)
    first_day = _closing(rhythm, *before) + _DAY
    cut_off = last_day
    if rhythm.cutoff_month is not None and span == 12 and rhythm.cutoff_month < end:
        last_day = _ordinary(rhythm.basis, year, end)
        first_day = _ordinary(rhythm.basis, year - 1, 12) + _DAY
        cut_off = _closing(rhythm, year, rhythm.cutoff_month)
    opens_on = cut_off - timedelta(days=_OPENS_BEFORE.get(rhythm.frequency, _LONG_BEFORE))
    return ReportPeriod(_label(span, year, end), first_day, last_day, cut_off, max(opens_on, first_day))


def _closing(rhythm: Rhythm, year: int, month: int) -> date:
    """Return the day of a month that closes its figures; of a month without the named day the last."""
    if rhythm.cutoff_day is None:
        return _ordinary(rhythm.basis, year, month)
    return date(year, month, min(rhythm.cutoff_day, monthrange(year, month)[1]))


def _ordinary(basis: Basis, year: int, month: int) -> date:
    return date(year, month, DECREE_DAY if basis is Basis.DECREE else monthrange(year, month)[1])


def _label(span: int, year: int, end: int) -> str:
    if span == 12:
        return f"năm {year}"
    if span == 9:
        return f"9 tháng năm {year}"
    if span == 6:
        return f"6 tháng {'đầu' if end == 6 else 'cuối'} năm {year}"
    if span == 3:
        return f"Quý {('I', 'II', 'III', 'IV')[end // 3 - 1]} năm {year}"
    return f"tháng {end} năm {year}"


def _written(day: date) -> str:
    return f"{day:%d/%m/%Y}"
