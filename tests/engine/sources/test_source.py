"""What every source holds true: blocks on lines of their own, merged cells once in the text, lines counted from 1."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.engine.sources.source import Cell, Format, GridCell, LineIndex, Paragraph, SourceBuilder, Table
from tests.engine.sources.shape import check, words

WORDS = st.text(st.sampled_from("Sở Y tế\n\r \t-1."), max_size=12)


def builder() -> SourceBuilder:
    """Return an empty source to build."""
    return SourceBuilder("ke-hoach.docx", Format.DOCX)


@pytest.mark.parametrize(
    ("text", "offset", "line"),
    [("", 0, 1), ("a", 0, 1), ("a\nb", 1, 1), ("a\nb", 2, 2), ("\n\n", 2, 3), ("a\n", 2, 2), ("a\u2028b\x0bc\n", 4, 1)],
)
def test_only_a_line_feed_begins_a_new_line(text: str, offset: int, line: int) -> None:
    assert LineIndex.of(text).line(offset) == line


@given(st.text(st.sampled_from("ab\n"), max_size=30), st.integers(0, 30))
def test_a_line_number_is_one_more_than_the_line_feeds_before_it(text: str, offset: int) -> None:
    assert LineIndex.of(text).line(min(offset, len(text))) == text.count("\n", 0, min(offset, len(text))) + 1


def test_paragraphs_stand_on_lines_of_their_own_and_keep_their_breaks() -> None:
    building = builder()
    assert building.paragraph("  Kế hoạch\r\nnăm 2025 ", page=2) is not None
    assert building.paragraph(" \n ") is None
    building.paragraph("I. NHIỆM VỤ")
    source = building.build()
    assert source.text == "Kế hoạch\nnăm 2025\nI. NHIỆM VỤ\n"
    assert source.blocks == (Paragraph(0, 17, 2), Paragraph(18, 29, None))


def test_a_merged_cell_stands_once_in_the_text_and_everywhere_in_the_table() -> None:
    building = builder()
    building.table([[GridCell("1", "a"), GridCell("Sở Y tế", "m")], [GridCell("2", "b"), GridCell("Sở Y tế", "m")]], pages=[4, 5])
    source = building.build()
    table = source.blocks[0]
    assert isinstance(table, Table)
    assert source.text == "1\nSở Y tế\n2\n"
    assert table.rows[0].cells[1] == Cell(2, 9)
    assert table.rows[1].cells[1] == Cell(2, 9, repeated=True)
    assert [row.page for row in table.rows] == [4, 5]


def test_a_blank_cell_keeps_its_place_and_a_table_without_rows_is_none() -> None:
    building = builder()
    building.table([])
    building.table([[GridCell("a", 1), GridCell(" ", 2), GridCell("b", 3)]])
    assert words(building.build()) == [[["a", "", "b"]]]


def test_notes_pages_and_doubtful_words_go_with_the_source() -> None:
    building = builder()
    span = building.paragraph("Sở Y tế")
    assert span is not None
    building.doubtful.append(span)
    building.pages = 3
    source = building.build()
    assert (source.doubtful, source.pages, source.notes) == ((span,), 3, ())


@given(st.lists(st.one_of(WORDS, st.lists(st.lists(WORDS, min_size=1, max_size=3), max_size=3)), max_size=5))
def test_no_line_holds_parts_of_two_blocks_or_cells(blocks: list[str | list[list[str]]]) -> None:
    building = builder()
    for block in blocks:
        if isinstance(block, str):
            building.paragraph(block)
        else:
            building.table([[GridCell(cell, (at, column)) for column, cell in enumerate(row)] for at, row in enumerate(block)])
    check(building.build())
