"""Vietnamese syllables: what is one, and how a text is judged by them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.engine.sources.syllables import is_syllable, share
from tests.corpus import CORPUS, needs_corpus
from tests.engine.sources.vietnamese import syllables

REAL = (
    "kế hoạch khắc phục những tồn tại hạn chế trong công tác cải cách hành chính quý giữa gì giếng giết nghiêng quyết quốc huỳnh khuya "
    "khuỷu thuở oẳn xoong ưu ướt yêu yết ngoằn ngoèo mưa lửa rượu tiếng Đắk Lắk UYÊN ỦY thuỷ thủy hoà hòa khoẻ khỏe"
).split()


@pytest.mark.parametrize("word", REAL)
def test_real_words_are_syllables_in_any_case_and_form(word: str) -> None:
    assert all(is_syllable(unicodedata.normalize(form, word)) for form in ("NFC", "NFD"))
    assert is_syllable(word.upper())


@pytest.mark.parametrize("word", ["ho¹ch", "haïch", "plan", "hoáº¡ch", "bàc", "mờp", "rt", "x", "ngườii", "wan", "áá"])
def test_other_words_are_no_syllables(word: str) -> None:
    assert not is_syllable(word)


@given(syllables())
def test_every_generated_syllable_is_one(word: str) -> None:
    assert is_syllable(word)


def test_a_text_without_words_is_not_suspect() -> None:
    assert share("") == share("12/2024 – 30%, 5.000") == 1.0


def test_abbreviations_and_letters_of_points_do_not_count() -> None:
    assert share("UBND HĐND KH: b) đ) thực hiện") == 1.0


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Sở Nội vụ chủ trì, phối hợp với các đơn vị liên quan", 1.0, 1.0),
        ("Së Néi vô chñ tr×, phèi hîp víi c¸c ®¬n vÞ liªn quan", 0.0, 0.45),
        ("Sôû Noäi vuï chuû trì, phoái hôïp vôùi caùc ñôn vò lieân quan", 0.0, 0.45),
        ("The quick brown fox jumps over lazy dogs", 0.0, 0.3),
    ],
)
def test_garbled_and_foreign_text_has_a_low_share(text: str, low: float, high: float) -> None:
    assert low <= share(text) <= high


@given(st.text(max_size=300))
def test_a_share_is_between_nothing_and_all(text: str) -> None:
    assert 0.0 <= share(text) <= 1.0


@needs_corpus
def test_real_directives_have_a_high_share() -> None:
    assert CORPUS is not None
    for path in CORPUS.glob("*.txt"):
        assert share(path.read_text(encoding="utf-8")) > 0.95, path.name
