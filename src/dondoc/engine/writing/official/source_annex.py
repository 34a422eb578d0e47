"""Turns the figures of a document into an annex that names the rows behind each of them."""

from __future__ import annotations

from collections.abc import Iterator

from dondoc.engine.writing.official.blocks import Annex, Block, Cell, Column, Figure, OfficialDocument, Run, Side, Table, plain

_LONGEST = 90


def source_annex(document: OfficialDocument) -> Annex | None:
    """Return the annex, a row for each figure in the order of the document; `None` where it prints no figure."""
    blocks = (*document.blocks, *(block for annex in document.annexes for block in annex.blocks))
    found = [(figure, runs) for runs in _runs(blocks) for figure in runs if isinstance(figure, Figure)]
    if not found:
        return None
    columns = (
        Column("TT", 1, Side.CENTRE),
        Column("Số liệu", 2, Side.CENTRE),
        Column("Nơi ghi số liệu", 6),
        Column("Nguồn", 6),
    )
    rows = tuple(
        (Cell(plain(str(index))), Cell(plain(figure.text)), Cell(plain(_excerpt(runs))), Cell(plain("; ".join(figure.sources))))
        for index, (figure, runs) in enumerate(found, 1)
    )
    return Annex("Nguồn của các số liệu", (Table(columns, rows),))


def _runs(blocks: tuple[Block, ...]) -> Iterator[tuple[Run, ...]]:
    for block in blocks:
        if isinstance(block, Table):
            yield from (cell.runs for row in block.rows for cell in row)
        else:
            yield block.runs


def _excerpt(runs: tuple[Run, ...]) -> str:
    text = " ".join("".join(run.text for run in runs).split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"
