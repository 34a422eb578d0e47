"""Turns a layout into the JSON that the typesetter's template reads."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import date

from dondoc.engine.writing.official.house import House
from dondoc.engine.writing.official.layout import Layout, Sheet
from dondoc.engine.writing.official.lines import Columns, Grid, GridCell, Line, Rule
from dondoc.engine.writing.official.styles import Form, Style

# PDF/A wants a date in the file: the document's own, a draft's never changes.
_UNDATED = date(1980, 1, 1)
_ROWS_AT_ONCE = 400
_MANY_CELLS = 6000
# Characters for each millimetre of a column's width that fill nearly a page, upright and across: such a cell goes on on the next page.
_FILL_A_PAGE = {False: 22, True: 15}

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


def pdf_layout(layout: Layout, house: House, *, forms: dict[Style, Form], font: str) -> str:
    """Return the layout as one line of JSON."""
    dated = layout.issued or _UNDATED
    data: dict[str, Json] = {
        "title": layout.title,
        "dated": [dated.year, dated.month, dated.day],
        "font": font,
        "small_print": layout.small_print,
        "margins": {"top": house.top, "bottom": house.bottom, "left": house.left, "right": house.right},
        "forms": {str(style): asdict(form) for style, form in forms.items()},
        "sheets": [{"across": sheet.across, "elements": _elements(sheet, forms)} for sheet in layout.sheets],
    }
    return json.dumps(data, ensure_ascii=False)


def _elements(sheet: Sheet, forms: dict[Style, Form]) -> list[Json]:
    """Return the elements; a heading is at most one level below the one before it, as PDF wants its outline."""
    found: list[Json] = []
    level = 0
    for element in sheet.elements:
        if isinstance(element, Grid):
            for place, part in enumerate(_parts(element)):
                if place:
                    found.append({"kind": "page"})
                found.append(_grid(part, forms, across=sheet.across))
            continue
        if isinstance(element, Line) and forms[element.style].outline:
            level = min(forms[element.style].outline, level + 1)
        found.append(_element(element, level))
    return found


def _parts(grid: Grid) -> Iterator[Grid]:
    """Part a table of very many rows where a group begins, so that its pages are set on several processors at once."""
    begins = 0
    for place, row in enumerate(grid.rows):
        if place - begins >= _ROWS_AT_ONCE and len(row) == 1 and row[0].columns == len(grid.widths):
            yield replace(grid, rows=grid.rows[begins:place])
            begins = place
    yield replace(grid, rows=grid.rows[begins:])


def has_many_cells(layout: Layout) -> bool:
    """Whether a layout's tables are so large that naming each cell for a reader of the screen would outweigh the document."""
    grids = (element for sheet in layout.sheets for element in sheet.elements if isinstance(element, Grid))
    return sum(len(grid.rows) * len(grid.widths) for grid in grids) > _MANY_CELLS


def _element(element: Line | Rule | Columns, level: int) -> Json:
    match element:
        case Line():
            return _line(element, level)
        case Rule():
            return {"kind": "rule", "length": element.length}
        case Columns():
            rows: list[Json] = [[[_element(item, level) for item in side] for side in row] for row in element.rows]
            return {"kind": "columns", "left": element.left, "right": element.right, "rows": rows}


def _line(line: Line, level: int) -> Json:
    return {
        "kind": "line",
        "style": str(line.style),
        "level": max(level, 1),
        "keeps_next": line.keeps_next,
        "pieces": _pieces(line),
    }


def _grid(grid: Grid, forms: dict[Style, Form], *, across: bool) -> Json:
    styles = _column_styles(grid)
    plain = [None if forms[style].bold else style for style in styles]
    room = [width * _FILL_A_PAGE[across] for width in grid.widths]
    return {
        "kind": "grid",
        "widths": list(grid.widths),
        "styles": [str(style) for style in styles],
        "head": [_cell(cell, breaks=False) for cell in grid.head],
        "cells": [cell for row in grid.rows for cell in _row(row, plain, room)],
    }


def _column_styles(grid: Grid) -> list[Style]:
    """Return how each column is set, by the first row that has a cell in each."""
    for row in grid.rows:
        found = [cell.line.style for cell in row if cell.line is not None]
        if len(found) == len(grid.widths):
            return found
    return [Style.CELL_LEFT] * len(grid.widths)


def _row(row: tuple[GridCell, ...], plain: list[Style | None], room: list[float]) -> list[Json]:
    """Return a row as little as can be, for tables make up nearly all of a long document.

    A cell that is set as its column is its words, an empty one nothing; a row of empty cells is given in full, to keep its height.
    """
    found: list[Json] = []
    place = 0
    for cell in row:
        if cell.line is not None:
            found.append(_words(cell, cell.line, plain=plain[place], room=room[place]))
        place += cell.columns
    return found if any(found) else [_cell(cell, breaks=False) for cell in row if cell.line is not None]


def _words(cell: GridCell, line: Line, *, plain: Style | None, room: float) -> Json:
    if cell.columns == cell.rows == 1:
        if not line.pieces:
            return None
        if len(line.pieces) == 1 and line.style == plain:
            piece = line.pieces[0]
            if len(piece.text) < room and not piece.bold and not piece.italic and "\n" not in piece.text:
                return piece.text or None
    return _cell(cell, breaks=cell.rows > 1 or sum(len(piece.text) for piece in line.pieces) >= room)


def _cell(cell: GridCell, *, breaks: bool) -> Json:
    style, pieces = (str(cell.line.style), _pieces(cell.line)) if cell.line is not None else (str(Style.CELL_LEFT), [])
    return {"columns": cell.columns, "rows": cell.rows, "style": style, "breaks": breaks, "pieces": pieces}


def _pieces(line: Line) -> Json:
    return [{"text": piece.text, "bold": piece.bold, "italic": piece.italic} for piece in line.pieces]
