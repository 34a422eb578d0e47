"""Turns the blocks of a Word part (body, cell, text box, footnote) into paragraphs and table grids in reading order."""

from __future__ import annotations

from collections.abc import Iterator

from dondoc.engine.sources import docx_tags as tags
from dondoc.engine.sources.docx_losses import LossBuilder
from dondoc.engine.sources.docx_numbering import Numbering
from dondoc.engine.sources.docx_styles import Styles
from dondoc.engine.sources.docx_table import Grid, distinct, grid
from dondoc.engine.sources.docx_tags import w
from dondoc.engine.sources.docx_text import TextReader, chosen, is_placeholder
from dondoc.engine.sources.errors import TooLarge
from dondoc.engine.sources.fonts import tidy
from dondoc.engine.sources.xml import Element

# Places of all table grids together: a thousand pages of a table of ten columns.
MAX_PLACES = 500_000
# Tables in tables, boxes in boxes: people nest two or three; each level costs several calls.
_DEEPEST = 12

_SKIPPED = frozenset({tags.SECT_PR, tags.TC_PR, tags.SDT_PR, w("sdtEndPr"), w("customXmlPr"), w("bookmarkStart"), w("bookmarkEnd")})
_P_STYLE = w("pStyle")
_BULLETS = frozenset({"-", "+", "*"})

Piece = str | Grid
"""A paragraph's text, or the rows of a table."""


class BodyReader:
    """Reads the parts of one document in their order, so that numbers run on from one to the next.

    Text boxes follow the paragraph that holds them. A table of one cell is a frame: its content is read as if it stood
    outside. A table in a cell is laid into the cell's text, a line for each inner cell, if it has but one row or one
    column; a larger one is a table of its own after the outer one, so that its rows can be used.
    """

    __slots__ = ("_carried", "_depth", "_losses", "_name", "_numbering", "_places", "_styles", "text")

    def __init__(self, name: str, styles: Styles, *, numbering: Numbering, losses: LossBuilder) -> None:
        self._name = name
        self._styles = styles
        self._numbering = numbering
        self._losses = losses
        self._places = 0
        self._depth = 0
        self._carried: list[str] = []
        self.text = TextReader(styles, losses)

    def pieces(self, container: Element) -> list[Piece]:
        """Return the paragraphs and tables of a container in order. Raises TooLarge above `MAX_PLACES` table cells."""
        if self._depth >= _DEEPEST:
            self._losses.cut_deep = True
            return [tidy("\n".join(element.text or "" for element in container.iter(tags.T)))]
        self._depth += 1
        # A deleted paragraph mark joins words to the next paragraph of the same container only.
        carried, self._carried = self._carried, []
        found = list(self._blocks(container))
        if self._carried:
            found.append(" ".join(self._carried))
        self._carried = carried
        self._depth -= 1
        return found

    def _blocks(self, container: Element) -> Iterator[Piece]:
        for child in container:
            tag = child.tag
            if tag == tags.P:
                yield from self._paragraph(child)
            elif tag == tags.TBL:
                yield from self._table(child)
            elif tag in _SKIPPED:
                continue
            elif tag == tags.ALT_CHUNK:
                self._losses.chunks += 1
            elif tag in (tags.DEL, tags.MOVE_FROM):
                self._losses.deletions += 1
            elif tag == tags.ALTERNATE:
                branch = chosen(child)
                if branch is not None:
                    yield from self._blocks(branch)
            elif tag != tags.SDT or not is_placeholder(child):
                yield from self._blocks(child)

    def _paragraph(self, element: Element) -> Iterator[Piece]:
        properties = element.find(tags.P_PR)
        named = properties.find(_P_STYLE) if properties is not None else None
        style = named.get(tags.VAL) if named is not None else None
        words = self.text.read(element, style)
        if style is not None and self._styles.is_contents(style):
            self._losses.contents += bool(words.text)
        elif properties is not None and _mark_is_deleted(properties):
            self._carried += [words.text] if words.text else []
            self._losses.deletions += 1
        else:
            text = " ".join([*self._carried, words.text]).rstrip() if self._carried else words.text
            self._carried = []
            label = self._numbering.label(properties, style)
            if label and (text or label not in _BULLETS):
                text = f"{label} {text}".rstrip()
            if text:
                yield text
        for box in words.boxes:
            yield from self.pieces(box)

    def _table(self, table: Element) -> Iterator[Piece]:
        inner: list[Piece] = []
        contents: list[list[Piece]] = []

        def content(cell: Element) -> str:
            pieces = self.pieces(cell)
            contents.append(pieces)
            return "\n".join(self._lines(pieces, inner))

        rows = grid(table, content, losses=self._losses, claim=self._claim)
        if len(rows) == 1 and len(contents) == 1 and all(cell.key is rows[0][0].key for cell in rows[0]):
            yield from contents[0]
            return
        if any(cell.text for cell in distinct(rows)):
            yield rows
        yield from inner

    def _claim(self, places: int) -> None:
        self._places += places
        if self._places > MAX_PLACES:
            raise TooLarge(
                f"Tệp «{self._name}» có quá {MAX_PLACES:,} ô bảng. Hãy chia thành nhiều tệp.".replace(",", "."),
                f"File “{self._name}” has more than {MAX_PLACES:,} table cells. Split it into several files.",
            )

    def _lines(self, pieces: list[Piece], inner: list[Piece]) -> Iterator[str]:
        """Yield the lines of a cell; tables in it that are more than one row or column go to `inner`."""
        for piece in pieces:
            if isinstance(piece, str):
                yield piece
            elif len(piece) > 1 and len(piece[0]) > 1:
                inner.append(piece)
            else:
                yield from (cell.text for cell in distinct(piece) if cell.text)


def _mark_is_deleted(properties: Element) -> bool:
    """A tracked deletion of the paragraph's own mark: what is left of its words joins the next paragraph."""
    mark = properties.find(tags.R_PR)
    return mark is not None and (mark.find(tags.DEL) is not None or mark.find(tags.MOVE_FROM) is not None)
