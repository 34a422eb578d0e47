"""A value → the cell of a workbook that shows it: text stays text, whatever it begins with."""

from __future__ import annotations

import re

from openpyxl.cell import Cell

from dondoc.engine.writing.sheets import Value

_MOST = 32_767  # characters in a cell, Excel's own bound
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# What a spreadsheet would take for a formula when a person edits the cell: "=HYPERLINK(…)", but also "- Rà soát".
_FORMULA = tuple("=+-@\t\r")


def put_value(cell: Cell, value: Value) -> None:
    """Set a value; text keeps its type, and a mark that keeps it when the cell is edited where it looks like a formula."""
    if not isinstance(value, str):
        cell.value = value
        return
    text = _ILLEGAL.sub(" ", value)
    text = text if len(text) <= _MOST else text[: _MOST - 1] + "…"
    if not text:
        return
    cell.value = text
    cell.data_type = "s"
    if text.startswith(_FORMULA):
        cell.quotePrefix = True
