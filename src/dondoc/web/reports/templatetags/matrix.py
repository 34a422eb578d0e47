"""`{% matrix_rows matrix collects %}` draws the body of a matrix at once: six hundred cells are too many for a template's own loops."""

from __future__ import annotations

from collections.abc import Iterator

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from dondoc.web.reports.queries.matrix import Cell, Matrix, Row
from dondoc.web.reports.queries.statuses import EVERY
from dondoc.web.ui.templatetags.ui import NOTHING, icon

register = template.Library()


@register.simple_tag
def matrix_rows(matrix: Matrix, collects: object) -> SafeString:
    """Return one row for each unit; with `collects` each cell is a door to the report."""
    marks = {one.name: format_html('{}<span class="vh">{}</span>', icon(one.glyph, "g"), one.words) for one in EVERY}
    words = {one.name: str(one.words) for one in EVERY}
    rows = ((row.unit.name, _cells(row, marks, words=words, doors=bool(collects)), _share(row)) for row in matrix.rows)
    return format_html_join("\n", '<tr><th scope="row">{}</th>{}<td class="num">{}</td></tr>', rows)


def _cells(row: Row, marks: dict[str, SafeString], *, words: dict[str, str], doors: bool) -> SafeString:
    def drawn() -> Iterator[tuple[str, SafeString]]:
        for cell in row.cells:
            name = cell.status.name
            now = " now" if cell.column.is_now else ""
            yield f"s-{name}{now}", _door(cell, marks[name], words[name]) if doors and cell.url else marks[name]

    return format_html_join("", '<td class="{}">{}</td>', drawn())


def _door(cell: Cell, mark: SafeString, words: str) -> SafeString:
    return format_html('<a href="{}" title="{}: {}">{}</a>', cell.url, cell.column.label, words, mark)


def _share(row: Row) -> str:
    return NOTHING if row.share is None else f"{row.share}%"
