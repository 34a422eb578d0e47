"""Turns visual lines placed by hand into the paragraphs that they were set from."""

from __future__ import annotations

import pytest

from dondoc.engine.sources.pdf_page import Line, Marked, Piece
from dondoc.engine.sources.pdf_reflow import Frame, glued, opens_item, paragraphs_of
from dondoc.engine.sources.source import Span

LEFT, INDENT, RIGHT = 85.0, 121.0, 538.0
FRAME = Frame(LEFT, RIGHT, 18.0)
SPACED = Frame(LEFT, RIGHT, 18.0, spaced=True)
Placed = tuple[str, float, float, float]


def line(text: str, left: float, right: float, base: float, page: int = 1) -> Line:
    """One line in 14-point type."""
    return Line.of([Piece(Marked(text), left, right, base, 14.0)], page)


def joined(*placed: Placed, frame: Frame = FRAME) -> list[str]:
    """The paragraphs of lines given as text, left, right, base."""
    return [found.words.text for found in paragraphs_of([line(*each) for each in placed], {1: frame, 2: frame})]


def test_a_first_line_indent_begins_a_paragraph() -> None:
    found = joined(("Sở Nội vụ rà soát", INDENT, RIGHT, 100), ("thủ tục", LEFT, RIGHT, 118), ("Sở Y tế", INDENT, RIGHT, 136))
    assert found == ["Sở Nội vụ rà soát thủ tục", "Sở Y tế"]


def test_a_short_line_ends_a_paragraph() -> None:
    assert joined(("Rà soát thủ tục.", LEFT, 180, 100), ("Báo cáo", LEFT, 130, 118)) == ["Rà soát thủ tục.", "Báo cáo"]


def test_a_line_broken_early_goes_on_in_small_letters() -> None:
    assert joined(("Rà soát thủ tục", LEFT, 400, 100), ("hành chính", LEFT, RIGHT, 118)) == ["Rà soát thủ tục hành chính"]


def test_a_hanging_item_keeps_its_further_lines() -> None:
    found = joined(
        ("- Rà soát thủ tục", 103, RIGHT, 100), ("hành chính;", 121, 300, 118), ("- Báo cáo", 103, RIGHT, 136), ("kết quả.", 121, 200, 154)
    )
    assert found == ["- Rà soát thủ tục hành chính;", "- Báo cáo kết quả."]


def test_a_dash_at_the_margin_after_an_unfinished_line_is_no_item() -> None:
    found = joined(("phát triển kinh tế", INDENT, RIGHT, 100), ("- xã hội 05 năm.", LEFT, 250, 118))
    assert found == ["phát triển kinh tế - xã hội 05 năm."]


def test_a_title_in_two_centred_lines_is_one_paragraph() -> None:
    found = joined(
        ("KẾ HOẠCH", 280, 343, 100),
        ("KHẮC PHỤC NHỮNG HẠN CHẾ, YẾU KÉM", 150, 473, 118),
        ("NĂM 2023", 270, 353, 136),
        ("Căn cứ", INDENT, RIGHT, 160),
    )
    assert found == ["KẾ HOẠCH", "KHẮC PHỤC NHỮNG HẠN CHẾ, YẾU KÉM NĂM 2023", "Căn cứ"]


def test_a_paragraph_goes_on_over_a_page_break() -> None:
    first = line("Rà soát thủ tục", INDENT, RIGHT, 760)
    lines = [first, line("hành chính.", LEFT, 200, 70, page=2), line("Báo cáo.", INDENT, 300, 90, page=2)]
    found = list(paragraphs_of(lines, {1: FRAME, 2: FRAME}))
    assert [(each.words.text, each.page) for each in found] == [("Rà soát thủ tục hành chính.", 1), ("Báo cáo.", 2)]


def test_an_ordinary_break_of_a_ragged_line_does_not_part_a_spaced_paragraph() -> None:
    found = joined(
        ("Tập trung cho các", INDENT, 520, 100),
        ("KCN có tiềm năng và", LEFT, 500, 118),
        ("KKT đã được lựa chọn.", LEFT, 300, 136),
        ("Báo cáo.", INDENT, 300, 160),
        frame=SPACED,
    )
    assert found[-1] == "Báo cáo."
    assert "và KKT đã được lựa chọn." in found[-2]


@pytest.mark.parametrize(
    ("before", "after", "whole"),
    [
        ("dịch Covid-", "19 đã", "dịch Covid-19 đã"),
        ("số 173/NQ-", "HĐND ngày", "số 173/NQ-HĐND ngày"),
        ("số 83/", "KH-UBND", "số 83/KH-UBND"),
        ("kinh tế -", "xã hội", "kinh tế - xã hội"),
        ("thực hiện./.", "Nơi nhận", "thực hiện./. Nơi nhận"),
        ("2021-", "2025", "2021-2025"),
    ],
)
def test_lines_are_glued_as_the_word_at_their_break_asks(before: str, after: str, whole: str) -> None:
    assert glued(Marked(before), Marked(after)).text == whole


def test_doubtful_words_keep_their_place_when_lines_are_glued() -> None:
    whole = glued(Marked("Rà soát"), Marked("thử tục", (Span(0, 3),)))
    assert [whole.text[span.start : span.end] for span in whole.doubtful] == ["thử"]


@pytest.mark.parametrize("text", ["- Sở", "+ Rà", "1. Mục", "1.2.3. Mục", "a) Giao", "đ) Giao", "IV. NỘI DUNG", "(1) Hỗ trợ", "Điều 3. X"])
def test_marks_of_items_are_known(text: str) -> None:
    assert opens_item(text)


@pytest.mark.parametrize("text", ["1074/QĐ-BXD ngày", "30/6/2024", "Sở Y tế", "2021 - 2025", "10,5%"])
def test_figures_and_words_are_no_marks_of_items(text: str) -> None:
    assert not opens_item(text)
