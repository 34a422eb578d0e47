"""Turns a count into the numeral that Word prints for a numbering format: 4 is "d", "iv", "IV", "04" or "bốn"."""

from __future__ import annotations

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"),
    (4, "iv"), (1, "i"),
)  # fmt: skip
_LARGEST_ROMAN = 3999
_ALPHABET = 26
# After "z" Word prints "aa", "bb", … up to thirty equal letters.
_LARGEST_LETTER = 30 * _ALPHABET
_UNITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def numeral(value: int, format_name: str, *, digits: int = 1) -> str:
    """Return `value` in a format of Open XML (ST_NumberFormat), with at least `digits` digits where it has digits.

    Formats of other scripts than Vietnamese directives use, and values that a format cannot show, are given as decimal.
    """
    decimal = str(value).zfill(digits)
    match format_name:
        case "none":
            return ""
        case "decimalZero":
            return str(value).zfill(2)
        case "lowerRoman":
            return roman(value) or decimal
        case "upperRoman":
            return roman(value).upper() or decimal
        case "lowerLetter":
            return _letter(value) or decimal
        case "upperLetter":
            return _letter(value).upper() or decimal
        case "vietnameseCounting":
            return _words(value) or decimal
        case "numberInDash":
            return f"- {decimal} -"
        case _:
            return decimal


def roman(value: int) -> str:
    """Return a number from 1 to 3999 in small Roman numerals, "" outside."""
    if not 0 < value <= _LARGEST_ROMAN:
        return ""
    printed = ""
    for size, sign in _ROMAN:
        times, value = divmod(value, size)
        printed += sign * times
    return printed


def _letter(value: int) -> str:
    if not 0 < value <= _LARGEST_LETTER:
        return ""
    times, place = divmod(value - 1, _ALPHABET)
    return chr(ord("a") + place) * (times + 1)


def _words(value: int) -> str:
    """Return a number from 1 to 99 in words: 15 is "mười lăm", 21 "hai mươi mốt", 24 "hai mươi bốn"."""
    if not 0 < value < 100:
        return ""
    tens, unit = divmod(value, 10)
    if tens == 0:
        return _UNITS[unit]
    head = "mười" if tens == 1 else f"{_UNITS[tens]} mươi"
    if unit == 0:
        return head
    tail = "lăm" if unit == 5 else "mốt" if unit == 1 and tens > 1 else _UNITS[unit]
    return f"{head} {tail}"
