"""Tables that a portal printed one cell to a line → their rows again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.engine.sources import text
from dondoc.engine.sources.linear_tables import recognise
from dondoc.engine.sources.source import Paragraph, Table
from dondoc.engine.sources.wrapping import paragraphs
from tests.engine.sources.laid_out import Block, laid_out
from tests.engine.sources.shape import check

HEADING = ["TT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành"]
ROWS = [
    ["1", "Xây dựng bộ tiêu chí khảo sát mức độ hài lòng", "Sở Nội vụ", "Các sở, ban, ngành", "Tháng 7/2025"],
    ["2", "Công bố kết quả khảo sát trên cổng thông tin", "Sở Khoa học và Công nghệ", "Sở Nội vụ", "Quý IV/2025"],
    ["3", "Kiểm tra công vụ tại bộ phận một cửa", "Sở Nội vụ", "UBND các xã, phường", "Thường xuyên"],
]


def read(lines: list[str]) -> list[Block]:
    """Return the blocks of a text with one line for each paragraph."""
    return laid_out(text.of("\n\n".join(lines), "trang.txt"))


def flat(rows: list[list[str]]) -> list[str]:
    """Return the cells that are not blank, row by row."""
    return [cell for row in rows for cell in row if cell]


def test_cells_of_full_rows_are_laid_into_their_columns() -> None:
    assert read(flat([HEADING, *ROWS])) == [[HEADING, *ROWS]]


@pytest.mark.parametrize("column", [3, 4])
def test_a_row_without_one_of_its_cells_leaves_that_column_blank(column: int) -> None:
    short = [*ROWS[1]]
    short[column] = ""
    assert read(flat([HEADING, ROWS[0], short, ROWS[2]])) == [[HEADING, ROWS[0], short, ROWS[2]]]


def test_of_two_columns_of_units_the_only_unit_of_a_row_leads() -> None:
    short, led = [*ROWS[1]], [*ROWS[1]]
    short[2], led[2], led[3] = "", ROWS[1][3], ""
    assert read(flat([HEADING, ROWS[0], short, ROWS[2]])) == [[HEADING, ROWS[0], led, ROWS[2]]]


def test_a_group_row_is_a_row_with_a_number_and_a_title() -> None:
    group = ["I", "CẢI CÁCH THỂ CHẾ VÀ THỦ TỤC HÀNH CHÍNH", "", "", ""]
    assert read(flat([HEADING, group, *ROWS])) == [[HEADING, group, *ROWS]]


@pytest.mark.parametrize("after", ["Nơi nhận:", "PHỤ LỤC 2", "Biểu số 02", "---"])
def test_the_table_ends_where_something_else_begins(after: str) -> None:
    assert read([*flat([HEADING, *ROWS]), after]) == [[HEADING, *ROWS], after]


def test_words_around_the_table_stay_paragraphs() -> None:
    assert read(["DANH MỤC NHIỆM VỤ", *flat([HEADING, *ROWS])])[0] == "DANH MỤC NHIỆM VỤ"


@pytest.mark.parametrize(
    "heading",
    [["TT", "Nội dung"], ["TT", "Chỉ tiêu", "Đơn vị tính", "Năm 2025"], ["Nội dung nhiệm vụ", "Cơ quan chủ trì", "Thời gian"], ["TT"]],
)
def test_headings_that_do_not_name_work_and_who_or_when_make_no_table(heading: list[str]) -> None:
    lines = [*heading, "1", "Rà soát thủ tục", "Sở Nội vụ"]
    assert read(lines) == lines


def test_a_heading_without_rows_is_no_table() -> None:
    assert read(HEADING) == HEADING


CELLS = st.sampled_from(
    ["TT", "1", "II", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Thời gian", "Sở Nội vụ", "Quý I/2025", "Rà soát thủ tục", "---", "Phụ lục"]
)


@given(st.lists(CELLS, max_size=40))
def test_every_paragraph_stands_in_the_blocks_once_and_in_order(lines: list[str]) -> None:
    words = "\n\n".join(lines)
    plain = paragraphs(words)
    found = recognise(words, plain)
    flattened = [
        (cell.start, cell.end)
        for block in found
        for cell in ([block] if isinstance(block, Paragraph) else [cell for row in block.rows for cell in row.cells])
        if cell.end > cell.start
    ]
    assert flattened == [(block.start, block.end) for block in plain]
    check(text.of(words, "trang.txt"))
    assert all(len({len(row.cells) for row in block.rows}) == 1 for block in found if isinstance(block, Table))
