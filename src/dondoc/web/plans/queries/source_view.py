"""Turns a source and the places of what was read in it into lines that a page can show, chunk by chunk."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dondoc.engine.sources.source import Block, LineIndex, Paragraph, Source

CHUNK = 12_000
"""About how many characters of the source are laid out at a time."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A range of the source that something was read from: `kind` is its Vietnamese word, `target` the record it belongs to.

    `question` is the number of the open question about it, 0 without one; `task` the row that opens when it is clicked.
    """

    start: int
    end: int
    kind: str
    target: str
    task: int | None = None
    question: int = 0


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of words with the same marks; the innermost one, if any, is `mark`, and `targets` names them all."""

    text: str
    start: int
    mark: Mark | None = None
    targets: str = ""
    question: int = 0
    number_after: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """A paragraph or a table cell, in segments."""

    segments: tuple[Segment, ...]
    line: int
    start: int


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph, or one row of a table with its cells; `kinds` are the words for its margin, `page` is set where a page begins."""

    cells: tuple[Cell, ...]
    number: int
    kinds: tuple[str, ...]
    heading: bool
    page: int | None = None

    @property
    def is_row(self) -> bool:
        """Whether it is a table's row."""
        return len(self.cells) > 1


@dataclass(frozen=True, slots=True)
class Stretch:
    """A range of the text and its page, to be laid out as one line: the cells of a row, or one paragraph."""

    cells: tuple[tuple[int, int], ...]
    page: int | None


@dataclass(frozen=True)
class SourceView:
    """A source parted into chunks of about CHUNK characters, of which any one can be laid out alone."""

    source: Source
    index: LineIndex
    chunks: tuple[tuple[Stretch, ...], ...]
    headings: frozenset[int]

    @classmethod
    def of(cls, source: Source, headings: Iterable[int] = ()) -> SourceView:
        """Part a source; `headings` are the offsets at which its headings begin."""
        chunks: list[list[Stretch]] = [[]]
        held = 0
        for stretch in _stretches(source.blocks):
            size = sum(end - start for start, end in stretch.cells)
            if held + size > CHUNK and chunks[-1]:
                chunks.append([])
                held = 0
            chunks[-1].append(stretch)
            held += size
        return cls(source, LineIndex.of(source.text), tuple(map(tuple, chunks)), frozenset(headings))

    def chunk_at(self, offset: int) -> int:
        """Return the index of the chunk that holds an offset of the text."""
        starts = [chunk[0].cells[0][0] if chunk else 0 for chunk in self.chunks]
        return max(0, bisect_right(starts, offset) - 1)

    def lines(self, chunk: int, marks: Sequence[Mark]) -> tuple[Line, ...]:
        """Lay out one chunk; `marks` may be those of the whole source, in any order."""
        ordered = sorted(marks, key=lambda mark: (mark.start, -mark.end))
        starts = [mark.start for mark in ordered]
        longest = max((mark.end - mark.start for mark in ordered), default=0)
        before = self.chunks[chunk - 1][-1].page if chunk and self.chunks[chunk - 1] else None
        lines = []
        for stretch in self.chunks[chunk]:
            first, last = stretch.cells[0][0], stretch.cells[-1][1]
            near = ordered[bisect_left(starts, first - longest) : bisect_left(starts, last)]
            cells = tuple(
                self._cell(start, end, [mark for mark in near if mark.end > start and mark.start < end]) for start, end in stretch.cells
            )
            kinds = tuple(dict.fromkeys(mark.kind for mark in near if first <= mark.start < last and mark.kind))
            page = stretch.page if stretch.page != before else None
            before = stretch.page
            lines.append(Line(cells, cells[0].line, kinds, first in self.headings, page))
        return tuple(lines)

    def _cell(self, start: int, end: int, marks: Sequence[Mark]) -> Cell:
        edges = sorted({start, end, *(edge for mark in marks for edge in (mark.start, mark.end) if start < edge < end)})
        segments = tuple(self._segment(left, right, marks) for left, right in zip(edges, edges[1:], strict=False))
        return Cell(segments, self.index.line(start), start)

    def _segment(self, left: int, right: int, marks: Sequence[Mark]) -> Segment:
        over = [mark for mark in marks if mark.start < right and mark.end > left]
        text = self.source.text[left:right]
        if not over:
            return Segment(text, left)
        inner = min(over, key=lambda mark: (mark.end - mark.start, -mark.question))
        asked = next((mark for mark in over if mark.question), None)
        ends = min((mark.question for mark in over if mark.question and mark.end == right), default=0)
        names = " ".join(dict.fromkeys(mark.target for mark in over))
        return Segment(
            text, left, asked if asked and asked.end - asked.start <= inner.end - inner.start else inner, names, inner.question, ends
        )


def _stretches(blocks: Sequence[Block]) -> Iterable[Stretch]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield Stretch(((block.start, block.end),), block.page)
            continue
        for row in block.rows:
            cells = tuple((cell.start, cell.end) for cell in row.cells if not cell.repeated and cell.end > cell.start)
            if cells:
                yield Stretch(cells, row.page)
