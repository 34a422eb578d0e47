"""Turns the elements of a sheet into the XML of a DOCX's body."""

from __future__ import annotations

from collections.abc import Iterator

from dondoc.engine.writing.official.docx_styles import BOLD, BOLD_ITALIC, FRAME, ITALIC, TABLE
from dondoc.engine.writing.official.docx_units import twips, words
from dondoc.engine.writing.official.lines import Columns, Element, Grid, GridCell, Line, Piece, Rule
from dondoc.engine.writing.official.styles import Style

_CHARACTER_STYLES = {(True, False): BOLD, (False, True): ITALIC, (True, True): BOLD_ITALIC}


def body(elements: tuple[Element, ...], room: float) -> Iterator[str]:
    """Yield the paragraphs and tables of one sheet whose text is `room` millimetres wide."""
    for index, element in enumerate(elements):
        match element:
            case Line():
                yield paragraph(element)
            case Rule():
                yield _rule(element, room)
            case Columns():
                yield _columns(element)
            case Grid():
                yield _grid(element)
        followed = index + 1 < len(elements) and isinstance(elements[index + 1], Line | Rule)
        if isinstance(element, Columns | Grid) and not followed:
            yield f'<w:p><w:pPr><w:pStyle w:val="{Style.END}"/></w:pPr></w:p>'  # two tables side by side would become one


def paragraph(line: Line, inside: str = "") -> str:
    """Return one paragraph; `inside` goes at the end of its properties."""
    kept = "<w:keepNext/>" if line.keeps_next else ""
    runs = "".join(_run(piece) for piece in line.pieces)
    return f'<w:p><w:pPr><w:pStyle w:val="{line.style}"/>{kept}{inside}</w:pPr>{runs}</w:p>'


def _run(piece: Piece) -> str:
    style = _CHARACTER_STYLES.get((piece.bold, piece.italic))
    marks = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    if "\n" not in piece.text:
        return f"<w:r>{marks}{words(piece.text)}</w:r>"
    text = "<w:br/>".join(words(part) for part in piece.text.split("\n"))
    return f"<w:r>{marks}{text}</w:r>"


def _rule(rule: Rule, room: float) -> str:
    beside = twips(max(0.0, room - rule.length) / 2)
    return f'<w:p><w:pPr><w:pStyle w:val="{Style.RULE}"/><w:ind w:left="{beside}" w:right="{beside}"/></w:pPr></w:p>'


def _columns(columns: Columns) -> str:
    widths = (columns.left, columns.right)
    rows = "".join(
        "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
        + "".join(_cell(_lines(side, width), width) for side, width in zip(row, widths, strict=True))
        + "</w:tr>"
        for row in columns.rows
    )
    return f"<w:tbl>{_table_head(FRAME, widths)}{rows}</w:tbl>"


def _lines(side: tuple[Line | Rule, ...], width: float) -> str:
    if not side:
        return f'<w:p><w:pPr><w:pStyle w:val="{Style.END}"/></w:pPr></w:p>'
    return "".join(paragraph(item) if isinstance(item, Line) else _rule(item, width) for item in side)


def _grid(grid: Grid) -> str:
    head = "".join(_grid_cell(cell, width) for cell, width in zip(grid.head, grid.widths, strict=True))
    rows = "".join(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{_row(row, grid.widths)}</w:tr>" for row in grid.rows)
    repeated = f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>"
    return f"<w:tbl>{_table_head(TABLE, grid.widths)}{repeated}{rows}</w:tbl>"


def _row(row: tuple[GridCell, ...], widths: tuple[float, ...]) -> str:
    cells, place = [], 0
    for cell in row:
        cells.append(_grid_cell(cell, sum(widths[place : place + cell.columns])))
        place += cell.columns
    return "".join(cells)


def _grid_cell(cell: GridCell, width: float) -> str:
    span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
    if cell.line is None:
        return _cell(f'<w:p><w:pPr><w:pStyle w:val="{Style.CELL_LEFT}"/></w:pPr></w:p>', width, span + "<w:vMerge/>")
    return _cell(paragraph(cell.line), width, span + ('<w:vMerge w:val="restart"/>' if cell.rows > 1 else ""))


def _cell(content: str, width: float, marks: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/>{marks}</w:tcPr>{content}</w:tc>'


def _table_head(style: str, widths: tuple[float, ...]) -> str:
    # LibreOffice takes the widths from the grid, Word from the cells: both are given.
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
    return (
        f'<w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{twips(sum(widths))}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
    )
