"""Turns bytes of unknown encoding into text, judging by content which decoding gives Vietnamese."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from dondoc.engine.sources import legacy, syllables
from dondoc.engine.sources.errors import BrokenFile, TooLarge
from dondoc.engine.sources.source import Note

MAX_BYTES = 64_000_000
"""A text, HTML or Markdown file above this is refused: the longest directive known has 0.3 MB of text."""

_SAMPLE = 24_000  # bytes or characters that detection looks at: about 4,000 words
_LINE_SAMPLE = 4_000
_GOOD, _GAIN, _PLAUSIBLE = 0.8, 0.1, 0.5  # shares of valid syllables


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text with `\\n` line ends and no byte-order mark, the encoding it was in, and a note where that was a guess or a repair."""

    text: str
    encoding: str
    note: Note | None = None


def decode(data: bytes) -> Decoded:
    """Return the text that `data` holds, its characters as in the file (NFC or NFD), only `\\r\\n` and `\\r` turned into `\\n`.

    Known: UTF-8, UTF-16 and UTF-32 (also without byte-order mark, except UTF-32), Windows-1258, TCVN3, VNI, UTF-8 that was once
    misread and saved again; else Windows-1252 with a note. Raises TooLarge above `MAX_BYTES`, BrokenFile for binary data.
    """
    if len(data) > MAX_BYTES:
        raise TooLarge(
            f"Tệp văn bản quá lớn: {len(data):,} byte, mức đọc được là {MAX_BYTES:,} byte. Hãy tách tệp rồi nạp từng phần.",
            f"The text file is too large: {len(data):,} bytes where at most {MAX_BYTES:,} can be read. Split it and give the parts.",
        )
    unicode = _unicode(data)
    if unicode is None:
        found = _legacy(data)
    else:
        found = unicode if unicode.note is not None else _mended(unicode.text, unicode.encoding)
    return Decoded(_line_ends(found.text), found.encoding, found.note)


def decode_as_typed(data: bytes) -> str:
    """Return the text with TCVN3 and VNI as their bytes show in Windows-1252, for a reader that knows each word's font.

    See `legacy.from_font`. Line ends are turned into `\\n`. Raises BrokenFile for binary data.
    """
    unicode = _unicode(data)
    return _line_ends(_cp1252(data) if unicode is None else unicode.text)


def _unicode(data: bytes) -> Decoded | None:
    """Decode what is UTF-8, UTF-16 or UTF-32 throughout, or says so by its mark; None for eight-bit text of another encoding."""
    found = _with_mark(data) or _utf16_without_mark(data)
    if found is None:
        if b"\0" in data:
            raise _not_text()
        try:
            found = Decoded(data.decode("utf-8"), "utf-8")
        except UnicodeDecodeError:
            _textual(data[:_SAMPLE].decode("latin-1"))
            return None
    _textual(found.text)
    return found


# Longest first: the mark of UTF-32 LE begins with that of UTF-16 LE.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def _with_mark(data: bytes) -> Decoded | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding)
    return None


def _utf16_without_mark(data: bytes) -> Decoded | None:
    """In UTF-16 the spaces and plain letters, more than half of Vietnamese, have one byte that is null, always on the same side."""
    sample = data[: _SAMPLE & ~1]
    if b"\0" not in sample:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 10 < len(sample) or min(even, odd) * 20 > max(even, odd):
        return None
    return _strictly(data, "utf-16-le" if odd > even else "utf-16-be")


def _strictly(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        return _damaged(data, encoding)


def _not_text() -> BrokenFile:
    return BrokenFile(
        "Tệp không phải là văn bản: bên trong là dữ liệu nhị phân. Hãy nạp tệp gốc (.docx, .pdf, .xlsx…) với đúng đuôi tên của nó.",
        "The file is not text: it holds binary data. Give the original file (.docx, .pdf, .xlsx…) under its proper name.",
    )


# Tab, line feed, vertical tab, form feed, carriage return, the old end-of-file mark (0x1A) and escape are met in real text files.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1c-\x1f]")


def _textual(text: str) -> None:
    """Raise BrokenFile where more than one character in a hundred at its beginning is a control character."""
    sample = text[:_SAMPLE]
    controls = len(_CONTROL.findall(sample))
    if controls > 3 and controls * 100 > len(sample) or "\0" in sample:
        raise _not_text()


def _line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _damaged(data: bytes, encoding: str) -> Decoded:
    """Decode with U+FFFD for what is broken; binary data under a byte-order mark is refused."""
    text = data.decode(encoding, "replace")
    lost = text.count("\ufffd")
    if lost * 20 > len(text):
        raise _not_text()
    note = Note(
        "encoding.damaged",
        f"Tệp có {lost} chỗ hỏng, không đọc được ký tự (thay bằng \ufffd). Hãy đối chiếu với bản gốc.",
        f"The file has {lost} damaged places whose characters are lost (shown as \ufffd). Compare with the original.",
    )
    return Decoded(text, encoding, note)


def _guessed(encoding: str, name: str) -> Note:
    return Note(
        f"encoding.{encoding}",
        f"Tệp dùng bảng mã {name} (nhận biết theo nội dung) và đã được chuyển sang Unicode.",
        f"The file is in {name} (recognised by its content) and was turned into Unicode.",
    )


def _tcvn3_note() -> Note:
    return Note(
        "encoding.tcvn3",
        "Tệp dùng bảng mã TCVN3 (ABC), đã chuyển sang Unicode; chữ hoa có dấu của phông .Vn…H hiện thành chữ thường.",
        "The file is in TCVN3 (ABC) and was turned into Unicode; accented capitals of the .Vn…H fonts appear in lower case.",
    )


def _cp1252(data: bytes) -> str:
    """Windows-1252; its five unused bytes become the control characters of Latin-1."""
    return data.decode("cp1252", "dondoc.latin1")


def _latin1_rest(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error("dondoc.latin1", _latin1_rest)


def _cp1258(data: bytes) -> str:
    """Windows-1258; the bytes that it leaves unused become the control characters of Latin-1."""
    return data.decode("cp1258", "dondoc.latin1")


def _utf8_with_gaps(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _tcvn3(data: bytes) -> str:
    return legacy.from_tcvn3(_cp1252(data))


def _vni(data: bytes) -> str:
    return legacy.from_vni(_cp1252(data))


_TAG = re.compile(rb"<[^<>]{1,2000}>")  # the words of HTML's tags say nothing about the text
_MARKED_LINE = re.compile(rb"[^\n]*[\x80-\xff][^\n]*")


def _telling(data: bytes) -> bytes:
    """Return a sample of lines with bytes above 127, which alone tell encodings apart (the head of an HTML file is all ASCII)."""
    lines = (match.group()[:_LINE_SAMPLE] for match in islice(_MARKED_LINE.finditer(data), _SAMPLE // 20))
    sample = bytearray()
    for line in lines:
        sample += line + b"\n"
        if len(sample) >= _SAMPLE:
            break
    return _TAG.sub(b" ", bytes(sample))


def _legacy(data: bytes) -> Decoded:
    """Decode what is not valid UTF-8 by the candidate that gives most valid syllables."""
    sample = _telling(data)
    # In this order, so that a tie goes to the more frequent one.
    candidates: tuple[tuple[str, Callable[[bytes], str]], ...] = (
        ("utf-8", _utf8_with_gaps),
        ("tcvn3", _tcvn3),
        ("vni", _vni),
        ("cp1258", _cp1258),
        ("cp1252", _cp1252),
    )
    shares = {name: syllables.share(read(sample)) for name, read in candidates}
    best = max(shares, key=lambda name: shares[name])
    if best == "utf-8" and shares[best] >= _PLAUSIBLE:
        return _damaged(data, "utf-8")
    if best == "cp1252" or shares[best] < _PLAUSIBLE or shares[best] < shares["cp1252"] + _GAIN:
        return Decoded(_cp1252(data), "cp1252", _unknown())
    notes = {"tcvn3": _tcvn3_note(), "vni": _guessed("vni", "VNI"), "cp1258": _guessed("cp1258", "Windows-1258")}
    return Decoded(dict(candidates)[best](data), best, notes[best])


def _unknown() -> Note:
    return Note(
        "encoding.unknown",
        "Không nhận ra bảng mã tiếng Việt của tệp; đã đọc theo Windows-1252, dấu có thể sai. Hãy lưu lại tệp dưới dạng UTF-8.",
        "No Vietnamese encoding was recognised; the file was read as Windows-1252 and accents may be wrong. Save it as UTF-8.",
    )


# "Ã¡", "áº¿", "Ä‘", "Æ°": the first of the two or three bytes of a Vietnamese letter in UTF-8, shown by Windows-1252
_MISREAD = re.compile("[ÃÄÅÆÌ][\u0080-\u00bf\u0152-\u0192\u02c6-\u2122]|á[º»]")
_TEXT_TAG = re.compile(r"<[^<>]{1,2000}>")
# Letters that no misread text shows: one in twenty is Vietnamese in Unicode.
_VIETNAMESE = re.compile("[\u1ea0-\u1ef9ăđơư]")
_LATIN1_HIGH = re.compile("[\u00a1-\u00ff]")


def _mended(text: str, encoding: str) -> Decoded:
    """Repair well-formed text whose characters are the bytes of another encoding, where that is certain."""
    sample = text[:_SAMPLE]
    if sample.isascii():  # the head of an HTML file: look further
        high = _LATIN1_HIGH.search(text)
        sample = text[high.start() : high.start() + _SAMPLE] if high else ""
    sample = _TEXT_TAG.sub(" ", sample)
    if not _LATIN1_HIGH.search(sample) or len(_VIETNAMESE.findall(sample)) * 20 > len(sample):
        return Decoded(text, encoding)
    plain = syllables.share(sample)
    if plain >= _GOOD:
        return Decoded(text, encoding)
    if _MISREAD.search(sample):
        once = _undo_misreading(text)
        if syllables.share(_undo_misreading(sample)) > plain + _GAIN:
            return Decoded(once, f"{encoding} misread as cp1252", _misread())
    for name, read, note in (("tcvn3", legacy.from_tcvn3, _tcvn3_note()), ("vni", legacy.from_vni, _guessed("vni", "VNI"))):
        if syllables.share(read(sample)) > max(plain + _GAIN, _GOOD):
            return Decoded(read(text), f"{name} in {encoding}", note)
    return Decoded(text, encoding)


def _misread() -> Note:
    return Note(
        "encoding.misread",
        "Chữ trong tệp từng bị đọc sai bảng mã rồi lưu lại (UTF-8 đọc thành Windows-1252); đã khôi phục. Hãy đối chiếu với bản gốc.",
        "The file's text was once misread and saved again (UTF-8 read as Windows-1252); it was restored. Compare with the original.",
    )


# A run of characters that Windows-1252 gives for bytes above 127
_RUN = re.compile(
    "[\u0080-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013\u2014\u2018\u2019\u201a\u201c\u201d\u201e"
    "\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]{2,}"
)


def _undo_misreading(text: str) -> str:
    """Turn each run that Windows-1252 gives for valid UTF-8 back into it: 'Káº¿ hoáº¡ch' is 'Kế hoạch'; other runs stay."""

    def restored(match: re.Match[str]) -> str:
        data = b"".join(_byte(letter) for letter in match.group())
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            return match.group()

    return _RUN.sub(restored, text)


def _byte(letter: str) -> bytes:
    try:
        return letter.encode("cp1252")
    except UnicodeEncodeError:
        return letter.encode("latin-1")
