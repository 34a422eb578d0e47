"""The tasks of an old and of a new reading or edition → which is which, what was dropped and what was added."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Indel
from rapidfuzz.process import cdist

from dondoc.engine.comparing.item import Item
from dondoc.engine.comparing.pairing import best_pairs
from dondoc.engine.comparing.wording import folded_text, letter_coded, nearly, words
from dondoc.engine.vocabulary.folding import fold

# Half of the words in the same order is far above chance: of unrelated tasks of one directive 1 pair in 1000 reaches it.
_ALIKE = 0.5
_ALIKE_AND_NUMBERED = 0.4
_ALIKE_WHEN_SHORT = 0.7
_SHORT = 6
# A task that was split or that grew holds nearly all words of the other, and enough of them to be no chance.
_HELD = 0.9
_HELD_WORDS = 8
_HELD_LIKENESS = 0.3
# What speaks for a pair beside its words, each less than one word in twenty.
_SAME_NUMBER = 0.05
_SAME_HEADING = 0.04
_SAME_ORDER = 0.04
_SHARPNESS = 3
"""One pair of texts that are nearly the same weighs more than two that are half alike."""

Scores = NDArray[np.float64]
Allowed = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Pair:
    """An old and a new item that are the same: their indices, and from 0 to 1 how alike their words are.

    `likeness` is 1 where the folded texts agree, and only there.
    """

    old: int
    new: int
    likeness: float


@dataclass(frozen=True, slots=True)
class Alignment:
    """The pairs by rising old index, and the indices of what only the old (`dropped`) or the new list holds (`added`)."""

    pairs: tuple[Pair, ...]
    dropped: tuple[int, ...]
    added: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Compared:
    """An item as it is compared."""

    text: str
    words: tuple[str, ...]
    number: str
    heading: tuple[str, ...]

    @classmethod
    def of(cls, item: Item) -> _Compared:
        text = folded_text(item.text)
        number = fold(item.number or "").strip(" .)(:-/+*")
        return cls(text, words(text), number, tuple(map(_title, item.heading)))


@lru_cache(1024)
def _title(printed: str) -> str:
    """A title stands above many items."""
    return folded_text(printed)


@dataclass(frozen=True, slots=True)
class _Rest:
    """What equal texts left over: the compared items with their place among all, from 0 to 1."""

    old: list[_Compared]
    new: list[_Compared]
    old_places: list[float]
    new_places: list[float]


def align(old: Sequence[Item], new: Sequence[Item]) -> Alignment:
    """Return which item of `new` is which of `old`: every index stands once, in a pair or in what was dropped or added.

    Equal texts come first, under the same title and number where there are several. The rest is paired by likeness; the same number
    and title and the order of the lists decide between texts that are equally alike. Items of unlike text are never paired,
    whatever their numbers. A text that was cut in two is paired with the part that holds more of it.
    """
    before, after = [_Compared.of(item) for item in old], [_Compared.of(item) for item in new]
    partner = _equal_texts(before, after)
    taken = set(partner.values())
    old_left = [index for index in range(len(before)) if index not in partner]
    new_left = [index for index in range(len(after)) if index not in taken]
    pairs = [Pair(index, other, 1.0) for index, other in partner.items()]
    if old_left and new_left:
        rest = _Rest(
            [before[index] for index in old_left],
            [after[index] for index in new_left],
            _places(old_left, sorted(partner), size=len(before)),
            _places(new_left, sorted(taken), size=len(after)),
        )
        pairs += [Pair(old_left[row], new_left[column], score) for row, column, score in _alike_texts(rest)]
    pairs.sort(key=lambda pair: pair.old)
    gone, come = {pair.old for pair in pairs}, {pair.new for pair in pairs}
    return Alignment(
        tuple(pairs),
        tuple(index for index in old_left if index not in gone),
        tuple(index for index in new_left if index not in come),
    )


def _equal_texts(old: list[_Compared], new: list[_Compared]) -> dict[int, int]:
    """Pair equal texts in order: first those with the same titles and number, then the same number, the same titles, any."""
    marks: tuple[Callable[[_Compared], Hashable], ...] = (
        lambda item: (item.text, item.heading, item.number),
        lambda item: (item.text, item.heading),
        lambda item: (item.text, item.number),
        lambda item: item.text,
    )
    partner: dict[int, int] = {}
    free = dict(enumerate(new))
    for mark in marks:
        waiting: defaultdict[Hashable, deque[int]] = defaultdict(deque)
        for index, item in free.items():
            waiting[mark(item)].append(index)
        for index, item in enumerate(old):
            if index not in partner and waiting[mark(item)]:
                partner[index] = waiting[mark(item)].popleft()
                del free[partner[index]]
    return partner


def _places(left: list[int], paired: list[int], *, size: int) -> list[float]:
    """Return where each index stands: half by its place in the list, half by how many paired items stand before it."""
    before = np.searchsorted(np.array(paired), left) / (len(paired) or 1)
    return [float(share + index / size) / 2 for share, index in zip(before, left, strict=True)]


def _alike_texts(rest: _Rest) -> Iterator[tuple[int, int, float]]:
    """Yield the row, column and likeness of the pairs that are worth most together."""
    coded = letter_coded([item.words for item in (*rest.old, *rest.new)])
    scores = cdist(coded[: len(rest.old)], coded[len(rest.old) :], scorer=Indel.normalized_similarity, dtype=np.float64)
    same_number = _same([item.number for item in rest.old], [item.number for item in rest.new])
    same_heading = _same([" ".join(item.heading[-1:]) for item in rest.old], [" ".join(item.heading[-1:]) for item in rest.new])
    apart = np.abs(np.subtract.outer(rest.old_places, rest.new_places))
    support = _SAME_NUMBER * same_number + _SAME_HEADING * same_heading + _SAME_ORDER * (1 - apart)
    worth = np.where(_allowed(rest, scores, same_number), (scores + support) ** _SHARPNESS, 0.0)
    for row, column in best_pairs(worth):
        yield row, column, nearly(float(scores[row, column]))


def _same(old: list[str], new: list[str]) -> Allowed:
    """Tell for each pair whether both carry the same words; what carries none is the same as nothing."""
    ids = {name: index for index, name in enumerate(dict.fromkeys(old + new))}
    matrix: Allowed = np.equal.outer([ids[name] if name else -1 for name in old], [ids[name] if name else -2 for name in new])
    return matrix


def _allowed(rest: _Rest, scores: Scores, same_number: Allowed) -> Allowed:
    old_sizes, new_sizes = (np.array([len(item.words) for item in items], dtype=np.float64) for items in (rest.old, rest.new))
    shorter = np.minimum.outer(old_sizes, new_sizes)
    common = scores * np.add.outer(old_sizes, new_sizes) / 2
    held = (common >= _HELD * shorter) & (shorter >= _HELD_WORDS) & (scores >= _HELD_LIKENESS)
    least = np.where(shorter < _SHORT, _ALIKE_WHEN_SHORT, np.where(same_number, _ALIKE_AND_NUMBERED, _ALIKE))
    matrix: Allowed = ((scores >= least) | held) & (shorter > 0)
    return matrix
