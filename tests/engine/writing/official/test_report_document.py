"""Checks the report as an official document: its form, its annexes, the rows behind its figures, and bytes that never change."""

from __future__ import annotations

import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from dondoc.engine.reporting.editing import with_edits
from dondoc.engine.reporting.passages import passages
from dondoc.engine.reporting.runs import text_of
from dondoc.engine.writing.official.blocks import Figure, Level, Numbered, OfficialDocument, Paragraph, Table
from dondoc.engine.writing.official.docx import official_docx
from dondoc.engine.writing.official.faces import LETTERS
from dondoc.engine.writing.official.form_check import check_form
from dondoc.engine.writing.official.pdf import official_pdf
from dondoc.engine.writing.official.report_blocks import report_document, report_title
from dondoc.engine.writing.report_sheets import report_xlsx
from tests.engine.writing.official.reported import ISSUING, LAND, OFFICE, large, quarter

ROOT = Path(__file__).resolve().parents[4]
POINTS_PER_MM = 72 / 25.4
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
# Another process prints the hashes of the three files.
HASHES = """\
import hashlib, sys
from tests.engine.writing.official import test_report_document as made
print(*(hashlib.sha256(data).hexdigest() for data in made.files()))
"""


@cache
def document() -> OfficialDocument:
    """The report of the quarter, signed on its day."""
    head = replace(ISSUING.letterhead, number=7, issued=date(2026, 9, 16))
    return report_document(quarter(), passages(quarter()), replace(ISSUING, letterhead=head))


def files() -> tuple[bytes, bytes, bytes]:
    """The DOCX, the PDF and the XLSX of the quarter."""
    return official_docx(document()), official_pdf(document()).data, report_xlsx(quarter())


def words(blocks: tuple[object, ...]) -> list[str]:
    """The paragraphs of a body."""
    return [text_of(block.runs) for block in blocks if isinstance(block, Paragraph | Numbered)]


def cells(title: str) -> list[list[str]]:
    """The rows of an annex."""
    annex = next(annex for annex in document().annexes if annex.title == title)
    return [[text_of(cell.runs) for cell in row] for block in annex.blocks if isinstance(block, Table) for row in block.rows]


def test_the_report_is_in_form() -> None:
    assert check_form(official_docx(document()), "bao-cao.docx").findings == ()


def test_a_report_without_a_number_yet_is_only_told_that_it_is_a_draft() -> None:
    draft = report_document(quarter(), passages(quarter()), ISSUING)
    assert {finding.code for finding in check_form(official_docx(draft), "x.docx").findings} == {"number.blank", "date.blank"}


def test_the_outline_is_numbered_by_roman_figures_then_figures_then_letters() -> None:
    levels = [(block.level, block.titled) for block in document().blocks if isinstance(block, Numbered) and block.level is not Level.DASH]
    assert levels[:4] == [(Level.ROMAN, True), (Level.CLAUSE, True), (Level.CLAUSE, True), (Level.POINT, True)]
    assert [text_of(block.runs) for block in document().blocks if isinstance(block, Numbered) and block.level is Level.ROMAN] == [
        "Kết quả thực hiện",
        "Tồn tại, hạn chế, khó khăn, vướng mắc",
        "Phương hướng, nhiệm vụ kỳ tới",
        "Đề xuất, kiến nghị",
    ]


@pytest.mark.parametrize(
    ("duty", "label", "title"),
    [
        ("Báo cáo kết quả cải cách hành chính", "Quý III năm 2026", "Kết quả cải cách hành chính quý III năm 2026"),
        ("Tình hình quý III năm 2026", "Quý III năm 2026", "Tình hình quý III năm 2026"),
        ("Báo cáo tháng kết quả công tác của Sở", "Tháng 9 năm 2026", "Kết quả công tác của Sở tháng 9 năm 2026"),
        ("Báo cáo nhanh thiệt hại do mưa lũ", "đợt 1", "Thiệt hại do mưa lũ đợt 1"),
        ("Báo cáo năm 2026", "năm 2026", "Năm 2026"),
        ("", "Tháng 9 năm 2026", "Kết quả thực hiện Kế hoạch số 12/KH-SNNMT tháng 9 năm 2026"),
    ],
)
def test_the_title_names_the_matter_and_the_period_once(duty: str, label: str, title: str) -> None:
    assert report_title(replace(quarter(), duty=duty, period=replace(quarter().period, label=label))) == title


def test_tasks_stand_below_the_unit_that_leads_them_with_their_state() -> None:
    rows = cells("Tiến độ thực hiện nhiệm vụ theo đơn vị chủ trì")
    assert rows[2] == ["3", LAND, "3", "1", "0", "1", "0", "1"]
    assert [row[0] for row in rows if len(row) == 1] == ["Chi cục Kiểm lâm (2 nhiệm vụ)", f"{OFFICE} (3 nhiệm vụ)", f"{LAND} (3 nhiệm vụ)"]
    late = next(row for row in rows if row[0] == "3" and len(row) == 6)
    assert late[2:5] == ["15/8/2026", "Quá hạn 20 ngày làm việc", "40%"]
    assert late[5].startswith(
        "đã gửi 41/112 phiếu; lý do: Văn phòng Đăng ký đất đai – thiếu biên chế bộ phận một cửa; Chi cục Kiểm lâm chưa nêu lý do"
    )


def test_units_that_take_part_have_a_column_where_there_are_any() -> None:
    first, *rest = quarter().tasks
    helped = replace(quarter(), tasks=(replace(first, parts=(*first.parts, replace(first.parts[0], unit=OFFICE, leads=False))), *rest))
    table = report_document(helped, passages(helped), ISSUING).annexes[0].blocks[1]
    assert isinstance(table, Table)
    assert [column.title for column in table.columns][2] == "Đơn vị phối hợp"
    assert OFFICE in [text_of(cell.runs) for row in table.rows if len(row) == 7 for cell in row[2:3]]


def test_a_unit_that_has_not_reported_stays_as_a_row() -> None:
    assert cells("Tình hình gửi báo cáo của các đơn vị") == [
        ["1", "Chi cục Kiểm lâm", "14/9/2026", "Đúng hạn"],
        ["2", LAND, "17/9/2026", "Chậm 2 ngày làm việc; trả lại 1 lần"],
        ["3", OFFICE, "", "Chưa gửi báo cáo"],
    ]


def test_targets_and_figures_are_printed_as_they_were_counted() -> None:
    assert cells("Kết quả thực hiện các chỉ tiêu")[0] == [
        "1", "Tỷ lệ hồ sơ đất đai giải quyết đúng hạn", "%", "≥ 95", "84,2", "91,5", "Chưa đạt", LAND,
    ]  # fmt: skip
    assert cells("Kết quả giải quyết hồ sơ")[-1] == ["Tổng cộng", "1.204", "1.092", "112"]


def test_a_figures_table_keeps_the_heading_of_its_rows() -> None:
    table = replace(quarter().tables[0], rows_title="Đơn vị")
    told = replace(quarter(), tables=(table,))
    made = report_document(told, passages(told), ISSUING).annexes
    heads = [block.columns[0].title for annex in made for block in annex.blocks if isinstance(block, Table) and len(block.columns) == 4]
    assert "Đơn vị" in heads
    assert "Nội dung" not in heads


def test_a_sum_over_several_reports_is_traced_to_them() -> None:
    table = quarter().tables[0]
    summed = replace(quarter(), tables=(replace(table, rows=(table.rows[0], replace(table.rows[1], sources=("answer:1", "answer:2")))),))
    made = report_document(summed, passages(summed), ISSUING).annexes[-1].blocks[0]
    assert isinstance(made, Table)
    rows = [[text_of(cell.runs) for cell in row][1:] for row in made.rows]
    assert ["1.204", "Bảng: Tổng cộng, cột “Tiếp nhận”", "Phụ lục II, dòng 1-2"] in rows


def test_wide_annexes_lie_across() -> None:
    assert [annex.across for annex in document().annexes] == [True, False, True, False, False]


def test_every_figure_that_counts_rows_is_traced_to_the_annexes() -> None:
    rows = cells("Nguồn của các số liệu")
    blocks = [block for block in document().blocks if not (isinstance(block, Numbered) and block.level is Level.DASH)]
    runs = [run for block in blocks for run in (_cells_of(block) if isinstance(block, Table) else block.runs)]
    printed = [run for run in runs if isinstance(run, Figure)]
    assert [row[1] for row in rows] == [figure.text for figure in printed]
    assert rows[0][3] == "Phụ lục I, nhiệm vụ số 1-7"
    assert "Báo cáo quý II năm 2026" in {row[3] for row in rows}
    assert all(row[1] in row[2] or row[2].startswith("Bảng: ") for row in rows)
    assert "Bảng: Công bố hiện trạng rừng chậm so với quy định, cột “Đang thực hiện”" in {row[2] for row in rows}
    assert not any(re.search(r"task:|part:|target:", row[3]) for row in rows)


def _cells_of(table: Table) -> list[object]:
    return [run for row in table.rows for cell in row for run in cell.runs]


def test_the_findings_stand_in_a_table_before_they_are_told_of() -> None:
    blocks = document().blocks
    place = next(place for place, block in enumerate(blocks) if isinstance(block, Table))
    table = blocks[place]
    assert isinstance(table, Table)
    assert [text_of(cell.runs) for cell in table.rows[0]] == [
        "1",
        "Tỷ lệ hồ sơ đất đai giải quyết quá hạn còn cao",
        "3",
        "1",
        "1",
        "0",
        "0",
        "1",
    ]
    following = blocks[place + 1]
    assert isinstance(following, Numbered)
    assert text_of(following.runs) == "Tỷ lệ hồ sơ đất đai giải quyết quá hạn còn cao"


def test_one_finding_needs_no_table() -> None:
    one = replace(quarter(), findings=quarter().findings[:1])
    assert not any(isinstance(block, Table) for block in report_document(one, passages(one), ISSUING).blocks)


def test_titles_that_nothing_is_left_under_are_not_printed() -> None:
    gone = {passage.key: "" for passage in passages(quarter()) if passage.section == "kien-nghi" and passage.place.value == "item"}
    made = report_document(quarter(), with_edits(passages(quarter()), gone), ISSUING)
    assert "Đề xuất, kiến nghị" not in words(made.blocks)


def test_the_departments_own_opening_gives_way_to_what_a_person_wrote() -> None:
    issuing = replace(ISSUING, opening="Câu mở đầu của Sở:", closing="Câu kết của Sở.")
    made = words(report_document(quarter(), with_edits(passages(quarter()), {"opening": "Câu của người viết:"}), issuing).blocks)
    assert (made[0], made[-1]) == ("Câu của người viết:", "Câu kết của Sở.")


def test_lines_that_a_person_wrote_become_paragraphs() -> None:
    made = words(report_document(quarter(), with_edits(passages(quarter()), {"general.units": "Dòng một.\nDòng hai."}), ISSUING).blocks)
    assert made[made.index("Dòng một.") + 1] == "Dòng hai."


def test_the_same_snapshot_gives_the_same_bytes_in_another_process_on_another_day_elsewhere() -> None:
    own = [hashlib.sha256(data).hexdigest() for data in files()]
    elsewhere = {key: value for key, value in os.environ.items() if key != "SOURCE_DATE_EPOCH"}
    elsewhere |= {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7", "LC_ALL": "C", "PYTHONPATH": str(ROOT)}
    told = subprocess.run([sys.executable, "-c", HASHES], capture_output=True, text=True, check=True, cwd=ROOT, env=elsewhere)
    assert told.stdout.split() == own


def test_the_pdf_is_an_archive_with_its_fonts_and_every_vietnamese_letter() -> None:
    snapshot = replace(quarter(), difficulties=(replace(quarter().difficulties[0], text=" ".join(LETTERS)),))
    data = official_pdf(report_document(snapshot, passages(snapshot), ISSUING)).data
    told = re.findall(rb"<pdfaid:(part|conformance)>(\w)", data)
    assert dict(told) == {b"part": b"2", b"conformance": b"B"}
    text = "".join(page.get_textpage().get_text_bounded() for page in pdfium.PdfDocument(data))
    assert set(LETTERS) <= set(text)


def test_titles_and_words_stand_where_a_clerk_looks_for_them() -> None:
    page = pdfium.PdfDocument(official_pdf(document()).data)[0]
    width, height = page.get_width() / POINTS_PER_MM, page.get_height() / POINTS_PER_MM
    assert (round(width), round(height)) == (210, 297)
    text = page.get_textpage()
    boxes = [text.get_charbox(place) for place in range(text.count_chars()) if text.get_text_range(place, 1).strip()]
    assert min(box[0] for box in boxes) / POINTS_PER_MM >= 29.5
    assert max(box[2] for box in boxes) / POINTS_PER_MM <= 195.5
    assert min(box[1] for box in boxes) / POINTS_PER_MM >= 19.5
    centre = _box(text, "BÁO CÁO")
    assert abs((centre[0] + centre[2]) / 2 / POINTS_PER_MM - (30 + 165 / 2)) < 1
    assert _box(text, "I. KẾT QUẢ")[0] / POINTS_PER_MM == pytest.approx(30 + 12.7, abs=0.6)


def _box(text: pdfium.PdfTextPage, searched: str) -> tuple[float, float, float, float]:
    found = text.search(searched, match_case=True).get_next()
    assert found is not None
    start, count = found
    boxes = [text.get_charbox(place) for place in range(start, start + count)]
    return min(box[0] for box in boxes), min(box[1] for box in boxes), max(box[2] for box in boxes), max(box[3] for box in boxes)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_prints_the_report_as_the_pdf_has_it(tmp_path: Path) -> None:
    path = tmp_path / "bao-cao.docx"
    path.write_bytes(official_docx(document()))
    home = f"-env:UserInstallation={tmp_path.as_uri()}/home"
    subprocess.run(["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, path], check=True, capture_output=True)
    printed = pdfium.PdfDocument((tmp_path / "bao-cao.pdf").read_bytes())
    own = pdfium.PdfDocument(official_pdf(document()).data)
    assert abs(len(printed) - len(own)) <= 1  # the annex of sources, all narrow cells, may end a page later
    assert _words_of(printed) == _words_of(own)
    for place in range(3):
        sizes = [(round(pages[place].get_width()), round(pages[place].get_height())) for pages in (printed, own)]
        assert sizes[0] == pytest.approx(sizes[1], abs=1)


def _words_of(pages: pdfium.PdfDocument) -> set[str]:
    """The words before the annexes: in the narrow cells of a table the two programs break numbers of documents at other places."""
    texts = [page.get_textpage().get_text_bounded() for page in pages]
    annexes = next(place for place, text in enumerate(texts) if text.lstrip().startswith("Phụ lục I"))
    return {word for text in texts[:annexes] for word in text.split()} - {str(number) for number in range(2, annexes + 1)}


def test_the_workbook_holds_the_rows_as_numbers_and_days() -> None:
    with zipfile.ZipFile(io.BytesIO(report_xlsx(quarter()))) as archive:
        assert {info.date_time for info in archive.infolist()} == {(2000, 1, 1, 0, 0, 0)}
        book = archive.read("xl/workbook.xml").decode()
        figures = archive.read("xl/worksheets/sheet4.xml").decode()
    assert re.findall(r'<sheet [^>]*name="([^"]+)"', book) == [
        "Nhiệm vụ theo đơn vị",
        "Đơn vị gửi báo cáo",
        "Chỉ tiêu",
        "Biểu 1 Kết quả giải quyết hồ sơ",
    ]
    assert "<v>1204</v>" in figures


def test_a_report_of_many_units_and_tasks_is_in_form_too() -> None:
    snapshot = large(6, 83)
    findings = check_form(official_docx(report_document(snapshot, passages(snapshot), ISSUING)), "x.docx").findings
    assert {finding.code for finding in findings} <= {"number.blank", "date.blank"}
