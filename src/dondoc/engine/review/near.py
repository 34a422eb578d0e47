"""A source and places in it → the paragraphs and cells that hold them, in plain characters."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dondoc.engine.extraction.passage import Origin, Passage, passage
from dondoc.engine.sources.source import LineIndex, Source, Table


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """The ranges of a source's paragraphs and cells with their pages, in order, each merged cell once."""

    origin: Origin
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    pages: tuple[int | None, ...]

    @classmethod
    def of(cls, source: Source) -> Paragraphs:
        """Index the paragraphs and cells of `source`; none is read yet."""
        found: list[tuple[int, int, int | None]] = []
        for block in source.blocks:
            if isinstance(block, Table):
                found.extend((cell.start, cell.end, row.page) for row in block.rows for cell in row.cells if not cell.repeated)
            else:
                found.append((block.start, block.end, block.page))
        found.sort(key=lambda span: span[:2])
        starts, ends, pages = zip(*found, strict=True) if found else ((), (), ())
        return cls(Origin(source.text, LineIndex.of(source.text)), starts, ends, pages)

    def holding(self, positions: Iterable[int]) -> Iterator[Passage]:
        """Yield each paragraph or cell that holds one of the `positions`, given in rising order, once; the rest is not read.

        Whoever looks for positions may rely on ASCII digits, letters and marks alone: the text may print its accents in any way.
        """
        done = -1
        for position in positions:
            at = bisect_right(self.starts, position) - 1
            if at > done:
                done = at
                yield passage(self.origin, self.starts[at], end=self.ends[at], page=self.pages[at])
