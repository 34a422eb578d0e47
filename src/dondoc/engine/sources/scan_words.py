"""Turns a grey picture of a page into words with their places, by tesseract in a process of its own."""

from __future__ import annotations

import csv
import os
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

from dondoc.engine.sources.errors import BrokenFile, MissingProgram, TooLarge
from dondoc.engine.sources.pdf_page import Marked, Piece, type_size
from dondoc.engine.sources.scan_picture import Grey
from dondoc.engine.sources.scan_slips import mended
from dondoc.engine.sources.source import Span

_SECONDS_A_PAGE = 90
_UNSURE = 60.0  # per cent: words below are marked for a person to check
_NOISE = 30.0  # per cent: a lone sign below is a speck of dirt
_WIDE_GAP = 1.1  # of the type size
_FEW_LETTERS = 12
_FEW_DOUBTED = 7
_DESCENDING = re.compile(r"[gjpqyQ,;()ạặậẹệịọộợụựỵẠẶẬẸỆỊỌỘỢỤỰỴ/|]")
_HIGH_MARK = re.compile(r"[ẤẦẨẪẾỀỂỄỐỒỔỖẮẰẲẴÁÀẢÃÉÈẺẼÍÌỈĨÓÒỎÕÚÙỦŨÝỲỶỸÂÊÔĂấầẩẫếềểễốồổỗắằẳẵ]")
_ASCENDING = re.compile(r"[A-ZĐƠƯbdđfhkltiáàảãéèẻẽíìỉĩóòỏõúùủũýỳỷỹâêôă\d()/]")


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    left: float
    right: float
    base: float
    size: float
    sure: float


def tesseract() -> str:
    """Return where tesseract is.

    Raises:
        MissingProgram: it is not installed, or lacks its Vietnamese data.
    """
    program = shutil.which("tesseract")
    if program is None:
        raise MissingProgram(
            "Tệp là bản chụp (scan) nên cần chương trình nhận dạng chữ tesseract, nhưng máy này chưa có. "
            "Hãy cài gói tesseract-ocr và tesseract-ocr-vie (Debian/Ubuntu: apt-get install tesseract-ocr tesseract-ocr-vie), "
            "hoặc đưa vào tệp gốc dạng DOCX.",
            "The file is a scan, which needs the OCR program tesseract, and it is not installed. "
            "Install the Debian packages tesseract-ocr and tesseract-ocr-vie, or give the original DOCX file.",
        )
    return program


def pieces_of(program: str, grey: Grey, *, scale: float, one_block: bool = False) -> tuple[Piece, ...]:
    """Return what tesseract reads on a grey page, in points; `scale` is pixels per point.

    `one_block` tells it to take the page as plain lines, which finds lone figures that it leaves out of a page's layout.

    Raises:
        MissingProgram: the Vietnamese data are missing.
        TooLarge: the page took longer than 90 seconds.
        BrokenFile: tesseract could not read the picture.
    """
    height, width = grey.shape
    header = f"P5 {width} {height} 255\n".encode()
    layout = "6" if one_block else "3"
    table = _run(program, header + grey.tobytes(), ["--dpi", str(round(72 * scale)), "--psm", layout, "-l", "vie", "tsv"])
    lines = [line for line in _lines(table, scale) if one_block or not _is_speck(line)]
    found = [piece for line in lines for piece in _pieces(line)]
    usual = type_size(found)
    return tuple(_evened(piece, usual) for piece in found if not _is_dot(piece, usual))


def _is_speck(line: Sequence[_Word]) -> bool:
    """A line of a few letters that tesseract itself doubts: dirt, or strokes of a signature or a stamp."""
    return sum(len(word.text) for word in line) <= _FEW_DOUBTED and all(word.sure < _UNSURE for word in line)


def _is_dot(piece: Piece, usual: float) -> bool:
    """The dot below "Ị" or a crumb of ink, seen as a line of its own."""
    small = piece.size < 0.5 * usual or piece.right - piece.left < 0.3 * usual
    return len(piece.text) <= 2 and bool(piece.words.doubtful) and small


def _evened(piece: Piece, usual: float) -> Piece:
    """Give a short piece the usual size of type: the height of two or three letters tells little."""
    few = len(piece.text) < _FEW_LETTERS and 0.5 < piece.size / usual < 1.6
    return replace(piece, size=usual) if few else piece


def turn_of(program: str, grey: Grey) -> int:
    """Return by how many degrees clockwise a page must be turned to stand upright: 0, 90, 180 or 270."""
    height, width = grey.shape
    try:
        said = _run(program, f"P5 {width} {height} 255\n".encode() + grey.tobytes(), ["--psm", "0", "-l", "osd"])
    except (BrokenFile, MissingProgram):
        return 0  # too few letters to tell, or the data for it are not installed
    found = re.search(r"Rotate:\s*(\d+)", said)
    return int(found[1]) % 360 if found else 0


def _run(program: str, picture: bytes, options: Sequence[str]) -> str:
    # One thread for each page: pages are read side by side instead.
    surroundings = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(  # noqa: S603 - the program's full path, fixed words and numbers; the picture goes by stdin
            [program, "stdin", "stdout", *options],
            input=picture,
            capture_output=True,
            timeout=_SECONDS_A_PAGE,
            check=False,
            env=surroundings,
        )
    except subprocess.TimeoutExpired as error:
        raise TooLarge(
            f"Nhận dạng một trang mất quá {_SECONDS_A_PAGE} giây nên đã dừng. Hãy quét lại ở 200-300 dpi hoặc đưa tệp gốc dạng DOCX.",
            f"Reading one page took more than {_SECONDS_A_PAGE} seconds and was stopped. Scan again at 200-300 dpi, or give the DOCX file.",
        ) from error
    if done.returncode == 0:
        return done.stdout.decode("utf-8", "replace")
    said = done.stderr.decode("utf-8", "replace")
    if "Error opening data file" in said or "Failed loading language" in said:
        raise MissingProgram(
            "Chương trình tesseract thiếu dữ liệu tiếng Việt. Hãy cài gói tesseract-ocr-vie (apt-get install tesseract-ocr-vie).",
            "tesseract lacks its Vietnamese data. Install the Debian package tesseract-ocr-vie.",
        )
    raise BrokenFile(
        "Không nhận dạng được chữ trên trang này: ảnh hỏng hoặc không phải trang văn bản. Hãy quét lại hoặc đưa tệp gốc.",
        "The OCR program could not read this page: the picture is damaged or shows no text. Scan again or give the original.",
    )


def _lines(table: str, scale: float) -> Iterator[list[_Word]]:
    """The words of each line that tesseract saw."""
    line: list[_Word] = []
    last: tuple[str, ...] = ()
    for row in csv.reader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        if len(row) < 12 or row[0] != "5":
            continue
        word = _word(row, scale)
        if word is None:
            continue
        if tuple(row[1:5]) != last and line:
            yield line
            line = []
        last = tuple(row[1:5])
        line.append(word)
    if line:
        yield line


def _word(row: Sequence[str], scale: float) -> _Word | None:
    text = unicodedata.normalize("NFC", row[11].strip())
    sure = float(row[10])
    left, top, width, height = (int(value) / scale for value in row[6:10])
    if not text or height <= 0 or (sure < _NOISE and not any(letter.isalnum() for letter in text)):
        return None
    below = 0.21 if _DESCENDING.search(text) else 0.0
    above = 0.9 if _HIGH_MARK.search(text) else 0.68 if _ASCENDING.search(text) else 0.46
    if not any(letter.isalnum() for letter in text):
        return _Word(text, left, left + width, top + height, 0.0, sure)
    size = height / (above + below)
    return _Word(text, left, left + width, top + height - below * size, size, sure)


def _pieces(line: Sequence[_Word]) -> Iterator[Piece]:
    """A line's words parted at wide gaps; dashes and dots take the size of the letters beside them."""
    sized = [word for word in line if word.size]
    if not sized:
        return
    size = median(word.size for word in sized)
    base = median(word.base for word in sized)
    run: list[_Word] = []
    for word in line:
        if run and word.left - run[-1].right > _WIDE_GAP * size:
            yield _piece(run, base, size)
            run = []
        run.append(word)
    yield _piece(run, base, size)


def _piece(run: Sequence[_Word], base: float, size: float) -> Piece:
    own = [word for word in run if word.size]
    words = Marked("")
    for word in run:
        doubt = (Span(0, len(word.text)),) if word.sure < _UNSURE else ()
        words = words.then(Marked(word.text, doubt), " " if words.text else "")
    text = mended(words.text)
    shift = len(text) - len(words.text)
    kept = tuple(Span(max(0, span.start + shift), span.end + shift) for span in words.doubtful if span.end + shift > 0)
    return Piece(
        Marked(text, kept),
        min(word.left for word in run),
        max(word.right for word in run),
        median(word.base for word in own) if own else base,
        size,
    )
