"""Turns texts and columns into lines that fit a terminal: wrapped, clamped, aligned, with a tone for each piece."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest

from dondoc.engine.writing.language import Language

ELLIPSIS = "…"
MARK = "▌ "
NARROWEST, WIDEST = 60, 180
# Control and direction characters of a document must not steer the terminal: "\x1b]0;…" would rename its window. Halves of
# characters stand in file names that are no UTF-8, and cannot be written.
_STEERING = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff]+")
_PLAIN = re.compile(r"[ -~\u00a0-\u02af\u1ea0-\u1ef9\u2010-\u2027]*")


class Tone(StrEnum):
    """What a piece of a line is, for whoever paints it."""

    PLAIN = "plain"
    TITLE = "title"
    HEAD = "head"
    FAINT = "faint"
    GROUP = "group"
    DATE = "date"
    ALERT = "alert"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a line in one tone."""

    text: str
    tone: Tone = Tone.PLAIN


Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """What lines are laid out for: a width in places, and the language of headings."""

    width: int
    language: Language

    @classmethod
    def fitting(cls, width: int, language: Language) -> Page:
        """Return a page for a terminal of that width, within what stays legible."""
        return cls(min(max(width, NARROWEST), WIDEST), language)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its width in places, and whether its values stand at the right, as figures do."""

    width: int
    right: bool = False


def clean(text: str) -> str:
    """Return `text` on one line, composed, without characters that steer a terminal."""
    return " ".join(_STEERING.sub(" ", unicodedata.normalize("NFC", text)).split())


def places(text: str) -> int:
    """Return how many places `text` takes: marks take none, East Asian wide letters two."""
    if _PLAIN.fullmatch(text):
        return len(text)
    return sum(0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def wrap(text: str, width: int, most: int | None = None) -> list[str]:
    """Return the words of `text` in lines of at most `width` places; `most` lines, the last ending in "…" where words are left out."""
    lines: list[str] = []
    for word in _words(clean(text), width):
        if lines and places(lines[-1]) + 1 + places(word) <= width:
            lines[-1] += " " + word
        elif most is not None and len(lines) == most:
            lines[-1] = _clamp(lines[-1] + ELLIPSIS, width)
            break
        else:
            lines.append(word)
    return lines


def hanging(text: str, width: int) -> list[str]:
    """Return `text` wrapped with every line but the first two places in."""
    first = wrap(text, width)[:1]
    rest = clean(text)[len(first[0]) :] if first else ""
    return first + ["  " + line for line in wrap(rest, width - 2)]


def rows(columns: Sequence[Column], cells: Sequence[Sequence[Piece]], *, indent: int = 0) -> Iterator[Line]:
    """Yield the lines of one row: each cell is its lines from the top, beside the others, two places apart."""
    for line in zip_longest(*cells):
        pieces = [Piece(" " * indent)] if indent else []
        for column, piece in zip(columns, line, strict=True):
            shown = piece or Piece("")
            blank = " " * (column.width - places(shown.text))
            pieces.append(Piece(blank + shown.text if column.right else shown.text + blank, shown.tone))
            pieces.append(Piece("  "))
        yield _trimmed(pieces)


def ruled(width: int) -> Line:
    """Return a line across the page."""
    return (Piece("─" * width, Tone.FAINT),)


def block(text: str, width: int, *, tone: Tone = Tone.PLAIN, indent: int = 0, most: int | None = None) -> Iterator[Line]:
    """Yield a paragraph of one tone, wrapped and indented; below a mark ("▌ ") the further lines stand where its words begin."""
    hang = len(MARK) if text.startswith(MARK) else 0
    for index, line in enumerate(wrap(text, width - indent - hang, most)):
        margin = " " * (indent + (hang if index else 0))
        yield (Piece(margin), Piece(line, tone)) if margin else (Piece(line, tone),)


def _words(text: str, width: int) -> Iterator[str]:
    """Yield the words, those longer than a line (web addresses) in parts."""
    for word in text.split(" "):
        rest = word
        while places(rest) > width:
            part = _clamp(rest, width, ending="")
            yield part
            rest = rest[len(part) :]
        if rest:
            yield rest


def _clamp(text: str, width: int, *, ending: str = ELLIPSIS) -> str:
    """Cut `text` to `width` places; at least one character stays."""
    if places(text) <= width:
        return text
    cut = len(text) - 1
    while cut > 1 and places(text[:cut]) + places(ending) > width:
        cut -= 1
    return text[:cut].rstrip() + ending if ending else text[:cut]


def _trimmed(pieces: list[Piece]) -> Line:
    """Drop blanks at the end of a line."""
    while pieces and not pieces[-1].text.strip():
        pieces.pop()
    if pieces:
        pieces[-1] = Piece(pieces[-1].text.rstrip(), pieces[-1].tone)
    return tuple(pieces)
