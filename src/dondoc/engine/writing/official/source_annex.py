"""Turns the figures of a document into an annex that names the rows behind each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from dondoc.engine.reporting.runs import text_of
from dondoc.engine.writing.official.blocks import Annex, Block, Cell, Column, Figure, OfficialDocument, Run, Side, Table, plain

_BESIDE = 45
_ORDINAL = 4  # characters of the longest number in a first column


def source_annex(document: OfficialDocument, named: Callable[[tuple[str, ...]], str] = "; ".join) -> Annex | None:
    """Return the annex, a row for each figure in the order of the document; `None` where it prints no figure.

    `named` turns the keys behind a figure into words.
    """
    blocks = (*document.blocks, *(block for annex in document.annexes for block in annex.blocks))
    found = tuple(_figures(blocks))
    if not found:
        return None
    columns = (
        Column("TT", 1, Side.CENTRE),
        Column("Số liệu", 2, Side.CENTRE),
        Column("Nơi ghi số liệu", 6),
        Column("Nguồn", 6),
    )
    rows = tuple(
        (Cell(plain(str(index))), Cell(plain(figure.text)), Cell(plain(where)), Cell(plain(named(figure.sources))))
        for index, (figure, where) in enumerate(found, 1)
    )
    return Annex("Nguồn của các số liệu", (Table(columns, rows),))


def _figures(blocks: tuple[Block, ...]) -> Iterator[tuple[Figure, str]]:
    """Yield every figure with the words by which it is found: those around it, or the row and column of its table."""
    for block in blocks:
        if isinstance(block, Table):
            yield from _figures_of_table(block)
        else:
            yield from ((run, _around(block.runs, place)) for place, run in enumerate(block.runs) if isinstance(run, Figure))


def _figures_of_table(table: Table) -> Iterator[tuple[Figure, str]]:
    for row in table.rows:
        title = next((text for cell in row if len(text := text_of(cell.runs)) > _ORDINAL), "")
        for column, cell in zip(table.columns, row, strict=False):
            yield from ((run, f"Bảng: {_beginning(title)}, cột “{column.title}”") for run in cell.runs if isinstance(run, Figure))


def _around(runs: tuple[Run, ...], place: int) -> str:
    before, after = text_of(runs[:place]), text_of(runs[place + 1 :])
    return f"{_end(before)}{runs[place].text}{_beginning(after)}"


def _beginning(text: str) -> str:
    return text if len(text) <= _BESIDE else text[:_BESIDE].rsplit(" ", 1)[0] + "…"


def _end(text: str) -> str:
    return text if len(text) <= _BESIDE else "…" + text[-_BESIDE:].split(" ", 1)[-1]
