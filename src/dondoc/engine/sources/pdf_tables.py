"""Turns the ruled lines of a page and the pieces between them into the grid of a table, with its merged cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dondoc.engine.sources.pdf_page import Page, Piece, Rule

_NEAR = 3.0  # rules nearer than this are one rule
_COVERED = 0.5  # of an edge between two places: less ink than this and they are one merged cell
_MOST_PLACES = 20_000
_MOST_PAIRS = 4_000_000


@dataclass(frozen=True, slots=True)
class Box:
    """The edges of a cell."""

    left: float
    top: float
    right: float
    bottom: float

    def around(self, other: Box) -> Box:
        """Return the box that holds both."""
        return Box(min(self.left, other.left), min(self.top, other.top), max(self.right, other.right), max(self.bottom, other.bottom))


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table on one page: `xs` and `ys` are its lines, `cells[row][column]` the number of the cell at that place.

    A merged cell has one number at all its places.
    """

    page: int
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[tuple[int, ...], ...]

    def cell_at(self, x: float, y: float) -> int | None:
        """Return the number of the cell that holds a point, or None outside the table."""
        row, column = _place(self.ys, y), _place(self.xs, x)
        return None if row is None or column is None else self.cells[row][column]

    def boxes(self) -> dict[int, Box]:
        """Return the edges of each cell."""
        found: dict[int, Box] = {}
        for row, numbers in enumerate(self.cells):
            for column, number in enumerate(numbers):
                here = Box(self.xs[column], self.ys[row], self.xs[column + 1], self.ys[row + 1])
                found[number] = found[number].around(here) if number in found else here
        return found


@dataclass(frozen=True, slots=True)
class FilledGrid:
    """A grid and the pieces that stand in each of its cells."""

    grid: Grid
    pieces: dict[int, list[Piece]]


def tables_of(page: Page) -> tuple[list[FilledGrid], list[Piece]]:
    """Return the ruled tables of a page from top to bottom, and the pieces that stand in none of them.

    A frame round running text is no table: it takes two filled cells and two columns to make one.
    """
    filled: list[FilledGrid] = []
    loose = list(page.pieces)
    for grid in _grids(page):
        inside: dict[int, list[Piece]] = {}
        outside: list[Piece] = []
        for piece in loose:
            cell = grid.cell_at((piece.left + piece.right) / 2, piece.middle)
            if cell is None:
                outside.append(piece)
            else:
                inside.setdefault(cell, []).append(piece)
        kept = _without_empty(grid, set(inside))
        if len(inside) >= 2 and kept is not None and len(kept.xs) > 2:
            filled.append(FilledGrid(kept, inside))
            loose = outside
    return sorted(filled, key=lambda table: table.grid.ys[0]), loose


def _grids(page: Page) -> list[Grid]:
    """Grids from the largest to the smallest; one that lies in another's cell comes after it."""
    levels = _merged(rule for rule in page.rules if rule.level)
    uprights = _merged(rule for rule in page.rules if not rule.level)
    if not levels or not uprights or len(levels) * len(uprights) > _MOST_PAIRS:
        return []
    grids = [_grid(page.number, group) for group in _groups(levels, uprights)]
    return sorted((grid for grid in grids if grid), key=lambda grid: -(grid.xs[-1] - grid.xs[0]) * (grid.ys[-1] - grid.ys[0]))


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """Rules along one line that touch become one: word processors draw each cell's border for itself."""
    bands: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if bands and rule.at - bands[-1][-1].at <= _NEAR / 2:
            bands[-1].append(rule)
        else:
            bands.append([rule])
    found: list[Rule] = []
    for band in bands:
        at = sum(rule.at for rule in band) / len(band)
        run: Rule | None = None
        for rule in sorted(band, key=lambda rule: rule.start):
            if run is not None and rule.start <= run.end + _NEAR:
                run = Rule(rule.level, at, run.start, max(run.end, rule.end))
            else:
                found.extend([run] if run else [])
                run = Rule(rule.level, at, rule.start, rule.end)
        found.extend([run] if run else [])
    return found


def _groups(levels: Sequence[Rule], uprights: Sequence[Rule]) -> list[list[Rule]]:
    """Rules that touch each other, directly or through others: each group is one table."""
    parent = list(range(len(levels) + len(uprights)))
    for row, level in enumerate(levels):
        for column, upright in enumerate(uprights, len(levels)):
            if _touch(level, upright):
                parent[_root(parent, row)] = _root(parent, column)
    groups: dict[int, list[Rule]] = {}
    for index, rule in enumerate([*levels, *uprights]):
        groups.setdefault(_root(parent, index), []).append(rule)
    return list(groups.values())


def _touch(level: Rule, upright: Rule) -> bool:
    return level.start - _NEAR <= upright.at <= level.end + _NEAR and upright.start - _NEAR <= level.at <= upright.end + _NEAR


def _root(parent: list[int], index: int) -> int:
    while parent[index] != index:
        parent[index] = parent[parent[index]]
        index = parent[index]
    return index


def _grid(page: int, group: Sequence[Rule]) -> Grid | None:
    levels, uprights = [rule for rule in group if rule.level], [rule for rule in group if not rule.level]
    # The ends of rules count too: a table cut by the page's end may have no last rule.
    xs = _distinct([rule.at for rule in uprights], [end for rule in levels for end in (rule.start, rule.end)])
    ys = _distinct([rule.at for rule in levels], [end for rule in uprights for end in (rule.start, rule.end)])
    rows, columns = len(ys) - 1, len(xs) - 1
    if len(uprights) < 2 or rows < 1 or columns < 1 or rows * columns > _MOST_PLACES:
        return None
    parent = list(range(rows * columns))
    for row in range(rows):
        for column in range(columns):
            here = row * columns + column
            if column + 1 < columns and not _inked(uprights, xs[column + 1], start=ys[row], end=ys[row + 1]):
                parent[_root(parent, here + 1)] = _root(parent, here)
            if row + 1 < rows and not _inked(levels, ys[row + 1], start=xs[column], end=xs[column + 1]):
                parent[_root(parent, here + columns)] = _root(parent, here)
    cells = tuple(tuple(_root(parent, row * columns + column) for column in range(columns)) for row in range(rows))
    return Grid(page, tuple(xs), tuple(ys), cells)


def _distinct(sure: Sequence[float], ends: Sequence[float]) -> list[float]:
    """Places of lines, near ones as one; the end of a rule is a place only where no line is near."""
    found: list[float] = []
    for value in sorted(sure):
        if not found or value - found[-1] > _NEAR:
            found.append(value)
    rim = [value for value in (min(ends), max(ends)) if all(abs(value - other) > 2 * _NEAR for other in found)] if ends else []
    return sorted([*found, *rim])


def _inked(rules: Sequence[Rule], at: float, *, start: float, end: float) -> bool:
    """Whether rules near `at` cover at least half of the way from `start` to `end`."""
    covered = sum(max(0.0, min(rule.end, end) - max(rule.start, start)) for rule in rules if abs(rule.at - at) <= _NEAR)
    return covered >= _COVERED * (end - start)


def _without_empty(grid: Grid, filled: set[int]) -> Grid | None:
    """Leave out rows and columns that hold nothing of their own: the slits of double rules, merged rims, blank rows."""
    rows = [index for index, row in enumerate(grid.cells) if filled.intersection(row) and not (index and row == grid.cells[index - 1])]
    columns = [
        index
        for index, column in enumerate(zip(*grid.cells, strict=True))
        if filled.intersection(column) and not (index and all(row[index] == row[index - 1] for row in grid.cells))
    ]
    if not rows or not columns:
        return None
    cells = tuple(tuple(grid.cells[row][column] for column in columns) for row in rows)
    xs = (*(grid.xs[column] for column in columns), grid.xs[columns[-1] + 1])
    ys = (*(grid.ys[row] for row in rows), grid.ys[rows[-1] + 1])
    return Grid(grid.page, xs, ys, cells)


def _place(ends: Sequence[float], value: float) -> int | None:
    for index in range(len(ends) - 1):
        if ends[index] <= value < ends[index + 1]:
            return index
    return None
