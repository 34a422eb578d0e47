"""A source and a pattern of plain digits → the paragraphs and cells that hold it, in plain characters."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from dondoc.engine.extraction.passage import Origin, Passage, passage
from dondoc.engine.sources.source import LineIndex, Source, Table


def holding(source: Source, pattern: re.Pattern[str]) -> Iterator[Passage]:
    """Yield each paragraph or cell in which `pattern` is found, once, in order; the rest is not read.

    `pattern` must hold nothing but what every encoding of a text has alike: ASCII digits, letters and marks.
    """
    spans = _spans(source)
    starts = [start for start, _, _ in spans]
    origin: Origin | None = None
    done = -1
    for match in pattern.finditer(source.text):
        at = bisect_right(starts, match.start()) - 1
        if at <= done or at < 0:
            continue
        done = at
        origin = origin or Origin(source.text, LineIndex.of(source.text))
        start, end, page = spans[at]
        yield passage(origin, start, end, page=page)


def _spans(source: Source) -> list[tuple[int, int, int | None]]:
    found: list[tuple[int, int, int | None]] = []
    for block in source.blocks:
        if isinstance(block, Table):
            found.extend((cell.start, cell.end, row.page) for row in block.rows for cell in row.cells if not cell.repeated)
        else:
            found.append((block.start, block.end, block.page))
    return sorted(found, key=lambda span: span[:2])
