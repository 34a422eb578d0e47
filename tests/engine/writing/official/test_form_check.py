"""The form check: what it says of documents that are spoilt in one way each, and of files that are none."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from dondoc.engine.sources.errors import UnreadableSource
from dondoc.engine.writing.official.docx import official_docx
from dondoc.engine.writing.official.form_check import FormReview, Weight, check_form
from dondoc.engine.writing.official.form_check.rules import rules
from dondoc.engine.writing.official.measures import DECREE
from tests.engine.writing.official.documents import report

SAMPLE = Path(__file__).resolve().parents[4] / "src" / "dondoc" / "sample" / "ke-hoach-mau.docx"


def spoilt(change: Callable[[Document], None]) -> FormReview:
    """Return the check of a report that is in form but for one change."""
    document = docx.Document(io.BytesIO(official_docx(report(rows=3))))
    change(document)
    held = io.BytesIO()
    document.save(held)
    return check_form(held.getvalue(), "bao-cao.docx")


def every_paragraph(document: Document) -> list[Paragraph]:
    """Return the paragraphs of the body and of its tables."""
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    return [*document.paragraphs, *(paragraph for cell in cells for paragraph in cell.paragraphs)]


def rewrite(old: str, new: str) -> Callable[[Document], None]:
    """Return a change of words."""

    def change(document: Document) -> None:
        runs = [run for paragraph in every_paragraph(document) for run in paragraph.runs if old in run.text]
        assert runs, old
        for run in runs:
            run.text = run.text.replace(old, new)

    return change


def look(words: str, change: Callable[[Paragraph], None]) -> Callable[[Document], None]:
    """Return a change of how the paragraph with some words looks."""

    def apply(document: Document) -> None:
        change(next(paragraph for paragraph in every_paragraph(document) if words in paragraph.text))

    return apply


def sized(points: float) -> Callable[[Paragraph], None]:
    """Return a change of size."""

    def change(paragraph: Paragraph) -> None:
        for run in paragraph.runs:
            run.font.size = Pt(points)

    return change


def marked(name: str, value: object) -> Callable[[Paragraph], None]:
    """Return a change of one mark of the letters."""

    def change(paragraph: Paragraph) -> None:
        for run in paragraph.runs:
            setattr(run.font, name, value)

    return change


def coloured(paragraph: Paragraph) -> None:
    """Set in red."""
    for run in paragraph.runs:
        run.font.color.rgb = RGBColor(255, 0, 0)


def _margin(document: Document) -> None:
    document.sections[0].left_margin = Mm(25)


def _letter_paper(document: Document) -> None:
    document.sections[0].page_width, document.sections[0].page_height = Mm(216), Mm(279)


def _across(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = section.page_height, section.page_width


def _first_page(document: Document) -> None:
    document.sections[0].different_first_page_header_footer = False


def _left_number(document: Document) -> None:
    document.sections[0].header.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.LEFT


def _no_numbers(document: Document) -> None:
    for section in document.sections:
        for paragraph in section.header.paragraphs:
            paragraph.clear()


def _ragged(paragraph: Paragraph) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT


def _unindented(paragraph: Paragraph) -> None:
    paragraph.paragraph_format.first_line_indent = Mm(0)


def _tight(paragraph: Paragraph) -> None:
    paragraph.paragraph_format.space_before = Pt(0)


def _wide(paragraph: Paragraph) -> None:
    paragraph.paragraph_format.line_spacing = 2.0


SPOILT: dict[str, Callable[[Document], None]] = {
    "page.size": _letter_paper,
    "page.orientation": _across,
    "page.margin": _margin,
    "page-number.missing": _no_numbers,
    "page-number.place": _left_number,
    "page-number.first": _first_page,
    "font.family": look("Kính gửi", marked("name", "Arial")),
    "font.legacy": look("Kính gửi", marked("name", ".VnTime")),
    "font.colour": look("Kính gửi", coloured),
    "zone.size": look("CỘNG HÒA", sized(15)),
    "zone.bold": look("Độc lập", marked("bold", value=False)),
    "zone.not-bold": look("Số: 05", marked("bold", value=True)),
    "zone.italic": look("Hà Châu, ngày", marked("italic", value=False)),
    "zone.upright": look("Số: 05", marked("italic", value=True)),
    "zone.capitals": rewrite("GIÁM ĐỐC", "Giám đốc"),
    "zone.centred": look("BÁO CÁO", _ragged),
    "zone.missing": rewrite("Nơi nhận:", "Gửi:"),
    "motto.words": rewrite("Độc lập - Tự do - Hạnh phúc", "Độc lập-Tự do-Hạnh phúc"),
    "number.zero": rewrite("Số: 05/", "Số: 5/"),
    "number.word": rewrite("Số: 05/", "Số 05/"),
    "number.blank": rewrite("Số: 05/", "Số:   /"),
    "number.spaces": rewrite("05/BC-SNNMT", "05/ BC - SNNMT"),
    "number.kind": rewrite("05/BC-SNNMT", "05/KH-SNNMT"),
    "date.comma": rewrite("Hà Châu, ngày", "Hà Châu ngày"),
    "date.zero": rewrite("ngày 08 tháng 01 năm 2026", "ngày 8 tháng 1 năm 2026"),
    "date.month-zero": rewrite("ngày 08 tháng 01 năm 2026", "ngày 08 tháng 09 năm 2026"),
    "date.none": rewrite("ngày 08 tháng 01 năm 2026", "ngày 31 tháng 02 năm 2026"),
    "date.blank": rewrite("ngày 08 tháng 01 năm 2026", "ngày   tháng   năm 2026"),
    "basis.end": rewrite("của Chính phủ;", "của Chính phủ"),
    "body.size": look("thẩm định", sized(12)),
    "body.justify": look("thẩm định", _ragged),
    "body.indent": look("thẩm định", _unindented),
    "body.gap": look("thẩm định", _tight),
    "body.spacing": look("thẩm định", _wide),
    "body.end": rewrite("chỉ đạo./.", "chỉ đạo."),
    "table.size": look("Chi cục Quản lý", sized(9)),
    "numbering.letter": rewrite("b) ", "f) "),
    "numbering.order": rewrite("b) ", "c) "),
    "signer.prefix": rewrite("KT. GIÁM ĐỐC", "KT.GIÁM ĐỐC"),
    "signer.deputy": rewrite("PHÓ GIÁM ĐỐC", "CHÁNH VĂN PHÒNG"),
    "signer.degree": rewrite("Lê Minh Quân", "TS. Lê Minh Quân"),
    "recipients.colon": rewrite("Nơi nhận:", "Nơi nhận"),
    "recipients.list": rewrite("- Như trên;", "Như trên"),
    "recipients.kept": rewrite("- Lưu: VT, VPS.", "- Sở Nội vụ."),
    "addressee.colon": rewrite("Kính gửi:", "Kính gửi"),
    "annex.of": rewrite("(Kèm theo", "(Cùng với"),
}


def test_a_report_in_form_draws_nothing() -> None:
    assert spoilt(lambda document: None).findings == ()


@pytest.mark.parametrize("code", SPOILT)
def test_one_fault_is_found_and_named_with_its_article(code: str) -> None:
    found = {finding.code: finding for finding in spoilt(SPOILT[code]).findings}
    assert code in found
    assert found[code].article.startswith(DECREE)
    assert found[code].weight is rules()[code].weight
    assert "{" not in found[code].vi + found[code].en
    assert len(found) <= 3, sorted(found)


def test_every_rule_has_two_whole_sentences() -> None:
    for code, rule in rules().items():
        assert rule.vi.endswith("."), code
        assert rule.en.endswith("."), code
        assert rule.article == "" or rule.article.startswith(DECREE), code


def test_the_same_fault_in_many_paragraphs_is_one_finding_with_a_few_places() -> None:
    def arial(document: Document) -> None:
        for paragraph in every_paragraph(document):
            marked("name", "Arial")(paragraph)

    finding = next(finding for finding in spoilt(arial).findings if finding.code == "font.family")
    assert finding.count > 20
    assert len(finding.places) == 5
    assert finding.vi == "Dùng phông Arial; phải dùng Times New Roman."


def test_what_blocks_stands_first_and_decides() -> None:
    found = spoilt(lambda document: [change(document) for change in (SPOILT["body.end"], SPOILT["page.margin"])] and None)
    assert [finding.weight for finding in found.findings] == [Weight.BLOCKING, Weight.ADVICE]
    assert not found.passes
    assert spoilt(SPOILT["body.end"]).passes


def test_a_plain_word_document_lacks_every_component() -> None:
    document = docx.Document()
    document.add_paragraph("Kính mời các đồng chí dự họp.")
    held = io.BytesIO()
    document.save(held)
    codes = [finding.code for finding in check_form(held.getvalue(), "thu-moi.docx").findings]
    assert codes.count("zone.missing") >= 8
    assert {"page.size", "page.margin", "font.family"} <= set(codes)


def test_the_sample_that_word_might_have_written_is_in_form() -> None:
    assert check_form(SAMPLE.read_bytes(), SAMPLE.name).findings == ()


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"%PDF-1.7", b"\xd0\xcf\x11\xe0"])
def test_a_file_that_is_no_docx_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(UnreadableSource) as refused:
        check_form(data, "tep.docx")
    assert "tep.docx" in refused.value.vi


def test_a_zip_without_a_document_is_refused_with_a_sentence() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(UnreadableSource, match="not a Word document"):
        check_form(held.getvalue(), "so.docx")
