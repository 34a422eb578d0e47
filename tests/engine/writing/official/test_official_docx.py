"""The DOCX of an official document: sizes, places and styles read back from the file itself."""

from __future__ import annotations

import io
import subprocess
import tempfile
import unicodedata
import zipfile
from dataclasses import replace
from pathlib import Path
from shutil import which

import docx
import pypdfium2 as pdfium
import pytest
from docx.enum.section import WD_ORIENT
from docx.shared import Mm, Pt
from hypothesis import given, settings
from lxml import etree

from dondoc.engine.sources import read
from dondoc.engine.writing.official.blocks import OfficialDocument, Paragraph, plain
from dondoc.engine.writing.official.docx import official_docx
from dondoc.engine.writing.official.form_check import check_form
from dondoc.engine.writing.official.house import House
from dondoc.engine.writing.official.measures import MARGIN_BOTTOM, MARGIN_LEFT, MARGIN_RIGHT, MARGIN_TOP
from tests.engine.writing.official.documents import PANGRAM, documents, houses, report

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def part(data: bytes, name: str) -> etree._Element:
    """Return one part of the file as a tree."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def test_the_pages_have_the_size_and_margins_of_the_decree() -> None:
    for section in docx.Document(io.BytesIO(official_docx(report()))).sections:
        sides = sorted((section.page_width.mm, section.page_height.mm))
        assert sides == pytest.approx([210, 297], abs=0.1)
        assert MARGIN_TOP.span.holds(section.top_margin.mm, 0.05)
        assert MARGIN_BOTTOM.span.holds(section.bottom_margin.mm, 0.05)
        assert MARGIN_LEFT.span.holds(section.left_margin.mm, 0.05)
        assert MARGIN_RIGHT.span.holds(section.right_margin.mm, 0.05)


def test_only_the_annex_lies_across_and_each_part_is_numbered_from_one() -> None:
    sections = docx.Document(io.BytesIO(official_docx(report()))).sections
    assert [section.orientation for section in sections] == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT]
    for section in sections:
        assert section.different_first_page_header_footer
        assert section._sectPr.find(f"{W}pgNumType").get(f"{W}start") == "1"


def test_the_page_number_is_a_field_in_the_middle_of_the_top_margin() -> None:
    section = docx.Document(io.BytesIO(official_docx(report()))).sections[0]
    paragraph = section.header.paragraphs[0]
    assert "PAGE" in "".join(paragraph._p.itertext())
    assert paragraph.style.paragraph_format.alignment == 1
    assert paragraph.style.font.size in (Pt(13), Pt(14))
    assert section.header_distance < section.top_margin - Mm(4)
    assert section.first_page_header.is_linked_to_previous or not section.first_page_header.paragraphs[0].text


def test_each_component_is_set_in_a_style_of_its_own_size() -> None:
    document = docx.Document(io.BytesIO(official_docx(report())))
    sizes = {
        style.name: (style.font.size.pt, bool(style.font.bold), bool(style.font.italic))
        for style in document.styles
        if style.font and style.font.size
    }
    assert sizes["Quốc hiệu"] == (12, True, False)
    assert sizes["Tiêu ngữ"] == (13, True, False)
    assert sizes["Cơ quan chủ quản"] == (12, False, False)
    assert sizes["Số, ký hiệu"] == (13, False, False)
    assert sizes["Địa danh, ngày tháng"] == (13, False, True)
    assert sizes["Nơi nhận"] == (12, True, True)
    assert sizes["Danh sách nơi nhận"] == (11, False, False)


def test_no_text_is_formatted_but_by_its_style() -> None:
    root = part(official_docx(report()), "word/document.xml")
    runs = {child.tag.removeprefix(W) for properties in root.iter(f"{W}rPr") for child in properties}
    assert runs <= {"rStyle"}
    paragraphs = {child.tag.removeprefix(W) for properties in root.iter(f"{W}pPr") for child in properties}
    # A rule is as long as the words above it, the last words stay with the signature, and a section ends in a paragraph.
    assert paragraphs <= {"pStyle", "ind", "keepNext", "sectPr"}
    assert {p.find(f"{W}pStyle").get(f"{W}val") for p in root.iter(f"{W}pPr") if p.find(f"{W}ind") is not None} == {"DuongKe"}


def test_the_head_of_a_table_is_repeated_and_no_row_is_cut() -> None:
    root = part(official_docx(report()), "word/document.xml")
    ruled = [table for table in root.iter(f"{W}tbl") if table.find(f"{W}tblPr/{W}tblStyle").get(f"{W}val") == "BangCoKhung"]
    assert len(ruled) == 3
    for table in ruled:
        rows = table.findall(f"{W}tr")
        assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_every_style_that_is_used_is_in_the_style_sheet() -> None:
    data = official_docx(report())
    known = {style.get(f"{W}styleId") for style in part(data, "word/styles.xml").iter(f"{W}style")}
    for name in ("word/document.xml", "word/header1.xml", "word/footer1.xml"):
        root = part(data, name)
        used = {element.get(f"{W}val") for tag in ("pStyle", "rStyle", "tblStyle") for element in root.iter(W + tag)}
        assert used <= known


def test_a_letter_names_its_matter_under_the_number() -> None:
    given_document = report()
    letter = OfficialDocument(given_document.letterhead, None, "đôn đốc báo cáo", given_document.blocks, given_document.signature)
    text = read(official_docx(letter), "cong-van.docx").text
    assert text.index("Số: 05/") < text.index("V/v đôn đốc báo cáo") < text.index("Hà Châu, ngày 08 tháng 01 năm 2026")


def test_the_last_words_end_with_the_mark_of_the_end() -> None:
    assert "xem xét, chỉ đạo./." in read(official_docx(report()), "bao-cao.docx").text


def test_a_merged_cell_goes_on_below_itself() -> None:
    root = part(official_docx(report()), "word/document.xml")
    marks = [mark.get(f"{W}val") for mark in root.iter(f"{W}vMerge")]
    assert marks == ["restart", None, None] * 10


def test_every_figure_is_traced_to_its_rows_in_the_annex_of_sources() -> None:
    text = read(official_docx(report(rows=4)), "bao-cao.docx").text
    assert "NGUỒN CỦA CÁC SỐ LIỆU" in text
    assert text.index("task:1; task:2") < text.index("unit:1") < text.index("unit:3")


@given(documents(), houses())
@settings(max_examples=40)
def test_any_document_gives_the_same_bytes_twice_and_passes_the_form_check(document: OfficialDocument, house: House) -> None:
    data = official_docx(document, house)
    assert data == official_docx(document, house)
    found = check_form(data, "van-ban.docx")
    assert found.findings == ()
    assert PHRASE in read(data, "van-ban.docx").text


PHRASE = "Công khai danh sách hồ sơ chậm giải quyết./."


def test_what_no_document_can_hold_is_left_out_and_marks_are_composed() -> None:
    odd = 'Rà soát\x00 <hồ sơ> & "giấy tờ"\ufffe ' + unicodedata.normalize("NFD", "đặc biệt")
    given_document = replace(report(rows=3), blocks=(Paragraph(plain(odd)),), annexes=())
    text = read(official_docx(given_document), "van-ban.docx").text
    assert 'Rà soát  <hồ sơ> & "giấy tờ"  đặc biệt./.' in text


def test_nothing_in_the_file_tells_when_or_where_it_was_made() -> None:
    with zipfile.ZipFile(io.BytesIO(official_docx(report()))) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {info.create_system for info in archive.infolist()} == {0}
        assert b"dcterms" not in archive.read("docProps/core.xml")


@pytest.mark.programs
@pytest.mark.skipif(which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_shows_every_word_and_the_page_numbers_from_the_second_page() -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "bao-cao.docx").write_bytes(official_docx(report()))
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf", "--outdir", folder]
        subprocess.run([*command, f"{folder}/bao-cao.docx"], check=True, stdout=subprocess.DEVNULL, timeout=120)
        shown = pdfium.PdfDocument((Path(folder) / "bao-cao.pdf").read_bytes())
        pages = [page.get_textpage().get_text_bounded() for page in shown]
    assert not pages[0].lstrip().startswith("1")
    assert pages[1].lstrip().startswith("2")
    assert "".join(PANGRAM.split()) in "".join("".join(pages).split())
