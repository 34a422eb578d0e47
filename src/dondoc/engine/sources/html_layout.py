"""Turns the tree of a document's page into paragraphs and table grids in reading order."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from dondoc.engine.sources import html_lines, html_lists, html_tables
from dondoc.engine.sources.html_tables import Grid
from dondoc.engine.sources.html_tree import Element
from dondoc.engine.sources.html_weights import BLOCKS

Item = str | Grid
"""A paragraph or a table."""

_BLOCK_STYLE = re.compile(r"display\s*:\s*(?:block|flex|grid|list-item|table)", re.IGNORECASE)
_WORD_MARKER = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)
# What Word prints for bullets in the fonts Symbol, Wingdings and Courier New
_WORD_BULLETS = frozenset("·•§Øüqvoà¨¡\uf0a7\uf0b7\uf0d8\uf0fc\uf02d")
_SOURCE_SPACES = re.compile(r"\s+")
_FOOTNOTE = re.compile(r"\d{1,3}$")
_OWN_MARKER = re.compile(r"\s*(?:[-–+*•·]|\(?(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5}|[a-zđ])[.)/])\s*\S")
_LEAST_SHARE_OF_INNER_TABLES = 0.5
_MOST_ROWS_OF_A_FRAME = 3
_BLOCKS_OF_A_FRAME = 8


@dataclass(slots=True)
class _Flow:
    """Gathers inline words until a block ends, then makes paragraphs of them."""

    items: list[Item] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    marker: str = ""

    def end_block(self) -> None:
        """Close the paragraph; the marker of a list stands before the first one that follows it."""
        if not self.words:
            return
        paragraphs = html_lines.paragraphs("".join(self.words))
        self.words.clear()
        if paragraphs and self.marker:
            if not _OWN_MARKER.match(paragraphs[0]):
                paragraphs[0] = f"{self.marker} {paragraphs[0]}"
            self.marker = ""
        self.items.extend(paragraphs)


def lay_out(root: Element) -> list[Item]:
    """Return what a browser shows below `root`: paragraphs in order, with list markers; tables as grids, unless they only lay out."""
    flow = _Flow()
    _children(root, flow, 0)
    flow.end_block()
    return flow.items


def _children(parent: Element, flow: _Flow, level: int) -> None:
    """Lay out the children of an element; `level` counts the bulleted lists around them."""
    for child in parent.children:
        if isinstance(child, str):
            flow.words.append(_SOURCE_SPACES.sub(" ", child))
        else:
            _element(child, flow, level)


def _element(element: Element, flow: _Flow, level: int) -> None:
    tag = element.tag
    if tag == "br":
        flow.words.append("\n")
    elif tag == "table":
        flow.end_block()
        _table(element, flow, level)
    elif tag in ("ol", "ul", "menu", "dir"):
        flow.end_block()
        _list(element, flow, level)
    elif tag == "pre":
        flow.end_block()
        flow.items.extend(html_lines.preformatted("".join(element.strings())))
    elif tag == "sup":
        _raised(element, flow, level)
    elif tag in BLOCKS or _BLOCK_STYLE.search(element.get("style")):
        flow.end_block()
        _children(element, flow, level)
        flow.end_block()
    elif _WORD_MARKER.search(element.get("style")):
        marker = "".join(element.strings()).strip()
        flow.words.append(("-" if marker in _WORD_BULLETS else marker) + " ")
    else:
        _children(element, flow, level)


def _list(element: Element, flow: _Flow, level: int) -> None:
    inner = level if element.tag == "ol" else level + 1
    for point in html_lists.points(element, level):
        flow.marker = f"{flow.marker} {point.marker}".strip() if point.marker else flow.marker
        _children(point.element, flow, inner) if point.marker else _element(point.element, flow, inner)
        flow.end_block()
        flow.marker = ""


def _raised(element: Element, flow: _Flow, level: int) -> None:
    """Set the number of a footnote in brackets, lest "2025" with the note 1 become "20251"."""
    note = "".join(element.strings()).strip()
    before = flow.words[-1][-1:] if flow.words else ""
    if _FOOTNOTE.match(note) and (before.isdigit() or any(below.tag == "a" for below in element.elements())):
        flow.words.append(f"[{note}]")
    else:
        _children(element, flow, level)


def _table(element: Element, flow: _Flow, level: int) -> None:
    for caption in element.children:
        if isinstance(caption, Element) and caption.tag == "caption":
            _element(caption, flow, level)
    if _only_lays_out(element):
        for row in html_tables.rows(element):
            for cell in html_tables.cells(row):
                _element(cell, flow, level)
        return
    found = html_tables.grid(element, _cell_words)
    if any(place.text for row in found.rows for place in row):
        flow.items.append(found)


def _cell_words(cell: Element) -> str:
    """Return a cell's paragraphs, each on its own line; a table in it is read row by row."""
    return "\n".join(item if isinstance(item, str) else item.words() for item in lay_out(cell))


def _only_lays_out(table: Element) -> bool:
    """Tell whether a table has no more than one column, or is a frame around other tables or one long text."""
    lines = [list(html_tables.cells(row)) for row in html_tables.rows(table)]
    if max(map(len, lines), default=0) <= 1:
        return True
    letters = {cell: _letters(cell) for line in lines for cell in line}
    total = sum(letters.values())
    nested = sum(_letters(inner) for cell in letters for inner in _outer_tables(cell))
    if nested > total * _LEAST_SHARE_OF_INNER_TABLES:
        return True
    longest = max(letters, key=lambda cell: letters[cell])
    blocks = sum(1 for below in longest.elements() if below.tag in BLOCKS or below.tag == "br")
    return len(lines) <= _MOST_ROWS_OF_A_FRAME and letters[longest] > total * 0.7 and blocks >= _BLOCKS_OF_A_FRAME


def _letters(element: Element) -> int:
    return sum(len("".join(words.split())) for words in element.strings())


def _outer_tables(cell: Element) -> list[Element]:
    """Return the tables in a cell that stand in no other table of it."""
    found = []
    stack = [cell]
    while stack:
        for child in stack.pop().children:
            if isinstance(child, Element):
                if child.tag == "table":
                    found.append(child)
                else:
                    stack.append(child)
    return found
