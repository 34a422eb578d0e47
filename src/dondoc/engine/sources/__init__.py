"""Turns the bytes of any document that an office sends into one source: its text, paragraphs, tables and notes."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from dondoc.engine.sources.detection import Kind, detect, renamed
from dondoc.engine.sources.errors import TooLarge
from dondoc.engine.sources.source import Progress, Source

# A directive with its appendices is below 10 MB, a long colour scan below 60.
MAX_FILE = 100 * 1024 * 1024


class Reader(Protocol):
    """What every reader is: the bytes and name of a file of its kind in, a source out."""

    def __call__(self, data: bytes, name: str, *, progress: Progress | None = None) -> Source:
        """Read one file."""


def read(data: bytes, name: str, *, progress: Progress | None = None) -> Source:
    """Return the document held in `data`, whatever its `name` says; a name that promises another kind gives a note.

    `progress` is called as `progress(done, total)` after each page (scans, PDF) or sheet.
    Raises the tree of `UnreadableSource`: UnknownFormat, BrokenFile, EncryptedFile, TooLarge (above `MAX_FILE` bytes or
    the bounds of a reader), MissingProgram.
    """
    if len(data) > MAX_FILE:
        raise TooLarge(
            f"Tệp «{name}» lớn hơn {MAX_FILE >> 20} MB. Hãy chia nhỏ, hoặc quét lại với độ phân giải 200-300 dpi.",
            f"File “{name}” is larger than {MAX_FILE >> 20} MB. Split it, or scan it again at 200-300 dpi.",
        )
    kind = detect(data, name)
    source = _reader(kind)(data, name, progress=progress)
    note = renamed(kind, name)
    return source if note is None else replace(source, notes=(note, *source.notes))


def _reader(kind: Kind) -> Reader:
    # Each reader is imported when a file wants it: lxml, pypdfium2 and OpenCV are heavy, and plain text must start fast.
    match kind:
        case Kind.TEXT:
            from dondoc.engine.sources import text  # light, but on the same footing as its siblings

            return text.read
        case Kind.MARKDOWN:
            from dondoc.engine.sources import markdown  # as above

            return markdown.read
        case Kind.HTML:
            from dondoc.engine.sources import html  # imports selectolax

            return html.read
        case Kind.WEB_ARCHIVE:
            from dondoc.engine.sources import mhtml  # imports selectolax and email

            return mhtml.read
        case Kind.DOCX:
            from dondoc.engine.sources import docx  # imports lxml

            return docx.read
        case Kind.XLSX:
            from dondoc.engine.sources import xlsx  # imports lxml

            return xlsx.read
        case Kind.PDF:
            from dondoc.engine.sources import pdf  # imports pypdfium2

            return pdf.read
        case Kind.IMAGE:
            from dondoc.engine.sources import scan  # imports pypdfium2, Pillow and OpenCV

            return scan.read
        case _:
            from dondoc.engine.sources import office  # imports lxml

            return office.read
