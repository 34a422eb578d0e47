"""Turns seen pages, from a PDF's text layer or from scans, into one source: paragraphs and tables in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from dondoc.engine.sources.pdf_columns import Beside, blocks_of, entries_of
from dondoc.engine.sources.pdf_furniture import without_running, without_stamps, without_upright
from dondoc.engine.sources.pdf_page import Line, Marked, Page, lines_of
from dondoc.engine.sources.pdf_reflow import Frame, frame_of, glued, paragraphs_of
from dondoc.engine.sources.pdf_spread import Spread, continued, spread_of
from dondoc.engine.sources.pdf_tables import FilledGrid, tables_of
from dondoc.engine.sources.scan_slips import with_numbers_mended
from dondoc.engine.sources.source import Cell, Format, GridCell, Note, Source, SourceBuilder, Span, Table

_FEW_LINES = 8  # fewer lines than this do not show the margins of a page


_Item = Line | Beside | FilledGrid


def assembled(name: str, pages: Sequence[Page], *, notes: Iterable[Note], kind: Format) -> Source:
    """Return the source that the pages make, with `notes` and a note of each thing that was left out."""
    cleared = [without_stamps(page) for page in pages]
    said = [*notes, *(note for clear in cleared for note in clear.notes)]
    tables: list[list[FilledGrid]] = []
    running: list[list[Line]] = []
    for clear in cleared:
        found, loose = tables_of(clear.page)
        level, upright = without_upright(loose, clear.page.number)
        tables.append(found)
        running.append(lines_of(level, clear.page.number))
        said.extend(upright)
    running, left_out = without_running(running, [page.height for page in pages])
    builder = SourceBuilder(name, kind, notes=[*said, *left_out], pages=len(pages))
    flow = [_in_order(list(blocks_of(lines)), found) for lines, found in zip(running, tables, strict=True)]
    whole = _tables_made_whole(pages, flow)
    frames = _frames(pages, flow)
    written = _write(builder, whole, frames)
    return _with_table_doubts(builder.build(), written)


def _in_order(blocks: Sequence[Line | Beside], tables: Sequence[FilledGrid]) -> list[_Item]:
    """Blocks and tables of one page from top to bottom."""
    found: list[_Item] = []
    waiting = list(tables)
    for block in blocks:
        top = block.base if isinstance(block, Line) else min(line.base for line in (*block.left, *block.right))
        while waiting and waiting[0].grid.ys[0] < top:
            found.append(waiting.pop(0))
        found.append(block)
    return [*found, *waiting]


def _tables_made_whole(pages: Sequence[Page], flow: Sequence[Sequence[_Item]]) -> list[Line | Beside | Spread]:
    """Every page's items in one list; a table at the head of a page joins the one at the foot of the page before."""
    found: list[Line | Beside | Spread] = []
    for page, item in ((page, item) for page, items in zip(pages, flow, strict=True) for item in items):
        if not isinstance(item, FilledGrid):
            found.append(item)
            continue
        table = spread_of(item, page.looseness)
        table = with_numbers_mended(table) if page.scanned else table
        last = found[-1] if found else None
        joined = continued(last, table) if isinstance(last, Spread) else None
        if joined is None:
            found.append(table)
        else:
            found[-1] = joined
    return found


def _frames(pages: Sequence[Page], flow: Sequence[Sequence[_Item]]) -> dict[int, Frame]:
    """The frame of each page: its own where it has lines enough, else that of all pages of its shape."""
    lines = {page.number: [item for item in items if isinstance(item, Line)] for page, items in zip(pages, flow, strict=True)}
    shapes: dict[tuple[int, int], list[Line]] = {}
    for page in pages:
        shapes.setdefault(_shape(page), []).extend(lines[page.number])
    usual = {_shape(page): frame_of(shapes[_shape(page)], page.looseness) for page in {_shape(page): page for page in pages}.values()}
    frames: dict[int, Frame] = {}
    for page, items in zip(pages, flow, strict=True):
        shared = usual[_shape(page)]
        if len(shapes[_shape(page)]) < _FEW_LINES:
            frames[page.number] = _widened(shared, page, [item for item in items if isinstance(item, FilledGrid)])
        elif len(lines[page.number]) < _FEW_LINES:
            frames[page.number] = shared
        else:
            frames[page.number] = replace(frame_of(lines[page.number], page.looseness), spaced=shared.spaced)
    return frames


def _widened(frame: Frame, page: Page, tables: Sequence[FilledGrid]) -> Frame:
    """Pages with little running text do not show their margins: take those of their tables, else the usual ones."""
    left = min([frame.left or page.width, *(table.grid.xs[0] for table in tables), 0.14 * page.width if not tables else page.width])
    right = max([frame.right, *(table.grid.xs[-1] for table in tables), 0.9 * page.width if not tables else 0.0])
    return replace(frame, left=left, right=right, step=frame.step or 17.0)


def _shape(page: Page) -> tuple[int, int]:
    return round(page.width / 20), round(page.height / 20)


def _write(builder: SourceBuilder, items: Sequence[Line | Beside | Spread], frames: Mapping[int, Frame]) -> list[Spread]:
    """Give everything to the builder in order; return the tables that were written."""
    run: list[Line] = []
    written: list[Spread] = []
    for item in items:
        if isinstance(item, Line):
            run.append(item)
            continue
        _write_run(builder, run, frames)
        run = []
        if isinstance(item, Spread):
            grid = [[GridCell(item.words.get(key, Marked("")).text, key) for key in row] for row in item.rows]
            builder.table(grid, item.pages)
            written.append(item)
        else:
            for words, page in _column_paragraphs(item):
                _write_paragraph(builder, words, page)
    _write_run(builder, run, frames)
    return written


def _write_run(builder: SourceBuilder, run: Sequence[Line], frames: Mapping[int, Frame]) -> None:
    for paragraph in paragraphs_of(run, frames):
        _write_paragraph(builder, paragraph.words, paragraph.page)


def _column_paragraphs(block: Beside) -> Iterator[tuple[Marked, int]]:
    """The left column's lines, then the right's; those of one entry are one paragraph."""
    for column in (block.left, block.right):
        for lines in entries_of(column):
            words = lines[0].words
            for line in lines[1:]:
                words = glued(words, line.words)
            yield words, lines[0].page


def _write_paragraph(builder: SourceBuilder, words: Marked, page: int) -> None:
    span = builder.paragraph(words.text, page)
    if span is not None:
        builder.doubtful.extend(Span(span.start + doubt.start, span.start + doubt.end) for doubt in words.doubtful)


def _with_table_doubts(source: Source, written: Sequence[Spread]) -> Source:
    """Add the doubtful words in table cells: only the finished source knows where cells stand."""
    found: list[Span] = []
    for table, block in zip(written, (block for block in source.blocks if isinstance(block, Table)), strict=True):
        for keys, row in zip(table.rows, block.rows, strict=True):
            for key, cell in zip(keys, row.cells, strict=True):
                found.extend(_moved(table.words.get(key, Marked("")), cell))
    return replace(source, doubtful=tuple(sorted([*source.doubtful, *found], key=lambda span: span.start))) if found else source


def _moved(words: Marked, cell: Cell) -> list[Span]:
    return [] if cell.repeated else [Span(cell.start + doubt.start, cell.start + doubt.end) for doubt in words.doubtful]
