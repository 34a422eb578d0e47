"""The values an official document is made of: one tree of blocks that the DOCX and the PDF are both written from.

A number that must open the rows it came from is a `Figure`. Words are given as they shall be read; zones that the decree sets in
capitals are put in capitals when they are laid out. Every value is plain data: two equal trees give the same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dondoc.engine.reporting.runs import Figure, Run, Words, plain
from dondoc.engine.writing.official.signing import Signature

__all__ = [
    "Annex",
    "Block",
    "Cell",
    "Column",
    "Figure",
    "Letterhead",
    "Level",
    "Numbered",
    "OfficialDocument",
    "Paragraph",
    "Run",
    "Side",
    "Table",
    "Tone",
    "Words",
    "plain",
]


class Level(StrEnum):
    """A level of numbering: that of normative documents down to `POINT`, and that of plans and reports (Appendix I, II.6)."""

    PART = "part"  # Phần I
    CHAPTER = "chapter"  # Chương I
    SECTION = "section"  # Mục 1
    SUBSECTION = "subsection"  # Tiểu mục 1
    ARTICLE = "article"  # Điều 1.
    ROMAN = "roman"  # I.
    CLAUSE = "clause"  # 1.
    DECIMAL = "decimal"  # 1.1.
    POINT = "point"  # a)
    DASH = "dash"  # -
    PLUS = "plus"  # +


class Tone(StrEnum):
    """What a paragraph without a number is."""

    BODY = "body"
    BASIS = "basis"  # Căn cứ …;
    CENTRED = "centred"  # QUYẾT ĐỊNH:
    NOTE = "note"  # a line in italics below a title


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph without a number."""

    runs: tuple[Run, ...]
    tone: Tone = Tone.BODY


@dataclass(frozen=True, slots=True)
class Numbered:
    """A numbered title or paragraph; `number` as it shall be printed ("1.2."), `None` to be counted, "" for no number at all."""

    level: Level
    runs: tuple[Run, ...]
    number: str | None = None
    titled: bool = False


class Side(StrEnum):
    """How a column of a table is set."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, and its share of the width of the page."""

    title: str
    share: float
    side: Side = Side.LEFT


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell over `columns` columns and `rows` rows; a place that a cell above covers is left out of its row."""

    runs: tuple[Run, ...] = ()
    columns: int = 1
    rows: int = 1
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table whose heading is repeated on every page; each row fills the columns that no cell from above covers."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""


Block = Paragraph | Numbered | Table


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who issues the document, where and when (Appendix I, II.1 to II.4).

    `number` and `issued` stay blank in a draft; `partly_issued` is what is known of its day: "2026-04", "2026".
    """

    issuer: str
    place: str
    symbol: str
    superior: str = ""
    number: int | None = None
    issued: date | None = None
    partly_issued: str = ""


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex: numbered where there are several, on pages of its own, upright or across (Appendix I, III.1)."""

    title: str
    blocks: tuple[Block, ...]
    across: bool = False


@dataclass(frozen=True, slots=True)
class OfficialDocument:
    """A whole document; `kind` is `None` for an official letter (công văn), whose title stands under its number.

    `small_print` stands at the foot of every page. `lists_sources` adds an annex that names the rows behind each figure.
    """

    letterhead: Letterhead
    kind: str | None
    title: str
    blocks: tuple[Block, ...]
    signature: Signature | None
    addressees: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()
    small_print: str = ""
    lists_sources: bool = False
