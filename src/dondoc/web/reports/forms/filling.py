"""What is sent from a figures table: the cells by row and column, or a workbook."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy

from dondoc.engine.reporting.figures_form import FiguresForm
from dondoc.engine.reporting.figures_reading import MOST_ROWS, TITLE
from dondoc.web.tracking.forms.round_trip import SheetForm

MOST_CELLS = 9000
"""Boxes that a page may send; Django itself refuses more fields than its setting allows."""


def typed_cells(form: FiguresForm, data: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Return the words of the boxes `o:row:column` by row and column, without rows that were left blank."""
    known = {column.key for column in form.typed} | {TITLE}
    rows: dict[str, dict[str, str]] = {}
    for name in list(data)[:MOST_CELLS]:
        parts = name.split(":")
        if len(parts) == 3 and parts[0] == "o" and parts[2] in known and len(parts[1]) <= 40:
            rows.setdefault(parts[1], {})[parts[2]] = str(data[name])[:4000]
    filled = {key: cells for key, cells in rows.items() if any(text.strip() for text in cells.values())}
    return dict(list(filled.items())[: MOST_ROWS + 1])


class WorkbookForm(SheetForm):
    """A workbook that was filled in, refused by name and size before anything is read."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].label = gettext_lazy("Tệp Excel đã điền (.xlsx)")
