"""Turns the lines of a text into its paragraphs: a line that was only wrapped is joined to the line before it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dondoc.engine.sources.source import Paragraph

# "1. Sở Y tế", "1.2.3. ", "IV. NỘI", "a) ", "a1. ", "(i) ", "Điều 3.", "Phần II", "Phụ lục 1": the marker opens a paragraph.
_NUMBERED = re.compile(
    r"""
    (?: \d{1,2}(?:\.\d{1,2}){0,4} \s* (?: [.)] (?=\s|$|[^\W\d_]) | / (?=\s|$) )   # 1.  1)  1.1.  1/
      | \d{1,2}(?:\.\d{1,2}){1,4} (?=\s)                         # 1.1 Nội dung
      | [IVXL]{1,6} \s? [./)] (?=\s|$)                           # IV.  I/
      | [A-ZĐ] \s? [.)] \s                                       # A.
      | [a-zđ]\d{0,2} \s? [.)] (?=\s|$)                          # a)  a1.
      | \( (?:\d{1,2}|[ivx]{1,5}|[a-zđ]) \) \s                   # (1)  (i)
      | (?:Điều|Phần|Chương|Mục|Phụ\ lục|PHẦN|CHƯƠNG|PHỤ\ LỤC) \s+ [\dIVXA-Z]{1,5} \b
    )
    """,
    re.VERBOSE,
)
_BULLET = re.compile(r"[-+*•–—]\s*(?=\S)")
_RULE = re.compile(r"(?:[-_=*~\s.]{3,}|\|)$")
_TERMINAL = ".;:!?…"
_FULL_SHARE = 0.9
_MOST_OF = 0.55
_LONGEST_WRAP = 200


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Layout:
    """How a text was laid out: whether its lines are wrapped, at which width, and whether blank lines part paragraphs."""

    wrapped: bool
    width: int
    blank_parted: bool


def paragraphs(text: str, start: int = 0, end: int | None = None) -> list[Paragraph]:
    """Return the paragraphs of `text[start:end]` in order; none holds a blank line, and every other line is in one."""
    blocks = _blocks(text, start, len(text) if end is None else end)
    layout = _layout(blocks)
    found: list[Paragraph] = []
    for block in blocks:
        found.extend(_joined(block, layout))
    return found


def _blocks(text: str, start: int, end: int) -> list[list[_Line]]:
    """Return the runs of lines that no blank line parts."""
    blocks: list[list[_Line]] = [[]]
    at = start
    for raw in text[start:end].split("\n"):
        stripped = raw.strip()
        if stripped:
            first = at + raw.index(stripped[0])
            blocks[-1].append(_Line(first, first + len(stripped), stripped))
        elif blocks[-1]:
            blocks.append([])
        at += len(raw) + 1
    return [block for block in blocks if block]


def _layout(blocks: list[list[_Line]]) -> _Layout:
    """Judge the layout by the lines that another line of the same block follows: wrapped text goes on in small letters."""
    lines = sum(map(len, blocks))
    longest = max((len(line.text) for block in blocks for line in block), default=0)
    followers = [line.text for block in blocks for line in block[1:] if len(line.text) > 2 and not line.text.isupper()]
    breaks = len(followers)
    low = sum(1 for line in followers if line[0].islower() and not _NUMBERED.match(line))
    wrapped = breaks >= 3 and longest <= _LONGEST_WRAP and low * 10 >= breaks * 3
    inner = sorted(len(line.text) for block in blocks for line in block[:-1])
    width = inner[int(len(inner) * 0.97)] if inner else longest
    return _Layout(wrapped, width, blank_parted=len(blocks) * 6 > lines)


def _joined(block: list[_Line], layout: _Layout) -> list[Paragraph]:
    found = []
    first = 0
    for index in range(1, len(block) + 1):
        if index == len(block) or not _continues(block, first, index=index, layout=layout):
            found.append(Paragraph(block[first].start, block[index - 1].end))
            first = index
    return found


def _continues(block: list[_Line], first: int, *, index: int, layout: _Layout) -> bool:
    """Tell whether line `index` goes on with the paragraph that began at line `first`."""
    before, line = block[index - 1].text, block[index].text
    if not layout.wrapped or _RULE.match(line) or _RULE.match(before):
        return False
    if line.isupper() != before.isupper() and (line.isupper() or not _heading_opens(before)):
        return False
    if _is_bare_marker(before):
        return True
    ended = before[-1] in _TERMINAL
    # The first line of a block is often short: the page's own mark-up took the room.
    opening = index - 1 == first and layout.blank_parted
    full = len(before) + 1 + len(line.split(" ", 1)[0]) > layout.width * _FULL_SHARE
    if _opens(line) and (ended or not full or _NUMBERED.match(line) is not None and before.isupper()):
        return opening and not ended and not _NUMBERED.match(line) and line[1:2] == " " and line[2:3].islower()
    if ended and before[-2:] != ".." and not full and not opening and not line[0].islower():
        return False
    if layout.blank_parted:
        return full or line[0].islower() or not (ended and before[-1] in ".;")
    return full or _goes_on(before, line, layout.width)


def _goes_on(before: str, line: str, width: int) -> bool:
    """Tell whether a sentence goes on in `line` though `before` had room left: mark-up was taken out of it."""
    roomy = line[0].isupper() and len(before) <= width * _MOST_OF
    return line[0].islower() or before[-1] == "," or (before[-1] not in _TERMINAL and not roomy)


def _opens(line: str) -> bool:
    """Tell whether the line begins with a list marker; "- xã hội" inside a name ("kinh tế - xã hội") does not."""
    if _NUMBERED.match(line):
        return True
    bullet = _BULLET.match(line)
    return bullet is not None and not line[bullet.end()].islower()


def _heading_opens(before: str) -> bool:
    """Tell whether a line is a marker and capitals: the heading may go on in small letters."""
    return _NUMBERED.match(before) is not None


def _is_bare_marker(line: str) -> bool:
    """Tell whether the line is nothing but a marker and at most a word ("1.", "Điều 2. Giao"): it goes on in the next."""
    match = _NUMBERED.match(line)
    return match is not None and len(line[match.end() :].strip(" .").split()) <= 1 and line[-1] not in ":;"
