"""One paragraph or cell as every rule reads it: plain characters, with the way back to the source kept."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

from dondoc.engine.extraction.plan import Evidence
from dondoc.engine.sources.source import LineIndex
from dondoc.engine.vocabulary.folding import fold_plain

# Characters that stand for a plainer one, one for one: "–" is "-", "“" is '"', a line break is a space.
_SAME_LENGTH = str.maketrans(
    {
        **dict.fromkeys("\n\t\r\v\f\xa0\x1c\x1d\x1e\x1f\x85\u1680", " "),
        **dict.fromkeys("\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\u2028\u2029", " "),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d", "-"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\uff02", '"'),
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u00b4\u0060", "'"),
        "\uff1a": ":",
        "\uff1b": ";",
    }
)
_ANY_OTHER = re.compile("[" + "".join(map(re.escape, map(chr, _SAME_LENGTH))) + "]")
# A character of no width, or a mark that composes with the letter before it.
_NO_WIDTH = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff\u0300-\u036f]")
_CLUSTER = re.compile(r"\s+|[\u00ad\u200b-\u200f\u2060\ufeff]+|[^\u0300-\u036f][\u0300-\u036f]*|[\u0300-\u036f]+")


@dataclass(frozen=True, slots=True)
class Place:
    """Which cell of which table a passage is, all counted from 0."""

    table: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Origin:
    """The source's text and the index of its lines, shared by all its passages."""

    text: str
    lines: LineIndex


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph or cell in plain characters.

    `text` is composed (NFC), with plain dashes and quotes and single spaces; `folded` is the same length, in lower case
    and with one way of placing tone marks. Positions in both are turned into positions in the source by `evidence`.
    `offsets` are the source positions of each character and of the end, empty where they simply follow `start`.
    """

    text: str
    folded: str
    start: int
    end: int
    line: int
    origin: Origin
    page: int | None = None
    place: Place | None = None
    offsets: tuple[int, ...] = ()

    def source_position(self, index: int) -> int:
        """Return the position in the source of the character at `index` (or of the end)."""
        return self.offsets[index] if self.offsets else self.start + index

    def evidence(self, start: int, end: int, rule: str) -> Evidence:
        """Return where `text[start:end]` stands in the source."""
        first = self.source_position(start)
        last = self._end_position(end, first)
        line = bisect_right(self.origin.lines.starts, first)
        return Evidence(line, first, last, self.origin.text[first:last], rule, self.page)

    def whole(self, rule: str) -> Evidence:
        """Return where the whole passage stands in the source."""
        return Evidence(self.line, self.start, self.end, self.origin.text[self.start : self.end], rule, self.page)

    def _end_position(self, end: int, first: int) -> int:
        last = self.source_position(end)
        if self.offsets:
            trimmed = self.origin.text[first:last].rstrip()
            return first + len(trimmed)
        return last


def passage(origin: Origin, start: int, *, end: int, page: int | None = None, place: Place | None = None) -> Passage:
    """Read `origin.text[start:end]` as a passage, without the blanks around it."""
    raw = origin.text[start:end]
    stripped = raw.strip()
    start += len(raw) - len(raw.lstrip())
    line = bisect_right(origin.lines.starts, start)
    plain = stripped.translate(_SAME_LENGTH) if _ANY_OTHER.search(stripped) else stripped
    if "  " not in plain and _NO_WIDTH.search(plain) is None and unicodedata.is_normalized("NFC", plain):
        return Passage(plain, fold_plain(plain), start, start + len(stripped), line, origin, page, place)
    text, offsets = _plain_with_offsets(plain, start)
    return Passage(text, fold_plain(text), start, start + len(stripped), line, origin, page, place, offsets)


def _plain_with_offsets(raw: str, start: int) -> tuple[str, tuple[int, ...]]:
    """Compose `raw`, squeeze its blanks and drop what has no width; tell where each character came from."""
    characters: list[str] = []
    offsets: list[int] = []
    for match in _CLUSTER.finditer(raw):
        piece = match.group()
        if piece[0].isspace():
            piece = " "
        elif piece[0] in "\u00ad\u2060\ufeff" or "\u200b" <= piece[0] <= "\u200f":
            continue
        else:
            piece = unicodedata.normalize("NFC", piece)
        characters.append(piece)
        first, width = start + match.start(), len(match.group())
        offsets.extend(first + min(place, width - 1) for place in range(len(piece)))  # marks that compose with nothing stay apart
    offsets.append(start + len(raw))
    return "".join(characters), tuple(offsets)
