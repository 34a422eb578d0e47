"""The values every reader gives: one text, the blocks in it, and what was lost or doubtful on the way."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

Progress = Callable[[int, int], None]
"""Called as `progress(done, total)` after each page of a slow source."""


class Format(StrEnum):
    """What a file is by its content, whatever its name says."""

    TEXT = "text"
    HTML = "html"
    MARKDOWN = "markdown"
    DOCX = "docx"
    XLSX = "xlsx"
    PDF = "pdf"
    SCAN = "scan"


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of characters in `Source.text`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Note:
    """Something a reader lost, guessed or doubts, for a person to know.

    `code` is stable (`encoding.tcvn3`, `page.ocr`); `vi` and `en` are whole sentences; `page` and `line` are 1-based.
    """

    code: str
    vi: str
    en: str
    page: int | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: `Source.text[start:end]`; it may hold line breaks where the source was hard-wrapped."""

    start: int
    end: int
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One table cell: `Source.text[start:end]`, paragraphs inside it parted by line breaks, empty where start == end.

    A merged cell appears once for each row and column it covers, always with the same range; `repeated` is true for
    all but the first.
    """

    start: int
    end: int
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one table row, left to right."""

    cells: tuple[Cell, ...]
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one table, top to bottom; a table that runs over pages is one table."""

    rows: tuple[Row, ...]


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Source:
    """A document as read: `text` with `\\n` line ends, its blocks in reading order, and notes.

    No line of `text` holds parts of two blocks or of two cells. `doubtful` are words that OCR was unsure of.
    """

    name: str
    format: Format
    text: str
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...] = ()
    pages: int | None = None
    doubtful: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class LineIndex:
    """Turns an offset in a text into its 1-based line number."""

    starts: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> LineIndex:
        """Index every line of `text` (parted by `\\n`)."""
        starts = [0]
        at = text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = text.find("\n", at + 1)
        return cls(tuple(starts))

    def line(self, offset: int) -> int:
        """Return the 1-based number of the line that holds `offset`."""
        return bisect_right(self.starts, offset)


@dataclass(frozen=True, slots=True)
class GridCell:
    """One place of a table grid as a reader sees it; places with the same `key` are one merged cell."""

    text: str
    key: object


@dataclass(slots=True)
class SourceBuilder:
    """Collects blocks in reading order and lays their words out as one text, a block or cell to its own lines."""

    name: str
    format: Format
    notes: list[Note] = field(default_factory=list)
    doubtful: list[Span] = field(default_factory=list)
    pages: int | None = None
    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _blocks: list[Block] = field(default_factory=list)

    def paragraph(self, text: str, page: int | None = None) -> Span | None:
        """Add a paragraph unless it is blank; return where it stands."""
        span = self._place(text)
        if span is not None:
            self._blocks.append(Paragraph(span.start, span.end, page))
        return span

    def table(self, grid: Sequence[Sequence[GridCell]], pages: Sequence[int | None] = ()) -> None:
        """Add a table given as rows of grid places; `pages` gives each row's page where there are pages."""
        seen: dict[object, Span] = {}
        rows = []
        for index, line in enumerate(grid):
            cells = tuple(self._cell(place, seen) for place in line)
            rows.append(Row(cells, pages[index] if index < len(pages) else None))
        if rows:
            self._blocks.append(Table(tuple(rows)))

    def build(self) -> Source:
        """Return the finished source."""
        return Source(
            name=self.name,
            format=self.format,
            text="".join(self._parts),
            blocks=tuple(self._blocks),
            notes=tuple(self.notes),
            pages=self.pages,
            doubtful=tuple(self.doubtful),
        )

    def _cell(self, place: GridCell, seen: dict[object, Span]) -> Cell:
        known = seen.get(place.key)
        if known is not None:
            return Cell(known.start, known.end, repeated=True)
        span = self._place(place.text) or Span(self._length, self._length)
        seen[place.key] = span
        return Cell(span.start, span.end)

    def _place(self, text: str) -> Span | None:
        text = text.strip().replace("\r\n", "\n").replace("\r", "\n")
        if not text:
            return None
        start = self._length
        self._parts.append(text + "\n")
        self._length += len(text) + 1
        return Span(start, start + len(text))
