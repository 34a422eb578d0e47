"""Turns a run of text and the name of its font into the Unicode that a reader sees: legacy Vietnamese fonts and symbol fonts."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from dondoc.engine.sources import legacy

# A real name is shorter; the rest of a hostile one is not looked at.
_LONGEST_NAME = 64
_SYMBOL_FONTS = ("symbol", "wingdings", "webdings")

_PRIVATE = 0xF000
# Adobe's Symbol encoding, as far as directives use it: "≥ 95 %" typed through the symbol box.
_SYMBOL = {
    0xA3: "≤", 0xA5: "∞", 0xAE: "→", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xDE: "⇒",
    0x2D: "−", 0xB7: "-", 0xA8: "-", 0xD7: "·", 0xE5: "∑",
}  # fmt: skip
# Wingdings: arrows, ticks and boxes keep their sense, round, square and pointed bullets are a dash.
_WINGDINGS = {
    0xE0: "→", 0xE8: "→", 0xF0: "→", 0xDF: "←", 0xFC: "✓", 0xFB: "✗", 0xFE: "☑", 0xFD: "☒", 0x6F: "☐", 0xA8: "☐", 0x70: "☐", 0x71: "☐",
    0x6C: "-", 0x6E: "-", 0x74: "-", 0x75: "-", 0x76: "-", 0x77: "-", 0x9F: "-", 0xA7: "-", 0xAB: "-", 0xB2: "-", 0xB7: "-", 0xD8: "-",
}  # fmt: skip

# What no reader sees, or sees as a space or a line break.
_INVISIBLE = dict.fromkeys([0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), 0xFEFF])
_SPACES = dict.fromkeys([0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " ")
_BREAKS = dict.fromkeys([0x0B, 0x0C, 0x0D, 0x1C, 0x1D, 0x1E, 0x85, 0x2028, 0x2029], "\n")
_UNSEEN = _INVISIBLE | _SPACES | _BREAKS
_ODD = re.compile("[" + "".join(map(re.escape, map(chr, _UNSEEN))) + "\ue000-\uf8ff]")
# A sign of an unknown symbol font is a bullet at the beginning of a line and nothing elsewhere.
_BULLET_SIGN = re.compile("^[ \t]*[\ue000-\uf8ff]+[ \t]*", re.MULTILINE)
_LOST_SIGN = re.compile("[\ue000-\uf8ff]")


def is_special(font: str) -> bool:
    """Tell whether text in the named font needs `shown`."""
    return _is_special(font[:_LONGEST_NAME])


@lru_cache(maxsize=1024)
def _is_special(font: str) -> bool:
    return legacy.is_legacy_font(font) or font.lower().startswith(_SYMBOL_FONTS)


def shown(text: str, font: str) -> str:
    """Return `text` as the named font shows it: TCVN3 and VNI decoded, signs of symbol fonts as Unicode, else as it is."""
    font = font[:_LONGEST_NAME]
    family = font.lower()
    if family.startswith("symbol"):
        return "".join(_sign(letter, _SYMBOL, 0xA1) for letter in text)
    if family.startswith(_SYMBOL_FONTS):
        return "".join(_sign(letter, _WINGDINGS, 0x21) for letter in text)
    return legacy.from_font(text, font)


def _sign(letter: str, signs: dict[int, str], first: int) -> str:
    """Word keeps signs as U+F0xx; other programs leave the code itself, which below `first` is taken as a plain letter."""
    code = ord(letter)
    if _PRIVATE <= code <= _PRIVATE + 0xFF:
        code -= _PRIVATE
    elif not first <= code <= 0xFF:
        return letter
    return signs.get(code, chr(_PRIVATE + code))


def tidy(text: str) -> str:
    """Return text ready for a paragraph or cell: composed (NFC), invisible signs dropped, each line stripped, none blank."""
    if _ODD.search(text):
        text = _LOST_SIGN.sub("", _BULLET_SIGN.sub("- ", text.translate(_UNSEEN)))
    text = unicodedata.normalize("NFC", text)
    if "\n" not in text:
        return text.strip()
    return "\n".join(line for line in map(str.strip, text.split("\n")) if line)
