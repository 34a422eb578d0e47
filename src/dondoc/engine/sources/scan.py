"""Turns scanned pages (PNG, JPEG, TIFF, or pages of a PDF) into paragraphs and tables by OCR."""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice

import cv2  # this module is itself imported only when a scan is read
import numpy as np
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from dondoc.engine.sources import syllables
from dondoc.engine.sources.errors import BrokenFile, TooLarge, UnreadableSource
from dondoc.engine.sources.pdf_assembly import assembled
from dondoc.engine.sources.pdf_page import Page, Piece
from dondoc.engine.sources.scan_cells import with_missed_cells
from dondoc.engine.sources.scan_picture import Grey, Picture, grey_of, levelled
from dondoc.engine.sources.scan_words import pieces_of, tesseract, turn_of
from dondoc.engine.sources.source import Format, Note, Progress, Source

MOST_PAGES = 400
MOST_PIXELS = 80_000_000  # A3 at 600 dpi has 70 million
_WORKERS = 2
_LEAST_SCALE, _MOST_SCALE = 2.0, 4.2  # pixels per point: 144 and 302 dpi
_A4_WIDTH = 595.0
_LIKELY_DPI = range(90, 1201)
# What the decoders raise on damaged pictures, apart from their own error.
DAMAGE = (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, LookupError, TypeError, ArithmeticError, struct.error)
_UPRIGHT_SHARE = 0.45  # of words that are syllables: less, and the page may lie on its side


@dataclass(frozen=True, slots=True)
class Scan:
    """The picture of one page, its number from 1, and how many pixels of it make a point."""

    number: int
    picture: Picture
    scale: float


def read(data: bytes, name: str, *, progress: Progress | None = None) -> Source:
    """Return what the scanned pages of an image file say; doubtful words are marked.

    Raises:
        MissingProgram: tesseract or its Vietnamese data are not installed.
        BrokenFile: the content is no PNG, JPEG or TIFF picture, or a damaged one.
        TooLarge: too many pages or pixels, or a page took too long.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            # The bound on pixels is checked below, before anything is decoded.
            with Image.open(io.BytesIO(data), formats=["PNG", "JPEG", "TIFF"]) as image:
                count = int(getattr(image, "n_frames", 1))
                check_count(count)
                pages = seen(_frames(image), count, progress=progress)
    except Image.DecompressionBombError as error:
        raise too_many_pixels() from error
    except UnreadableSource:
        raise
    except DAMAGE as error:
        raise broken() from error
    return assembled(name, pages, notes=[ocr_note(pages)], kind=Format.SCAN)


def seen(scans: Iterator[Scan], total: int, *, progress: Progress | None) -> list[Page]:
    """Read pages by OCR, two at a time, and return them in order; `progress` is told after each.

    Raises:
        MissingProgram: tesseract or its Vietnamese data are not installed.
        TooLarge: a page took too long.
    """
    program = tesseract()
    pages: list[Page] = []
    with ThreadPoolExecutor(_WORKERS) as pool:
        while batch := list(islice(scans, _WORKERS)):
            for page in pool.map(lambda scan: _page(program, scan), batch):
                pages.append(page)
                if progress is not None:
                    progress(len(pages), total)
    return pages


def covered(picture: Picture, pieces: Sequence[Piece], scale: float) -> Picture:
    """Paint out what is already known in letters (a filled-in number, the mark of a signature), in place; return the picture."""
    for piece in pieces:
        top, bottom = max(0, round((piece.top - 2) * scale)), max(0, round((piece.bottom + 2) * scale))
        picture[top:bottom, max(0, round((piece.left - 2) * scale)) : max(0, round((piece.right + 2) * scale))] = 255
    return picture[:, :, :3] if picture.ndim == 3 else picture


def check_count(count: int) -> None:
    """Refuse more scanned pages than can be read in sensible time.

    Raises:
        TooLarge: more than 400 pages.
    """
    if count > MOST_PAGES:
        raise TooLarge(
            f"Tệp có {count} trang chụp, nhiều hơn mức {MOST_PAGES} trang nhận dạng một lần. Hãy tách tệp rồi đưa vào từng phần.",
            f"The file has {count} scanned pages, more than the {MOST_PAGES} that are read at once. Split it and give the parts.",
        )


def ocr_note(pages: Sequence[Page]) -> Note:
    """Return the note that tells which pages were read by OCR."""
    numbers = ", ".join(str(page.number) for page in pages[:12]) + ("…" if len(pages) > 12 else "")
    return Note(
        "page.ocr",
        f"{len(pages)} trang được nhận dạng chữ từ ảnh ({numbers}): hãy đối chiếu số, ngày và các từ được đánh dấu.",
        f"{len(pages)} pages were read from pictures by OCR ({numbers}): check numbers, dates and the words marked.",
        page=pages[0].number if pages else None,
    )


def _frames(image: Image.Image) -> Iterator[Scan]:
    for number, frame in enumerate(ImageSequence.Iterator(image), 1):
        if frame.width * frame.height > MOST_PIXELS:
            raise too_many_pixels()
        dpi = frame.info.get("dpi")
        upright = ImageOps.exif_transpose(frame)
        mode = "L" if upright.mode in ("1", "L", "I;16", "LA") else "RGB"
        picture = np.asarray(on_paper(upright).convert(mode), dtype=np.uint8)
        yield Scan(number, picture, _scale(picture, dpi))


def on_paper(image: Image.Image) -> Image.Image:
    """Lay a picture with a transparent ground on white."""
    if "A" not in image.getbands() and "transparency" not in image.info:
        return image
    layered = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", layered.size, "white"), layered)


def _scale(picture: Picture, dpi: object) -> float:
    """Pixels per point: as the file says where that is likely, else as if the page were A4."""
    if isinstance(dpi, tuple) and dpi and round(float(dpi[0])) in _LIKELY_DPI:
        return float(dpi[0]) / 72
    height, width = picture.shape[:2]
    return float(min(height, width)) / _A4_WIDTH


def _page(program: str, scan: Scan) -> Page:
    grey, scale = _resized(grey_of(scan.picture), scan.scale)
    page = _read(program, grey, number=scan.number, scale=scale)
    if syllables.share(page.text) >= _UPRIGHT_SHARE or len(page.pieces) < 4:
        return page
    turn = turn_of(program, grey)
    if not turn:
        return page
    turned = _read(program, np.ascontiguousarray(np.rot90(grey, -turn // 90)), number=scan.number, scale=scale)
    return max(page, turned, key=lambda found: syllables.share(found.text))


def _read(program: str, grey: Grey, *, number: int, scale: float) -> Page:
    level = levelled(grey, scale)
    height, width = grey.shape
    page = Page(number, width / scale, height / scale, pieces_of(program, level.grey, scale=scale), level.rules, scanned=True)
    return with_missed_cells(page, program, grey=level.grey, scale=scale) if level.rules else page


def _resized(grey: Grey, scale: float) -> tuple[Grey, float]:
    """Bring a page to a size at which letters can be read and the time is bounded."""
    wanted = min(max(scale, _LEAST_SCALE * 1.39 if scale < _LEAST_SCALE else scale), _MOST_SCALE)
    if wanted == scale:
        return grey, scale
    factor = wanted / scale
    how = cv2.INTER_CUBIC if factor > 1 else cv2.INTER_AREA
    return cv2.resize(grey, None, fx=factor, fy=factor, interpolation=how).astype(np.uint8), wanted


def too_many_pixels() -> TooLarge:
    """Return what is said of a picture with too many pixels."""
    return TooLarge(
        f"Ảnh quá lớn (hơn {MOST_PIXELS // 1_000_000} triệu điểm ảnh). Hãy quét lại ở 200-300 dpi.",
        f"The picture is too large (more than {MOST_PIXELS // 1_000_000} million pixels). Scan again at 200-300 dpi.",
    )


def broken() -> BrokenFile:
    """Return what is said of a damaged picture."""
    return BrokenFile(
        "Không đọc được ảnh: tệp hỏng hoặc không phải ảnh PNG, JPEG, TIFF. Hãy mở thử bằng chương trình xem ảnh rồi lưu lại.",
        "The picture cannot be read: it is damaged or is no PNG, JPEG or TIFF. Open it in an image viewer and save it again.",
    )
