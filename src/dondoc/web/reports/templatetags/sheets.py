"""Draws an official document as the sheet that will be printed: the same lines that the DOCX and the PDF are written from, as HTML.

- `{% sheet document %}`: letterhead, title, body, signature; an annex shows its first rows
- `{% sheet document told=report.told figures=url %}`: passages that wait to be read are marked, figures lead to the rows behind them
- `{% passage_words told url %}`: a passage as it reads now, its figures as links
- `{% said_with told 2 %}`: a passage in which the second figure stands out
- `{% word_changes pieces %}`: what was removed and added, word by word
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django import template
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import ngettext

from dondoc.engine.comparing.changes import Piece as ChangedPiece
from dondoc.engine.comparing.changes import PieceKind
from dondoc.engine.reporting.runs import Figure, Run, Words
from dondoc.engine.writing.official.blocks import Annex, OfficialDocument, Table
from dondoc.engine.writing.official.house import House
from dondoc.engine.writing.official.layout import laid_out
from dondoc.engine.writing.official.lines import Columns, Element, Grid, Line, Piece, Rule, fit
from dondoc.web.reports.queries.drafting import Told

register = template.Library()

ROWS_SHOWN = 12
"""Rows of a table that the sheet shows; the file has them all."""
_LOOK_AHEAD = 6
"""Passages that may be missing on the paper before a line is taken for none of them: titles without content, the opening."""


@dataclass(slots=True)
class _Marks:
    """The passages that are still to come on the paper, and where their figures lead."""

    told: Sequence[Told] = ()
    figures: str = ""
    shown: Container[int] | None = None
    at: int = 0
    line: int = 0

    def take(self, text: str) -> tuple[Told, int] | None:
        """Return the passage that a line of the body belongs to, and which of its lines it is."""
        wanted = _plain(text)
        for place in range(self.at, min(self.at + _LOOK_AHEAD, len(self.told))):
            lines = [line for line in (self.told[place].text.split("\n")) if line.strip()]
            start = self.line if place == self.at else 0
            if self.told[place].now is not None and start < len(lines) and wanted.endswith(_plain(lines[start])):
                last = start + 1 >= len(lines)
                self.at, self.line = (place + 1, 0) if last else (place, start + 1)
                return self.told[place], start
        return None


@register.simple_tag
def sheet(document: OfficialDocument, *, told: Sequence[Told] = (), figures: str = "", shown: Container[int] | None = None) -> SafeString:
    """Return the sheet as HTML; `figures` is the address of the rows behind a figure, `shown` the places of the passages to be shown."""
    short, left_out = _shortened(document)
    layout = laid_out(replace(short, lists_sources=False), House())
    marks = _Marks(tuple(told), figures, shown)
    pages = []
    for page, rows in zip(layout.sheets, (0, *left_out), strict=True):
        body = "".join(_elements(page.elements, marks if page is layout.sheets[0] else _Marks()))
        more = f'<p class="p-rest">{escape(_rest(rows))}</p>' if rows else ""
        pages.append(f'<article class="sheet{" across" if page.across else ""}" lang="vi">{body}{more}</article>')
    return mark_safe("".join(pages))  # noqa: S308 - every text is escaped where it is put in


@register.simple_tag
def passage_words(one: Told, figures: str = "") -> SafeString:
    """Return a passage as it reads now, each line a line, its figures as links to their rows."""
    lines = [line for line in one.text.split("\n") if line.strip()] or [""]
    drawn = [_with_figures(line, one, number=number, address=figures) or escape(line) for number, line in enumerate(lines)]
    return mark_safe("<br>".join(drawn))  # noqa: S308 - every text is escaped where it is put in


@register.simple_tag
def said_with(one: Told, number: int) -> SafeString:
    """Return a passage as it reads now with one of its figures, counted from 1, made to stand out."""
    found, nth = [], 0
    for run in one.now.runs if one.now is not None else ():
        nth += isinstance(run, Figure)
        found.append(format_html("<b>{}</b>" if isinstance(run, Figure) and nth == number else "{}", run.text))
    return mark_safe("".join(found))  # noqa: S308 - every text is escaped where it is put in


@register.simple_tag
def word_changes(pieces: Sequence[ChangedPiece]) -> SafeString:
    """Return the pieces of two texts, what was removed struck out and what was added underlined."""
    return format_html_join("", "{}", ((_changed(piece),) for piece in pieces))


def _changed(piece: ChangedPiece) -> SafeString | str:
    match piece.kind:
        case PieceKind.REMOVED:
            return format_html("<del>{}</del>", piece.text)
        case PieceKind.ADDED:
            return format_html("<ins>{}</ins>", piece.text)
        case _:
            return piece.text


def _shortened(document: OfficialDocument) -> tuple[OfficialDocument, tuple[int, ...]]:
    """Return the document with the first rows of its annexes, and how many rows each annex leaves out."""
    annexes: list[Annex] = []
    left_out: list[int] = []
    for annex in document.annexes:
        blocks = tuple(replace(block, rows=block.rows[:ROWS_SHOWN]) if isinstance(block, Table) else block for block in annex.blocks)
        annexes.append(replace(annex, blocks=blocks))
        left_out.append(sum(max(len(block.rows) - ROWS_SHOWN, 0) for block in annex.blocks if isinstance(block, Table)))
    return replace(document, annexes=tuple(annexes)), tuple(left_out)


def _rest(rows: int) -> str:
    return ngettext("… còn %(n)s dòng trong tệp in", "… còn %(n)s dòng trong tệp in", rows) % {"n": rows}


def _elements(elements: Iterable[Element], marks: _Marks) -> Iterator[str]:
    for element in elements:
        match element:
            case Line():
                yield _body_line(element, marks)
            case Rule():
                yield '<hr width="38%">'
            case Columns():
                yield from _columns(element)
            case Grid():
                yield _grid(element)


def _body_line(line: Line, marks: _Marks) -> str:
    """Return a line; of a passage with its mark, its place and its figures as links."""
    text = "".join(piece.text for piece in line.pieces)
    taken = marks.take(text) if marks.told and text else None
    if taken is None:
        return _line(line)
    one, number = taken
    if marks.shown is not None and one.place not in marks.shown:
        return ""
    words = _with_figures(text, one, number=number, address=marks.figures) or "".join(map(_piece, line.pieces))
    if one.is_unsettled:
        words = f"<mark>{words}</mark>"
    name = f' id="in-{one.place}"' if number == 0 else ""
    return f'<p class="p-{line.style}"{name} data-in="{one.place}" data-muc="{escape(one.drafted.section)}">{words}</p>'


def _with_figures(text: str, one: Told, *, number: int, address: str) -> str:
    """Return a line's words, each figure as a link to its rows; empty where the passage has no figures or other words."""
    runs, nth = _runs_of(one, number)
    own = "".join(run.text for run in runs)
    start = text.upper().find(own.upper().rstrip(" ./;,")) if address and own else -1
    if start < 0 or not any(isinstance(run, Figure) for run in runs):
        return ""
    found, at = [str(escape(text[:start]))], start
    for run in runs:
        words = str(escape(text[at : at + len(run.text)]))
        at += len(run.text)
        if isinstance(run, Figure):
            nth += 1
            query = escape(urlencode({"doan": one.drafted.key, "so": nth}))
            words = f'<a class="so" href="{escape(address)}?{query}">{words}</a>'
        found.append(words)
    return "".join(found) + escape(text[at:])


def _runs_of(one: Told, number: int) -> tuple[list[Run], int]:
    """Return the runs of one line of a passage, and how many figures stand before it."""
    lines: list[list[Run]] = [[]]
    for run in one.now.runs if one.now is not None else ():
        first, *more = run.text.split("\n") if isinstance(run, Words) else (run.text,)
        lines[-1].append(replace(run, text=first))
        lines += [[replace(run, text=text)] for text in more]
    kept = [line for line in lines if any(run.text.strip() for run in line)]
    before = sum(isinstance(run, Figure) for line in kept[:number] for run in line)
    return (kept[number] if number < len(kept) else []), before


def _line(line: Line) -> str:
    return f'<p class="p-{line.style}">{"".join(map(_piece, line.pieces))}</p>'


def _piece(piece: Piece) -> str:
    text = escape(piece.text).replace("\n", "<br>")
    text = f"<b>{text}</b>" if piece.bold else text
    return f"<i>{text}</i>" if piece.italic else text


def _columns(columns: Columns) -> Iterator[str]:
    kind = "two" if columns.left == columns.right else "two head-two"
    for row in columns.rows:
        cells = []
        for cell, width in zip(row, (columns.left, columns.right), strict=True):
            cells.append("".join(_line(one) if isinstance(one, Line) else _rule(one, width) for one in cell))
        yield f'<div class="{kind}"><div>{cells[0]}</div><div>{cells[1]}</div></div>'


def _rule(rule: Rule, width: float) -> str:
    return f'<hr width="{min(round(100 * rule.length / width), 100)}%">'


def _grid(grid: Grid) -> str:
    whole = sum(grid.widths)
    columns = "".join(f'<col width="{100 * width / whole:.1f}%">' for width in grid.widths)
    head = "".join(f"<th>{_inside(cell.line)}</th>" for cell in grid.head)
    rows = []
    for row in grid.rows:
        cells = [cell for cell in row if cell.line is not None]
        rows.append("<tr>" + "".join(f"<td{_spans(c.columns, c.rows)}>{_inside(c.line)}</td>" for c in cells) + "</tr>")
    return f"<table><colgroup>{columns}</colgroup><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _spans(columns: int, rows: int) -> str:
    return (f' colspan="{columns}"' if columns > 1 else "") + (f' rowspan="{rows}"' if rows > 1 else "")


def _inside(line: Line | None) -> str:
    return "".join(map(_piece, line.pieces)) if line is not None else ""


def _plain(text: str) -> str:
    return " ".join(fit(text).upper().split()).rstrip(" ./;,")
