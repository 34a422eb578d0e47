"""Turns the usual slips of OCR back: the dash of a list item read as another stroke, a number in a narrow column misread."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from dondoc.engine.sources.pdf_page import Marked
from dondoc.engine.sources.pdf_spread import Spread
from dondoc.engine.sources.source import Span

# What stands at the head of a line, and what was printed there
_HEADS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"[—–_=~¬]\s*(?=\w)"), "- "),  # "— Sở Y tế" is "- Sở Y tế"
    (re.compile(r"-(?=[^\W\d_])"), "- "),  # "-Sở Y tế"
    (re.compile(r"[†‡]\s*(?=\w)"), "+ "),  # "† Rà soát" is "+ Rà soát"
    (re.compile(r"\+(?=[^\W\d_])"), "+ "),  # "+Rà soát"
    (re.compile(r"[l|]\s?(?=[.)]\s+[^\W\d_])"), "1"),  # "l. Mục đích" is "1. Mục đích"
    (re.compile(r"(?P<number>\d{1,2})\s?[,;:](?=\s+[A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯ])"), r"\g<number>."),  # "2, Sở Y tế"
    (re.compile(r"(?P<letter>[a-zđ])\s\)(?=\s)"), r"\g<letter>)"),  # "a ) Trách nhiệm"
    (re.compile(r"(?P<letter>[abceghik])[}\]](?=\s)"), r"\g<letter>)"),  # "b} Nhiệm vụ"
    (re.compile(r"[ðôöå]\)(?=\s)"), "đ)"),  # "ð) Phối hợp"
)
# "IL. NỘI DUNG" is "II. NỘI DUNG": no document has forty parts
_ROMAN = re.compile(r"(?=[^.]*[IVX])(?=[^.]*[Ll1|])[IVXLl1|]{2,5}(?=\.\s+[A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯ])")
_STROKE = re.compile(r"(?<=\d)[|lI](?=[\s\d.,/]|$)")  # "ngày 3| tháng 12" is "ngày 31 tháng 12"
_NUMBER = re.compile(r"(?P<number>\d{1,3})\s*[.,]?")
_HEAD = re.compile(r"(?:S?TT|Số)\.?", re.IGNORECASE)
_LONGEST_NUMBER = 4


def mended(text: str) -> str:
    """Return a line of OCR with the mark at its head, and strokes after figures, as they were surely printed."""
    text = _STROKE.sub("1", _roman(text))
    for pattern, printed in _HEADS:
        match = pattern.match(text)
        if match:
            return match.expand(printed) + text[match.end() :]
    return text


def _roman(text: str) -> str:
    match = _ROMAN.match(text)
    return re.sub("[Ll1|]", "I", match[0]) + text[match.end() :] if match else text


def with_numbers_mended(table: Spread) -> Spread:
    """Return a table whose first column counts its rows with the numbers there as they must have been: 1, z, 3 is 1, 2, 3.

    Only blank and short cells are mended, and only where the numbers round them leave one choice; they stay doubtful.
    """
    keys = list(dict.fromkeys(row[0] for row in table.rows if len(set(row)) > 1))
    cells = [(key, table.words.get(key, Marked("")).text) for key in keys]
    cells = [(key, text) for key, text in cells if len(text) <= _LONGEST_NUMBER and not _HEAD.fullmatch(text)]
    numbers = [_number(text) for _, text in cells]
    known = [number for number in numbers if number is not None]
    if len(known) < 2 or any(after <= before for before, after in pairwise(known)):
        return table
    words = dict(table.words)
    for (key, _), number, due in zip(cells, numbers, _counted(numbers), strict=True):
        if number is None and due is not None:
            words[key] = Marked(str(due), (Span(0, len(str(due))),))
    return replace(table, words=words)


def _number(text: str) -> int | None:
    match = _NUMBER.fullmatch(text)
    return int(match["number"]) if match else None


def _counted(numbers: Sequence[int | None]) -> list[int | None]:
    """Fill the gaps that exactly as many numbers are missing from: 1, ?, ?, 4; also 1 and on at the head of a column."""
    filled = list(numbers)
    places = [(-1, 0), *((place, number) for place, number in enumerate(numbers) if number is not None)]
    for (before, low), (after, high) in pairwise(places):
        if high - low == after - before:
            filled[before + 1 : after] = range(low + 1, high)
    return filled
