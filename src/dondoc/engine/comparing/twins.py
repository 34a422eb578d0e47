"""The tasks of a plan and those that a register holds already → which of them are one task, ordered twice."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np
from rapidfuzz.distance import Indel
from rapidfuzz.process import cdist

from dondoc.engine.comparing.differing import Difference, Wording, differences
from dondoc.engine.comparing.item import Item
from dondoc.engine.comparing.wording import letter_coded, nearly

# Fewer words ("Thực hiện nghiêm túc chế độ báo cáo") are said of many things.
_FEWEST_WORDS = 9
_ALIKE = 0.8
_MOST_SAID_MORE = 0.12
"""The share of what a text tells that the other may leave out: two or three plain words of twenty, no rare ones."""
_MOST = 5
"""Twins of one task, the likest first: a sixth tells a person nothing new."""
_MOST_JUDGED = 40


@dataclass(frozen=True, slots=True)
class Twin:
    """A task and a known task that order the same: their indices, how alike they are, and the words that only one has.

    `likeness` is 1 where the folded texts agree, and only there.
    """

    task: int
    known: int
    likeness: float
    only_task: tuple[str, ...] = ()
    only_known: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Telling:
    """How many of all texts have each word: a rare word ("lâm sản") tells more than one that half of them have."""

    counts: Counter[str]
    texts: int

    @classmethod
    def of(cls, texts: Sequence[Wording]) -> _Telling:
        return cls(Counter(chain.from_iterable(set(text.words) for text in texts)), len(texts))

    def weight(self, words: Iterable[str]) -> float:
        return sum(math.log2(2 + self.texts / (1 + self.counts[word])) for word in words)


def find_twins(tasks: Sequence[Item], known: Sequence[Item]) -> tuple[Twin, ...]:
    """Return the known tasks that order what a task orders, by task and then the likest first, at most five for each.

    The words may differ in spelling, abbreviations, empty words and the day, and one text may say a little more. Other objects, names,
    figures and years make another task, however much of the phrase around them agrees; so do texts of few words, unless
    they are long enough to say what is done to what.
    """
    own, others = [Wording.of(item.text) for item in tasks], [Wording.of(item.text) for item in known]
    if not own or not others:
        return ()
    telling = _Telling.of([*own, *others])
    coded = letter_coded([text.words for text in (*own, *others)])
    scores = cdist(coded[: len(own)], coded[len(own) :], scorer=Indel.normalized_similarity, score_cutoff=_ALIKE, dtype=np.float32)
    found: list[Twin] = []
    for index, row in enumerate(scores):
        near = np.flatnonzero(row)
        likest = near[np.argsort(-row[near], kind="stable")][:_MOST_JUDGED]
        judged = (_twin(own[index], others[other], telling) for other in likest)
        twins = [replace(twin, task=index, known=int(other)) for twin, other in zip(judged, likest, strict=True) if twin is not None]
        found.extend(sorted(twins, key=lambda twin: (-twin.likeness, twin.known))[:_MOST])
    return tuple(found)


def _twin(own: Wording, other: Wording, telling: _Telling) -> Twin | None:
    """Return the twin without its indices, `None` where the texts order two things."""
    if min(len(own.words), len(other.words)) < _FEWEST_WORDS:
        return None
    if own.folded == other.folded:
        return Twin(0, 0, 1.0)
    apart = list(differences(own, other))
    serious = [difference for difference in apart if not difference.is_harmless]
    if not all(difference.may_only_say_more for difference in serious) or _says_much_more(serious, own, other=other, telling=telling):
        return None
    return Twin(
        task=0,
        known=0,
        likeness=nearly(Indel.normalized_similarity(own.words, other.words)),
        only_task=tuple(word for difference in apart for word in difference.own),
        only_known=tuple(word for difference in apart for word in difference.other),
    )


def _says_much_more(serious: list[Difference], own: Wording, *, other: Wording, telling: _Telling) -> bool:
    said = telling.weight(word for difference in serious for word in (*difference.own, *difference.other))
    return said > _MOST_SAID_MORE * max(telling.weight(own.words), telling.weight(other.words))
