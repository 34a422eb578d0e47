"""One door reads every kind of file."""

from __future__ import annotations

import subprocess
import sys

import pytest

from dondoc.engine import sources
from dondoc.engine.sources.errors import BrokenFile, TooLarge
from dondoc.engine.sources.source import Format
from tests.engine.sources.office_files import docx, p, row, xlsx

WORDS = "Giao Sở Nội vụ chủ trì rà soát trước ngày 30/6/2026."
PAGE = (
    f"<html><head><meta charset='utf-8'><title>x</title></head><body><div><p>{WORDS}</p><p>Sở Tài chính phối hợp.</p></div></body></html>"
)
ARCHIVE = (
    "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n"
    f"Content-Transfer-Encoding: 8bit\r\n\r\n{PAGE}\r\n--b--\r\n"
)


def test_a_word_file_is_read_as_such() -> None:
    source = sources.read(docx(p(WORDS)), "a.docx")
    assert (source.format, source.text, source.notes) == (Format.DOCX, f"{WORDS}\n", ())


def test_a_workbook_is_read_as_such() -> None:
    source = sources.read(xlsx({"A": f"<sheetData>{row('1', WORDS)}</sheetData>"}), "a.xlsx")
    assert source.format is Format.XLSX


def test_a_text_is_read_as_such() -> None:
    source = sources.read(WORDS.encode(), "a.txt")
    assert source.format is Format.TEXT
    assert WORDS in source.text


@pytest.mark.parametrize("data", [PAGE, ARCHIVE], ids=["page", "web archive"])
def test_a_web_page_named_as_a_word_file_is_read_as_a_page_with_a_note(data: str) -> None:
    source = sources.read(data.encode(), "Kế hoạch.doc")
    assert source.format is Format.HTML
    assert WORDS in source.text
    assert source.notes[0].code == "format.renamed"


def test_a_new_word_file_under_the_old_extension_is_read_with_a_note() -> None:
    source = sources.read(docx(p(WORDS)), "a.doc")
    assert source.format is Format.DOCX
    assert [note.code for note in source.notes] == ["format.renamed"]


@pytest.mark.parametrize("data", ["MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b--\n"])
def test_a_web_archive_without_a_page_is_broken(data: str) -> None:
    with pytest.raises(BrokenFile):
        sources.read(data.encode(), "a.mht")


def test_a_web_archive_of_a_thousand_envelopes_is_read_or_refused() -> None:
    nested = "".join(f"Content-Type: multipart/related; boundary=b{n}\n\n--b{n}\n" for n in range(2000))
    with pytest.raises(BrokenFile):
        sources.read(f"MIME-Version: 1.0\n{nested}".encode(), "a.mht")


def test_a_file_above_the_bound_is_refused_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "MAX_FILE", 10)
    with pytest.raises(TooLarge):
        sources.read(b"x" * 11, "a.txt")


def test_plain_text_is_read_without_the_heavy_libraries() -> None:
    script = (
        "import sys; from dondoc.engine import sources; sources.read('Kế hoạch'.encode(), 'a.txt'); "
        "heavy = {'lxml', 'pypdfium2', 'cv2', 'openpyxl', 'selectolax', 'PIL', 'numpy', 'email.message'} & set(sys.modules); "
        "sys.exit(str(heavy) if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
