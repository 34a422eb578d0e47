"""Turns the numbers of a workbook and their formats into what a Vietnamese reader sees: dates, percentages, decimal commas."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

GENERAL = "General"
# ECMA-376 part 1, 18.8.30: formats that every workbook has; 14-22 and 27-58 are dates and times in the writer's language.
_BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "dd/mm/yyyy", 15: "dd/mm/yy", 16: "dd/mm", 17: "mm/yy",
    18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss", 22: "dd/mm/yyyy h:mm", 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00",
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss",
} | dict.fromkeys([*range(27, 37), *range(50, 59)], "dd/mm/yyyy")  # fmt: skip

# '0" ngày"' → the digits and a literal; '[$-42A]dd/mm/yyyy;@' → a date
_TOKEN = re.compile(
    r"""
      "(?P<quoted>[^"]*)"
    | \\(?P<escaped>.)
    | (?P<elapsed>\[(?:h+|m+|s+)\])
    | \[\$(?P<currency>[^\]-]*)[^\]]*\]
    | \[[^\]]*\]
    | _.
    | \*.
    | (?P<digits>[0\#?](?:[0\#?,]*[0\#?])?(?:\.[0\#?]*)?)
    | (?P<percent>%)
    | (?P<date>[dmyhs]+)
    | (?P<other>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_LONGEST_CODE = 255
_LAST_DAY = 2_958_465  # 31/12/9999
_SIGNIFICANT = 15


@dataclass(frozen=True, slots=True)
class _Code:
    """One number format: `dates` are its date letters ("dmy", "hm"), else literals around digits."""

    dates: str = ""
    before: str = ""
    after: str = ""
    digits: str = ""
    percent: bool = False


def format_code(number: int, custom: str | None) -> str:
    """Return the format code of a format's number: the workbook's own where it has one, else the built-in one."""
    return custom if custom is not None else _BUILT_IN.get(number, GENERAL)


def printed(value: float, code: str, *, since_1904: bool = False) -> str:
    """Return a number as it is read: 45658 under a date format is "01/01/2025", 0.955 under "0.0%" is "95,5%", 3.0 is "3".

    Of a date only what the format shows is printed ("mm/yyyy" shows no day). Thousands are not grouped.
    """
    if not math.isfinite(value):
        return str(value)
    parsed = _parse(code[:_LONGEST_CODE])
    if parsed.dates:
        return _date(value, parsed.dates, since_1904) or _plain(value)
    if not parsed.digits:
        return _plain(value)
    scaled = Decimal(repr(value)) * (100 if parsed.percent else 1)
    return f"{parsed.before}{_digits(scaled, parsed.digits)}{parsed.after}".strip()


@lru_cache(maxsize=512)
def _parse(code: str) -> _Code:
    if code.lower().startswith("general") or code == "@":
        return _Code()
    dates = before = after = digits = ""
    percent = False
    for token in _TOKEN.finditer(_first_section(code)):
        kind, text = token.lastgroup, token[token.lastgroup] if token.lastgroup else ""
        if kind in ("date", "elapsed"):
            dates += text.strip("[]")[:1].lower()
        elif kind == "digits" and not digits:
            digits = text
        elif kind in ("quoted", "escaped", "currency", "percent") or kind == "other" and text not in ",.;":
            percent = percent or kind == "percent"
            before, after = (before, after + text) if digits else (before + text, after)
    if dates and not digits:
        return _Code(dates=dates)
    if "e" in (before + after).lower() and re.search(r"[0#]E[+-]", code, re.IGNORECASE):
        return _Code()  # "0.00E+00": nobody wants 1,2E+06 in a plan
    return _Code("", before, after, digits, percent)


def _first_section(code: str) -> str:
    """The part for positive numbers: up to the first semicolon outside quotes."""
    quoted = False
    for index, letter in enumerate(code):
        if letter == '"':
            quoted = not quoted
        elif letter == ";" and not quoted:
            return code[:index]
    return code


def _digits(value: Decimal, pattern: str) -> str:
    whole_part, _, fraction = pattern.partition(".")
    wanted = min(len(fraction), _SIGNIFICANT)
    if abs(value) >= Decimal(10) ** 28:  # beyond what quantize can hold
        return str(value)
    text = f"{value.quantize(Decimal(1).scaleb(-wanted), ROUND_HALF_UP):f}"
    sign, text = ("-", text[1:]) if text.startswith("-") else ("", text)
    integer, _, decimals = text.partition(".")
    least = fraction.count("0")
    while len(decimals) > least and decimals.endswith("0"):
        decimals = decimals[:-1]
    # "000": a code with leading zeros
    integer = integer.zfill(whole_part.count("0")) if "," not in whole_part else integer
    sign = sign if (integer + decimals).strip("0") else ""
    return f"{sign}{integer},{decimals}" if decimals else f"{sign}{integer}"


def _plain(value: float) -> str:
    if value == int(value) and abs(value) < 10**_SIGNIFICANT:
        return str(int(value))
    text = f"{value:.{_SIGNIFICANT}g}"
    if "e" in text and abs(value) < 1:
        text = f"{Decimal(text):f}"
    return text.replace(".", ",")


def _date(value: float, letters: str, since_1904: bool) -> str:
    if not 0 <= value <= _LAST_DAY:
        return ""
    # Excel takes 1900 for a leap year: days before 1/3/1900 count from one day later.
    origin = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 31 if value < 60 else 30)
    try:
        moment = origin + timedelta(seconds=round(value * 86_400))
    except OverflowError:
        return ""
    day, year, hour = "d" in letters, "y" in letters, "h" in letters or "s" in letters
    clock = f"{moment:%H:%M}"
    if hour and not day and not year:
        return clock
    if day:
        date = f"{moment.day:02d}/{moment.month:02d}/{moment.year:04d}" if year else f"{moment.day:02d}/{moment.month:02d}"
    else:
        date = f"{moment.month:02d}/{moment.year:04d}" if "m" in letters else f"{moment.year:04d}"
    return f"{date} {clock}" if hour and (moment.hour or moment.minute) else date


def column_number(reference: str) -> int:
    """Return the 1-based column of a cell reference: "AB12" is 28; 0 where it names none."""
    number = 0
    for letter in reference[:4].upper():
        if not "A" <= letter <= "Z":
            break
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def row_number(reference: str) -> int:
    """Return the row of a cell reference: "AB12" is 12; 0 where it names none."""
    digits = reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz$")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 9 else 0


@dataclass(frozen=True, slots=True)
class CellStyles:
    """What the cell formats of a workbook say, by their place in the list that cells refer to."""

    codes: Sequence[str]
    fonts: Sequence[str | None]

    def code(self, index: int) -> str:
        """Return the number format of cell format `index`."""
        return self.codes[index] if 0 <= index < len(self.codes) else GENERAL

    def font(self, index: int) -> str | None:
        """Return the font of cell format `index` where it is a legacy or symbol font."""
        return self.fonts[index] if 0 <= index < len(self.fonts) else None
