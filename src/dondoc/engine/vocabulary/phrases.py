"""A list of phrases → which of them begins at a place in a text, the longest first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


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
        end = at
        while end < len(folded) and folded[end].isalnum():
            end += 1
        for phrase, not_before in self._by_word.get(folded[at:end], ()):
            if folded.startswith(phrase, at):
                after = at + len(phrase)
                if not folded[after : after + 1].isalnum() and not (not_before and _starts_with_word(folded, after, not_before)):
                    return after
        return None


def _starts_with_word(folded: str, at: int, choices: tuple[str, ...]) -> bool:
    return any(folded.startswith(word, at) and not folded[at + len(word) : at + len(word) + 1].isalnum() for word in choices)
