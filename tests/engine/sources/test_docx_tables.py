"""Tables of Word documents become full grids."""

from __future__ import annotations

from dondoc.engine.sources import docx as reader
from dondoc.engine.sources.source import Source, Table
from tests.engine.sources.laid_out import Block, laid_out
from tests.engine.sources.office_files import docx, p, tbl, tc, tr


def read(body: str) -> Source:
    return reader.read(docx(body), "a.docx")


def blocks(body: str) -> list[Block]:
    return laid_out(read(body))


def codes(source: Source) -> list[str]:
    return [note.code for note in source.notes]


SPAN = "<w:gridSpan w:val='2'/>"
DOWN, ON = "<w:vMerge w:val='restart'/>", "<w:vMerge/>"


def test_a_merged_cell_stands_at_every_place_it_covers() -> None:
    body = tbl(
        tr(tc("Nhóm 1", SPAN), tc("Quý I", DOWN)),
        tr(tc("1"), tc("Rà soát"), tc("", ON)),
        tr(tc("Khối", SPAN + DOWN), tc("Quý II")),
        tr(tc("", SPAN + ON), tc("Quý III")),
    )
    source = read(body)
    assert laid_out(source) == [
        [
            ["Nhóm 1", "Nhóm 1", "Quý I"],
            ["1", "Rà soát", "Quý I"],
            ["Khối", "Khối", "Quý II"],
            ["Khối", "Khối", "Quý III"],
        ]
    ]
    (table,) = source.blocks
    assert isinstance(table, Table)
    assert [[cell.repeated for cell in row.cells] for row in table.rows] == [
        [False, True, False],
        [False, False, True],
        [False, True, False],
        [True, True, False],
    ]
    assert source.text.count("Nhóm 1") == 1


def test_rows_are_filled_up_to_one_width() -> None:
    before = tr(tc("b"), tc("c"), properties="<w:gridBefore w:val='1'/>")
    body = tbl(tr(tc("1"), tc("2"), tc("3")), before, tr(tc("x")))
    assert blocks(body) == [[["1", "2", "3"], ["", "b", "c"], ["x", "", ""]]]


def test_a_cell_that_goes_on_with_nothing_above_stands_for_itself() -> None:
    assert blocks(tbl(tr(tc("a", ON), tc("b")))) == [[["a", "b"]]]


def test_an_old_horizontal_merge_repeats_the_cell_to_the_left() -> None:
    body = tbl(tr(tc("a", "<w:hMerge w:val='restart'/>"), tc("", "<w:hMerge/>"), tc("b")))
    assert blocks(body) == [[["a", "a", "b"]]]


def test_a_deleted_row_is_left_out_and_an_inserted_one_kept() -> None:
    source = read(tbl(tr(tc("1"), tc("a"), properties="<w:del/>"), tr(tc("2"), tc("b"), properties="<w:ins/>")))
    assert laid_out(source) == [[["2", "b"]]]
    assert codes(source) == ["docx.tracked-changes"]


def test_paragraphs_of_a_cell_are_its_lines() -> None:
    assert blocks(tbl(tr(tc(p("UBND TỈNH") + p() + p("SỞ NỘI VỤ")), tc("x")))) == [[["UBND TỈNH\nSỞ NỘI VỤ", "x"]]]


def test_a_table_of_one_cell_is_only_a_frame() -> None:
    inner = tbl(tr(tc("1"), tc("2")), tr(tc("3"), tc("4")))
    assert blocks(tbl(tr(tc(p("Đề mục") + inner + p("Hết"))))) == ["Đề mục", [["1", "2"], ["3", "4"]], "Hết"]


def test_a_small_nested_table_is_lines_of_its_cell_and_a_large_one_a_table_after() -> None:
    small, large = tbl(tr(tc("a"), tc("b"))), tbl(tr(tc("TT"), tc("Việc")), tr(tc("1"), tc("Rà soát")))
    assert blocks(tbl(tr(tc("x"), tc(p("y") + small)))) == [[["x", "y\na\nb"]]]
    assert blocks(tbl(tr(tc("x"), tc(p("y") + large + p("z"))))) == [[["x", "y\nz"]], [["TT", "Việc"], ["1", "Rà soát"]]]


def test_tables_nested_beyond_all_reason_keep_their_words() -> None:
    body = p("đáy")
    for _ in range(70):
        body = tbl(tr(tc(body), tc("x")))
    source = read(body)
    assert "đáy" in source.text
    assert "docx.nesting" in codes(source)


def test_blank_paragraphs_and_tables_give_no_block() -> None:
    assert blocks(p() + p("  \u00a0 ") + tbl(tr(tc(""), tc("")))) == []
