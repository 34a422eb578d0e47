"""Turns what was seen on pages into what the document says: page numbers, running heads and stamps left out, with notes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from dondoc.engine.sources.pdf_page import Line, Page, Piece, type_size
from dondoc.engine.sources.source import Note

_MISREAD = 3  # letters: what a page number may be misread as
_EDGE = 0.12  # of the page's height: heads and feet stand in the top and bottom eighth
# "12", "- 12 -", "Trang 3", "Trang 3/12", "3 / 12", "Page 3 of 12"
_PAGE_NUMBER = re.compile(
    r"""[-–—\s|.]* (?: (?:trang|page|tr\.) \s* )? (?P<number>\d{1,4}) (?: \s* (?:/|of|trên) \s* \d{1,4} )? [-–—\s|.]*""",
    re.VERBOSE | re.IGNORECASE,
)
# What only the mark of a digital signature says
_SIGNATURE = re.compile(
    r"""
    Người\ ký\s*: | Ký\ (?:số\ )?bởi\b | Thời\ gian\ ký\b | Ngày\ ký\s*:\s*\d | Digitally\ signed | Signature\ (?:Not\ Verified|Valid)
      | \d{1,2}:\d{2}:\d{2} \s* [+-]\d{2} [:']? \d{2}      # 09.01.2025 10:21:11 +07:00
    """,
    re.VERBOSE | re.IGNORECASE,
)
# What else stands in such a mark
_SIGNATURE_LABEL = re.compile(
    r"""
    (?: Email | Cơ\ quan | Tổ\ chức | Chức\ vụ | DN | O | OU | CN | Lý\ do | Reason | Location | Date | Signed\ by ) \s* [:=]
      | \S+ @ \S+ \. \S+
    """,
    re.VERBOSE | re.IGNORECASE,
)
# "CÔNG VĂN ĐẾN", "ĐẾN", "ĐẾN Số: 12"
_RECEIVED = re.compile(r"(?:CÔNG\ VĂN\ )?ĐẾN (?: \s* [:.]? $ | \s+ (?:Số|Ngày|Giờ) \b )", re.VERBOSE)
# "Số: 1234", "Ngày: 12/3/2025", "Chuyển: PKT", "Lưu hồ sơ số:"; not the document's own "Số: 83/KH-UBND"
_RECEIVED_LABEL = re.compile(
    r"(?:Số|Ngày|Giờ|Chuyển|Lưu(?:\ hồ\ sơ)?(?:\ số)?|Kính\ chuyển|Đơn\ vị\ xử\ lý)\s*(?::|…|\.{2}) (?!.*/[A-ZĐ])",
    re.VERBOSE,
)
_DECORATION = re.compile(r"[-_–—=~*.•·\s]{3,}|[*_–—]+")
_STAMP_REACH = 90.0  # points below the words "CÔNG VĂN ĐẾN"


@dataclass(frozen=True, slots=True)
class Cleared:
    """A page without its stamps, and what is to be said of them."""

    page: Page
    notes: tuple[Note, ...]


def without_stamps(page: Page) -> Cleared:
    """Leave out slanted and upright words outside tables, marks of digital signatures and stamps of receipt."""
    usual = type_size(page.pieces)
    slanted = [piece for piece in page.pieces if piece.angle % 90]
    signatures = _grown(page.pieces, [piece for piece in page.pieces if _SIGNATURE.search(piece.text)], usual)
    received = _received(page.pieces)
    notes = [
        note
        for pieces, make in ((slanted, _slanted_note), (signatures, _signature_note), (received, _received_note))
        if pieces
        for note in (make(page.number, _quoted(pieces)),)
    ]
    gone = {id(piece) for piece in [*slanted, *signatures, *received]}
    kept = tuple(piece for piece in page.pieces if id(piece) not in gone and not _DECORATION.fullmatch(piece.text))
    return Cleared(replace(page, pieces=kept), tuple(notes))


def without_upright(pieces: Sequence[Piece], number: int) -> tuple[list[Piece], list[Note]]:
    """Leave out words written upwards or downwards that stand in no table: they are on the page's edge, not in the text."""
    level = [piece for piece in pieces if not piece.angle]
    upright = [piece for piece in pieces if piece.angle]
    return level, [_slanted_note(number, _quoted(upright))] if upright else []


def without_running(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> tuple[list[list[Line]], list[Note]]:
    """Leave out page numbers, and heads and feet that stand at the same place on many pages.

    `pages` are the lines of each page outside its tables, from top to bottom.
    """
    shifts = _numbering(pages, heights)
    heads = _repeated(pages, heights)
    places = _number_places(pages)
    kept: list[list[Line]] = []
    dropped: list[str] = []
    for lines, height in zip(pages, heights, strict=True):
        rest = []
        for index, line in enumerate(lines):
            outer = index == 0 or index == len(lines) - 1 or _at_edge(line, height)
            numbered = outer and (_is_numbered(line, shifts) or (len(line.text) <= _MISREAD and _place(line) in places))
            if numbered or (_at_edge(line, height) and _shape(line) in heads and _set_apart(lines, index)):
                dropped.append(line.text)
            else:
                rest.append(line)
        kept.append(rest)
    return kept, [_running_note(dropped)] if dropped else []


def _numbering(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> frozenset[int]:
    """What to add to a page's place to get the number printed on it.

    There may be several values: an attached plan counts its pages anew, an excerpt leaves pages out.
    """
    found: Counter[int] = Counter()
    for lines, height in zip(pages, heights, strict=True):
        outer = [line for index, line in enumerate(lines) if index in (0, len(lines) - 1) or _at_edge(line, height)]
        found.update({number - line.page for line in outer if (number := _page_number(line)) is not None})
    return frozenset(shift for shift, times in found.items() if times >= 2 or shift == 0 or len(pages) <= 3)


def _number_places(pages: Sequence[Sequence[Line]]) -> set[tuple[int, int]]:
    """Where a lone number opens or closes at least three pages: what OCR misread there is a page number too."""
    found = Counter(
        (x + right, y + down)
        for lines in pages
        for line in {*lines[:1], *lines[-1:]}
        if _page_number(line) is not None
        for x, y in (_place(line),)
        for right in (-1, 0, 1)
        for down in (-1, 0, 1)
    )
    return {place for place, times in found.items() if times >= 3}


def _place(line: Line) -> tuple[int, int]:
    return round((line.left + line.right) / 20), round(line.base / 10)


def _is_numbered(line: Line, shifts: frozenset[int]) -> bool:
    number = _page_number(line)
    return number is not None and number - line.page in shifts


def _page_number(line: Line) -> int | None:
    match = _PAGE_NUMBER.fullmatch(line.text)
    return int(match["number"]) if match and len(line.pieces) <= 3 else None


def _repeated(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> set[tuple[str, int]]:
    found = Counter(
        shape
        for lines, height in zip(pages, heights, strict=True)
        for shape in {_shape(lines[index]) for index in _outer(lines) if _at_edge(lines[index], height) and _set_apart(lines, index)}
    )
    # Half of the pages: the first lines of pages stand at one height, and a heading may come again at some of them.
    least = max(3, len(pages) // 2)
    return {shape for shape, times in found.items() if times >= least}


def _outer(lines: Sequence[Line]) -> set[int]:
    """The places of the first two and the last two lines."""
    return {index for index in (0, 1, len(lines) - 2, len(lines) - 1) if 0 <= index < len(lines)}


def _set_apart(lines: Sequence[Line], index: int) -> bool:
    """Whether more than a usual step parts a line at the head or foot of a page from the running text."""
    if len(lines) < 4:
        return True
    steps = [below.base - above.base for above, below in pairwise(lines)]
    beyond = steps[index:2] if index < 2 else steps[len(lines) - 3 : index]
    return max(beyond) > 1.3 * median(steps)


def _shape(line: Line) -> tuple[str, int]:
    """A line's words with numbers left open, and its height on the page within 6 points."""
    return re.sub(r"\d+", "#", line.text).casefold(), round(line.base / 6)


def _at_edge(line: Line, height: float) -> bool:
    return line.base < _EDGE * height or line.base > (1 - _EDGE) * height


def _grown(pieces: Sequence[Piece], seeds: Sequence[Piece], usual: float) -> list[Piece]:
    """The seeds and what stands close above or below them in the same small type: one signature's mark."""
    found = list(seeds)
    waiting = list(seeds)
    while waiting and len(found) < 60:
        seed = waiting.pop()
        for piece in pieces:
            if piece in found or not _close(seed, piece):
                continue
            if piece.added or piece.coloured or _SIGNATURE_LABEL.match(piece.text) or (piece.size <= 0.85 * usual and not piece.angle):
                found.append(piece)
                waiting.append(piece)
    return found


def _close(seed: Piece, piece: Piece) -> bool:
    level = abs(piece.base - seed.base) <= 2.0 * max(seed.size, piece.size)
    beside = piece.left < seed.right + 12 and seed.left < piece.right + 12
    return level and beside and 0.7 < piece.size / seed.size < 1.4 and abs(piece.left - seed.left) < 60


def _received(pieces: Sequence[Piece]) -> list[Piece]:
    """The words of a stamp of receipt: "CÔNG VĂN ĐẾN" and the labels or coloured words close below it."""
    found: list[Piece] = []
    for seed in pieces:
        if not _RECEIVED.match(seed.text):
            continue
        below = [
            piece
            for piece in pieces
            if -2 * seed.size < piece.base - seed.base < _STAMP_REACH
            and seed.left - 80 < piece.left < seed.right + 80
            and piece is not seed
        ]
        labels = [piece for piece in below if _RECEIVED_LABEL.match(piece.text)]
        if labels:
            found.extend([seed, *(piece for piece in below if piece in labels or piece.coloured or piece.added)])
    return found


def _quoted(pieces: Sequence[Piece]) -> str:
    words = " ".join(piece.text for piece in sorted(pieces, key=lambda piece: (piece.base, piece.left)))
    return words if len(words) <= 120 else words[:119] + "…"


def _slanted_note(page: int, words: str) -> Note:
    return Note(
        "page.rotated-text",
        f"Trang {page}: đã bỏ chữ in xoay, in chìm ngoài bảng: “{words}”.",
        f"Page {page}: rotated text outside tables was left out: “{words}”.",
        page=page,
    )


def _signature_note(page: int, words: str) -> Note:
    return Note(
        "page.signature-mark",
        f"Trang {page}: đã bỏ khung hiển thị chữ ký số: “{words}”.",
        f"Page {page}: the mark of a digital signature was left out: “{words}”.",
        page=page,
    )


def _received_note(page: int, words: str) -> Note:
    return Note(
        "page.received-stamp",
        f"Trang {page}: đã bỏ dấu công văn đến: “{words}”.",
        f"Page {page}: a stamp of receipt was left out: “{words}”.",
        page=page,
    )


def _running_note(dropped: Sequence[str]) -> Note:
    words = [text for text in dict.fromkeys(dropped) if _PAGE_NUMBER.fullmatch(text) is None]
    shown = "; ".join(words) if words else "số trang"
    shown = shown if len(shown) <= 120 else shown[:119] + "…"
    return Note(
        "page.running-text",
        f"Đã bỏ {len(dropped)} số trang và dòng lặp lại ở đầu, cuối trang ({shown}).",
        f"{len(dropped)} page numbers and lines repeated at the head or foot of pages were left out ({shown}).",
    )
