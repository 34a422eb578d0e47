"""Turns the wording of a deadline that comes back ("trước ngày 05/10 hằng năm") into a short rule in English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from dondoc.engine.extraction.dates import quarter_number

_EACH = r"(?:hằng|hàng|mỗi)"
_NUMBER = r"[0-9]{1,2}"
_DAY_MONTH = rf"(?:ngày[ ])?{_NUMBER}(?:/|[ ]tháng[ ]){_NUMBER}"
_QUARTER = r"(?:iv|iii|ii|i|[1-4])"
_DAYS_OF_MONTHS = re.compile(rf"({_NUMBER})(?:/| tháng )({_NUMBER})")
_RULE = re.compile(
    rf"""
    (?P<before>(?:trước|chậm[ ]nhất|muộn[ ]nhất|không[ ]quá)[ ](?:(?:vào|là|đến)[ ])?)?
    (?:định[ ]kỳ[ ](?:vào[ ])?)?
    (?:
        (?:ngày[ ])?(?P<day_of_quarter>{_NUMBER}),?[ ](?:của[ ])?tháng[ ](?P<which>cuối|đầu)[ ]
            (?:tiên[ ])?(?:của[ ])?(?:{_EACH}[ ])?quý                         # ngày 15 của tháng cuối quý
      | (?P<days_of_year>{_DAY_MONTH}(?:(?:,|[ ]và|[ ]hoặc)[ ]{_DAY_MONTH}){{0,3}})[ ](?:của[ ])?{_EACH}[ ]năm   # 30/6 và 31/12 hằng năm
      | (?:ngày[ ])?(?P<day_of_month>{_NUMBER})[ ](?:của[ ]|vào[ ])?{_EACH}[ ]tháng                                     # ngày 18 hằng tháng
      | tháng[ ](?P<months>{_NUMBER}(?:(?:,|[ ]và)[ ](?:tháng[ ])?{_NUMBER}){{0,3}})[ ]{_EACH}[ ]năm               # tháng 6, 12 hằng năm
      | quý[ ](?P<quarter>{_QUARTER})[ ](?:của[ ])?{_EACH}[ ]năm                                                   # quý I hằng năm
    )
    """,
    re.VERBOSE,
)
# "hằng năm", "mỗi tháng", "tháng cuối quý", "tháng cuối của quý"
_ANCHOR = re.compile(r"(?:hằng|hàng|mỗi) (?:năm|tháng)|tháng (?:cuối|đầu)")
_BEFORE_ANCHOR, _AFTER_ANCHOR = 90, 24
# No paragraph says "hằng năm" more often; a text that seems to is none.
_MOST = 32
_UNITS = {"năm": "annual", "quý": "quarterly", "tháng": "monthly", "tuần": "weekly", "ngày": "daily"}
_INTERVAL = r"(?:(?:0?[69]|sáu|chín)[ ]tháng|(?:0?1[ ]|một[ ])?năm|quý|tháng|tuần|ngày)"
# "hàng tháng, hàng quý, 6 tháng, năm", "định kỳ 6 tháng, năm hoặc đột xuất", "hằng tháng, quý"
_INTERVALS = re.compile(
    rf"""
    (?:định[ ]kỳ[ ]\(?(?:{_EACH}[ ])?|{_EACH}[ ])(?P<list>{_INTERVAL}(?:(?:,|/|[ ]và|[ ]hoặc)[ ]?(?:{_EACH}[ ])?{_INTERVAL}){{0,5}})\b
    (?![ ][0-9])
    """,
    re.VERBOSE,
)
# "6 tháng/lần", "02 lần/năm"
_TIMES = re.compile(rf"(?P<list>{_INTERVAL})[ ]?/[ ]?(?:0?1[ ]|một[ ])?lần|lần[ ]?/[ ]?(?:0?1[ ])?(?P<each>{_INTERVAL})")
_ONE_INTERVAL = re.compile(_INTERVAL.replace("[ ]", " "))


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A rule found at `start:end`; `rule` is in short English; `strict` where the printed day is already too late."""

    start: int
    end: int
    rule: str
    strict: bool = False


def day_rule(folded: str, start: int, end: int) -> Recurrence | None:
    """Return the rule in `folded[start:end]` that names a day, month or quarter of each period ("trước ngày 18 hằng tháng")."""
    match = next(_rules(folded, start, end), None)
    if match is None:
        return None
    before = match["before"] or ""
    word = "before " if before.startswith("trước") else "by " if before else ""
    return Recurrence(match.start(), match.end(), _in_english(match, word), before.startswith("trước"))


def _rules(folded: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield the rules in order; looked for only around the words that every rule holds, as the whole pattern is slow."""
    at = start
    for anchor in islice(_ANCHOR.finditer(folded, start, end), _MOST):
        match = _RULE.search(folded, max(at, anchor.start() - _BEFORE_ANCHOR), min(end, anchor.end() + _AFTER_ANCHOR))
        if match is not None:
            yield match
            at = match.end()


def _in_english(match: re.Match[str], word: str) -> str:
    if match["day_of_quarter"]:
        place = "last" if match["which"] == "cuối" else "first"
        return f"quarterly {word}day {int(match['day_of_quarter'])} of the {place} month"
    if match["day_of_month"]:
        return f"monthly {word}day {int(match['day_of_month'])}"
    if match["quarter"]:
        return f"annual {word or 'in '}quarter {quarter_number(match['quarter'])}"
    if match["months"]:
        return f"annual {word or 'in '}month " + " and ".join(str(int(number)) for number in re.findall(r"[0-9]+", match["months"]))
    days = [f"{int(month):02}-{int(day):02}" for day, month in _DAYS_OF_MONTHS.findall(match["days_of_year"])]
    return f"annual {word or 'on '}" + " and ".join(days)


def intervals(folded: str, start: int, end: int) -> Recurrence | None:
    """Return the intervals that `folded[start:end]` lists ("hàng tháng, hàng quý" gives `monthly, quarterly`)."""
    match = _INTERVALS.search(folded, start, end) or _TIMES.search(folded, start, end)
    if match is None:
        return None
    named = match["list"] or match["each"]
    units = dict.fromkeys(_interval(unit) for unit in _ONE_INTERVAL.findall(named))
    return Recurrence(match.start(), match.end(), ", ".join(units))


def _interval(printed: str) -> str:
    unit = printed.split(" ")[-1]
    if unit == printed or unit == "năm":
        return _UNITS[unit]
    return "six-monthly" if printed.lstrip("0")[0] in "6s" else "nine-monthly"


def yearly(day: int, month: int, *, before: bool) -> str:
    """Return the rule of a day that comes back each year: before that day, or by it."""
    return f"annual {'before' if before else 'by'} {month:02}-{day:02}"
