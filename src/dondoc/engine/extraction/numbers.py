"""Turns a number as Vietnamese offices print it into its value."""

from __future__ import annotations

import re

# "6.200", "83,78", "2.989,5", "77.21", "05"; a point or comma that ends a sentence is no part of it.
NUMBER = r"[0-9]{1,15}(?:[.,][0-9]{1,15}){0,6}"
# "6.200", "1.250.000": a point before exactly three digits parts thousands, unless the number begins with 0.
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+")
# "1,250,000": as the English do; one comma alone is a decimal comma.
_ENGLISH_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3}){2,}(?:\.[0-9]+)?")
_WORDS = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?")
# Longer than any count or sum of money; a run of digits beyond it is a code.
_LONGEST = 20
WORD_VALUES = {word: float(value) for value, word in enumerate(_WORDS, start=1)}
"""What the numerals one to ten stand for where a plan writes them out ("tối thiểu một lần/năm")."""


def value(printed: str) -> float | None:
    """Return the value of `printed` (digits, or a numeral in lower case), `None` where it is no number.

    The comma is the decimal mark; a point before exactly three digits parts thousands, any other point is a decimal
    point (`6.200` is 6200, `77.21` is 77.21).
    """
    if printed in WORD_VALUES:
        return WORD_VALUES[printed]
    if len(printed) > _LONGEST:
        return None
    whole, comma, fraction = printed.partition(",")
    if _ENGLISH_THOUSANDS.fullmatch(printed):
        plain = printed.replace(",", "")
    elif _THOUSANDS.fullmatch(whole):
        plain = whole.replace(".", "") + (f".{fraction}" if comma else "")
    else:
        plain = printed.replace(",", ".")
    return float(plain) if _PLAIN.fullmatch(plain) else None
