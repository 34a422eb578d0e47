"""Turns one page of a PDF's text layer into pieces: words with their place, type size and direction."""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import pypdfium2 as pdfium  # this module is itself imported only when a PDF is read
import pypdfium2.raw as pdf

from dondoc.engine.sources.legacy import from_font
from dondoc.engine.sources.pdf_page import Marked, Piece, Rule

HYPHEN_BREAK = "\ufffe"  # pdfium writes it for a hyphen at the end of a line, and leaves the line break out
_WIDE_GAP = 0.7  # of the type size: wider than a stretched space of justified text mostly is
_LOOSE_SETTING = 0.53  # of the type size for each letter: wider lines may hide a gap within one run of text
_SHORT = 45  # letters
_BREAK = re.compile(r"\r\n|\r|\n|(?<=\ufffe)")
# Signs that show nothing: controls, zero-width spaces and joiners, byte order marks, the soft hyphen (only after decoding).
_INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\uffff]")
_LONE_MARK = re.compile(r"\s+(?=[\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323])")
_MOST_NOTES = 500
_ADDED_KINDS = frozenset({pdf.FPDF_ANNOT_WIDGET, pdf.FPDF_ANNOT_STAMP, pdf.FPDF_ANNOT_FREETEXT})


@dataclass(frozen=True, slots=True)
class View:
    """Turns a point of the PDF's own space into one of the page as a person sees it."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return x to the right and y downwards from the top left corner."""
        if self.rotation == 90:
            return y - self.bottom, x - self.left
        if self.rotation == 180:
            return self.right - x, y - self.bottom
        if self.rotation == 270:
            return self.top - y, self.right - x
        return x - self.left, self.top - y


@dataclass(frozen=True, slots=True)
class _Run:
    """A stretch of one line: `first` is the number of its first letter, `end` of the one after its last."""

    text: str
    first: int
    end: int
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class _Layer:
    """The text layer of a page, how it is seen, the upright rules on it, and whether old fonts are decoded."""

    text: pdfium.PdfTextPage
    view: View
    upright: tuple[Rule, ...]
    by_font: bool


def view_of(page: pdfium.PdfPage) -> View:
    """Return the view of a page, with the rotation that it asks for."""
    left, bottom, right, top = page.get_bbox()
    return View(float(left), float(bottom), float(right), float(top), int(page.get_rotation()) % 360)


def show_added(page: pdfium.PdfPage) -> int | None:
    """Make what was put on the page later (a number filled in, a stamp) part of it, and return how many letters it had before.

    None where nothing was added; otherwise the page must be opened anew to see it.
    """
    if not any(_is_added(page, index) for index in range(min(pdf.FPDFPage_GetAnnotCount(page), _MOST_NOTES))):
        return None
    text = page.get_textpage()
    count = int(text.count_chars())
    text.close()
    return count if pdf.FPDFPage_Flatten(page, pdf.FLAT_NORMALDISPLAY) == pdf.FLATTEN_SUCCESS else None


def _is_added(page: pdfium.PdfPage, index: int) -> bool:
    note = pdf.FPDFPage_GetAnnot(page, index)
    if not note:
        return False
    kind = pdf.FPDFAnnot_GetSubtype(note)
    pdf.FPDFPage_CloseAnnot(note)
    return kind in _ADDED_KINDS


def usual_angle(text: pdfium.PdfTextPage, own: int) -> int:
    """Return the direction in which most of a page is written, in degrees counter-clockwise: 0, 90, 180 or 270; `own` if none is."""
    total = text.count_chars()
    step = max(1, total // 40)
    matrices = (_matrix(text, index) for index in range(0, total, step))
    found = Counter(angle for angle in (_angle(matrix) for matrix in matrices if matrix) if angle % 90 == 0)
    return found.most_common(1)[0][0] if found else own


def pieces_of(text: pdfium.PdfTextPage, view: View, *, rules: Sequence[Rule], original: int, by_font: bool) -> tuple[Piece, ...]:
    """Return the pieces of a page.

    Lines are parted at wide gaps and at upright rules. Letters from number `original` on were added later. `by_font`
    decodes the pre-Unicode fonts, which takes longer.
    """
    whole = str(text.get_text_range())
    layer = _Layer(text, view, tuple(rule for rule in rules if not rule.level), by_font)
    same = len(whole) == text.count_chars()
    found: list[Piece] = []
    start = 0
    for match in [*_BREAK.finditer(whole), None]:
        end = match.start() if match else len(whole)
        line = whole[start:end]
        words = line.strip()
        at = start + len(line) - len(line.lstrip())
        start = match.end() if match else end
        if words:
            first = at if same else max(0, pdf.FPDFText_GetCharIndexFromTextIndex(text, at))
            parts = _line(layer, _Run(words, first, first + len(words), 0, 0))
            found.extend(map(_as_added, parts) if first >= original else parts)
    return tuple(found)


def _as_added(piece: Piece) -> Piece:
    return Piece(piece.words, piece.left, piece.right, piece.base, piece.size, piece.angle, piece.coloured, added=True)


def _line(layer: _Layer, run: _Run) -> Iterator[Piece]:
    text = layer.text
    matrix = _matrix(text, run.first)
    if matrix is None:
        return
    angle = (_angle(matrix) - layer.view.rotation) % 360
    size = float(pdf.FPDFText_GetFontSize(text, run.first)) * math.hypot(matrix.c, matrix.d)
    x, y = ctypes.c_double(), ctypes.c_double()
    if not pdf.FPDFText_GetCharOrigin(text, run.first, x, y) or not 0 < size < 1000:
        return
    base = layer.view.point(x.value, y.value)[1]
    for part in _parts(layer, run, size=size, crossed=_crossed(layer.upright, base - 0.3 * size)):
        words = _decoded(text, part) if layer.by_font else part.text
        words = clean(words)
        if words:
            # A stamp's lines are short: long ones are not asked for their colour.
            coloured = len(words) < _SHORT and _coloured(text, part.first)
            yield Piece(Marked(words), part.left, part.right, base, size, angle, coloured)


def clean(text: str) -> str:
    """Return text in NFC with single spaces and nothing invisible; a hyphen that ended a line stays at its end."""
    text = " ".join(_INVISIBLE.sub("", text.replace(HYPHEN_BREAK, "-")).split())
    if unicodedata.is_normalized("NFC", text) and not _LONE_MARK.search(text):
        return text
    return unicodedata.normalize("NFC", _LONE_MARK.sub("", text))


def _parts(layer: _Layer, run: _Run, *, size: float, crossed: Sequence[float]) -> list[_Run]:
    """Part a line where a wide gap or an upright rule stands in it; boxes of single letters are asked for only then."""
    boxes = _boxes(layer, run)
    if not boxes:
        return []
    left, right = min(box[0] for box in boxes), max(box[1] for box in boxes)
    gaps = any(after[0] - before[1] > _WIDE_GAP * size for before, after in zip(boxes, boxes[1:], strict=False))
    loose = right - left > _LOOSE_SETTING * size * len(run.text)
    back = any(after[0] < before[0] - size for before, after in zip(boxes, boxes[1:], strict=False))
    if not (gaps or loose or back or any(left + 1 < at < right - 1 for at in crossed)):
        return [_Run(run.text, run.first, run.end, left, right)]
    return _letter_by_letter(layer, run, size=size, crossed=crossed)


def _boxes(layer: _Layer, run: _Run) -> list[tuple[float, float]]:
    """The left and right ends of the runs that pdfium sees in a line."""
    text, view = layer.text, layer.view
    left, top, right, bottom = (ctypes.c_double() for _ in range(4))
    found = []
    for index in range(pdf.FPDFText_CountRects(text, run.first, run.end - run.first)):
        if pdf.FPDFText_GetRect(text, index, left, top, right, bottom):
            ends = view.point(left.value, bottom.value)[0], view.point(right.value, top.value)[0]
            found.append((min(ends), max(ends)))
    return found


def _letter_by_letter(layer: _Layer, run: _Run, *, size: float, crossed: Sequence[float]) -> list[_Run]:
    text, view = layer.text, layer.view
    left, top, right, bottom = (ctypes.c_double() for _ in range(4))
    found: list[_Run] = []
    for offset, letter in enumerate(run.text):
        number = run.first + offset
        if letter.isspace() or not pdf.FPDFText_GetCharBox(text, number, left, right, bottom, top):
            continue
        ends = view.point(left.value, bottom.value)[0], view.point(right.value, top.value)[0]
        start, end = min(ends), max(ends)
        last = found[-1] if found else None
        parted = last is None or start - last.right > _WIDE_GAP * size or start < last.left - size
        if last is None or parted or any(last.right - 1 <= at <= start + 1 for at in crossed):
            found.append(_Run(letter, number, number + 1, start, end))
        else:
            between = run.text[last.end - run.first : offset + 1]
            found[-1] = _Run(last.text + between, last.first, number + 1, min(last.left, start), max(last.right, end))
    return found


def _crossed(upright: Sequence[Rule], y: float) -> list[float]:
    return [rule.at for rule in upright if rule.start - 1 <= y <= rule.end + 1]


def _matrix(text: pdfium.PdfTextPage, index: int) -> pdf.FS_MATRIX | None:
    matrix = pdf.FS_MATRIX()
    return matrix if pdf.FPDFText_GetMatrix(text, index, matrix) else None


def _angle(matrix: pdf.FS_MATRIX) -> int:
    """The direction of writing to the nearest quarter turn, unless it leans by more than 10 degrees: then the degrees."""
    degrees = math.degrees(math.atan2(matrix.b, matrix.a)) % 360
    quarter = round(degrees / 90) * 90
    return quarter % 360 if abs(degrees - quarter) <= 10 else round(degrees)


def _coloured(text: pdfium.PdfTextPage, index: int) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdf.FPDFText_GetFillColor(text, index, red, green, blue, alpha):
        return False
    shades = (red.value, green.value, blue.value)
    return max(shades) - min(shades) > 90


def _decoded(text: pdfium.PdfTextPage, run: _Run) -> str:
    """The letters of a run as their fonts show them: `.VnTime` and `VNI-Times` hold other letters than they say."""
    numbered = zip(run.text, range(run.first, run.end), strict=False)
    fonts = groupby(numbered, key=lambda pair: _font(text, pair[1]))
    return "".join(from_font("".join(letter for letter, _ in letters), font) for font, letters in fonts)


def _font(text: pdfium.PdfTextPage, index: int) -> str:
    buffer, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    length = pdf.FPDFText_GetFontInfo(text, index, buffer, 128, flags)
    return buffer.value.decode("utf-8", "replace") if 0 < length <= 128 else ""
