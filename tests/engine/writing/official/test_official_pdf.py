"""The PDF of an official document: what stands where, measured from the file itself."""

from __future__ import annotations

import io
import re
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest
from hypothesis import given, settings
from PIL import ImageFont

from dondoc.engine.writing.official.blocks import Annex, Cell, Column, OfficialDocument, Side, Table, plain
from dondoc.engine.writing.official.faces import BUILT_IN, LETTERS, Face, face_in, face_of_this_machine, has_vietnamese
from dondoc.engine.writing.official.house import House
from dondoc.engine.writing.official.measures import POINTS_PER_MM
from dondoc.engine.writing.official.pdf import official_pdf
from dondoc.engine.writing.official.text_width import balanced, width
from dondoc.engine.writing.official.typesetter import NoTypesetter
from tests.engine.writing.official.documents import PANGRAM, documents, houses, report

Box = tuple[float, float, float, float]


def words_at(page: pdfium.PdfPage, words: str) -> Box:
    """Return left, bottom, right and top of the first place of some words, in millimetres from the bottom left corner."""
    text = page.get_textpage()
    place = text.search(words).get_next()
    assert place is not None, words
    start, count = place
    boxes = [text.get_charbox(index, loose=False) for index in range(start, start + count)]
    found = (min(box[0] for box in boxes), min(box[1] for box in boxes), max(box[2] for box in boxes), max(box[3] for box in boxes))
    return (found[0] / POINTS_PER_MM, found[1] / POINTS_PER_MM, found[2] / POINTS_PER_MM, found[3] / POINTS_PER_MM)


def size_at(page: pdfium.PdfPage, words: str) -> float:
    """Return the size in points of the first letter of some words."""
    text = page.get_textpage()
    place = text.search(words).get_next()
    assert place is not None, words
    return float(raw.FPDFText_GetFontSize(text, place[0]))


def fonts_of(document: pdfium.PdfDocument) -> Iterator[str]:
    """Yield the name of the font of every piece of text."""
    for page in document:
        for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
            yield item.get_font().get_base_name()


def in_top_margin(page: pdfium.PdfPage) -> str:
    """Return the words above the text."""
    edge = page.get_height()
    return str(page.get_textpage().get_text_bounded(top=edge, bottom=edge - 19 * POINTS_PER_MM)).strip()


@pytest.fixture(scope="module")
def made() -> bytes:
    """The report as PDF."""
    return official_pdf(report()).data


@pytest.fixture
def pages(made: bytes) -> pdfium.PdfDocument:
    """The report, open."""
    return pdfium.PdfDocument(made)


def test_the_components_stand_where_the_diagram_of_the_decree_has_them(pages: pdfium.PdfDocument) -> None:
    page = pages[0]
    assert [round(side / POINTS_PER_MM) for side in page.get_size()] == [210, 297]
    state, motto = words_at(page, "CỘNG HÒA XÃ HỘI"), words_at(page, "Độc lập - Tự do - Hạnh phúc")
    issuer, number = words_at(page, "SỞ NÔNG NGHIỆP"), words_at(page, "Số: 05/BC-SNNMT")
    day, kind = words_at(page, "Hà Châu, ngày 08 tháng 01 năm 2026"), words_at(page, "BÁO CÁO")
    assert 20 <= 297 - state[3] <= 26
    assert issuer[2] < state[0]
    assert state[1] > motto[3]
    assert number[1] == pytest.approx(day[1], abs=1)
    assert motto[1] > day[3] > kind[3]
    assert (kind[0] + kind[2]) / 2 == pytest.approx(30 + 165 / 2, abs=1)


def test_the_text_keeps_within_the_margins(pages: pdfium.PdfDocument) -> None:
    for page in pages:
        width_mm = page.get_width() / POINTS_PER_MM
        for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
            left, _, right, _ = item.get_bounds()
            assert left / POINTS_PER_MM >= 30 - 0.5
            assert right / POINTS_PER_MM <= width_mm - 15 + 0.5


def test_the_sizes_are_those_of_the_decree(pages: pdfium.PdfDocument) -> None:
    wanted = {
        "CỘNG HÒA": 12,
        "Độc lập": 13,
        "SỞ NÔNG": 12,
        "Số: 05": 13,
        "BÁO CÁO": 14,
        "Kính gửi": 14,
        "I. KẾT QUẢ": 14,
        "Trong kỳ có": 14,
    }
    assert {words: round(size_at(pages[0], words), 1) for words in wanted} == wanted


def test_the_page_number_stands_in_the_top_margin_from_the_second_page_on(pages: pdfium.PdfDocument) -> None:
    tops = [in_top_margin(page) for page in pages]
    across = [page.get_width() > page.get_height() for page in pages]
    first_annex = across.index(True)
    assert tops[:first_annex] == ["", *(str(number) for number in range(2, first_annex + 1))]
    assert tops[first_annex] == ""
    assert tops[first_annex + 1] == "2"
    left, _, right, _ = words_at(pages[1], "2")
    assert (left + right) / 2 == pytest.approx(30 + 165 / 2, abs=1)


def test_every_vietnamese_letter_is_in_the_text_layer_and_in_one_family(pages: pdfium.PdfDocument) -> None:
    text = "".join(page.get_textpage().get_text_bounded() for page in pages)
    assert "".join(PANGRAM.split()) in "".join(text.split())
    family = face_of_this_machine().family.replace(" ", "")
    assert {name.split("+")[-1].split("-")[0] for name in fonts_of(pages)} == {family}


def test_the_file_says_that_it_is_an_archive_and_embeds_its_fonts(made: bytes) -> None:
    document = pdfium.PdfDocument(made)
    assert b"<pdfaid:part>2</pdfaid:part>" in made
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in made
    assert all(item.get_font().is_embedded for page in document for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]))
    assert (document.get_version() or 0) >= 14


def test_the_head_of_a_table_is_repeated_on_each_page(pages: pdfium.PdfDocument) -> None:
    texts = [page.get_textpage().get_text_bounded() for page in pages]
    assert sum("Đúng hạn" in text for text in texts) >= 2
    assert sum("Tồn tại" in text and "Nhiệm vụ" in text for text in texts) >= 2


@pytest.mark.parametrize("across", [False, True])
def test_a_row_that_is_higher_than_a_page_goes_on_on_the_next(across: bool) -> None:
    numbers = [str(number) for number in range(3000, 4200)]
    columns = (Column("TT", 1, Side.CENTRE), Column("Nguồn", 4), Column("Ghi chú", 5))
    rows = tuple(
        (Cell(plain(place)), Cell(plain(words)), Cell()) for place, words in (("1", "ngắn"), ("2", ", ".join(numbers)), ("3", "cuối"))
    )
    document = replace(report(rows=3), annexes=(Annex("Nguồn", (Table(columns, rows),), across=across),))
    shown = [page.get_textpage().get_text_bounded(bottom=19 * POINTS_PER_MM) for page in pdfium.PdfDocument(official_pdf(document).data)]
    assert re.findall(r"\b[34]\d{3}\b", "".join(shown)) == numbers


def test_the_signature_stays_with_the_last_words(pages: pdfium.PdfDocument) -> None:
    texts = [" ".join(page.get_textpage().get_text_bounded().split()) for page in pages]
    signed = next(text for text in texts if "Lê Minh Quân" in text)
    assert "chỉ đạo./." in signed
    assert "KT. GIÁM ĐỐC" in signed
    assert "Nơi nhận:" in signed


@given(documents(), houses())
@settings(max_examples=8)
def test_any_document_is_set_twice_with_the_same_bytes(document: OfficialDocument, house: House) -> None:
    data = official_pdf(document, house).data
    assert data == official_pdf(document, house).data
    text = "".join(page.get_textpage().get_text_bounded() for page in pdfium.PdfDocument(data))
    assert "chậmgiảiquyết./." in "".join(text.split())


def test_without_a_font_of_these_widths_the_pdf_says_what_it_is_set_in() -> None:
    written = official_pdf(report(rows=3), face=Face(BUILT_IN))
    assert written.note is not None
    assert BUILT_IN in written.note.vi
    assert "fonts-liberation2" in written.note.en
    names = {name.split("+")[-1].split("-")[0] for name in fonts_of(pdfium.PdfDocument(written.data))}
    assert names == {"LibertinusSerif"}


def test_a_folder_without_the_four_faces_gives_the_typesetters_own(tmp_path: Path) -> None:
    (tmp_path / "LiberationSerif-Regular.ttf").write_bytes(b"\x00\x01\x00\x00 no font")
    assert face_in((tmp_path,)) == Face(BUILT_IN)


def test_a_font_is_taken_only_with_all_letters(tmp_path: Path) -> None:
    assert len(LETTERS) == 134
    assert unicodedata.is_normalized("NFC", LETTERS)
    broken = tmp_path / "times.ttf"
    broken.write_bytes(b"OTTO")
    assert not has_vietnamese(broken)
    assert not has_vietnamese(tmp_path / "absent.ttf")
    assert all(has_vietnamese(path) for path in face_of_this_machine().files)


def test_a_machine_without_the_typesetter_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(NoTypesetter, match="pip install typst"):
        official_pdf(report(rows=3))


@pytest.mark.skipif(not face_of_this_machine().files, reason="no font with the widths of Times New Roman is installed")
@pytest.mark.parametrize("bold", [False, True])
def test_the_widths_reckoned_with_are_those_of_the_font(bold: bool) -> None:
    font = ImageFont.truetype(io.BytesIO(face_of_this_machine().files[1 if bold else 0].read_bytes()), 2048)
    for words in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Văn phòng Đăng ký đất đai (số 12/2026)"):
        assert width(words, 13, bold=bold) == pytest.approx(font.getlength(words) / 2048 * 13 / POINTS_PER_MM, rel=0.015)


def test_a_long_name_is_broken_where_a_clerk_would_break_it() -> None:
    assert balanced("SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", 12, within=72, bold=True) == "SỞ NÔNG NGHIỆP\nVÀ MÔI TRƯỜNG"
    assert balanced("SỞ NỘI VỤ", 12, within=72, bold=True) == "SỞ NỘI VỤ"
