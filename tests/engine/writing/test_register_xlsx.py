"""The workbook: what a clerk finds in it, and what it must not do."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from dondoc.engine.writing.register_xlsx import to_xlsx
from dondoc.engine.writing.sheets import STATES
from tests.engine.writing.plans import register

FIRST = 5  # the first row below the headings


def opened(*tasks: str, end: date | None = date(2026, 6, 30)) -> Workbook:
    """The workbook of a register of tasks."""
    return load_workbook(io.BytesIO(to_xlsx(register(*tasks, end=end))))


def sheet(book: Workbook) -> Worksheet:
    """The sheet of tasks."""
    page = book["Nhiệm vụ"]
    assert isinstance(page, Worksheet)
    return page


def column(page: Worksheet, title: str) -> int:
    """The place of a heading."""
    return next(cell.column for cell in page[FIRST - 1] if cell.value == title)


def test_the_workbook_has_a_sheet_for_each_part_of_the_register() -> None:
    assert opened("Công khai.").sheetnames == [
        "Nhiệm vụ",
        "Tồn tại",
        "Chỉ tiêu",
        "Chế độ báo cáo",
        "Văn bản viện dẫn",
        "Thông tin văn bản",
    ]


def test_a_deadline_is_a_real_date_and_its_words_stand_beside_it() -> None:
    page = sheet(opened("Công khai."))
    cell = page.cell(FIRST, column(page, "Đến ngày"))
    assert cell.value == datetime(2026, 6, 30)
    assert cell.number_format == "dd/mm/yyyy"
    assert page.cell(FIRST, column(page, "Thời hạn")).value == "trước 30/6/2026"


@pytest.mark.parametrize("text", ['=HYPERLINK("http://a","b")', "+1+1", "- Rà soát hồ sơ.", "@SUM(A1)", "=1"])
def test_text_that_looks_like_a_formula_stays_text_even_when_it_is_edited(text: str) -> None:
    page = sheet(opened(text))
    cell = page.cell(FIRST, column(page, "Nhiệm vụ"))
    assert cell.value == text
    assert cell.data_type == "s"
    assert cell.quotePrefix


def test_the_workbook_holds_no_formula_in_any_cell() -> None:
    for page in opened("=1", "Công khai.").worksheets:
        assert [cell.coordinate for row in page.iter_rows() for cell in row if cell.data_type == "f"] == []


def test_characters_that_xml_forbids_and_endless_texts_do_not_break_the_workbook() -> None:
    page = sheet(opened("Rà soát\x00\x0b hồ sơ", "dài, " * 20_000 + "hết."))
    assert str(page.cell(FIRST, 3).value).split() == ["Rà", "soát", "hồ", "sơ"]
    assert len(str(page.cell(FIRST + 1, 3).value)) == 32_767


def test_a_state_is_chosen_from_a_list_and_headings_stay_in_sight() -> None:
    page = sheet(opened("Công khai."))
    lists = [rule.formula1 for rule in page.data_validations.dataValidation if rule.type == "list"]
    assert lists == [f'"{",".join(STATES)}"']
    assert len(lists[0]) <= 257
    assert page.freeze_panes == "D5"
    assert page.auto_filter.ref == "A4:O5"
    assert page.print_title_rows == "$4:$4"
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert {cell.font.name for cell in page[FIRST]} == {"Times New Roman"}


def test_the_same_register_gives_the_same_bytes() -> None:
    data = to_xlsx(register("Công khai."))
    assert data == to_xlsx(register("Công khai."))
    assert {info.date_time for info in zipfile.ZipFile(io.BytesIO(data)).infolist()} == {(2000, 1, 1, 0, 0, 0)}


def test_a_register_without_tasks_is_still_a_workbook() -> None:
    assert sheet(opened()).max_row == FIRST - 1
