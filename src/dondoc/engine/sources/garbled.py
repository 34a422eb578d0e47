"""Turns the text of a page into a judgement whether its text layer is what the page shows or is broken."""

from __future__ import annotations

import re

from dondoc.engine.sources.syllables import is_syllable, share

_FEW_WORDS = 12
_LEAST_SHARE = 0.68  # of words that are Vietnamese syllables; the genre has more than 0.9, English about 0.3
_MOST_SPLIT = 0.025  # of words that are a lone end of a syllable: "TRIỂ N"
_MOST_STRANGE = 0.08  # of all signs
# Private-use letters, the replacement sign and controls: what a font without a map to Unicode gives
_STRANGE = re.compile("[\ue000-\uf8ff\ufffd\uffff\x00-\x08\x0b\x0c\x0e-\x1f]")
_ENDS = frozenset({"n", "ng", "nh", "m", "c", "ch", "t", "p"})
_LONE_END = re.compile(r"(?<=[^\W\d_])\ (?:[nctpm]|ng|nh|ch)(?![\w.)/,;-])", re.VERBOSE | re.IGNORECASE)
# A syllable, a space and the lone letters that may be its end; not the letter of a point: "điểm c)", "khoản a, c"
_SPLIT = re.compile(r"(?<!\w)(?P<head>[^\W\d_]{1,6})\ (?P<end>[^\W\d_]{1,2})(?![\w.)/,;-])", re.VERBOSE)


def is_garbled(text: str) -> bool:
    """Tell whether most words are no Vietnamese: wrong encoding, lost marks, letters shifted. Too few words are never judged."""
    words = sum(map(str.isalpha, text.split()))
    if len(_STRANGE.findall(text)) > _MOST_STRANGE * max(40, len(text)):
        return True
    return words >= _FEW_WORDS and share(text) < _LEAST_SHARE


def is_split(text: str) -> bool:
    """Tell whether words have spaces inside them: "TRIỂ N KHAI", "HƯỚ NG DẪ N"."""
    words = len(text.split())
    # Few texts have so many lone ends: only those are looked at word by word.
    if sum(1 for _ in _LONE_END.finditer(text)) <= _MOST_SPLIT * words:
        return False
    return words >= _FEW_WORDS and sum(1 for match in _SPLIT.finditer(text) if _joins(match)) > _MOST_SPLIT * words


def unsplit(text: str) -> str:
    """Return text without the spaces inside words: "TRIỂ N KHAI" becomes "TRIỂN KHAI"."""
    return _SPLIT.sub(lambda match: match["head"] + match["end"] if _joins(match) else match[0], text)


def _joins(match: re.Match[str]) -> bool:
    """Whether the head is the beginning of a syllable that its end makes whole, and the end is no word of its own."""
    head, end = match["head"], match["end"]
    return end.lower() in _ENDS and head.isupper() == end.isupper() and is_syllable(head + end) and not is_syllable(end)
