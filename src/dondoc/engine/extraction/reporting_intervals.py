"""Turns the words of a sentence into the intervals that it names for a report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dondoc.engine.extraction.plan import Frequency
from dondoc.engine.vocabulary.loading import table, words


@dataclass(frozen=True, slots=True)
class Interval:
    """One interval named in a text, and where."""

    frequency: Frequency
    start: int
    end: int


_PHRASES = {phrase: Frequency(name) for name, entry in table("report_intervals").items() for phrase in words(entry, "phrases")}
_LISTED = _PHRASES | {phrase: Frequency(name) for name, entry in table("report_intervals").items() for phrase in words(entry, "listed")}


def _alternatives(phrases: dict[str, Frequency]) -> str:
    return "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))


_INTERVAL = re.compile(rf"(?:{_alternatives(_PHRASES)})(?!\w)")
# "trong 6 tháng", "sau 6 tháng", "6 tháng cuối năm": a span of time, not an interval.
_SPAN_BEFORE = re.compile(r"(?:\w|(?:\b(?:trong|sau|vòng|thời hạn|thời gian|chế độ kiểm tra)|(?:(?<!ngày )(?<!ngày \d)\d|sáu) tháng) )$")
_LOOK_BACK = 16
# "hằng tháng, quý, 6 tháng, năm", "định kỳ hoặc đột xuất"; "năm 2025" is no interval.
_NEXT = re.compile(
    rf"""
    \s* (?: , | ; | / | và | hoặc | hay ) \s* (?: báo\ cáo\s+ | định\ kỳ\s+ | (?:hằng|hàng)\s+ )?
    (?P<phrase> {_alternatives(_LISTED)} ) (?!\w) (?!\s+\d) (?!\s+tiếp)
    """,
    re.VERBOSE,
)


def intervals(folded: str, start: int, end: int) -> Iterator[Interval]:
    """Give the intervals that `folded[start:end]` names, each list item by itself."""
    at = start
    while (found := _INTERVAL.search(folded, at, end)) is not None:
        at = found.end()
        if _SPAN_BEFORE.search(folded[max(found.start() - _LOOK_BACK, 0) : found.start()]):
            continue
        yield Interval(_PHRASES[found.group()], found.start(), found.end())
        while (following := _NEXT.match(folded, at, end)) is not None:
            yield Interval(_LISTED[following["phrase"]], following.start("phrase"), following.end("phrase"))
            at = following.end()
