"""Turns an HTML table into a grid of places, merged cells standing in each place that they cover."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from dondoc.engine.sources.errors import TooLarge
from dondoc.engine.sources.html_tree import Element
from dondoc.engine.sources.source import GridCell

MAX_CELLS = 200_000
"""A table with more places is refused; the largest known register has 12,000."""

_GROUPS = frozenset({"thead", "tbody", "tfoot"})
_CELLS = frozenset({"td", "th"})
_SPAN = re.compile(r"\s*\+?(\d{1,9})")


@dataclass(frozen=True, slots=True)
class Grid:
    """The places of a table, row by row, all rows of one length."""

    rows: tuple[tuple[GridCell, ...], ...]

    def words(self) -> str:
        """Return the grid as lines, each cell once: how a table inside a cell is read."""
        seen: set[object] = set()
        lines = []
        for row in self.rows:
            own = [place for place in row if place.text and place.key not in seen]
            seen.update(place.key for place in own)
            lines.append(" | ".join(" ".join(place.text.split()) for place in own))
        return "\n".join(filter(None, lines))


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The columns from `start` up to `end` that one cell covers in a row, and how many rows it covers from there on."""

    start: int
    end: int
    place: GridCell
    rows_left: int


def rows(table: Element) -> Iterator[Element]:
    """Yield the rows of a table, not those of tables in its cells."""
    for child in table.children:
        if isinstance(child, Element) and child.tag == "tr":
            yield child
        elif isinstance(child, Element) and child.tag in _GROUPS:
            yield from (row for row in child.children if isinstance(row, Element) and row.tag == "tr")


def cells(row: Element) -> Iterator[Element]:
    """Yield the cells of a row."""
    return (child for child in row.children if isinstance(child, Element) and child.tag in _CELLS)


def grid(table: Element, words: Callable[[Element], str]) -> Grid:
    """Return the grid of a table; `words` gives the text of a cell. Raises TooLarge above `MAX_CELLS` places.

    Columns and rows in which no cell begins are left out, so that a span of 9,999,999 columns or rows costs nothing.
    """
    lines: list[list[_Stretch]] = []
    hanging: list[_Stretch] = []
    count = 0
    for row in rows(table):
        own = list(cells(row))
        if not own:
            continue
        stretches = (_Stretch(0, _span(cell, "colspan") or 1, GridCell(words(cell), cell), _span(cell, "rowspan")) for cell in own)
        line = _line(stretches, hanging)
        hanging = [replace(stretch, rows_left=stretch.rows_left - 1) for stretch in line if stretch.rows_left != 1]
        lines.append(line)
        count += len(line)
        _refuse_more(count)
    columns = sorted({stretch.start for line in lines for stretch in line})
    _refuse_more(len(lines) * len(columns))
    return Grid(tuple(tuple(_places(line, columns)) for line in lines))


def _line(own: Iterable[_Stretch], hanging: list[_Stretch]) -> list[_Stretch]:
    """Set a row's own cells, in order, into the columns that the cells hanging down from above leave free."""
    line: list[_Stretch] = []
    at = above = 0
    for cell in own:
        while above < len(hanging) and hanging[above].start <= at:
            line.append(hanging[above])
            at = hanging[above].end
            above += 1
        end = at + cell.end
        if above < len(hanging):
            end = min(end, hanging[above].start)
        line.append(replace(cell, start=at, end=end))
        at = end
    return line + hanging[above:]


def _places(line: list[_Stretch], columns: list[int]) -> Iterator[GridCell]:
    """Yield a row's place in each column; a column that no cell of the row covers is an empty place."""
    index = 0
    for column in columns:
        while index < len(line) and line[index].end <= column:
            index += 1
        covered = index < len(line) and line[index].start <= column
        yield line[index].place if covered else GridCell("", object())


def _refuse_more(places: int) -> None:
    if places > MAX_CELLS:
        raise TooLarge(
            f"Bảng trong trang HTML có hơn {MAX_CELLS:,} ô. Hãy tách trang rồi nạp từng phần.",
            f"A table of the HTML page has more than {MAX_CELLS:,} cells. Split the page and give the parts.",
        )


def _span(cell: Element, name: str) -> int:
    """Return a cell's span; 0, which `rowspan` alone may have, reaches to the table's end."""
    match = _SPAN.match(cell.get(name))
    return int(match[1]) if match else 1
