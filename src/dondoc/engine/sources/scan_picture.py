"""Turns the picture of a page into a level grey picture without stamps, and into the ruled lines on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import cv2  # this module is itself imported only when a scan is read
import numpy as np
from numpy.typing import NDArray

from dondoc.engine.sources.pdf_page import Rule

Grey: TypeAlias = NDArray[np.uint8]
Picture: TypeAlias = NDArray[np.uint8]

_MOST_SKEW = 4.0  # degrees
_STEP_COARSE, _STEP_FINE = 0.25, 0.05
_PAPER = 255
_BLACK_AND_WHITE = 0.97  # of the pixels, in a picture without greys
_LEVEL_RUN, _UPRIGHT_RUN = 24.0, 24.0  # points: longer than any stroke of a letter


@dataclass(frozen=True, slots=True)
class Levelled:
    """A page's picture turned level: `grey` without its rules, the rules in points."""

    grey: Grey
    rules: tuple[Rule, ...]


def grey_of(picture: Picture) -> Grey:
    """Return a picture in grey with coloured ink faded: of a red stamp over black letters the letters stay.

    The brightest of red, green and blue is taken: red ink is bright in red, black ink in none.
    """
    if picture.ndim == 2:
        return picture
    return np.ascontiguousarray(picture.max(axis=2))


def levelled(grey: Grey, scale: float) -> Levelled:
    """Turn a page level and take its ruled lines off it; `scale` is pixels per point."""
    angle = skew_of(grey)
    if abs(angle) >= 0.04:
        height, width = grey.shape
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
        grey = cv2.warpAffine(grey, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=(_PAPER,)).astype(np.uint8)
    elif np.isin(grey, (0, _PAPER)).mean() > _BLACK_AND_WHITE:
        # Softened edges read better than the steps of a black-and-white scan: 98.8 % of words against 98.6 %.
        grey = cv2.GaussianBlur(grey, (0, 0), 0.8).astype(np.uint8)
    return _without_rules(grey, scale)


def skew_of(grey: Grey) -> float:
    """Return by how many degrees a page must be turned counter-clockwise to be level; 0 where it cannot be told."""
    factor = min(1.0, 900 / max(grey.shape))
    small = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA).astype(np.uint8)
    ink = ((small < _threshold(small)) * 255).astype(np.uint8)
    if not 0.002 < ink.mean() / 255 < 0.4:
        return 0.0
    coarse = _best_angle(ink, np.arange(-_MOST_SKEW, _MOST_SKEW + 0.01, _STEP_COARSE))
    return _best_angle(ink, np.arange(coarse - _STEP_COARSE, coarse + _STEP_COARSE + 0.01, _STEP_FINE))


def _best_angle(ink: Grey, angles: NDArray[np.float64]) -> float:
    """The turn that gathers the ink into the sharpest rows: the sum of squared differences between rows is greatest."""
    height, width = ink.shape
    best, sharpest = 0.0, -1.0
    for angle in angles:
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), float(angle), 1.0)
        rows = cv2.warpAffine(ink, turn, (width, height), flags=cv2.INTER_LINEAR).sum(axis=1, dtype=np.float64)
        sharpness = float(np.square(np.diff(rows)).sum())
        if sharpness > sharpest * 1.0001:
            best, sharpest = float(angle), sharpness
    return best


def _threshold(grey: Grey) -> float:
    """Otsu's threshold, kept away from the extremes of empty pages."""
    found, _ = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    return min(max(float(found), 90.0), 200.0)


def _without_rules(grey: Grey, scale: float) -> Levelled:
    """Take the rules of tables off a page; a page without upright rules has no table and is left as it is."""
    ink = ((grey < min(215.0, _threshold(grey) + 25)) * 255).astype(np.uint8)
    upright, walls = _rules(ink, scale, level=False)
    if not walls:
        return Levelled(grey, ())
    level, shelves = _rules(ink, scale, level=True)
    covered = cv2.dilate(cv2.bitwise_or(level, upright), np.ones((3, 3), np.uint8))
    clean = grey.copy()
    clean[covered > 0] = _PAPER
    return Levelled(clean, (*shelves, *walls))


def _rules(ink: Grey, scale: float, *, level: bool) -> tuple[Grey, list[Rule]]:
    """The ink of straight thin runs, as a picture of them alone and as rules in points."""
    length = round((_LEVEL_RUN if level else _UPRIGHT_RUN) * scale)
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, _bar(3, level=level))
    runs = cv2.morphologyEx(closed, cv2.MORPH_OPEN, _bar(length, level=level)).astype(np.uint8)
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(runs, connectivity=8)
    found: list[Rule] = []
    thin = np.zeros(count, dtype=bool)
    for index, box in enumerate(boxes[1:count], 1):
        left, top, width, height = (int(box[place]) for place in (cv2.CC_STAT_LEFT, cv2.CC_STAT_TOP, cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT))
        thick, start, extent, across = (height, left, width, top) if level else (width, top, height, left)
        # A long rule on a page that is not quite level covers a few more rows than it is thick.
        if thick <= 2.5 * scale + extent / 200:
            thin[index] = True
            found.append(Rule(level, (across + thick / 2) / scale, start / scale, (start + extent) / scale))
    return (thin[labels] * 255).astype(np.uint8), found


def _bar(length: int, *, level: bool) -> Grey:
    return np.ones((1, length) if level else (length, 1), np.uint8)
