"""Step 1, reading: a source becomes passages in plain characters; what a page break parted is joined again."""

from __future__ import annotations

from dataclasses import dataclass

from dondoc.engine.extraction.markers import read_marker
from dondoc.engine.extraction.passage import Origin, Passage, Place, passage
from dondoc.engine.sources.source import LineIndex, Source, Table

# A paragraph that stops in mid-sentence and is at least this long may go on after a page break.
_LONG_ENOUGH = 40
_RULED_LINE = frozenset("-_=*~.| ")


@dataclass(frozen=True, slots=True)
class TableView:
    """A table as passages: `rows[r][c]`; a merged cell is the same passage in each place that it covers."""

    rows: tuple[tuple[Passage, ...], ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A source as read: paragraphs and tables in order. No passage is blank; ruled lines are left out.

    Every passage is composed text (NFC) whose characters lead back to the source.
    """

    origin: Origin
    items: tuple[Passage | TableView, ...]

    def passages(self) -> tuple[Passage, ...]:
        """Return every paragraph and every cell once, in reading order."""
        found: list[Passage] = []
        for item in self.items:
            if isinstance(item, Passage):
                found.append(item)
            else:
                seen: set[int] = set()
                for cell in (cell for row in item.rows for cell in row):
                    if cell.text and cell.start not in seen:
                        seen.add(cell.start)
                        found.append(cell)
        return tuple(found)


def read_source(source: Source) -> Reading:
    """Return the passages of `source`."""
    origin = Origin(source.text, LineIndex.of(source.text))
    items: list[Passage | TableView] = []
    tables = 0
    for block in source.blocks:
        if isinstance(block, Table):
            items.append(_table_view(block, origin, tables))
            tables += 1
            continue
        read = passage(origin, block.start, end=block.end, page=block.page)
        if not read.text or _RULED_LINE.issuperset(read.text):
            continue
        before = items[-1] if items else None
        if isinstance(before, Passage) and _goes_on(before, read):
            items[-1] = passage(origin, before.start, end=read.end, page=before.page)
        else:
            items.append(read)
    return Reading(origin, tuple(items))


def _goes_on(before: Passage, after: Passage) -> bool:
    """Tell whether `after` is the rest of `before`, parted by a page break: mid-sentence, and in small letters."""
    first = after.text[0]
    return (
        first.islower()
        and len(before.text) >= _LONG_ENOUGH
        and before.text[-1] not in ".;:!?…/"
        and not before.text.isupper()
        and read_marker(after.text, after.folded) is None
    )


def _table_view(table: Table, origin: Origin, index: int) -> TableView:
    known: dict[tuple[int, int], Passage] = {}
    rows = []
    for row_index, row in enumerate(table.rows):
        cells = []
        for column, cell in enumerate(row.cells):
            where = (cell.start, cell.end)
            if where not in known or not cell.repeated:
                known[where] = passage(origin, cell.start, end=cell.end, page=row.page, place=Place(index, row_index, column))
            cells.append(known[where])
        rows.append(tuple(cells))
    return TableView(tuple(rows))


def paragraphs_of(cell: Passage) -> tuple[Passage, ...]:
    """Return the paragraphs inside a cell: a line that opens with a capital, a bullet or a number begins a new one."""
    origin = cell.origin
    raw = origin.text[cell.start : cell.end]
    if "\n" not in raw:
        return (cell,)
    starts = [cell.start]
    at = cell.start
    for line in raw.split("\n"):
        words = line.strip()
        before = origin.text[starts[-1] : at].rstrip()
        if at > cell.start and words and _opens_paragraph(words, before):
            starts.append(at)
        at += len(line) + 1
    ends = [*starts[1:], cell.end]
    parts = (passage(origin, start, end=end, page=cell.page, place=cell.place) for start, end in zip(starts, ends, strict=True))
    return tuple(part for part in parts if part.text)


def _opens_paragraph(words: str, before: str) -> bool:
    if words[0].islower():
        return read_marker(words, words.lower()) is not None and before[-1:] in ".;:"
    return not before or before[-1] in ".;:!?" or read_marker(words, words.lower()) is not None
