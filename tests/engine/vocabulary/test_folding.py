"""Checks the spelling in which names are compared: same length, one way of writing each name."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.engine.vocabulary.folding import fold
from dondoc.engine.vocabulary.naming import spellings

SAME = (
    ("Thanh Hoá", "Thanh Hóa"),
    ("Uỷ ban", "Ủy ban"),
    ("UỶ BAN NHÂN DÂN", "Ủy ban nhân dân"),
    ("Khoẻ – mạnh", "khỏe - mạnh"),
    ("Sở\nTài chính", "Sở Tài chính"),
    ("Thuỵ Điển", "Thụy Điển"),
)
KEPT = ("quý", "hoàn toàn", "khoáng", "thuyết", "huỳnh")


@pytest.mark.parametrize(("one", "other"), SAME)
def test_two_ways_of_writing_a_name_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize("word", KEPT)
def test_a_mark_that_has_one_place_stays_there(word: str) -> None:
    assert fold(word) == word


@given(st.text())
def test_folding_any_composed_text_keeps_its_length(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert len(fold(composed)) == len(composed)


@given(st.text(alphabet="oauyàáýỷqhnDĐ İ–-“"))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_a_name_is_known_with_other_dashes_commas_and_ands() -> None:
    assert {"phòng kế hoạch-tài chính", "phòng kế hoạch, tài chính", "phòng kế hoạch tài chính"} <= set(
        spellings("Phòng Kế hoạch - Tài chính")
    )
    assert {"sở nn & ptnt", "sở nn và ptnt"} <= set(spellings("Sở NN&PTNT"))
    assert "văn phòng ủy ban nhân dân tỉnh" in spellings("Văn phòng UBND tỉnh")
    assert spellings("các sở, ban, ngành") == ("các sở, ban, ngành",)
