"""A source → passages: nothing blank, ruled lines left out, what a page break parted joined again, cells once."""

from __future__ import annotations

import pytest

from dondoc.engine.extraction.reading import TableView, paragraphs_of, read_source
from dondoc.engine.sources.source import Format, Source, SourceBuilder
from tests.engine.extraction.building import grid, source


def read(*paragraphs: str) -> list[str]:
    """Return the passages of a document with these paragraphs."""
    building = SourceBuilder("ke-hoach.docx", Format.DOCX)
    for paragraph in paragraphs:
        building.paragraph(paragraph)
    return [passage.text for passage in read_source(building.build()).passages()]


def cells(of: Source) -> TableView:
    """Return the only table of a source."""
    (table,) = read_source(of).items
    assert isinstance(table, TableView)
    return table


LONG = "Giao Sở Nội vụ chủ trì, phối hợp với các sở, ban, ngành rà soát"


@pytest.mark.parametrize("line", ["-----", "_______", "***", "=====", "~~~~", ". . . ."])
def test_a_ruled_line_is_left_out(line: str) -> None:
    assert read("Sở Y tế", line, "Sở Nội vụ") == ["Sở Y tế", "Sở Nội vụ"]


def test_a_paragraph_that_a_page_break_parted_is_joined_again() -> None:
    assert read(LONG, "toàn bộ thủ tục hành chính.") == [LONG + " toàn bộ thủ tục hành chính."]


@pytest.mark.parametrize(
    "after",
    ["Toàn bộ thủ tục hành chính.", "a) thủ tục hành chính", "- thủ tục hành chính", "1. thủ tục hành chính", "2025"],
)
def test_a_paragraph_that_opens_anew_is_not_joined(after: str) -> None:
    assert read(LONG, after) == [LONG, after]


@pytest.mark.parametrize("before", [LONG + ".", LONG + ":", LONG + ";", "Sở Nội vụ", LONG.upper()])
def test_a_paragraph_that_ended_is_not_joined(before: str) -> None:
    assert read(before, "toàn bộ thủ tục") == [before, "toàn bộ thủ tục"]


def test_a_joined_paragraph_keeps_its_first_page() -> None:
    building = SourceBuilder("ke-hoach.pdf", Format.PDF)
    building.paragraph(LONG, page=1)
    building.paragraph("toàn bộ thủ tục hành chính.", page=2)
    (passage,) = read_source(building.build()).passages()
    assert (passage.page, passage.line, passage.whole("test").text) == (1, 1, LONG + "\ntoàn bộ thủ tục hành chính.")


def test_a_merged_cell_is_one_passage_in_all_its_places() -> None:
    table = cells(grid(["1", ("Sở Y tế", "m")], ["2", ("Sở Y tế", "m")]))
    assert table.rows[0][1] is table.rows[1][1]
    assert [cell.text for cell in read_source(grid(["1", ("Sở Y tế", "m")], ["2", ("Sở Y tế", "m")])).passages()] == ["1", "Sở Y tế", "2"]


def test_a_cell_knows_its_place() -> None:
    place = cells(grid(["1", "Sở Y tế"], ["2", "Sở Nội vụ"])).rows[1][1].place
    assert place is not None
    assert (place.table, place.row, place.column) == (0, 1, 1)


@pytest.mark.parametrize(
    ("cell", "paragraphs"),
    [
        ("Rà soát hồ sơ", ["Rà soát hồ sơ"]),
        ("Rà soát hồ sơ.\nCông khai kết quả.", ["Rà soát hồ sơ.", "Công khai kết quả."]),
        ("Rà soát hồ sơ\nđất đai quá hạn", ["Rà soát hồ sơ đất đai quá hạn"]),
        ("- Rà soát hồ sơ\n- Công khai kết quả", ["- Rà soát hồ sơ", "- Công khai kết quả"]),
        ("Rà soát hồ sơ;\na) công khai;\nb) báo cáo", ["Rà soát hồ sơ;", "a) công khai;", "b) báo cáo"]),
        ("Sở\nNội vụ", ["Sở Nội vụ"]),
    ],
)
def test_the_paragraphs_of_a_cell_are_told_from_its_wrapped_lines(cell: str, paragraphs: list[str]) -> None:
    assert [part.text for part in paragraphs_of(cells(grid([cell])).rows[0][0])] == paragraphs


def test_an_empty_text_has_no_passages() -> None:
    assert read_source(source("")).items == ()
