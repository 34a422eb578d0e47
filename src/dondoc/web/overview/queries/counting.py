"""Adds up counts of the same names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence


def summed(counts: Iterable[Mapping[str, int]], names: Sequence[str]) -> dict[str, int]:
    """Return the sums of counts of the same names."""
    total = dict.fromkeys(names, 0)
    for one in counts:
        for name, number in one.items():
            total[name] += number
    return total
