"""Turns a source into plain lists that a test can compare: paragraphs as text, tables as rows of text."""

from __future__ import annotations

from dondoc.engine.sources.source import Paragraph, Source

Block = str | list[list[str]]


def laid_out(source: Source) -> list[Block]:
    """Return the blocks in order."""
    return [
        source.text[block.start : block.end]
        if isinstance(block, Paragraph)
        else [[source.text[cell.start : cell.end] for cell in row.cells] for row in block.rows]
        for block in source.blocks
    ]
