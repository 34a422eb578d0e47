"""Turns the first or last passages of a document back into the lines that they were printed in."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from dondoc.engine.extraction.passage import Passage
from dondoc.engine.extraction.plan import Evidence, Printed

# Three blanks in a row part two columns of a page laid out with blanks.
_GAP = re.compile(r"[ \t\xa0]*[\n\r\v\f]\s*|[ \t\xa0]{3,}|\t+")
_BREAK = re.compile(r"[\n\r\v\f\t]")
# A paragraph longer than this is prose; its lines say nothing.
_LONGEST_RAW = 600


@dataclass(frozen=True, slots=True)
class Sheet:
    """Some passages as lines of one text: `text` parts lines by a line break and passages by two.

    `folded` is its matching key, character for character; `print` gives a range of it as a value with its place.
    """

    text: str
    folded: str
    starts: tuple[int, ...]
    passages: tuple[Passage, ...]

    def printed(self, start: int, end: int, *, rule: str, value: str | None = None) -> Printed:
        """Return `text[start:end]` as a value with its place; `value` where it is printed otherwise than it is meant."""
        found = self.text[start:end]
        start, end = start + len(found) - len(found.lstrip()), end - len(found) + len(found.rstrip())
        shown = value if value is not None else " ".join(found.split())
        return Printed(shown, self._evidence(start, end, rule))

    def passage_end(self, at: int) -> int:
        """Return where the passage that holds position `at` ends."""
        index = bisect_right(self.starts, at) - 1
        return self.starts[index] + len(self.passages[index].text)

    def line_span(self, at: int) -> tuple[int, int]:
        """Return where the line that holds position `at` begins and ends."""
        end = self.text.find("\n", at)
        return self.text.rfind("\n", 0, at) + 1, end if end >= 0 else len(self.text)

    def _evidence(self, start: int, end: int, rule: str) -> Evidence:
        first, begin = self._locate(start)
        last, finish = self._locate(max(end - 1, start))
        found = first.evidence(begin, max(begin, min(len(first.text), begin + 1)), rule)
        close = last.evidence(finish, min(len(last.text), finish + 1), rule).end
        return Evidence(found.line, found.start, close, first.origin.text[found.start : close], rule, found.page)

    def _locate(self, at: int) -> tuple[Passage, int]:
        index = max(bisect_right(self.starts, at) - 1, 0)
        return self.passages[index], at - self.starts[index]


def sheet(passages: Sequence[Passage]) -> Sheet:
    """Lay `passages` out as lines: where the source broke a line or left a wide gap, the text has a line break.

    The text opens with a line break, so that every line follows one.
    """
    texts: list[str] = [""]
    keys: list[str] = [""]
    starts: list[int] = []
    at = 1
    for each in passages:
        starts.append(at)
        at += len(each.text) + 2
        breaks = _line_breaks(each)
        texts.append(_broken(each.text, breaks))
        keys.append(_broken(each.folded, breaks))
    return Sheet("\n" + "\n\n".join(texts[1:]), "\n" + "\n\n".join(keys[1:]), tuple(starts), tuple(passages))


def _line_breaks(each: Passage) -> list[int]:
    """Return the positions in the passage's text of the blanks that stand for a line break or a wide gap."""
    raw = each.origin.text[each.start : each.end]
    if len(raw) > _LONGEST_RAW:
        return []
    if not each.offsets:
        return [found.start() for found in _BREAK.finditer(raw)]
    breaks = []
    at = each.text.find(" ")
    while at >= 0:
        if _GAP.fullmatch(each.origin.text, each.offsets[at], each.offsets[at + 1]):
            breaks.append(at)
        at = each.text.find(" ", at + 1)
    return breaks


def _broken(text: str, breaks: list[int]) -> str:
    if not breaks:
        return text
    bounds = [-1, *breaks, len(text)]
    return "\n".join(text[before + 1 : end] for before, end in zip(bounds, bounds[1:], strict=False))
