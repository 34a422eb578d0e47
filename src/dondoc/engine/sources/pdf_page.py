"""Turns nothing yet: the values between seeing a page and reading it, which PDF pages and scanned pages share.

All lengths are points (1/72 inch) in the page as a person sees it: x to the right, y downwards from the top left corner.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from dondoc.engine.sources.source import Span


@dataclass(frozen=True, slots=True)
class Marked:
    """Words with the ranges in them that OCR was unsure of."""

    text: str
    doubtful: tuple[Span, ...] = ()

    def then(self, after: Marked, glue: str = "") -> Marked:
        """Return these words, `glue` and the words of `after` as one."""
        shift = len(self.text) + len(glue)
        moved = tuple(Span(span.start + shift, span.end + shift) for span in after.doubtful)
        return Marked(self.text + glue + after.text, self.doubtful + moved)


@dataclass(frozen=True, slots=True)
class Piece:
    """Words on one line with no wide gap between them.

    `base` is the y that letters stand on, `size` the height of the type, `angle` the direction of writing in degrees
    (0 is level), `coloured` whether it is printed in a strong colour, `added` whether it was put on the page later (a
    stamp, a signature, a number filled in).
    """

    words: Marked
    left: float
    right: float
    base: float
    size: float
    angle: int = 0
    coloured: bool = False
    added: bool = False

    @property
    def text(self) -> str:
        """The words alone."""
        return self.words.text

    @property
    def top(self) -> float:
        """The y of the top of capitals, about."""
        return self.base - 0.75 * self.size

    @property
    def bottom(self) -> float:
        """The y of the lowest stroke, about."""
        return self.base + 0.22 * self.size

    @property
    def middle(self) -> float:
        """The y half-way up the small letters."""
        return self.base - 0.25 * self.size


@dataclass(frozen=True, slots=True)
class Line:
    """One visual line: its pieces from left to right, and all their words with single spaces between the pieces.

    `base` is the y that the largest letters stand on, `size` the height of the type of most of the line.
    """

    pieces: tuple[Piece, ...]
    page: int
    words: Marked
    left: float
    right: float
    base: float
    size: float

    @classmethod
    def of(cls, pieces: Iterable[Piece], page: int) -> Line:
        """Return the line that the pieces make; there must be at least one."""
        row = tuple(sorted(pieces, key=lambda piece: piece.left))
        if len(row) == 1:
            only = row[0]
            return cls(row, page, only.words, only.left, only.right, only.base, only.size)
        words = row[0].words
        for piece in row[1:]:
            # A number filled in before its symbol: "Số: 11" and "/TB-UBND"
            words = words.then(piece.words, "" if words.text[-1:].isdigit() and piece.text.startswith("/") else " ")
        tallest = max(row, key=lambda piece: piece.size)
        longest = max(row, key=lambda piece: len(piece.text))
        return cls(row, page, words, row[0].left, max(piece.right for piece in row), tallest.base, longest.size)

    @property
    def text(self) -> str:
        """The words alone."""
        return self.words.text


@dataclass(frozen=True, slots=True)
class Rule:
    """A drawn straight line, level (from `start` to `end` along x, at y `at`) or upright (along y, at x `at`)."""

    level: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Page:
    """What was seen on one page, before any of it is understood; `number` counts from 1."""

    number: int
    width: float
    height: float
    pieces: tuple[Piece, ...]
    rules: tuple[Rule, ...] = ()
    scanned: bool = False

    @property
    def looseness(self) -> float:
        """By how much of itself a step from line to line may vary; print is exact, a scan is not."""
        return 0.22 if self.scanned else 0.12

    @property
    def added(self) -> tuple[Piece, ...]:
        """The pieces that were put on the page later."""
        return tuple(piece for piece in self.pieces if piece.added)

    @property
    def text(self) -> str:
        """All words, a piece to a line, in the order in which they were seen."""
        return "\n".join(piece.text for piece in self.pieces)


def lines_of(pieces: Iterable[Piece], page: int) -> list[Line]:
    """Return the visual lines that the pieces make, top to bottom, each left to right.

    Pieces share a line when their letters stand at nearly the same height: a raised footnote number stays in its line.
    """
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: (piece.middle, piece.left)):
        row = next((row for row in reversed(rows[-3:]) if _shares(row, piece)), None)
        if row is None:
            rows.append([piece])
        else:
            row.append(piece)
    return sorted((Line.of(row, page) for row in rows), key=lambda line: line.base)


def _shares(row: Sequence[Piece], piece: Piece) -> bool:
    nearest = min(row, key=lambda other: max(other.left - piece.right, piece.left - other.right))
    if nearest.left < piece.right - 2 and piece.left < nearest.right - 2:
        return False
    return abs(nearest.middle - piece.middle) <= 0.4 * max(nearest.size, piece.size)


def type_size(pieces: Sequence[Piece]) -> float:
    """Return the usual height of the type, 12 where there is none."""
    return median([piece.size for piece in pieces]) if pieces else 12.0
