"""Template tags of a unit's figures.

- `{% figures_table form rows %}`: one unit's table as filled in; `{% printed_cell column row %}`: one cell of it
- `{{ target|aim }}`: what a target asks for (≥ 98%); `{{ target.reached|amount:target }}`: a number with the target's measure
"""

from __future__ import annotations

from collections.abc import Sequence

from django import template

from dondoc.engine.reporting.figures_consolidating import FilledRow
from dondoc.engine.reporting.figures_form import FiguresColumn, FiguresForm
from dondoc.engine.reporting.figures_reading import printed
from dondoc.engine.reporting.snapshot import TargetRow
from dondoc.engine.vocabulary.printing import printed_number
from dondoc.engine.writing.figures import OPERATORS

register = template.Library()


@register.inclusion_tag("reports/figures_table.html")
def figures_table(form: FiguresForm, rows: Sequence[FilledRow]) -> dict[str, object]:
    """Draw a table as it was filled in, formulas and sums computed."""
    lines = [(row, [(column, printed_cell(column, row)) for column in form.columns]) for row in rows]
    return {"form": form, "lines": lines}


@register.simple_tag
def printed_cell(column: FiguresColumn, row: FilledRow) -> str:
    """Return a cell as it is printed."""
    return printed(column, row.cells.get(column.key, ""))


@register.filter
def aim(target: TargetRow) -> str:
    """Return what a target asks for."""
    return f"{OPERATORS.get(target.op, target.op)} {amount(target.value, target)}"


@register.filter
def amount(value: float | None, target: TargetRow) -> str:
    """Return a number with a target's unit of measure."""
    if value is None:
        return "–"
    return f"{printed_number(value)}{target.measure if target.measure == '%' else f' {target.measure}' if target.measure else ''}"
