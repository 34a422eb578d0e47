"""Turns one page of a PDF or of a scan into a picture that a browser shows beside what was read from it."""

from __future__ import annotations

import io
import warnings

import pypdfium2 as pdfium  # this module is itself imported only when a page is shown
from PIL import Image, ImageOps, ImageSequence

from dondoc.engine.sources import pdf, scan
from dondoc.engine.sources.detection import Kind, detect
from dondoc.engine.sources.errors import UnreadableSource

LONGEST_SIDE = 1_600
"""Pixels: A4 at 137 dpi, where small print and a stamp can be read."""
_MOST_SCALE = 3.0  # pixels per point: a small sheet is not blown up further
_COLOURS = 64
_GREY = ("1", "L", "LA", "I;16")


class NoSuchPage(LookupError):
    """The file has no page of that number, or is of a kind without pages."""


def page_image(data: bytes, name: str, page: int) -> bytes:
    """Return page `page` (from 1) of a PDF, PNG, JPEG or TIFF as a PNG, its longest side at most `LONGEST_SIDE` pixels.

    Raises NoSuchPage, and UnreadableSource for a file that is damaged or locked.
    """
    kind = detect(data, name)
    if kind is Kind.PDF:
        return _png(_pdf_page(data, page))
    if kind is Kind.IMAGE:
        return _png(_frame(data, page))
    raise NoSuchPage(page)


def _pdf_page(data: bytes, number: int) -> Image.Image:
    with pdf.ONE_AT_A_TIME:
        document = pdf.opened(data)
        try:
            if not 1 <= number <= len(document):
                raise NoSuchPage(number)
            sheet = document[number - 1]
            longest = max(float(sheet.get_width()), float(sheet.get_height()), 1.0)
            # A copy: the bitmap's memory goes with the document.
            picture: Image.Image = sheet.render(scale=min(_MOST_SCALE, LONGEST_SIDE / longest), rev_byteorder=True).to_pil().copy()
        except pdfium.PdfiumError as error:
            raise pdf.broken() from error
        finally:
            document.close()
    return picture


def _frame(data: bytes, number: int) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            # The bound on pixels is checked before anything is decoded.
            with Image.open(io.BytesIO(data), formats=["PNG", "JPEG", "TIFF"]) as image:
                for at, frame in enumerate(ImageSequence.Iterator(image), 1):
                    if at == number:
                        return _bounded(frame)
    except Image.DecompressionBombError as error:
        raise scan.too_many_pixels() from error
    except UnreadableSource:
        raise
    except scan.DAMAGE as error:
        raise scan.broken() from error
    raise NoSuchPage(number)


def _bounded(frame: Image.Image) -> Image.Image:
    if frame.width * frame.height > scan.MOST_PIXELS:
        raise scan.too_many_pixels()
    upright = scan.on_paper(ImageOps.exif_transpose(frame))
    picture = upright.convert("L" if upright.mode in _GREY else "RGB")
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return picture


def _png(picture: Image.Image) -> bytes:
    """Letters, stamps and paper need few colours: a quarter of the bytes on a slow line."""
    few = picture.convert("RGB").quantize(_COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    out = io.BytesIO()
    few.save(out, "PNG")
    return out.getvalue()
