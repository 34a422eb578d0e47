"""Turns the vocabulary's table of bounds into the readings of the words around a number."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dondoc.engine.vocabulary.loading import table, words


@dataclass(frozen=True, slots=True)
class Comparator:
    """One way to say how a number binds; `strict` words make a number a target by themselves."""

    op: str
    strict: bool


def _load() -> tuple[dict[str, Comparator], dict[str, Comparator]]:
    before: dict[str, Comparator] = {}
    after: dict[str, Comparator] = {}
    for entry in table("bounds").values():
        comparator = Comparator(str(entry["op"]), entry["strict"] is True)
        before.update(dict.fromkeys(words(entry, "before"), comparator))
        after.update(dict.fromkeys(words(entry, "after"), comparator))
    return before, after


_BEFORE, _AFTER = _load()


def _alternatives(phrases: dict[str, Comparator]) -> str:
    return "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))


# "tối thiểu " right before a number, with "là", "khoảng", "từ", "đạt" between.
_BEFORE_NUMBER = re.compile(rf"(?:^|(?<=[\s(*$]))({_alternatives(_BEFORE)})(?:\s+(?:là|khoảng|đạt|từ|được|có|mức))*[\s$*]*$")
_AFTER_NUMBER = re.compile(rf"[\s$*]*(?:\w+\s)?({_alternatives(_AFTER)})")
STRICT_WORDS = tuple(word for word, comparator in _BEFORE.items() if comparator.strict)
"""The words that make a number a target wherever they stand before it."""
_WINDOW = 40


def comparator(folded: str, start: int, end: int) -> Comparator | None:
    """Return how the number at `folded[start:end]` binds by the words before or after it, `None` where they say nothing."""
    found = _BEFORE_NUMBER.search(folded[max(start - _WINDOW, 0) : start])
    before = _BEFORE[found[1]] if found else None
    if before is not None and before.strict:
        return before
    followed = _AFTER_NUMBER.match(folded, end)
    return _AFTER[followed[1]] if followed else before
