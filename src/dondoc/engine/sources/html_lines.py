"""Turns the words of one HTML block, with a line break for each `<br>`, into its paragraphs."""

from __future__ import annotations

import re

from dondoc.engine.sources import wrapping

# Left by font-coded bullets ("·" of Symbol, Wingdings' private signs) and by editors (zero-width and soft marks)
_BULLET = re.compile(r"^[·\uf0a7\uf0b7\uf0d8\uf0fc\uf02d]\s*(?=\S)")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_SPACES = re.compile(r"[^\S\n]+")
# "II. NHIỆM VỤ", "1.2. Rà soát", "a) Sở Y tế", "PHỤ LỤC 2": a new paragraph, whatever stands before
_OPENS = re.compile(
    r"(?:\d{1,2}(?:\.\d{1,2}){0,4}|[IVXL]{1,6}|[A-ZĐa-zđ]\d?)\s?[.)/]\s|(?:Phần|Chương|Mục|Điều|Phụ lục)\s+[\dIVXL]", re.IGNORECASE
)
_TERMINAL = ".;:!?…"
_LINES_OF_WRAPPED_TEXT = 4
_LETTERS_OF_WRAPPED_LINE = 45


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a block: an empty line parts them always, a single break as the layout means it.

    "- a<br>- b" is two paragraphs; a title over two lines in capitals, a line that goes on in small letters and text that was
    wrapped at one width stay one, with the line break in it.
    """
    lines = [_SPACES.sub(" ", line).strip() for line in _INVISIBLE.sub("", text).split("\n")]
    found: list[str] = []
    group: list[str] = []
    for line in (*lines, ""):
        if line:
            group.append(_BULLET.sub("- ", line))
        elif group:
            found.extend(_parted(group))
            group = []
    return found


def preformatted(text: str) -> list[str]:
    """Return the paragraphs of `<pre>`, which keeps the lines of a plain text."""
    text = _INVISIBLE.sub("", text)
    return [text[found.start : found.end] for found in wrapping.paragraphs(text)]


def _parted(lines: list[str]) -> list[str]:
    if len(lines) == 1:
        return lines
    if _is_wrapped(lines):
        return preformatted("\n".join(lines))
    found = [lines[0]]
    for before, line in zip(lines, lines[1:], strict=False):
        if _goes_on(before, line):
            found[-1] += "\n" + line
        else:
            found.append(line)
    return found


def _is_wrapped(lines: list[str]) -> bool:
    """Tell wrapped text: several long lines of about one width, most of which end in the middle of a sentence."""
    inner = lines[:-1]
    if len(lines) < _LINES_OF_WRAPPED_TEXT:
        return False
    widths = sorted(map(len, inner))
    unended = sum(1 for line in inner if line[-1] not in _TERMINAL)
    middle = widths[len(widths) // 2]
    return middle >= _LETTERS_OF_WRAPPED_LINE and widths[-1] <= middle * 1.4 and unended * 10 >= len(inner) * 6


def _goes_on(before: str, line: str) -> bool:
    """Tell whether a line goes on with the one before: in small letters, or both in capitals ("KẾ HOẠCH<br>KHẮC PHỤC HẠN CHẾ")."""
    if before[-1] in ".;:!?" or not line[0].isalpha() or _OPENS.match(line):
        return False
    if before.isupper() and line.isupper():
        return True
    return line[0].islower()
