"""Turns millimetres, points and text into what the XML of a DOCX holds."""

from __future__ import annotations

from xml.sax.saxutils import escape

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_TWIPS_PER_MM = 1440 / 25.4


def twips(millimetres: float) -> int:
    """Return millimetres in twentieths of a point."""
    return round(millimetres * _TWIPS_PER_MM)


def half_points(points: float) -> int:
    """Return points in halves."""
    return round(points * 2)


def escaped(text: str) -> str:
    """Return text as it may stand in XML, in an attribute too."""
    return escape(text, {'"': "&quot;"})


def words(text: str) -> str:
    """Return the element of a run's text; only blanks at its ends have to be asked for."""
    kept = ' xml:space="preserve"' if text != text.strip() else ""
    return f"<w:t{kept}>{escaped(text)}</w:t>"
