"""Words and cells → marks by which they are known again, so that nobody covers what they have not seen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from dondoc.engine.reporting.figures_reading import Values

NEVER = "-"
"""Begins the mark of words that were never stored: they were drafted from the register."""


def mark_of(text: str) -> str:
    """Return a mark by which stored words are known again."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def never_stored(draft: str) -> str:
    """Return the mark of drafted words that nobody stored."""
    return NEVER + mark_of(draft)


def mark_of_cells(cells: Values | None) -> str:
    """Return a mark by which stored cells are known again."""
    return NEVER if cells is None else mark_of(json.dumps(cells, sort_keys=True, ensure_ascii=False))


def differing(old: Values, new: Values) -> list[tuple[str, str]]:
    """Return the row and column of every cell that is not the same in both."""
    empty: Mapping[str, str] = {}
    rows = [*old, *(key for key in new if key not in old)]
    return [
        (row, column)
        for row in rows
        for column in {**old.get(row, empty), **new.get(row, empty)}
        if old.get(row, empty).get(column, "") != new.get(row, empty).get(column, "")
    ]
