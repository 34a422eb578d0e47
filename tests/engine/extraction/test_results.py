"""Checks that past results of indices are read with year, change and rank."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.engine.extraction.results import find
from tests.engine.extraction.passages import one, stands


def test_a_score_carries_its_year_and_its_change() -> None:
    text = "Qua đánh giá, Chỉ số CCHC năm 2023 đạt 83,78 điểm (giảm 3,86 điểm so với năm 2022)."
    (result,) = find(one(text))
    assert (result.index, result.year, result.value, result.unit, result.change) == ("CCHC", 2023, 83.78, "điểm", -3.86)
    assert stands(result.evidence, text)


def test_a_rank_in_brackets_belongs_to_the_score_before_it() -> None:
    (result,) = find(one("Năm 2023, Chỉ số DDCI của Sở đạt 80,97 điểm (xếp thứ 8/20 sở, ban, ngành)."))
    assert (result.index, result.year, result.rank, result.of) == ("DDCI", 2023, 8, 20)


def test_the_fields_of_an_index_are_read_one_by_one() -> None:
    text = "Năm 2020 các lĩnh vực đạt: (1) Công tác chỉ đạo (7,43/10 điểm, xếp vị thứ 10/20); (2) Cải cách bộ máy (8/8 điểm)."
    found = find(one(text))
    assert [(each.index, each.value, each.maximum, each.rank) for each in found] == [
        ("Công tác chỉ đạo", 7.43, 10, 10),
        ("Cải cách bộ máy", 8, 8, None),
    ]


def test_the_year_compared_with_tells_the_year_of_the_result() -> None:
    (result,) = find(one("Chỉ số SIPAS có mức độ hài lòng thấp 77.21%, giảm 19.19% so với năm 2022."))
    assert (result.value, result.year, result.change) == (77.21, 2023, -19.19)


@pytest.mark.parametrize("text", ["Phấn đấu chỉ số PCI năm 2025 đạt 70 điểm.", "Bố trí 5% ngân sách.", "Giải ngân đạt 100% (tăng 2%)."])
def test_aims_and_other_shares_are_no_results(text: str) -> None:
    assert find(one(text)) == ()


@given(st.text(alphabet="chỉ số đạtđiểm 0123/,.%()\n", max_size=200))
def test_any_text_gives_results_that_stand_where_they_say(text: str) -> None:
    for result in find(one(text)):
        assert text[result.evidence.start : result.evidence.end] == result.evidence.text
