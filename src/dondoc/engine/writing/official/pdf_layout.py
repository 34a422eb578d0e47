"""Turns a layout into the JSON that the typesetter's template reads."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date

from dondoc.engine.writing.official.house import House
from dondoc.engine.writing.official.layout import Layout
from dondoc.engine.writing.official.lines import Columns, Element, Grid, GridCell, Line, Rule
from dondoc.engine.writing.official.styles import Form, Style

# PDF/A wants a date in the file: the document's own, a draft's never changes.
_UNDATED = date(1980, 1, 1)

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
        found.append(_element(element, level))
    return found


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
        "pieces": [{"text": piece.text, "bold": piece.bold, "italic": piece.italic} for piece in line.pieces],
    }


def _cell(cell: GridCell) -> Json:
    return {"columns": cell.columns, "rows": cell.rows, "line": _line(cell.line, 1) if cell.line is not None else None}
