"""Turns a PDF into paragraphs and tables: from its text layer, and by OCR for pages that have none or a garbled one."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pypdfium2 as pdfium  # this module is itself imported only when a PDF is read
import pypdfium2.raw as pdf

from dondoc.engine.sources.errors import BrokenFile, EncryptedFile, MissingProgram, TooLarge
from dondoc.engine.sources.garbled import is_garbled, is_split, unsplit
from dondoc.engine.sources.legacy import from_tcvn3, from_vni
from dondoc.engine.sources.pdf_assembly import assembled
from dondoc.engine.sources.pdf_lines import pieces_of, show_added, usual_angle, view_of
from dondoc.engine.sources.pdf_page import Marked, Page
from dondoc.engine.sources.pdf_rulings import rules_of
from dondoc.engine.sources.source import Format, Note, Progress, Source
from dondoc.engine.sources.syllables import share

MOST_PAGES = 2_000
MOST_LETTERS = 6_000_000
_MOST_SECONDS = 120.0  # for the text layer; OCR has its own bounds
_FEW_LETTERS = 60  # fewer on a page with a large picture are a stamp or a page number over a scan
_LARGE = 0.4  # of the page: a picture that may be a scan
_MANY_PATHS = 300  # letters drawn as outlines
_OCR_SCALE = 200 / 72
_LONGEST_SIDE = 2_400.0  # points, twice A3: larger sheets are seen smaller
ONE_AT_A_TIME = threading.Lock()
"""pdfium may not be called from two threads at once."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """A page by its text layer, and whether it must be read by OCR because that layer is missing or garbled."""

    page: Page
    missing: bool
    garbled: bool

    @property
    def wants_ocr(self) -> bool:
        return self.missing or self.garbled


def read(data: bytes, name: str, *, progress: Progress | None = None) -> Source:
    """Return what a PDF says, page by page; `progress` is told after each page that OCR reads.

    Raises:
        EncryptedFile: it opens only with a password.
        BrokenFile: it is damaged or no PDF.
        TooLarge: more than 2,000 pages, 6 million letters or two minutes.
        MissingProgram: every page is a scan and tesseract is not installed.
    """
    with ONE_AT_A_TIME:
        document = opened(data)
    try:
        with ONE_AT_A_TIME:
            found = _text_layers(document)
        pages, notes = _with_ocr(document, found, progress)
    except pdfium.PdfiumError as error:
        raise broken() from error
    finally:
        with ONE_AT_A_TIME:
            document.close()
    scanned = [page for page in pages if page.scanned]
    return assembled(name, pages, notes=notes, kind=Format.SCAN if len(scanned) == len(pages) else Format.PDF)


def opened(data: bytes) -> pdfium.PdfDocument:
    """Open a PDF, under the lock; raises EncryptedFile, BrokenFile or TooLarge."""
    try:
        document = pdfium.PdfDocument(data)
        count = len(document)
    except pdfium.PdfiumError as error:
        if pdf.FPDF_GetLastError() == pdf.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise EncryptedFile(
                "Tệp PDF có đặt mật khẩu mở. Hãy mở bằng mật khẩu rồi lưu lại một bản không mật khẩu, hoặc đưa tệp gốc dạng DOCX.",
                "The PDF opens only with a password. Open it and save a copy without one, or give the original DOCX file.",
            ) from error
        raise broken() from error
    if count > MOST_PAGES:
        document.close()
        raise TooLarge(
            f"Tệp PDF có {count} trang, nhiều hơn mức {MOST_PAGES} trang. Hãy tách phần cần đọc thành tệp riêng.",
            f"The PDF has {count} pages, more than the {MOST_PAGES} that are read. Split off the part that is needed.",
        )
    if count == 0:
        document.close()
        raise broken()
    return document


def _text_layers(document: pdfium.PdfDocument) -> list[_Seen]:
    began = time.monotonic()
    letters = 0
    found: list[_Seen] = []
    for index in range(len(document)):
        seen, count = _text_layer(document, index)
        letters += count
        if letters > MOST_LETTERS or time.monotonic() - began > _MOST_SECONDS:
            raise TooLarge(
                "Tệp PDF chứa quá nhiều chữ hoặc hình vẽ nên đã dừng đọc. Hãy tách phần cần đọc thành tệp riêng.",
                "The PDF holds too much text or drawing, and reading was stopped. Split off the part that is needed.",
            )
        found.append(seen)
    return found


def _text_layer(document: pdfium.PdfDocument, index: int) -> tuple[_Seen, int]:
    """What the text layer of one page says, and how many letters it has."""
    page = document[index]
    original = show_added(page)
    if original is not None:
        page.close()
        page = document[index]
    text = page.get_textpage()
    try:
        count = int(text.count_chars())
        if count > MOST_LETTERS:
            return _Seen(Page(index + 1, 1.0, 1.0, ()), missing=False, garbled=False), count
        turned = usual_angle(text, int(page.get_rotation()))
        if (turned - int(page.get_rotation())) % 360:
            page.set_rotation(turned)
            text.close()
            text = page.get_textpage()
        return _seen(page, text, number=index + 1, original=count if original is None else original), count
    finally:
        text.close()
        page.close()


def _seen(page: pdfium.PdfPage, text: pdfium.PdfTextPage, *, number: int, original: int) -> _Seen:
    """What an open page says, decoded and mended where its fonts or its maker broke the words."""
    view = view_of(page)
    rules = rules_of(page, view)
    pieces = pieces_of(text, view, rules=rules, original=original, by_font=False)
    seen = Page(number, float(page.get_width()), float(page.get_height()), pieces, rules)
    garbled = is_garbled(seen.text)
    if garbled:
        seen = _redecoded(replace(seen, pieces=pieces_of(text, view, rules=rules, original=original, by_font=True)))
        garbled = is_garbled(seen.text)
    if is_split(seen.text):
        seen = replace(seen, pieces=tuple(replace(piece, words=Marked(unsplit(piece.text))) for piece in seen.pieces))
    missing = sum(len(piece.text) for piece in seen.pieces if not piece.added) < _FEW_LETTERS and _looks_scanned(page)
    return _Seen(seen, missing=missing, garbled=garbled)


def _redecoded(page: Page) -> Page:
    """Try the pre-Unicode encodings on a page whose fonts do not name them; keep what reads best."""
    tries = [page]
    for decode in (from_tcvn3, from_vni):
        pieces = tuple(replace(piece, words=Marked(decode(piece.text))) for piece in page.pieces)
        tries.append(replace(page, pieces=pieces))
    return max(tries, key=lambda each: share(each.text))


def _looks_scanned(page: pdfium.PdfPage) -> bool:
    """Whether a page with hardly any text shows a large picture or letters drawn as outlines."""
    area = float(page.get_width()) * float(page.get_height())
    paths = 0
    covered = 0.0
    for item in page.get_objects(max_depth=3):
        if item.type == pdf.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = item.get_bounds()
            covered += abs((right - left) * (top - bottom))
        elif item.type in (pdf.FPDF_PAGEOBJ_PATH, pdf.FPDF_PAGEOBJ_SHADING):
            paths += 1
        if covered > _LARGE * area or paths > _MANY_PATHS:
            return True
    return False


def _with_ocr(document: pdfium.PdfDocument, found: Sequence[_Seen], progress: Progress | None) -> tuple[list[Page], list[Note]]:
    """Replace the pages that want OCR by what it reads; without tesseract say which pages were not read."""
    wanted = [index for index, seen in enumerate(found) if seen.wants_ocr]
    pages = [seen.page for seen in found]
    if not wanted:
        return pages, []
    # Heavy libraries for pictures: only a PDF with scanned pages wants them.
    from dondoc.engine.sources import scan

    scan.check_count(len(wanted))
    done = len(found) - len(wanted)

    def tell(read: int, total: int) -> None:
        if progress is not None:
            progress(done + read, done + total)

    def rendered() -> Iterator[scan.Scan]:
        for index in wanted:
            with ONE_AT_A_TIME:
                page = document[index]
                scale = _OCR_SCALE * min(1.0, _LONGEST_SIDE / max(float(page.get_width()), float(page.get_height()), 1.0))
                picture = page.render(scale=scale, rev_byteorder=True).to_numpy().copy()
                page.close()
            yield scan.Scan(index + 1, scan.covered(picture, found[index].page.added, scale), scale)

    try:
        read_pages = scan.seen(rendered(), len(wanted), progress=tell)
    except MissingProgram:
        if len(wanted) == len(found) and all(seen.missing for seen in found):
            raise
        return pages, [_unread(found[index]) for index in wanted]
    for index, page in zip(wanted, read_pages, strict=True):
        if found[index].missing or share(page.text) > share(found[index].page.text):
            pages[index] = replace(page, pieces=(*page.pieces, *found[index].page.added))
    return pages, [scan.ocr_note([page for page in pages if page.scanned])]


def _unread(seen: _Seen) -> Note:
    number = seen.page.number
    if seen.missing:
        return Note(
            "page.unread",
            f"Trang {number} là ảnh chụp, chưa đọc được vì máy chưa cài tesseract-ocr và tesseract-ocr-vie.",
            f"Page {number} is a scan and was not read: tesseract-ocr and tesseract-ocr-vie are not installed.",
            page=number,
        )
    return Note(
        "page.garbled",
        f"Chữ trong trang {number} bị hỏng mã; cần cài tesseract-ocr và tesseract-ocr-vie để nhận dạng từ hình trang.",
        f"The text of page {number} is garbled; install tesseract-ocr and tesseract-ocr-vie to read it from the page's picture.",
        page=number,
    )


def broken() -> BrokenFile:
    """Return what is said of a damaged PDF."""
    return BrokenFile(
        "Tệp PDF hỏng hoặc không phải PDF. Hãy mở thử bằng chương trình đọc PDF rồi lưu lại, hoặc đưa tệp gốc dạng DOCX.",
        "The PDF is damaged, or is no PDF. Open it in a PDF reader and save it again, or give the original DOCX file.",
    )
