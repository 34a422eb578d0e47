"""Turns numbered blocks without printed numbers into the numbers that Vietnamese documents count by (Appendix I, II.6)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dondoc.engine.writing.official.blocks import Block, Level, Numbered

# The letters of points: no f, j, w, z, and none with a mark but đ.
LETTERS = "abcdđeghiklmnopqrstuvxy"
_ROMAN = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
# A level begins anew below each of those before it; articles run through the whole document.
_ORDER = tuple(Level)
_NEVER_ANEW = {Level.PART, Level.ARTICLE}
_WORDS = {Level.PART: "Phần", Level.CHAPTER: "Chương", Level.SECTION: "Mục", Level.SUBSECTION: "Tiểu mục"}


def numbers(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield the number of each block as printed, "" for a block without one."""
    counts = dict.fromkeys(Level, 0)
    for block in blocks:
        if not isinstance(block, Numbered):
            yield ""
            continue
        counts[block.level] += 1
        for lower in _ORDER[_ORDER.index(block.level) + 1 :]:
            if lower not in _NEVER_ANEW:
                counts[lower] = 0
        yield block.number if block.number is not None else _number(block.level, counts)


def roman(value: int) -> str:
    """Return a number from 1 up in Roman figures."""
    figures = ""
    for worth, sign in _ROMAN:
        figures += sign * (value // worth)
        value %= worth
    return figures


def letter(value: int) -> str:
    """Return the letter of the point with that number: a, b, c, d, đ, e, g …, after the last "aa", "ab" …."""
    more, place = divmod(value - 1, len(LETTERS))
    return (letter(more) if more else "") + LETTERS[place]


def _number(level: Level, counts: dict[Level, int]) -> str:
    value = counts[level]
    match level:
        case Level.PART | Level.CHAPTER:
            return f"{_WORDS[level]} {roman(value)}"
        case Level.SECTION | Level.SUBSECTION:
            return f"{_WORDS[level]} {value}"
        case Level.ARTICLE:
            return f"Điều {value}."
        case Level.ROMAN:
            return f"{roman(value)}."
        case Level.CLAUSE:
            return f"{value}."
        case Level.DECIMAL:
            return f"{max(counts[Level.CLAUSE], 1)}.{value}."
        case Level.POINT:
            return f"{letter(value)})"
        case Level.DASH:
            return "-"
        case _:
            return "+"
