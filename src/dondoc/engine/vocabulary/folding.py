"""Text → the same text in the spelling that names are compared in, character for character."""

from __future__ import annotations

import re
import unicodedata

# Old placement of the tone mark → new: "hoà" → "hòa", "uỷ" → "ủy"; not after q ("quý"), not before a letter ("hoàn").
_VOWELS = {"o": "àáảãạ èéẻẽẹ", "u": "ỳýỷỹỵ"}
_TONED = {"o": "òóỏõọ", "u": "ùúủũụ"}
_PLAIN = {"à": "a", "è": "e", "ỳ": "y"}


def _placements() -> dict[str, str]:
    pairs = {}
    for first, runs in _VOWELS.items():
        for run in runs.split():
            for index, vowel in enumerate(run):
                pairs[first + vowel] = _TONED[first][index] + _PLAIN[run[0]]
    return pairs


_PLACEMENT = _placements()
_OLD_PLACEMENT = re.compile(r"(?:o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])(?!\w)")
_SAME = (
    ("\n", " "), ("\t", " "), ("\r", " "), ("\u00a0", " "), ("\u2009", " "), ("\u202f", " "),
    ("–", "-"), ("—", "-"), ("‐", "-"), ("‑", "-"), ("−", "-"),
    ("“", '"'), ("”", '"'), ("‘", "'"), ("’", "'"),
)  # fmt: skip


def fold(text: str) -> str:
    """Return NFC `text` in lower case with plain dashes, quotes and spaces and tone marks in the new place.

    The result has the length of the text, so that a range in one is a range in the other: "Thanh Hoá – SỞ" →
    "thanh hóa - sở". Text that is not NFC is folded as it stands and will not match names.
    """
    for char, plain in _SAME:
        if char in text:
            text = text.replace(char, plain)
    return fold_plain(text)


def fold_plain(text: str) -> str:
    """Return `fold(text)` for a text whose dashes, quotes and spaces are plain already."""
    folded = text.lower()
    if len(folded) != len(text):  # "İ".lower() is two characters
        folded = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    if "qúy" in folded or "qũy" in folded:  # a frequent slip of the keyboard
        folded = folded.replace("qúy", "quý").replace("qũy", "quỹ")
    for pair in _PLACEMENT:  # a substring is found far faster than the pattern
        if pair in folded:
            return _OLD_PLACEMENT.sub(lambda match: _PLACEMENT[match.group()], folded)
    return folded


def key(name: str) -> str:
    """Return the folded, trimmed, single-spaced form under which a name is looked up, "&" read as "và"."""
    spaced = re.sub(r"\s*&\s*", " và ", fold(name))
    return re.sub(r"\s*-\s*", " - ", re.sub(r"\s+", " ", spaced)).strip(" .,;:")


def unaccented(folded: str) -> str:
    """Return folded text without its marks and with d for đ, as careless typing and poor scans leave it."""
    return "".join(char for char in unicodedata.normalize("NFD", folded) if not unicodedata.combining(char)).replace("đ", "d")
