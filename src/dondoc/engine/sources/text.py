"""Turns the bytes of a text file into a source whose text is the file's own, line for line."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from dondoc.engine.sources import encodings, linear_tables, pipes, wrapping
from dondoc.engine.sources.source import Block, Format, Note, Paragraph, Progress, Row, Source, Span, Table

_LETTER = re.compile("[^\u0300-\u036f][\u0300-\u036f]*|[\u0300-\u036f]+")


def read(data: bytes, name: str, *, progress: Progress | None = None) -> Source:
    """Return a text file as a source: its text is as in the file but for line ends, its blocks are whole paragraphs and tables.

    Lines that were only wrapped are joined into one paragraph; tables drawn with bars and tables written one cell to a line are
    recognised; form feeds count pages. Raises TooLarge and BrokenFile as `encodings.decode` does.
    """
    decoded = encodings.decode(data)
    source = of(decoded.text, name)
    if progress is not None:
        progress(1, 1)
    return replace(source, notes=(decoded.note, *source.notes)) if decoded.note is not None else source


def of(text: str, name: str) -> Source:
    """Return a text with `\\n` line ends as a source; see `read`."""
    blocks = tuple(_blocks(text) if unicodedata.is_normalized("NFC", text) else _blocks_apart(text))
    notes = () if blocks else (_nothing(),)
    if "\f" not in text:
        return Source(name, Format.TEXT, text, blocks, notes)
    feeds = [at for at, letter in enumerate(text) if letter == "\f"]
    paged = tuple(_on_page(block, feeds) for block in blocks)
    return Source(name, Format.TEXT, text, paged, notes, pages=bisect_right(feeds, len(text.rstrip())) + 1)


def _nothing() -> Note:
    return Note(
        "text.empty",
        "Tệp không có chữ nào. Hãy kiểm tra xem có nạp đúng tệp không.",
        "The file holds no words. Check that it is the right file.",
    )


def _blocks_apart(text: str) -> Iterator[Block]:
    """Yield the blocks of a text whose letters and marks stand apart: found in the composed text, placed in this one."""
    pieces: list[str] = []
    places: list[int] = []
    for match in _LETTER.finditer(text):
        piece = unicodedata.normalize("NFC", match.group())
        pieces.append(piece)
        places.extend([match.start()] * len(piece))
    places.append(len(text))
    for block in _blocks("".join(pieces)):
        if isinstance(block, Paragraph):
            yield replace(block, start=places[block.start], end=places[block.end])
        else:
            yield Table(
                tuple(
                    replace(row, cells=tuple(replace(cell, start=places[cell.start], end=places[cell.end]) for cell in row.cells))
                    for row in block.rows
                )
            )


def _blocks(text: str) -> Iterator[Block]:
    """Yield the pipe tables and, between them, what the other two recognisers find."""
    tables = list(pipes.find(text))
    found = wrapping.paragraphs(_without(text, [table.lines for table in tables]))
    edges = [0, *(table.lines.start for table in tables), len(text) + 1]
    at = 0
    for index, (_, end) in enumerate(pairwise(edges)):
        if index:
            yield tables[index - 1].table
        first = at
        while at < len(found) and found[at].start < end:
            at += 1
        if at > first:
            yield from linear_tables.recognise(text, found[first:at])


def _without(text: str, spans: Sequence[Span]) -> str:
    """Return `text` with spaces in place of the spans' words, so that every other word keeps its place."""
    parts = []
    at = 0
    for span in spans:
        parts.append(text[at : span.start])
        parts.extend("\n" if letter == "\n" else " " for letter in text[span.start : span.end])
        at = span.end
    return "".join(parts) + text[at:] if spans else text


def _on_page(block: Block, feeds: Sequence[int]) -> Block:
    """Give a block the page that it begins on: one more than the form feeds before it."""
    if isinstance(block, Paragraph):
        return replace(block, page=bisect_right(feeds, block.start) + 1)
    return Table(tuple(Row(row.cells, bisect_right(feeds, row.cells[0].start) + 1) for row in block.rows))
