"""Turns the cells that OCR of a whole page passed over (a lone figure in a narrow column) into words by a second look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2  # this module is itself imported only when a scan is read
import numpy as np

from dondoc.engine.sources.pdf_page import Page, Piece
from dondoc.engine.sources.pdf_tables import Box, tables_of
from dondoc.engine.sources.scan_picture import Grey
from dondoc.engine.sources.scan_words import pieces_of

_INSET = 2.0  # points inside a cell's rules
_BETWEEN = 14.0  # points of white between two cells of the strip
_INK = 128
_LEAST_HEIGHT, _LEAST_INK = 4.5, 2.0  # points, square points: less is dirt
_MOST_CELLS = 120


@dataclass(frozen=True, slots=True)
class _Crop:
    box: Box
    grey: Grey


def with_missed_cells(page: Page, program: str, *, grey: Grey, scale: float) -> Page:
    """Return a page with words for its table cells that hold ink but no words; `grey` is the page without its rules."""
    crops = [
        crop
        for table in tables_of(page)[0]
        for number, box in table.grid.boxes().items()
        if number not in table.pieces
        for crop in _crop(box, grey, scale)
    ][:_MOST_CELLS]
    return replace(page, pieces=(*page.pieces, *_read(crops, program, scale))) if crops else page


def _crop(box: Box, grey: Grey, scale: float) -> list[_Crop]:
    """The inside of a cell, if there is ink of a letter's size."""
    top, bottom = round((box.top + _INSET) * scale), round((box.bottom - _INSET) * scale)
    left, right = round((box.left + _INSET) * scale), round((box.right - _INSET) * scale)
    inside = grey[max(0, top) : max(0, bottom), max(0, left) : max(0, right)]
    if inside.size == 0:
        return []
    ink = (inside < _INK).astype(np.uint8)
    count, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    letters = [
        stat
        for stat in stats[1:count]
        if stat[cv2.CC_STAT_HEIGHT] >= _LEAST_HEIGHT * scale and stat[cv2.CC_STAT_AREA] >= _LEAST_INK * scale * scale
    ]
    if not letters:
        return []
    first = max(0, min(int(stat[cv2.CC_STAT_TOP]) for stat in letters) - round(scale))
    last = max(int(stat[cv2.CC_STAT_TOP] + stat[cv2.CC_STAT_HEIGHT]) for stat in letters) + round(scale)
    here = Box(box.left + _INSET, box.top + _INSET + first / scale, box.right - _INSET, box.top + _INSET + last / scale)
    return [_Crop(here, inside[first:last])]


def _read(crops: Sequence[_Crop], program: str, scale: float) -> list[Piece]:
    """Read the crops as one strip, one below the other, and put the words back into their cells."""
    gap = round(_BETWEEN * scale)
    width = max(crop.grey.shape[1] for crop in crops) + 2 * gap
    height = sum(crop.grey.shape[0] + gap for crop in crops) + gap
    strip = np.full((height, width), 255, np.uint8)
    starts: list[float] = []
    at = gap
    for crop in crops:
        rows, columns = crop.grey.shape
        strip[at : at + rows, gap : gap + columns] = crop.grey
        starts.append(at / scale)
        at += rows + gap
    found = []
    for piece in pieces_of(program, strip, scale=scale, one_block=True):
        index = max((index for index, start in enumerate(starts) if start - _BETWEEN / 2 <= piece.middle), default=0)
        box = crops[index].box
        right, down = box.left - _BETWEEN, box.top - starts[index]
        found.append(replace(piece, left=piece.left + right, right=piece.right + right, base=piece.base + down))
    return found
