"""Checks that pairs are chosen for the greatest worth of all."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.engine.comparing.pairing import best_pairs

TABLES = (
    ([[1.0, 0.9], [0.9, 0.0]], ((0, 1), (1, 0))),
    ([[1.0, 0.9], [0.0, 0.9]], ((0, 0), (1, 1))),
    ([[0.5], [0.7], [0.6]], ((1, 0),)),
    ([[0.5, 0.7, 0.6]], ((0, 1),)),
    ([[0.0, 0.0], [0.0, 0.3]], ((1, 1),)),
    ([[0.0]], ()),
)
ROWS = st.integers(1, 5).flatmap(
    lambda width: st.lists(st.lists(st.integers(0, 9), min_size=width, max_size=width), min_size=1, max_size=5)
)


@pytest.mark.parametrize(("worth", "pairs"), TABLES)
def test_the_pairs_are_worth_most_together(worth: list[list[float]], pairs: tuple[tuple[int, int], ...]) -> None:
    assert best_pairs(np.array(worth)) == pairs


@given(ROWS)
def test_no_other_pairs_are_worth_more(rows: list[list[int]]) -> None:
    worth = np.array(rows, dtype=np.float64)
    tall = worth if worth.shape[0] <= worth.shape[1] else worth.T
    best = max(
        sum(tall[row, column] for row, column in enumerate(columns)) for columns in permutations(range(tall.shape[1]), tall.shape[0])
    )
    pairs = best_pairs(worth)
    assert sum(worth[row, column] for row, column in pairs) == best
    assert len({row for row, _ in pairs}) == len({column for _, column in pairs}) == len(pairs)
