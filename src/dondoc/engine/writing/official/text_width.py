"""Turns a line of text into its width in Times New Roman, so that rules and breaks fit what stands above them."""

from __future__ import annotations

import unicodedata
from itertools import combinations

from dondoc.engine.writing.official.measures import POINTS_PER_MM

# Widths of U+0020 to U+007E in thousandths of the size: Times New Roman's own, which metric-compatible fonts share.
_REGULAR = (
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 278,
    278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722,
    722, 944, 722, 722, 611, 333, 278, 333, 469, 500, 333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500,
    500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
)  # fmt: skip
_BOLD = (
    250, 333, 555, 500, 500, 1000, 833, 278, 333, 333, 500, 570, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 333,
    333, 570, 570, 570, 500, 930, 722, 667, 722, 722, 667, 611, 778, 778, 389, 500, 778, 667, 944, 722, 778, 611, 778, 722, 556, 667, 722,
    722, 1000, 722, 722, 667, 333, 278, 333, 581, 500, 333, 500, 556, 444, 556, 444, 333, 500, 556, 278, 333, 556, 278, 833, 556, 500, 556,
    556, 444, 389, 333, 556, 500, 722, 500, 500, 444, 394, 220, 394, 520,
)  # fmt: skip
_OTHER = {"Đ": "D", "đ": "d", "–": "n", "“": "<", "”": "<", "…": "M"}
_MOST_BREAKS = 3
# A line does not end in one of these: "SỞ NÔNG NGHIỆP / VÀ MÔI TRƯỜNG".
_LEANS_ON_NEXT = {"VÀ", "VỀ", "CỦA", "và", "về", "của", "-", "–"}


def width(text: str, size: float, *, bold: bool) -> float:
    """Return the width of `text` in millimetres."""
    table = _BOLD if bold else _REGULAR
    total = 0
    for char in unicodedata.normalize("NFD", text):
        if not unicodedata.combining(char):
            place = ord(_OTHER.get(char, char)) - 32
            total += table[place] if 0 <= place < len(table) else 722
    return total * size / 1000 / POINTS_PER_MM


def balanced(text: str, size: float, *, within: float, bold: bool) -> str:
    """Return `text` with breaks ("\\n") that make lines of about one length, none wider than `within` millimetres where that can be."""
    if width(text, size, bold=bold) <= within:
        return text
    words = text.split()
    for breaks in range(1, min(_MOST_BREAKS, len(words) - 1) + 1):
        best = min((_laid(words, places) for places in _places(words, breaks)), key=lambda lines: _unevenness(lines, size, bold))
        if max(width(line, size, bold=bold) for line in best) <= within:
            return "\n".join(best)
    return text


def _places(words: list[str], breaks: int) -> list[tuple[int, ...]]:
    if len(words) > 24:  # a name so long is left to the program that shows it
        return [tuple(round(len(words) * part / (breaks + 1)) for part in range(1, breaks + 1))]
    return list(combinations(range(1, len(words)), breaks))


def _laid(words: list[str], places: tuple[int, ...]) -> tuple[str, ...]:
    ends = (0, *places, len(words))
    return tuple(" ".join(words[start:end]) for start, end in zip(ends, ends[1:], strict=False))


def _unevenness(lines: tuple[str, ...], size: float, bold: bool) -> float:
    leaning = sum(line.rsplit(" ", 1)[-1] in _LEANS_ON_NEXT for line in lines[:-1])
    return max(width(line, size, bold=bold) for line in lines) + 1000 * leaning
