"""An old and a new text → their differences word by word, as a person reads them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import Indel

# "hồ ", "sơ", "30/6/2025", "80%", ",", a blank line
_TOKEN = re.compile(r"\s+|\d+(?:[./,]\d+)*%?|[^\W\d_]+|.", re.DOTALL)
_HAS_WORD = re.compile(r"\w")


class PieceKind(StrEnum):
    """Whether a piece of text stands in both texts, in the old one only or in the new one only."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text and where it stands."""

    kind: PieceKind
    text: str


@dataclass(frozen=True, slots=True)
class _Run:
    """Tokens of the old and of the new text that stand for one another; `same` where they are equal."""

    old: tuple[str, ...]
    new: tuple[str, ...]
    same: bool


def word_changes(old: str, new: str) -> tuple[Piece, ...]:
    """Return the pieces of both texts in order, what was removed before what was added in its place.

    The same and the removed pieces join to `old`, the same and the added ones to `new`. Whole words, numbers and dates change,
    not letters in them; a lone word that chance left between two changes is part of the change.
    """
    runs = _merged(list(_runs(_tokens(old), _tokens(new))), _is_blank)
    return tuple(piece for run in _merged(runs, _is_lone_word) for piece in _pieces(run))


def _tokens(text: str) -> tuple[str, ...]:
    return tuple(_TOKEN.findall(text))


def _runs(old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[_Run]:
    """Yield equal runs and changed runs by turns."""
    at_old = at_new = 0
    for block in Indel.opcodes(old, new).as_matching_blocks():
        if block.a > at_old or block.b > at_new:
            yield _Run(old[at_old : block.a], new[at_new : block.b], same=False)
        if block.size:
            yield _Run(old[block.a : block.a + block.size], new[block.b : block.b + block.size], same=True)
        at_old, at_new = block.a + block.size, block.b + block.size


def _merged(runs: list[_Run], is_chance: Callable[[_Run, _Run, _Run], bool]) -> list[_Run]:
    """Join two changes and what stands between them where that is the same by chance."""
    merged: list[_Run] = []
    for index, run in enumerate(runs):
        if run.same and 0 < index < len(runs) - 1 and is_chance(merged[-1], run, runs[index + 1]):
            run = _Run(run.old, run.new, same=False)
        if merged and merged[-1].same == run.same:
            last = merged.pop()
            run = _Run(last.old + run.old, last.new + run.new, same=run.same)
        merged.append(run)
    return merged


def _is_blank(_before: _Run, same: _Run, _after: _Run) -> bool:
    """A blank or a mark: "|Y tế|" is one change, not "|Y| |tế|"."""
    return _words(same.old) == 0 and not any("\n" in token for token in same.old)


def _is_lone_word(before: _Run, same: _Run, after: _Run) -> bool:
    return _words(same.old) == 1 and min(_most_words(before), _most_words(after)) > 1


def _words(tokens: tuple[str, ...]) -> int:
    return sum(_HAS_WORD.match(token) is not None for token in tokens)


def _most_words(run: _Run) -> int:
    return max(_words(run.old), _words(run.new))


def _pieces(run: _Run) -> Iterator[Piece]:
    if run.same:
        yield Piece(PieceKind.SAME, "".join(run.old))
        return
    for kind, tokens in ((PieceKind.REMOVED, run.old), (PieceKind.ADDED, run.new)):
        if tokens:
            yield Piece(kind, "".join(tokens))
