"""Sentences and lists → who is charged with a task and who cooperates."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.engine.extraction.units import charged, cooperating, listed, only_names, units_in
from tests.engine.extraction.passages import one, stands

# Sentence → who is charged | who cooperates.
SENTENCES = (
    ("Sở Y tế rà soát hồ sơ.", "Sở Y tế | -"),
    ("Sở Y tế chủ trì, phối hợp với Sở Tài chính rà soát hồ sơ.", "Sở Y tế | Sở Tài chính"),
    ("Giao Sở Y tế chủ trì, phối hợp với Sở Tài chính và các đơn vị liên quan rà soát.", "Sở Y tế | Sở Tài chính; các đơn vị liên quan"),
    ("Giao nhiệm vụ cho Sở Y tế hướng dẫn các xã.", "Sở Y tế | -"),
    ("Yêu cầu Sở Y tế, Sở Nội vụ báo cáo trước ngày 30/6/2025.", "Sở Y tế; Sở Nội vụ | -"),
    ("Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh giám sát việc thực hiện.", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh | -"),
    ("Các sở, ban, ngành; UBND các xã, phường xây dựng kế hoạch.", "Các sở, ban, ngành; UBND các xã, phường | -"),
    ("UBND các huyện, thị xã, thành phố chỉ đạo các xã.", "UBND các huyện, thị xã, thành phố | -"),
    ("Các Sở: Tài chính, Nội vụ hướng dẫn các địa phương.", "Sở Tài chính; Sở Nội vụ | -"),
    ("Các Sở Tài chính, Nội vụ theo chức năng hướng dẫn.", "Sở Tài chính; Sở Nội vụ | -"),
    ("Giao các Sở: Tài chính, Nội vụ hướng dẫn.", "Sở Tài chính; Sở Nội vụ | -"),
    ("Giao Sở Y tế phối hợp với các Sở: Tài chính, Nội vụ rà soát.", "Sở Y tế | Sở Tài chính; Sở Nội vụ"),
    ("Chủ tịch UBND các xã, phường chịu trách nhiệm về tiến độ.", "Chủ tịch UBND các xã, phường | -"),
    ("Văn phòng UBND tỉnh theo dõi, đôn đốc.", "Văn phòng UBND tỉnh | -"),
    ("Rà soát hồ sơ.", "- | -"),
    ("Phối hợp với Sở Tài chính rà soát hồ sơ.", "- | Sở Tài chính"),
    ("Rà soát hồ sơ, báo cáo Sở Nội vụ trước ngày 30/6/2025.", "- | -"),
    ("Theo đề nghị của Sở Nội vụ, rà soát hồ sơ.", "- | -"),
    ("", "- | -"),
)
LISTS = (
    ("Sở Y tế", "Sở Y tế"),
    ("Sở Y tế; Sở Nội vụ.", "Sở Y tế; Sở Nội vụ"),
    ("Sở Y tế, Sở Nội vụ và các đơn vị liên quan", "Sở Y tế; Sở Nội vụ; các đơn vị liên quan"),
    ("Các Sở: Tài chính, Nội vụ", "Sở Tài chính; Sở Nội vụ"),
    ("Các sở, ban, ngành, UBND các xã, phường", "Các sở, ban, ngành; UBND các xã, phường"),
    ("Văn phòng Sở theo chức năng, nhiệm vụ được giao", "Văn phòng Sở"),
    ("Sở Văn hóa, Thể thao và Du lịch", "Sở Văn hóa, Thể thao và Du lịch"),
    ("", ""),
)
WORDS = st.lists(st.sampled_from("giao sở y_tế, phối_hợp với các : chủ_trì ubnd_tỉnh và ; ( ) . rà_soát theo Nội_vụ".split()), max_size=25)


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES)
def test_a_sentence_says_who_leads_and_who_cooperates(sentence: str, expected: str) -> None:
    passage = one(sentence)
    hits = units_in(passage)
    leads, partners = charged(passage, 0, hits).mentions, cooperating(passage, 0, hits)
    assert " | ".join("; ".join(unit.name for unit in units) or "-" for units in (leads, partners)) == expected
    assert all(stands(unit.evidence, sentence) for unit in (*leads, *partners))


@pytest.mark.parametrize(("text", "expected"), LISTS)
def test_a_list_of_units_is_split_by_their_names(text: str, expected: str) -> None:
    found = listed(one(text), 0, end=len(text), rule="units.label")
    assert "; ".join(unit.name for unit in found) == expected
    assert all(stands(unit.evidence, text) for unit in found)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Sở Nội vụ", True),
        ("Sở Nội vụ:", True),
        ("Sở Y tế, Sở Nội vụ (đầu mối)", True),
        ("Sở Nội vụ rà soát", False),
        ("Rà soát", False),
        ("", False),
    ],
)
def test_a_title_may_be_nothing_but_names(text: str, names: bool) -> None:
    passage = one(text)
    assert only_names(passage, 0, units_in(passage)) is names


@given(WORDS)
def test_any_words_give_units_that_stand_in_the_text(words: list[str]) -> None:
    text = " ".join(words).replace("_", " ")
    passage = one(text)
    hits = units_in(passage)
    assert [hit.start for hit in hits] == sorted(hit.start for hit in hits)
    for unit in (
        *charged(passage, 0, hits).mentions,
        *cooperating(passage, 0, hits),
        *listed(passage, 0, end=len(passage.text), rule="units.label"),
    ):
        assert stands(unit.evidence, text)
