"""Tables → the rows that assign work, by the headings of their columns."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from dondoc.engine.extraction import extract
from dondoc.engine.extraction.reading import TableView, read_source
from dondoc.engine.extraction.tables import task_rows
from tests.engine.extraction.building import grid, tasks

HEADING = ("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành")
WORK = ("1", "Rà soát văn bản quy phạm pháp luật", "Sở Tư pháp", "Các sở, ban, ngành", "Quý II/2025")
MORE = ("2", "Công bố danh mục thủ tục hành chính", "Sở Nội vụ", "", "30/6/2025")

Cells = Sequence[str | tuple[str, str]]


def read(*rows: Cells) -> list[str]:
    """Return the tasks of a table as lines."""
    return tasks(extract(grid(*rows)))


FIRST = "Rà soát văn | Sở Tư pháp | Các sở, ban, ngành | span 2025-04-01 2025-06-30"
SECOND = "Công bố danh | Sở Nội vụ | - | date - 2025-06-30"


def test_each_row_that_assigns_work_is_a_task() -> None:
    assert read(HEADING, WORK, MORE) == [FIRST, SECOND]


@pytest.mark.parametrize(
    "heading",
    [
        ("STT", "Nội dung công việc", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời hạn"),
        ("TT", "Nội dung, nhiệm vụ", "Chủ trì", "Phối hợp", "Tiến độ"),
        ("Số TT", "Tên nhiệm vụ", "Đơn vị thực hiện", "Phối hợp thực hiện", "Thời gian thực hiện"),
        ("TT", "Nhiệm vụ, giải pháp", "Cơ quan tham mưu", "Cơ quan, đơn vị phối hợp", "Hạn hoàn thành"),
        ("TT", "NHIỆM VỤ", "CƠ QUAN CHỦ TRÌ (thuộc tỉnh)", "CƠ QUAN PHỐI HỢP", "THỜI GIAN"),
    ],
)
def test_columns_are_known_by_any_of_their_usual_headings(heading: Cells) -> None:
    assert read(heading, WORK, MORE) == [FIRST, SECOND]


def test_columns_may_stand_in_any_order() -> None:
    turned = [tuple(row[at] for at in (0, 4, 2, 1, 3)) for row in (HEADING, WORK, MORE)]
    assert read(*turned) == [FIRST, SECOND]


def test_a_merged_cell_holds_for_every_row_that_it_covers() -> None:
    merged = ("Sở Nội vụ", "lead")
    assert read(HEADING, (*WORK[:2], merged, *WORK[3:]), (*MORE[:2], merged, *MORE[3:])) == [
        FIRST.replace("Sở Tư pháp", "Sở Nội vụ"),
        SECOND,
    ]


@pytest.mark.parametrize("title", [("I", "CẢI CÁCH THỂ CHẾ", "", "", ""), [("I. CẢI CÁCH THỂ CHẾ", "group")] * 5])
def test_a_row_that_only_names_a_group_is_no_task_and_heads_the_rows_below(title: Cells) -> None:
    plan = extract(grid(HEADING, title, WORK, ("II", "TỔ CHỨC BỘ MÁY", "", "", ""), MORE))
    assert tasks(plan) == [FIRST, SECOND]
    assert [task.heading[-1].endswith("CẢI CÁCH THỂ CHẾ") for task in plan.tasks] == [True, False]


def test_the_printed_number_of_a_row_is_kept() -> None:
    assert [task.number for task in extract(grid(HEADING, WORK, MORE)).tasks] == ["1", "2"]


@pytest.mark.parametrize(
    "again", [HEADING, ("(1)", "(2)", "(3)", "(4)", "(5)"), ("1", "2", "3", "4", "5"), ("", "", "", "", ""), ("", "Tổng cộng", "", "", "")]
)
def test_a_heading_printed_again_and_numbers_of_columns_are_no_tasks(again: Cells) -> None:
    assert read(HEADING, WORK, again, MORE) == [FIRST, SECOND]


def test_titles_may_stand_above_the_headings() -> None:
    assert read([("DANH MỤC NHIỆM VỤ NĂM 2025", "title")] * 5, HEADING, WORK) == [FIRST]


def test_units_within_the_work_lead_where_no_column_names_them() -> None:
    assert read(("TT", "Nhiệm vụ", "Thời gian"), ("1", "Giao Sở Y tế chủ trì, phối hợp với Sở Nội vụ rà soát hồ sơ", "Năm 2025")) == [
        "Giao Sở Y | Sở Y tế | Sở Nội vụ | span 2025-01-01 2025-12-31"
    ]


FIGURES: tuple[tuple[Cells, ...], ...] = (
    (("TT", "Chỉ tiêu", "Đơn vị tính", "Năm 2024", "Năm 2025"), ("1", "Tỷ lệ hồ sơ đúng hạn", "%", "95", "98")),
    (("TT", "Xã, phường", "Tổng số hồ sơ", "Đúng hạn", "Quá hạn"), ("1", "Xã Tân Lập", "120", "118", "2")),
    (("TT", "Nội dung", "Kinh phí (triệu đồng)", "Ghi chú"), ("1", "Mua sắm máy tính", "350", "")),
    (("Nơi nhận:\n- Như trên;", "KT. CHỦ TỊCH"), ("- Lưu: VT.", "Trần Văn Mẫu")),
    (("ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), ("Số: 45/KH-UBND", "Tân Giang, ngày 05 tháng 3 năm 2025")),
    (("",), ("",)),
)


@pytest.mark.parametrize("rows", FIGURES, ids=["targets", "counts", "money", "signature", "letterhead", "blank"])
def test_a_table_of_figures_or_of_the_layout_gives_no_tasks(rows: Sequence[Cells]) -> None:
    assert read(*rows) == []


def test_a_row_without_its_last_cells_gives_no_fault() -> None:
    assert read(HEADING, WORK[:3], ("2",), ()) == [FIRST.split(" | Các")[0] + " | - | -"]


def test_the_rows_of_a_table_without_headings_of_work_are_none() -> None:
    (view,) = read_source(grid(("a", "b"), ("c", "d"))).items
    assert isinstance(view, TableView)
    assert task_rows(view) == ()
