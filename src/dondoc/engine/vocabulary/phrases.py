"""A list of phrases → which of them begins at a place in a text, the longest first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_WORD = re.compile(r"\w+")


class Phrases:
    """Phrases in folded spelling, found by their first word; `refused` names the words that must not follow each."""

    __slots__ = ("_by_word", "_compiled", "all")

    def __init__(self, phrases: Iterable[str], refused: Mapping[str, tuple[str, ...]] | None = None) -> None:
        self.all = frozenset(phrases)
        followers = refused or {}
        by_word: dict[str, list[str]] = {}
        for phrase in sorted(self.all, key=len, reverse=True):
            not_before = "".join(rf"(?! {re.escape(word)}(?!\w))" for word in followers.get(phrase, ()))
            by_word.setdefault(phrase.partition(" ")[0].rstrip(","), []).append(re.escape(phrase) + r"(?!\w)" + not_before)
        self._by_word = {word: "|".join(patterns) for word, patterns in by_word.items()}
        self._compiled: dict[str, re.Pattern[str]] = {}

    def end_at(self, folded: str, at: int) -> int | None:
        """Return the end of the longest phrase that stands at `at` as whole words, or `None`."""
        word = _WORD.match(folded, at)
        if word is None or word.group() not in self._by_word:
            return None
        found = self._pattern(word.group()).match(folded, at)
        return found.end() if found is not None else None

    def _pattern(self, word: str) -> re.Pattern[str]:
        """Compile what a word opens when a text first holds it: most words never come up."""
        if word not in self._compiled:
            self._compiled[word] = re.compile(self._by_word[word])
        return self._compiled[word]

    def phrase_at(self, folded: str, at: int) -> str:
        """Return the longest phrase that stands at `at`; `LookupError` where none does."""
        end = self.end_at(folded, at)
        if end is None:
            raise LookupError(folded[at:])
        return folded[at:end]
