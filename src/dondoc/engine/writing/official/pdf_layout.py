"""Turns a layout into the JSON that the typesetter's template reads."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import date

from dondoc.engine.writing.official.house import House
from dondoc.engine.writing.official.layout import Layout
from dondoc.engine.writing.official.lines import Columns, Element, Grid, GridCell, Line, Rule
from dondoc.engine.writing.official.styles import Form, Style

# PDF/A wants a date in the file: the document's own, a draft's never changes.
_UNDATED = date(1980, 1, 1)
_ROWS_AT_ONCE = 400
_MANY_CELLS = 6000

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
        "sheets": [{"across": sheet.across, "elements": _elements(sheet.elements, forms)} for sheet in layout.sheets],
    }
    return json.dumps(data, ensure_ascii=False)


def _elements(elements: tuple[Element, ...], forms: dict[Style, Form]) -> list[Json]:
    """Return the elements; a heading is at most one level below the one before it, as PDF wants its outline."""
    found: list[Json] = []
    level = 0
    for element in elements:
        if isinstance(element, Line) and forms[element.style].outline:
            level = min(forms[element.style].outline, level + 1)
        parts = _parts(element) if isinstance(element, Grid) else (element,)
        for place, part in enumerate(parts):
            if place:
                found.append({"kind": "page"})
            found.append(_element(part, level))
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


def _element(element: Element, level: int) -> Json:
    match element:
        case Line():
            return _line(element, level)
        case Rule():
            return {"kind": "rule", "length": element.length}
        case Columns():
            rows: list[Json] = [[[_element(item, level) for item in side] for side in row] for row in element.rows]
            return {"kind": "columns", "left": element.left, "right": element.right, "rows": rows}
        case Grid():
            return {
                "kind": "grid",
                "widths": list(element.widths),
                "head": [_cell(cell) for cell in element.head],
                "rows": [[_cell(cell) for cell in row if cell.line is not None] for row in element.rows],
            }


def _line(line: Line, level: int) -> Json:
    return {
        "kind": "line",
        "style": str(line.style),
        "level": max(level, 1),
        "keeps_next": line.keeps_next,
        "pieces": _pieces(line),
    }


def _cell(cell: GridCell) -> Json:
    """Return a cell as little as can be: tables make up nearly all of a long document."""
    line = cell.line
    if line is None:
        return {"columns": cell.columns, "rows": cell.rows, "style": None, "pieces": []}
    if cell.columns == cell.rows == 1 and len(line.pieces) == 1 and not (line.pieces[0].bold or line.pieces[0].italic):
        return [str(line.style), line.pieces[0].text]
    return {"columns": cell.columns, "rows": cell.rows, "style": str(line.style), "pieces": _pieces(line)}


def _pieces(line: Line) -> Json:
    return [{"text": piece.text, "bold": piece.bold, "italic": piece.italic} for piece in line.pieces]
