"""A file is what its content says, not what its name says."""

from __future__ import annotations

import random
import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.engine.sources.detection import Kind, detect, renamed
from dondoc.engine.sources.errors import BrokenFile, EncryptedFile, UnknownFormat, UnreadableSource
from tests.engine.sources.office_files import compound, docx, p, xlsx, zipped

# [MS-DOC] FibBase: 0xA5EC, then at offset 10 the flags, of which 0x0100 is "encrypted"
WORD_97 = (0xA5EC).to_bytes(2, "little") + bytes(8) + b"\x00\x00"
WORD_97_LOCKED = WORD_97[:10] + b"\x00\x01"
# [MS-XLS]: a BOF record, then FILEPASS
EXCEL_97 = b"\x09\x08\x10\x00" + bytes(16) + b"\x42\x00\x02\x00\xb0\x04"
EXCEL_97_LOCKED = EXCEL_97[:20] + b"\x86\x00\x00\x00" + b"\x2f\x00\x04\x00" + bytes(4)

KINDS: list[tuple[str, bytes, Kind]] = [
    ("a.docx", docx(p("x")), Kind.DOCX),
    ("a.doc", docx(p("x")), Kind.DOCX),
    ("a.xlsx", xlsx({"A": ""}), Kind.XLSX),
    ("a.xlsb", zipped({"xl/workbook.bin": b"x"}), Kind.XLSB),
    ("a.odt", zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}), Kind.ODT),
    ("a.ods", zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), Kind.ODS),
    ("a.doc", compound([("WordDocument", WORD_97), ("1Table", b"x")]), Kind.DOC),
    ("a.xls", compound([("\x05SummaryInformation", b""), ("Workbook", EXCEL_97)]), Kind.XLS),
    ("a.pdf", b"%PDF-1.7\n", Kind.PDF),
    ("a.pdf", b"\r\nfrom a scanner\r\n%PDF-1.4\n", Kind.PDF),
    ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(20), Kind.IMAGE),
    ("a.jpg", b"\xff\xd8\xff\xe0" + bytes(20), Kind.IMAGE),
    ("a.tif", b"II*\0" + bytes(20), Kind.IMAGE),
    ("a.rtf", b"{\\rtf1\\ansi }", Kind.RTF),
    ("a.doc", b"\xef\xbb\xbf\r\n{\\rtf1}", Kind.RTF),
    ("a.doc", b"<html xmlns:o='urn:schemas-microsoft-com:office:office'><body>x</body></html>", Kind.HTML),
    ("a.html", "\ufeff<!DOCTYPE html>\n<html>Kế hoạch".encode("utf-16-le"), Kind.HTML),
    ("a.html", b"<!-- x --><!-- y -->\n<div class='noidung'>x</div>", Kind.HTML),
    ("a.html", b"<p>x", Kind.HTML),
    ("a.html", b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'/>", Kind.HTML),
    ("a.doc", b"MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n boundary=x\r\n\r\n--x\r\n", Kind.WEB_ARCHIVE),
    ("a.mht", b"From: <x>\r\nSubject: y\r\n z\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n", Kind.WEB_ARCHIVE),
    ("a.xml", b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>', Kind.WORD_XML),
    ("a.fodt", b'<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"/>', Kind.ODT),
    ("a.txt", "KẾ HOẠCH\n1. Rà soát <100 kg>".encode(), Kind.TEXT),
    ("a", "Kế hoạch".encode("utf-16"), Kind.TEXT),
    ("a.txt", "Kế hoạch, tỷ lệ < 5%".encode("utf-16-le"), Kind.TEXT),
    ("a.txt", b"K\xd5 ho\xb9ch kh\xbec ph\xf4c h\xb9n ch\xd5", Kind.TEXT),
    ("a.md", "# Kế hoạch".encode(), Kind.MARKDOWN),
    ("a", b"x\n| TT | Viec |\n|----|:---:|\n| 1 | y |\n", Kind.MARKDOWN),
    ("a.txt", b"x\n| TT | Viec |\n|----|:---:|\n| 1 | y |\n", Kind.TEXT),
    ("a.txt", b"SO NOI VU\n-------\n| khong phai bang", Kind.TEXT),
]


@pytest.mark.parametrize("name, data, kind", KINDS, ids=[f"{kind.name}-{name}-{n}" for n, (name, _, kind) in enumerate(KINDS)])
def test_the_kind_is_found_by_content(name: str, data: bytes, kind: Kind) -> None:
    assert detect(data, name) is kind


ERRORS: list[tuple[str, str, bytes, type[UnreadableSource]]] = [
    ("empty", "a.docx", b"", BrokenFile),
    ("nothing but nulls", "a.pdf", bytes(4096), BrokenFile),
    ("random bytes named .docx", "a.docx", random.Random(7).randbytes(5000), BrokenFile),
    ("random bytes of no name", "a.bin", random.Random(7).randbytes(5000), UnknownFormat),
    ("half a zip", "a.docx", docx(p("x"))[:300], BrokenFile),
    ("a zip of documents", "a.zip", zipped({"ke-hoach.docx": b"x"}), UnknownFormat),
    ("a slide show", "a.pptx", zipped({"ppt/presentation.xml": "<x/>"}), UnknownFormat),
    ("an old slide show", "a.ppt", compound([("PowerPoint Document", b"x")]), UnknownFormat),
    ("another OLE file", "a.msg", compound([("__properties_version1.0", b"x")]), UnknownFormat),
    ("a broken OLE file", "a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), BrokenFile),
    ("a Word file under a password", "a.docx", compound([("EncryptionInfo", b"x"), ("EncryptedPackage", b"x")]), EncryptedFile),
    ("a Word 97 file under a password", "a.doc", compound([("WordDocument", WORD_97_LOCKED)]), EncryptedFile),
    ("an Excel 97 file under a password", "a.xls", compound([("Workbook", EXCEL_97_LOCKED)]), EncryptedFile),
    ("a RAR archive", "a.rar", b"Rar!\x1a\x07\x00" + bytes(50), UnknownFormat),
    ("a photograph of a phone", "a.heic", b"\0\0\0\x18ftypheic" + bytes(50), UnknownFormat),
    ("data as XML", "a.xml", b"<?xml version='1.0'?><hoadon/>", UnknownFormat),
    ("Word's own temporary file", "~$ke-hoach.docx", b"\x05Admin" + bytes(150), BrokenFile),
]


@pytest.mark.parametrize("name, data, error", [case[1:] for case in ERRORS], ids=[case[0] for case in ERRORS])
def test_what_cannot_be_read_is_named(name: str, data: bytes, error: type[UnreadableSource]) -> None:
    with pytest.raises(error) as caught:
        detect(data, name)
    assert type(caught.value) is error
    assert name in caught.value.vi
    assert name in caught.value.en


RENAMED = [
    (Kind.HTML, "Kế hoạch.DOC", True),
    (Kind.PDF, "a.docx", True),
    (Kind.DOCX, "a.doc", True),
    (Kind.DOC, "a.doc", False),
    (Kind.DOCX, "a.docm", False),
    (Kind.MARKDOWN, "a.txt", False),
    (Kind.TEXT, "không đuôi", False),
    (Kind.TEXT, "so.12.KH-UBND", False),
]


@pytest.mark.parametrize("kind, name, told", RENAMED)
def test_a_name_that_promises_another_kind_is_told(kind: Kind, name: str, told: bool) -> None:
    note = renamed(kind, name)
    assert (note is not None) is told
    assert note is None or note.code == "format.renamed"


@given(st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<!--", b"MIME-Version: 1.0\n"]))
def test_any_bytes_have_a_kind_or_a_named_error(rest: bytes, head: bytes) -> None:
    try:
        assert detect(head + rest, "a.docx") in Kind
    except UnreadableSource:
        return


OLE_SEED = compound([("WordDocument", WORD_97), ("1Table", b"x"), ("Data", b"y"), ("ObjectPool", b"z")])


@given(st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 255)), min_size=1, max_size=8))
def test_damaged_compound_files_have_a_kind_or_a_named_error(changes: list[tuple[int, int]]) -> None:
    data = bytearray(OLE_SEED)
    for at, value in changes:
        data[at] = value
    with suppress(UnreadableSource):
        detect(bytes(data), "a.doc")


SLOW = ["<!-- -->" * 5000, "\n" * 20_000 + "|", "a: b\n" * 5000, "---" * 6000, "<" * 20_000, " " * 20_000 + "x", "| - " * 5000]


@pytest.mark.parametrize("text", SLOW)
def test_detection_takes_no_longer_for_hostile_text(text: str) -> None:
    began = time.perf_counter()
    detect(text.encode(), "a.txt")
    assert time.perf_counter() - began < 1
