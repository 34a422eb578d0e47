"""The values that a layout is made of: styled lines of pieces, rules, pairs of columns without lines, and ruled grids."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from dondoc.engine.writing.official.blocks import Run, Words
from dondoc.engine.writing.official.styles import Style

# What no XML may hold, and what would end a paragraph inside it.
_UNFIT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line; "\\n" breaks it. `bold` and `italic` are added to the style's own."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph."""

    style: Style
    pieces: tuple[Piece, ...]
    keeps_next: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule in the middle, `length` in millimetres."""

    length: float


@dataclass(frozen=True, slots=True)
class Columns:
    """Rows of two columns without lines, `left` and `right` wide in millimetres, kept on one page."""

    left: float
    right: float
    rows: tuple[tuple[tuple[Line | Rule, ...], tuple[Line | Rule, ...]], ...]


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a grid; `line` is `None` where the cell above covers the place."""

    line: Line | None
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: column widths in millimetres, one heading row, and the rows."""

    widths: tuple[float, ...]
    head: tuple[GridCell, ...]
    rows: tuple[tuple[GridCell, ...], ...]


Element = Line | Rule | Columns | Grid


def line(style: Style, text: str) -> Line:
    """Return a line of one piece."""
    return Line(style, (Piece(fit(text)),))


def pieces(runs: tuple[Run, ...]) -> tuple[Piece, ...]:
    """Return runs as pieces, a figure as its words."""
    return tuple([_piece(run) for run in runs])


def fit(text: str) -> str:
    """Return text composed (TCVN 6909:2001) and without what a document cannot hold."""
    if text.isprintable():  # nearly every text: it holds no break, and nothing that is unfit
        return unicodedata.normalize("NFC", text)
    return unicodedata.normalize("NFC", _UNFIT.sub(" ", text.replace("\r\n", "\n").replace("\t", " ")))


def _piece(run: Run) -> Piece:
    return Piece(fit(run.text), run.bold, run.italic) if isinstance(run, Words) else Piece(fit(run.text))
