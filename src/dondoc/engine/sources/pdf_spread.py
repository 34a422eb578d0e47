"""Turns the ruled tables of single pages into whole tables: one that runs over pages becomes one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from dondoc.engine.sources.pdf_page import Marked, Piece, lines_of
from dondoc.engine.sources.pdf_reflow import Frame, frame_of, glued, opens_item, paragraphs_of
from dondoc.engine.sources.pdf_tables import FilledGrid

_TERMINAL = (".", ";", ":", "!", "?", "…")
_FIGURES = re.compile(r"\d+")
_SAME_HEAD, _LONGEST_HEAD = 0.9, 600
_SHIFT = 7.0  # points by which a column may move from page to page

Key = tuple[int, int]
"""A cell's name: its page and its number in the grid of that page."""


@dataclass(frozen=True, slots=True)
class Spread:
    """A table as rows of cell names, the words of each named cell, each row's page; `ends` are the last page and its xs."""

    rows: tuple[tuple[Key, ...], ...]
    words: Mapping[Key, Marked]
    pages: tuple[int, ...]
    xs: tuple[float, ...]

    def row_words(self, row: int) -> tuple[str, ...]:
        """Return the text of each cell of a row."""
        return tuple(self.words[key].text if key in self.words else "" for key in self.rows[row])


def spread_of(filled: FilledGrid, looseness: float) -> Spread:
    """Return a table of one page with the words of its cells, paragraphs inside a cell parted by line breaks."""
    grid = filled.grid
    boxes = grid.boxes()
    words: dict[Key, Marked] = {}
    for number, pieces in filled.pieces.items():
        # Words of a column that was left out as empty of cells of its own are lost to no one: its cell is merged with another.
        ends = (boxes[number].left, boxes[number].right) if number in boxes else (grid.xs[0], grid.xs[-1])
        words[grid.page, number] = _cell_words(pieces, page=grid.page, ends=ends, looseness=looseness)
    rows = tuple(tuple((grid.page, number) for number in row) for row in grid.cells)
    return Spread(rows, words, (grid.page,) * len(rows), grid.xs)


def continued(table: Spread, below: Spread) -> Spread | None:
    """Return both as one table where `below` goes on with the columns of `table` on the next page, else None.

    The repeated head is dropped, a row cut by the page's end is joined, and a merged cell goes on.
    """
    if below.pages[0] != table.pages[-1] + 1:
        return None
    cut = _same_columns(table, below)
    if cut is None:
        return None
    table, below = cut
    head = 0
    while head < min(len(table.rows), len(below.rows)) and _same_head(table.row_words(head), below.row_words(head)):
        head += 1
    if head == len(below.rows):
        return replace(table, xs=below.xs)
    rows, pages = below.rows[head:], below.pages[head:]
    words = {**table.words, **below.words}
    joins = _cut_row(table, replace(below, rows=rows, pages=pages))
    renamed = _renamed(table, rows, joins=joins, words=words)
    for key, old in renamed.items():
        if key in words:
            words[old] = glued(words[old], words[key]) if old in words else words[key]
    rows = tuple(tuple(renamed.get(key, key) for key in row) for row in rows)
    if joins and rows[0] == table.rows[-1]:
        rows, pages = rows[1:], pages[1:]
    return Spread(table.rows + rows, words, table.pages + pages, below.xs)


def _same_head(first: Sequence[str], second: Sequence[str]) -> bool:
    """Whether two rows say the same, but for a few marks that OCR may have misread; figures must be the same."""
    if tuple(first) == tuple(second):
        return True
    one, other = (" | ".join(row) for row in (first, second))
    if _FIGURES.findall(one) != _FIGURES.findall(other) or abs(len(one) - len(other)) > 0.1 * len(one) or len(one) > _LONGEST_HEAD:
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _SAME_HEAD


def _cell_words(pieces: Sequence[Piece], *, page: int, ends: tuple[float, float], looseness: float) -> Marked:
    turned = [piece for piece in pieces if piece.angle]
    if turned:
        # A head written upwards has its lines from left to right, one written downwards from right to left.
        order = sorted(turned, key=lambda piece: piece.left if piece.angle == 90 else -piece.left)
        words = order[0].words
        for piece in order[1:]:
            words = glued(words, piece.words)
        return words
    lines = lines_of(pieces, page)
    padding = max(2.0, min(line.left for line in lines) - ends[0])
    seen = frame_of(lines, looseness)
    room = max(ends[1] - min(padding, 8.0), max(line.right for line in lines))
    frame = Frame(min(line.left for line in lines), room, seen.step, seen.spaced, looseness)
    whole: Marked | None = None
    for paragraph in paragraphs_of(lines, {page: frame}):
        whole = paragraph.words if whole is None else _next_in_cell(whole, paragraph.words)
    return whole or Marked("")


def _next_in_cell(before: Marked, after: Marked) -> Marked:
    """A new line in a cell only where one begins for sure: cells are narrow, and centred lines look like titles."""
    starts = opens_item(after.text) or (before.text.endswith(_TERMINAL) and not after.text[:1].islower())
    return before.then(after, "\n") if starts else glued(before, after)


def _same_columns(table: Spread, below: Spread) -> tuple[Spread, Spread] | None:
    shift = below.xs[0] - table.xs[0]
    moved = tuple(x - shift for x in below.xs)
    if _within(moved, table.xs):
        return table, replace(below, rows=_recut(below.rows, moved, table.xs), xs=tuple(x + shift for x in table.xs))
    if _within(table.xs, moved):
        return replace(table, rows=_recut(table.rows, table.xs, moved)), below
    return None


def _within(few: Sequence[float], many: Sequence[float]) -> bool:
    """Whether each line of the first stands among the lines of the second, and both have the same ends."""
    ends = abs(few[0] - many[0]) <= _SHIFT and abs(few[-1] - many[-1]) <= _SHIFT
    return ends and all(any(abs(x - other) <= _SHIFT for other in many) for x in few)


def _recut(rows: Sequence[tuple[Key, ...]], old: Sequence[float], new: Sequence[float]) -> tuple[tuple[Key, ...], ...]:
    middles = [(left + right) / 2 for left, right in zip(new, new[1:], strict=False)]
    places = [max(0, min(sum(x <= middle for x in old) - 1, len(old) - 2)) for middle in middles]
    return tuple(tuple(row[place] for place in places) for row in rows)


def _cut_row(table: Spread, below: Spread) -> bool:
    """Whether the first row of `below` is the rest of the last row of `table`."""
    above, rest = table.row_words(-1), below.row_words(0)
    if len(set(below.rows[0])) == 1:
        return False
    pairs = [(before, after) for before, after in zip(above, rest, strict=True) if after]
    goes_on = [bool(before) and (after[:1].islower() or not before.endswith(_TERMINAL)) for before, after in pairs]
    if not rest[0]:
        return any(goes_on)
    return all(goes_on) and all(after[:1].islower() for _, after in pairs)


def _renamed(table: Spread, rows: Sequence[tuple[Key, ...]], *, joins: bool, words: Mapping[Key, Marked]) -> dict[Key, Key]:
    """The cells of the first row below that are the rest of a cell above: all in a cut row, else empty merged ones."""
    found: dict[Key, Key] = {}
    for column, key in enumerate(rows[0]):
        above = table.rows[-1][column]
        tall_above = len(table.rows) > 1 and table.rows[-2][column] == above
        tall_below = len(rows) > 1 and rows[1][column] == key
        if joins or (key not in words and (tall_above or tall_below)):
            found.setdefault(key, above)
    return found
