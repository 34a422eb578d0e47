"""A duty to report as a directive prints it → the terms that follow: how it comes round, its last day, and what the words leave open.

What the words do not give takes the defaults of Decree 09/2019/NĐ-CP (Articles 8 and 12), and is marked as such.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from dondoc.engine.extraction.plan import Frequency
from dondoc.engine.reporting.due_days import Due, DueRule
from dondoc.engine.reporting.periods import DECREE_DAY, REGULAR, Basis, Rhythm
from dondoc.engine.vocabulary.folding import fold

_MONTHS = {Frequency.MONTHLY: 1, Frequency.QUARTERLY: 3, Frequency.SIX_MONTHLY: 6}
_YEARLY = {Frequency.ANNUAL: 12, Frequency.NINE_MONTHLY: 9}
_JANUARY_TO_MARCH = 3
"""A yearly report due in these months is that of the year before."""
_LEFT_TO_WRITE = 3
"""Days between the cut-off and the last day that are left where the last day comes before the decree's cut-off."""


class Open(StrEnum):
    """What the words leave open, so that a person should look; the value names the sentence that the page shows."""

    NO_INTERVAL = "no-interval"
    OCCASION = "occasion"
    ONE_TIME = "one-time"
    NO_LAST_DAY = "no-last-day"
    CUT_OFF_MOVED = "cut-off-moved"
    MONTH_BEFORE = "month-before"
    ODD_DAYS = "odd-days"
    MERGED = "merged"


@dataclass(frozen=True, slots=True)
class PrintedDuty:
    """A duty as printed: how often, the words that say when (`due`), the `sentence` about them, and what follows right after them."""

    frequency: Frequency
    due: str = ""
    sentence: str = ""
    following: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """The proposed terms: `rhythm` and `rule` of the periods, `once_on` the one last day of a report that is owed once.

    `printed` repeats the words that the last day was read from, empty where the decree's default stands; `opens` is what a person should
    look at.
    """

    rhythm: Rhythm
    rule: DueRule
    printed: str = ""
    once_on: date | None = None
    merged: bool = False
    opens: tuple[Open, ...] = ()

    @property
    def comes_round(self) -> bool:
        """Whether periods follow from the calendar; else each is asked for by hand."""
        return self.rhythm.frequency in REGULAR


@dataclass(frozen=True, slots=True)
class _Said:
    """A day that the words name: of a month (`months` after the period's last, `own` where they say which), of the year, or of the week."""

    text: str
    strict: bool
    day: int = 0
    months: int | None = None
    days: tuple[tuple[int, int], ...] = ()
    weekday: int = 0
    working_days: int = 0
    on: date | None = None


_STRICT = r"(?P<word>trước|chậm\ nhất|muộn\ nhất|xong|hạn\ cuối|vào|định\ kỳ|đến|hết)?"
_LEAD = rf"{_STRICT}(?:\s+(?:vào|là|đến|hết|trước|định\ kỳ))*\s*"
# "trước ngày 18 hằng tháng", "ngày 15 của tháng cuối quý", "ngày 05 tháng đầu của quý sau", "ngày 10 tháng sau"
_OF_MONTH = re.compile(
    rf"""
    {_LEAD} ngày\s+ (?:mồng\s+|mùng\s+)? (?P<day>\d{{1,2}}) (?!\s*[/.\d-]) \s* (?:của\s+)?
    (?: (?P<after> tháng\ (?:sau|kế\ tiếp|tiếp\ theo|liền\ kề)
          | tháng\ (?:đầu(?:\ tiên)?|thứ\ nhất)\ (?:của\ )?(?:quý|kỳ)\ (?:sau|kế\ tiếp|tiếp\ theo|liền\ kề) )
      | (?P<own> tháng\ cuối (?:\ cùng)? (?:\ (?:của\ )?(?:mỗi\ |từng\ |hằng\ |hàng\ )?(?:quý|kỳ))? )
      | (?: hằng | hàng | mỗi | từng )\ tháng | tháng\ báo\ cáo ) (?!\w)
    """,
    re.VERBOSE,
)
# "trước ngày 05/10 hằng năm", "chậm nhất ngày 25/6 và 25/12", "trước ngày 15 tháng 12"
_DAY = r"(?:\d{1,2}\s?[/.-]\s?\d{1,2}|\d{1,2}\ tháng\ \d{1,2})(?!\s?[/.\d-]|\ năm\ \d)"
_OF_YEAR = re.compile(rf"{_LEAD}(?:ngày\s+)(?P<days>{_DAY}(?:\s*(?:,|và|;)\s*(?:trước\s+|chậm\ nhất\s+)?(?:ngày\s+)?{_DAY})*)", re.VERBOSE)
_ONE_DAY = re.compile(r"(\d{1,2})(?:\s?[/.-]\s?|\ tháng\ )(\d{1,2})")
# "trước ngày 08/02/2025", "chậm nhất ngày 10 tháng 12 năm 2025"
_DATE = re.compile(rf"{_LEAD}ngày\s+(\d{{1,2}})(?:\s?[/.-]\s?|\ tháng\ )(\d{{1,2}})(?:\s?[/.-]\s?|\ năm\ )(\d{{4}})", re.VERBOSE)
# "trong tháng 10/2025", "trong quý III năm 2012": its last day
_SPAN = re.compile(
    r"(?:trong|hết|xong|trước\ hết)\s+(?:(?P<quarter>quý)|tháng)\s+(?P<which>\d{1,2}|[iv]{1,3})(?:\s?/\s?|\ năm\ )(?P<year>\d{4})",
    re.VERBOSE,
)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
# "thứ Sáu hằng tuần", "chiều thứ 5"
_WEEKDAYS = {"hai": 1, "2": 1, "ba": 2, "3": 2, "tư": 3, "4": 3, "năm": 4, "5": 4, "sáu": 5, "6": 5, "bảy": 6, "7": 6}
_OF_WEEK = re.compile(
    rf"{_LEAD}(?:(?:sáng|chiều|ngày)\s+)?(?:thứ\ (?P<weekday>{'|'.join(_WEEKDAYS)})(?!\w)|(?P<sunday>chủ\ nhật))", re.VERBOSE
)
# "trong 05 ngày làm việc sau khi kết thúc quý", "chậm nhất 3 ngày làm việc kể từ ngày chốt số liệu"
_AFTER = re.compile(
    r"(?:trong(?:\ (?:vòng|thời\ hạn))?|chậm\ nhất|sau)\s+(?:là\s+)?(?P<days>\d{1,2})\s+ngày\ làm\ việc(?:\s*,)?\s+"
    r"(?:sau|kể\ từ|tính\ từ|từ)\s+(?:khi\s+|ngày\s+)?(?:kết\ thúc|hết|chốt)",
    re.VERBOSE,
)
_MERGED = re.compile(
    r"""
    lồng\ ghép
    | (?:trong|cùng|chung|kèm)\ (?:với\ )?(?:các\ )? báo\ cáo\ (?:kết\ quả\ |tình\ hình\ )?
      (?: thực\ hiện\ nhiệm\ vụ | công\ tác | định\ kỳ )
    """,
    re.VERBOSE,
)
_BRACKET = re.compile(r"\s*\(([^()]{3,80})\)")


def propose(duty: PrintedDuty) -> Terms:
    """Return the terms of a printed duty; it never fails, what it cannot read stays open."""
    said = _said(duty)
    merged = _MERGED.search(fold(duty.sentence)) is not None
    terms = replace(_terms(duty.frequency, said), merged=merged)
    opens = [*terms.opens, *([Open.MERGED] if merged else [])]
    if terms.comes_round and not terms.printed and Open.ODD_DAYS not in opens:
        opens.append(Open.NO_LAST_DAY)
    return replace(terms, opens=tuple(opens))


def printed_duty(frequency: Frequency, due: str, *, text: str, start: int, end: int) -> PrintedDuty:
    """Return a duty with the sentence of `text` about its place; an odd place gives the words alone."""
    if not 0 <= start < end <= len(text):
        return PrintedDuty(frequency, due)
    begins = max(text.rfind(mark, 0, start) for mark in (". ", "\n\n", ";", "\n- ", "\n+ ")) + 1
    ends = min((at for mark in (". ", ".\n", "\n\n", ";") if (at := text.find(mark, end)) >= 0), default=len(text))
    sentence = " ".join(text[begins:ends].split())
    return PrintedDuty(frequency, due, sentence[:2000], " ".join(text[end : end + 120].split()))


def _said(duty: PrintedDuty) -> _Said | None:
    """Return the day that the words name: in the words themselves, in brackets right after them, else the only one of the sentence."""
    bracket = _BRACKET.match(duty.following)
    for text in (duty.due, bracket.group(1) if bracket else ""):
        for said in _days(text):
            return said
    if _BRACKET.search(duty.sentence):
        return None  # "hằng tháng (trước ngày 16), 6 tháng (trước ngày 16/6)": each interval has its own
    named = list(_days(duty.sentence))
    return named[0] if len(named) == 1 and _fits(duty.frequency, named[0]) else None


def _fits(frequency: Frequency, said: _Said) -> bool:
    """Whether a day named elsewhere in the sentence can be this duty's: a day of the month for a month, of the year for a year."""
    if said.on is not None:
        return False  # a dated day elsewhere is more often that of a document cited
    if said.weekday:
        return frequency is Frequency.WEEKLY
    if said.days:
        return frequency in _YEARLY or (frequency in _MONTHS and len(said.days) > 1)
    return frequency in _MONTHS


def _days(text: str) -> Iterator[_Said]:
    folded = fold(text)
    taken: list[tuple[int, int]] = []
    for pattern, read in (
        (_DATE, _date_said),
        (_SPAN, _span_said),
        (_OF_YEAR, _year_said),
        (_OF_MONTH, _month_said),
        (_OF_WEEK, _week_said),
        (_AFTER, _after_said),
    ):
        for found in pattern.finditer(folded):
            if any(start < found.end() and found.start() < end for start, end in taken):
                continue
            said = read(found, text[found.start() : found.end()].strip() if len(text) == len(folded) else found.group().strip())
            if said is not None:
                taken.append(found.span())
                yield said


def _is_strict(found: re.Match[str]) -> bool:
    return re.search(r"trước", found.group()[: found.group().find("ngày")] if "ngày" in found.group() else found.group()) is not None


def _date_said(found: re.Match[str], text: str) -> _Said | None:
    day, month, year = (int(part) for part in found.groups()[-3:])
    try:
        return _Said(text, _is_strict(found), on=date(year, month, day))
    except ValueError:
        return None


def _span_said(found: re.Match[str], text: str) -> _Said | None:
    which = int(found["which"]) if found["which"].isdigit() else _ROMAN.get(found["which"], 0)
    month = which * 3 if found["quarter"] else which
    if not 1 <= month <= 12:
        return None
    year = int(found["year"])
    return _Said(text, strict=False, on=date(year, month, monthrange(year, month)[1]))


def _year_said(found: re.Match[str], text: str) -> _Said | None:
    days = tuple((int(month), int(day)) for day, month in _ONE_DAY.findall(found["days"]))
    if not all(1 <= month <= 12 and 1 <= day <= 31 for month, day in days):
        return None
    return _Said(text, _is_strict(found), days=days)


def _month_said(found: re.Match[str], text: str) -> _Said | None:
    day = int(found["day"])
    months = 1 if found["after"] else 0 if found["own"] else None
    return _Said(text, _is_strict(found), day=day, months=months) if 1 <= day <= 31 else None


def _week_said(found: re.Match[str], text: str) -> _Said:
    return _Said(text, _is_strict(found), weekday=7 if found["sunday"] else _WEEKDAYS[found["weekday"]])


def _after_said(found: re.Match[str], text: str) -> _Said:
    return _Said(text, strict=False, working_days=int(found["days"]))


def _terms(frequency: Frequency, said: _Said | None) -> Terms:
    default = Terms(Rhythm(frequency), DueRule())
    if frequency is Frequency.PERIODIC:
        return replace(default, opens=(Open.NO_INTERVAL,))
    if frequency is Frequency.AD_HOC:
        return replace(default, opens=(Open.OCCASION,))
    if frequency is Frequency.ONCE:
        once_on = said.on if said is not None else None
        rule = DueRule(strict=said.strict if said is not None else False)
        return replace(
            default, rule=rule, once_on=once_on, printed=said.text if said is not None and once_on else "", opens=(Open.ONE_TIME,)
        )
    if said is None:
        return default
    read = _of_kind(frequency, said)
    return replace(read, printed=said.text) if read is not None else replace(default, opens=(Open.ODD_DAYS,))


def _of_kind(frequency: Frequency, said: _Said) -> Terms | None:
    """Return the terms for a day that fits the interval; None where it does not."""
    if said.working_days:
        return Terms(Rhythm(frequency), DueRule(Due.AFTER, said.working_days))
    if said.weekday:
        return _weekly(said) if frequency is Frequency.WEEKLY else None
    if said.days and frequency in _YEARLY:
        return _yearly(frequency, said) if len(said.days) == 1 else None
    if said.days and frequency in _MONTHS:
        return _monthly_from_days(frequency, said)
    if said.day and frequency in _MONTHS:
        return _monthly(frequency, said)
    return None


def _weekly(said: _Said) -> Terms:
    """Close the figures on the day before the last day in time: Thursday for "thứ Sáu"."""
    in_time = said.weekday - 1 if said.strict else said.weekday
    cutoff = (in_time - 2) % 7 + 1
    return Terms(
        Rhythm(Frequency.WEEKLY, cutoff_day=cutoff), DueRule(Due.WEEKDAY, said.weekday, strict=said.strict), opens=(Open.CUT_OFF_MOVED,)
    )


def _yearly(frequency: Frequency, said: _Said) -> Terms:
    (month, day) = said.days[0]
    rule = DueRule(Due.DAY_OF_YEAR, day, month=month, strict=said.strict)
    last = _YEARLY[frequency]
    in_time = day - 1 if said.strict else day
    if month <= _JANUARY_TO_MARCH or month > last or (month == last and in_time > DECREE_DAY):
        return Terms(Rhythm(frequency), rule)
    if frequency is not Frequency.ANNUAL:
        return Terms(Rhythm(frequency), rule, opens=(Open.ODD_DAYS,))
    closed = month if in_time > DECREE_DAY + _LEFT_TO_WRITE - 1 else month - 1
    return Terms(Rhythm(frequency, cutoff_month=closed), rule, opens=(Open.CUT_OFF_MOVED,))


def _monthly_from_days(frequency: Frequency, said: _Said) -> Terms | None:
    """Read "25/6 và 25/12" of a half-year as the 25th of its last month; a single one ("16/6") stands for the others too."""
    span = _MONTHS[frequency]
    days = {day for _month, day in said.days}
    shifts = {(month - 1) % span - (span - 1) for month, _day in said.days}
    if len(days) != 1 or len(shifts) != 1:
        return None
    shift = shifts.pop()
    months = shift + span if shift < 0 and shift + span <= 2 else shift
    return _monthly(frequency, replace(said, day=days.pop(), months=months))


def _monthly(frequency: Frequency, said: _Said) -> Terms:
    in_time = said.day - 1 if said.strict else said.day
    early = in_time <= DECREE_DAY
    months = said.months if said.months is not None else int(early)
    rule = DueRule(Due.DAY_OF_MONTH, said.day, months=months, strict=said.strict)
    if months < 0:
        return Terms(Rhythm(frequency), rule, opens=(Open.ODD_DAYS,))
    if months > 0:
        # figures to the month's end, as a report "trước ngày 05" of the next month is made
        return Terms(Rhythm(frequency, Basis.CALENDAR), rule, opens=(Open.MONTH_BEFORE,))
    if early:
        return Terms(Rhythm(frequency, cutoff_day=max(in_time - _LEFT_TO_WRITE, 1)), rule, opens=(Open.CUT_OFF_MOVED,))
    return Terms(Rhythm(frequency), rule)
