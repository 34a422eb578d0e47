"""Turns an official document into sheets of styled lines, rules, pairs of columns and grids, which each writer puts down as they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from dondoc.engine.writing.official import heads
from dondoc.engine.writing.official.blocks import Annex, Block, Cell, Level, Numbered, OfficialDocument, Paragraph, Table, Tone
from dondoc.engine.writing.official.blocks import Side as ColumnSide
from dondoc.engine.writing.official.house import House
from dondoc.engine.writing.official.lines import Element, Grid, GridCell, Line, Piece, Rule, fit, line, pieces
from dondoc.engine.writing.official.numbering import numbers, roman
from dondoc.engine.writing.official.source_annex import source_annex
from dondoc.engine.writing.official.styles import Style, forms
from dondoc.engine.writing.official.text_width import width

_TONES = {Tone.BODY: Style.BODY, Tone.BASIS: Style.BASIS, Tone.CENTRED: Style.CENTRED, Tone.NOTE: Style.NOTE}
_PARTS = {Level.PART, Level.CHAPTER, Level.SECTION, Level.SUBSECTION}
_CELLS = {ColumnSide.LEFT: Style.CELL_LEFT, ColumnSide.CENTRE: Style.CELL_CENTRE, ColumnSide.RIGHT: Style.CELL_RIGHT}
END_OF_BODY = "./."
_EMPTY = Cell()


@dataclass(frozen=True, slots=True)
class Sheet:
    """Pages of one direction, numbered from 1 on their own."""

    across: bool
    elements: tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """All sheets, and the small print at the foot of each page; `title` names the file for programs that show it."""

    title: str
    sheets: tuple[Sheet, ...]
    small_print: str
    issued: date | None


def laid_out(document: OfficialDocument, house: House) -> Layout:
    """Return the sheets of a document: its own, then one for each annex."""
    sources = source_annex(document) if document.lists_sources else None
    annexes = (*document.annexes, *((sources,) if sources is not None else ()))
    sheets = [Sheet(across=False, elements=tuple(_main(document, house)))]
    for index, annex in enumerate(annexes, 1):
        word = f"Phụ lục {roman(index)}" if len(annexes) > 1 else "Phụ lục"
        sheets.append(Sheet(across=annex.across, elements=tuple(_annex(document, annex, word=word, house=house))))
    return Layout(fit(heads.file_title(document)), tuple(sheets), fit(document.small_print), document.letterhead.issued)


def _main(document: OfficialDocument, house: House) -> Iterator[Element]:
    room = house.width(across=False)
    yield from heads.letterhead(document, room)
    if document.kind is not None:
        yield line(Style.KIND, document.kind.upper())
        yield from _titled(Style.TITLE, document.title, room=room, house=house)
    yield from heads.addressees(document)
    body = list(_blocks(document.blocks, room))
    yield from _closed(body) if document.signature is not None else body
    yield from heads.foot(document, room)


def _annex(document: OfficialDocument, annex: Annex, *, word: str, house: House) -> Iterator[Element]:
    room = house.width(across=annex.across)
    yield line(Style.ANNEX, word)
    yield line(Style.ANNEX_TITLE, annex.title.upper())
    yield line(Style.ANNEX_OF, heads.annex_of(document))
    yield from _blocks(annex.blocks, room)


def _titled(style: Style, text: str, *, room: float, house: House) -> Iterator[Element]:
    form = forms(house)[style]
    yield line(style, text)
    shown = min(width(text, form.size, bold=form.bold), room - form.left - form.right)
    yield Rule(shown * heads.PART_OF_LINE)


def _closed(body: list[Element]) -> list[Element]:
    """End the last words with "./." and keep them on the page of the signature."""
    if not body or not isinstance(body[-1], Line) or not body[-1].pieces:
        return body
    last = body[-1]
    text = last.pieces[-1].text.rstrip().removesuffix(END_OF_BODY).rstrip(".;, ") + END_OF_BODY
    return [*body[:-1], replace(last, pieces=(*last.pieces[:-1], replace(last.pieces[-1], text=text)), keeps_next=True)]


def _blocks(blocks: tuple[Block, ...], room: float) -> Iterator[Element]:
    for block, number in zip(blocks, numbers(blocks), strict=True):
        match block:
            case Paragraph():
                yield Line(_TONES[block.tone], pieces(block.runs))
            case Numbered():
                yield from _numbered(block, number)
            case Table():
                if block.caption:
                    yield line(Style.CAPTION, block.caption)
                yield _grid(block, room)


def _numbered(block: Numbered, number: str) -> Iterator[Line]:
    own = pieces(block.runs)
    if block.level in _PARTS:
        if number:
            yield line(Style.PART, number)
        yield Line(Style.PART_TITLE, tuple(replace(piece, text=piece.text.upper()) for piece in own))
        return
    if block.level is Level.ROMAN:
        own = tuple(replace(piece, text=piece.text.upper()) for piece in own)
    bold = block.titled and block.level is not Level.DASH  # a dash numbers nothing that could bear a title
    style = {Level.ROMAN: Style.ROMAN, Level.ARTICLE: Style.ARTICLE}.get(block.level, Style.CLAUSE if bold else Style.BODY)
    yield Line(style, (Piece(number + " "), *own) if number else own)


def _grid(table: Table, room: float) -> Grid:
    shares = sum(column.share for column in table.columns)
    widths = tuple(room * column.share / shares for column in table.columns)
    head = tuple(GridCell(line(Style.CELL_HEAD, column.title)) for column in table.columns)
    styles = [_CELLS[column.side] for column in table.columns]
    return Grid(widths, head, tuple(_rows(table, styles)))


def _rows(table: Table, styles: list[Style]) -> Iterator[tuple[GridCell, ...]]:
    """Yield the rows with a covered cell in each place that a cell above covers."""
    above: dict[int, GridCell] = {}  # by its first column, a cell that goes on for `rows` rows from here
    for row in table.rows:
        covered, above = above, {}
        cells: list[GridCell] = []
        given = iter(row)
        place = 0
        while place < len(styles):
            cell = covered.pop(place, None)
            if cell is None:
                room = (min((column for column in covered if column > place), default=len(styles)) if covered else len(styles)) - place
                cell = _opened(next(given, _EMPTY), styles[place], room)
            cells.append(cell)
            if cell.rows > 1:
                above[place] = GridCell(None, cell.columns, cell.rows - 1)
            place += cell.columns
        yield tuple(cells)


def _opened(cell: Cell, style: Style, room: int) -> GridCell:
    if cell.columns == cell.rows == 1:  # nearly every cell
        return GridCell(_cell_line(cell, style))
    return GridCell(_cell_line(cell, style if cell.columns == 1 else Style.CELL_LEFT), max(1, min(cell.columns, room)), max(1, cell.rows))


def _cell_line(cell: Cell, style: Style) -> Line:
    own = pieces(cell.runs)
    return Line(style, tuple(replace(piece, bold=True) for piece in own) if cell.bold else own)
