"""A list of phrases → which of them begins at a place in a text, the longest first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_WORD = re.compile(r"\w+")


class Phrases:
    """Phrases in folded spelling, found by their first word; `refused` names the words that must not follow each."""

    __slots__ = ("_by_word", "all")

    def __init__(self, phrases: Iterable[str], refused: Mapping[str, tuple[str, ...]] | None = None) -> None:
        self.all = frozenset(phrases)
        followers = refused or {}
        self._by_word: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        for phrase in sorted(self.all, key=len, reverse=True):
            not_before = tuple(" " + word for word in followers.get(phrase, ()))
            self._by_word.setdefault(phrase.partition(" ")[0].rstrip(","), []).append((phrase, not_before))

    def end_at(self, folded: str, at: int) -> int | None:
        """Return the end of the longest phrase that stands at `at` as whole words, or `None`."""
        word = _WORD.match(folded, at)
        if word is None:
            return None
        for phrase, refused in self._by_word.get(word.group(), ()):
            if folded.startswith(phrase, at):
                after = at + len(phrase)
                if folded[after : after + 1].isalnum() or (refused and _starts_with_word(folded, after, refused)):
                    continue
                return after
        return None

    def phrase_at(self, folded: str, at: int) -> str:
        """Return the longest phrase that stands at `at`; `LookupError` where none does."""
        end = self.end_at(folded, at)
        if end is None:
            raise LookupError(folded[at:])
        return folded[at:end]


def _starts_with_word(folded: str, at: int, choices: tuple[str, ...]) -> bool:
    if not folded.startswith(choices, at):
        return False
    return any(folded.startswith(word, at) and not folded[at + len(word) : at + len(word) + 1].isalnum() for word in choices)
