"""Turns the drawn paths of a PDF page into straight rules, level and upright."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

import pypdfium2 as pdfium  # this module is itself imported only when a PDF is read
import pypdfium2.raw as pdf

from dondoc.engine.sources.pdf_lines import View
from dondoc.engine.sources.pdf_page import Rule

_THIN = 2.6  # a filled bar up to this thick is a rule; a thicker one is shading
_SHORTEST = 3.0
_MOST_PATHS = 20_000  # a page with more drawing than this is a map or a picture
_MOST_POINTS = 2_000  # of one path
_DEEPEST = 4

_Matrix = tuple[float, float, float, float, float, float]
_Box = tuple[float, float, float, float]
_LEVEL_MATRIX: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def rules_of(page: pdfium.PdfPage, view: View) -> tuple[Rule, ...]:
    """Return the straight rules of a page: strokes and the thin filled bars that word processors draw instead."""
    found: list[Rule] = []
    for number, (path, matrix) in enumerate(_paths(page, _LEVEL_MATRIX, 0)):
        if number >= _MOST_PATHS:
            return ()
        for box in _boxes(path, matrix):
            rule = _rule(view, box)
            if rule is not None:
                found.append(rule)
    return tuple(found)


def _paths(holder: object, matrix: _Matrix, depth: int) -> Iterator[tuple[object, _Matrix]]:
    """Every path below a page or a form, with the matrix that puts it on the page."""
    count, get = (pdf.FPDFFormObj_CountObjects, pdf.FPDFFormObj_GetObject) if depth else (pdf.FPDFPage_CountObjects, pdf.FPDFPage_GetObject)
    for index in range(max(0, count(holder))):
        item = get(holder, index)
        kind = pdf.FPDFPageObj_GetType(item) if item else pdf.FPDF_PAGEOBJ_UNKNOWN
        if kind == pdf.FPDF_PAGEOBJ_PATH:
            yield item, matrix
        elif kind == pdf.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            yield from _paths(item, _times(_own_matrix(item), matrix), depth + 1)


def _boxes(path: object, matrix: _Matrix) -> Iterator[_Box]:
    """The boxes of a path's strokes, or of the whole path where it is only filled."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdf.FPDFPath_GetDrawMode(path, fill, stroke):
        return
    if stroke.value:
        yield from _strokes(path, _times(_own_matrix(path), matrix))
    elif fill.value:
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        if pdf.FPDFPageObj_GetBounds(path, left, bottom, right, top):
            x0, y0 = _moved(matrix, left.value, bottom.value)
            x1, y1 = _moved(matrix, right.value, top.value)
            if min(abs(x1 - x0), abs(y1 - y0)) <= _THIN:
                yield x0, y0, x1, y1


def _strokes(path: object, matrix: _Matrix) -> Iterator[_Box]:
    x, y = ctypes.c_float(), ctypes.c_float()
    last = opened = (0.0, 0.0)
    for index in range(min(max(0, pdf.FPDFPath_CountSegments(path)), _MOST_POINTS)):
        segment = pdf.FPDFPath_GetPathSegment(path, index)
        if not segment or not pdf.FPDFPathSegment_GetPoint(segment, x, y):
            return
        point = _moved(matrix, x.value, y.value)
        kind = pdf.FPDFPathSegment_GetType(segment)
        if kind == pdf.FPDF_SEGMENT_MOVETO:
            opened = point
        elif kind == pdf.FPDF_SEGMENT_LINETO:
            yield (*last, *point)
        if pdf.FPDFPathSegment_GetClose(segment):
            yield (*point, *opened)
        last = point


def _rule(view: View, box: _Box) -> Rule | None:
    (x0, y0), (x1, y1) = view.point(box[0], box[1]), view.point(box[2], box[3])
    wide, high = abs(x1 - x0), abs(y1 - y0)
    if wide >= _SHORTEST and high <= _THIN:
        return Rule(level=True, at=(y0 + y1) / 2, start=min(x0, x1), end=max(x0, x1))
    if high >= _SHORTEST and wide <= _THIN:
        return Rule(level=False, at=(x0 + x1) / 2, start=min(y0, y1), end=max(y0, y1))
    return None


def _own_matrix(item: object) -> _Matrix:
    matrix = pdf.FS_MATRIX()
    if not pdf.FPDFPageObj_GetMatrix(item, matrix):
        return _LEVEL_MATRIX
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(first: _Matrix, then: _Matrix) -> _Matrix:
    a, b, c, d, e, f = first
    x, y = _moved(then, e, f)
    return (a * then[0] + b * then[2], a * then[1] + b * then[3], c * then[0] + d * then[2], c * then[1] + d * then[3], x, y)


def _moved(matrix: _Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
