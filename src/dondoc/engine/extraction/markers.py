"""Turns the beginning of a paragraph into its marker: the printed number, letter or bullet, and its style."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Family(StrEnum):
    """What kind of marker it is; bullets hold no numbered parts, parts hold everything."""

    PART = "part"
    NUMBER = "number"
    BULLET = "bullet"


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker as printed, e.g. `1.2.`; `style` is equal for markers of one series; the words begin at `end`.

    `ordinal` is its place in the series counted from 1 (`đ)` is 5, `IV.` is 4, `1.2.` is 2), `None` for bullets.
    """

    printed: str
    style: str
    family: Family
    end: int
    ordinal: int | None = None


# Points run in Vietnamese letters (Decree 30/2020, Annex I); f, j, w, z do not occur, but Word's own lists print them.
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_MARKER = re.compile(
    r"""
    \s*
    (?:
      (?P<bullet>[-+*•●○▪■◦❖►➢✓·\uf0b7\uf0a7\uf02d])\s*(?=\S)                               # - + * •
    | (?P<part>(?P<word>phần|chương|mục|tiểu\ mục|điều|phụ\ lục(?:\ số)?|biểu(?:\ số)?|mẫu(?:\ số)?)\s+
        (?P<part_no>\d{1,3}|[ivxlc]{1,7}|[a-hđ]|thứ\ \w+)(?!\w)\s*[.:/)]?\s*)             # Phần I.   Điều 3.   Phụ lục số 01:
    | (?P<dotted>\d{1,2}(?:\s?\.\s?\d{1,2}){1,4})(?!\d|\.\d|\s?%)\s*(?P<dotted_end>[.)/:]*)\s*(?=\D)  # 1.1.  1.1.1  2.10)
    | (?P<number>\d{1,3})\s?(?P<number_end>[.)/]|\s?-(?=\s))(?!\d)\s*                       # 1.  1)  1/
    | (?P<roman>[ivxl]{1,6})\s?(?P<roman_end>[./)]|\s?-(?=\s))(?=\s|$)\s*                   # IV.  I/  (capitals are asked for below)
    | (?P<letter>[a-zđ])(?P<letter_no>\.?\d{1,2})?\s?(?P<letter_end>[.)]{1,2})(?=\s|$|[^\W\d_])\s*  # a)  a1.  a.2.  b).  A.
    | \((?P<paren>\d{1,2}|[ivx]{1,5}|[a-zđ])\)\s*                                          # (1)  (i)  (a)
    | (?P<ordinal>(?:thứ\ (?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)|(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\ là))\s*[,:]\s*
    )
    """,
    re.VERBOSE,
)
_WORDS = ("nhất một", "hai", "ba", "tư bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
_BULLETS = {"•": "-", "●": "-", "▪": "-", "■": "-", "\uf0b7": "-", "\uf0a7": "-", "\uf02d": "-", "·": "-", "○": "+", "◦": "+"}
_MAYBE_MARKER = frozenset("0123456789ivxlc-+*•●○▪■◦❖►➢✓·\uf0b7\uf0a7\uf02d(ptcmđb" + _LETTERS + "fjwz")


def read_marker(text: str, folded: str) -> Marker | None:
    """Return the marker that opens `text` (`folded` is its key of the same length), `None` where there is none."""
    if not folded or folded[0] not in _MAYBE_MARKER:
        return None
    match = _MARKER.match(folded)
    if match is None:
        return None
    printed = text[: match.end()].strip()
    if match["bullet"]:
        return Marker(printed, _BULLETS.get(match["bullet"], match["bullet"]), Family.BULLET, match.end())
    if match["part"]:
        return _part(match, printed)
    if match["dotted"]:
        return _dotted(match, printed)
    if match["number"]:
        return Marker(printed, "1" + match["number_end"].strip(), Family.NUMBER, match.end(), int(match["number"]))
    if match["roman"] and text[match.start("roman")].isupper():
        return Marker(printed, "I", Family.NUMBER, match.end(), _roman(match["roman"]))
    if match["paren"]:
        return Marker(printed, "(" + _kind_of(match["paren"]), Family.NUMBER, match.end(), _value(match["paren"]))
    if match["ordinal"]:
        return Marker(printed, "thứ", Family.NUMBER, match.end(), _word(match["ordinal"]))
    return _lettered(text, match, printed)


def _part(match: re.Match[str], printed: str) -> Marker:
    number = match["part_no"]
    return Marker(printed, match["word"].split(" số")[0], Family.PART, match.end(), _value(number))


def _dotted(match: re.Match[str], printed: str) -> Marker:
    numbers = [int(piece) for piece in match["dotted"].split(".")]
    return Marker(printed, "1" + ".1" * (len(numbers) - 1), Family.NUMBER, match.end(), numbers[-1])


def _lettered(text: str, match: re.Match[str], printed: str) -> Marker | None:
    """Read `a)`, `a1.`, `A.`; a lower-case Roman number written `i)` counts as a letter, as the law counts it."""
    start = match.start("letter") if match["letter"] else match.start("roman")
    letter = match["letter"] or match["roman"]
    if len(letter) > 1 or (match["roman_end"] or ")")[0] not in ".)":
        return None
    if match["letter_no"]:
        return Marker(printed, "a1", Family.NUMBER, match.end(), int(match["letter_no"].lstrip(".")))
    case = "A" if text[start].isupper() else "a"
    ordinal = _LETTERS.index(letter) + 1 if letter in _LETTERS else None
    return Marker(printed, case, Family.NUMBER, match.end(), ordinal)


def _kind_of(number: str) -> str:
    if number.isdigit():
        return "1"
    return "i" if set(number) <= set("ivx") else "a"


def _value(number: str) -> int | None:
    if number.isdigit():
        return int(number)
    if len(number) == 1 and number in _LETTERS and number not in "ivx":
        return _LETTERS.index(number) + 1
    if set(number) <= set(_ROMAN):
        return _roman(number)
    return _word(number)


def _roman(number: str) -> int:
    """Return the value of a Roman number in lower case."""
    values = [_ROMAN[char] for char in number]
    return sum(-value if value < max(values[index:]) else value for index, value in enumerate(values))


def _word(words: str) -> int | None:
    for value, names in enumerate(_WORDS, 1):
        if any(name in words.split() for name in names.split()):
            return value
    return None
