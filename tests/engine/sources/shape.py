"""What holds of every source, whatever it was read from."""

from __future__ import annotations

from dondoc.engine.sources.source import LineIndex, Paragraph, Source, Table


def words(source: Source) -> list[str | list[list[str]]]:
    """Return the blocks of a source as plain values: a paragraph is its words, a table its rows of cells."""
    return [
        source.text[block.start : block.end]
        if isinstance(block, Paragraph)
        else [[source.text[cell.start : cell.end] for cell in row.cells] for row in block.rows]
        for block in source.blocks
    ]


def check(source: Source, *, cells_may_share_lines: bool = False) -> None:
    """Assert that blocks lie in the text, in order, and that no line belongs to two of them."""
    index = LineIndex.of(source.text)
    at = last_line = 0
    for block in source.blocks:
        spans = [(block.start, block.end)] if isinstance(block, Paragraph) else _cells(block)
        first = True
        for start, end in spans:
            assert 0 <= start <= end <= len(source.text)
            if start == end:
                continue
            assert start >= at
            if first or not cells_may_share_lines:
                assert index.line(start) > last_line
            assert source.text[start:end].strip() == source.text[start:end]
            at, last_line, first = end, index.line(end - 1), False


def _cells(table: Table) -> list[tuple[int, int]]:
    return [(cell.start, cell.end) for row in table.rows for cell in row.cells if not cell.repeated]
