"""What each pair of two lists is worth → the pairs, each row and column in one at most, that are worth most together."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Worth = NDArray[np.float64]


def best_pairs(worth: Worth) -> tuple[tuple[int, int], ...]:
    """Return the (row, column) pairs with the greatest sum of `worth`, by rising row; what is worth 0 is no pair.

    The same worth gives the same pairs. No sum of other pairs is greater: Kuhn and Munkres' method, cubic in the number of rows
    that have any worth at all.
    """
    rows, columns = np.flatnonzero(worth.any(axis=1)), np.flatnonzero(worth.any(axis=0))
    if not rows.size:
        return ()
    kept = worth[np.ix_(rows, columns)]
    if rows.size > columns.size:
        chosen = [(row, column) for column, row in enumerate(_cheapest(-kept.T))]
    else:
        chosen = list(enumerate(_cheapest(-kept)))
    return tuple(sorted((int(rows[row]), int(columns[column])) for row, column in chosen if kept[row, column] > 0))


def _cheapest(cost: Worth) -> list[int]:
    """Return the column of each row; there are as many columns as rows or more. Column 0 of the inner tables is nobody's."""
    height, width = cost.shape
    of_row, of_column = np.zeros(height), np.zeros(width + 1)
    holder = np.full(width + 1, -1)
    for row in range(height):
        holder[0] = row
        came_from, end = _search(cost, of_row, of_column=of_column, holder=holder)
        while end:
            before = int(came_from[end])
            holder[end] = holder[before]
            end = before
    columns = [0] * height
    for column in range(1, width + 1):
        if holder[column] >= 0:
            columns[int(holder[column])] = column - 1
    return columns


def _search(cost: Worth, of_row: Worth, *, of_column: Worth, holder: NDArray[np.int_]) -> tuple[NDArray[np.int_], int]:
    """Find the cheapest way from the row that column 0 holds to a free column; the prices are changed on the way.

    Returns the column before each column on the way, and the free one.
    """
    size = of_column.size
    slack, seen = np.full(size, np.inf), np.zeros(size, dtype=bool)
    came_from = np.zeros(size, dtype=np.int_)
    at = 0
    while holder[at] >= 0:
        seen[at] = True
        row = holder[at]
        price = np.full(size, np.inf)
        price[1:] = cost[row] - of_row[row] - of_column[1:]
        cheaper = (price < slack) & ~seen
        slack[cheaper], came_from[cheaper] = price[cheaper], at
        reach = np.where(seen, np.inf, slack)
        at = int(np.argmin(reach))
        step = reach[at]
        of_row[holder[seen]] += step
        of_column[seen] -= step
        slack[~seen] -= step
    return came_from, at
