"""Fonts from before Unicode: what they show comes back letter for letter."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.engine.sources import legacy
from tests.engine.sources.vietnamese import syllables, to_tcvn3, to_vni


@pytest.mark.parametrize(
    ("coded", "plain"),
    [
        ("KÕ ho¹ch kh¾c phôc tån t¹i, h¹n chÕ", "Kế hoạch khắc phục tồn tại, hạn chế"),
        ("l\u00adu tr÷", "lưu trữ"),
        ("§¬n vÞ chñ tr×: Së Néi vô", "Đơn vị chủ trì: Sở Nội vụ"),
        ("25°C; 120 m²", "25°C; 120 m²"),
        ("\uf0a7\uf0ac\uf0ae", "Đơđ"),
        ("UBND huyÖn – “mét cöa”", "UBND huyện – “một cửa”"),
    ],
)
def test_tcvn3_bytes_become_the_letters_that_the_font_shows(coded: str, plain: str) -> None:
    assert legacy.from_tcvn3(coded) == plain


@pytest.mark.parametrize(
    ("coded", "plain"),
    [
        ("Keá hoaïch khaéc phuïc toàn taïi, haïn cheá", "Kế hoạch khắc phục tồn tại, hạn chế"),
        ("Ñôn vò chuû trì: Sôû Noäi vuï", "Đơn vị chủ trì: Sở Nội vụ"),
        ("ÖÙNG DUÏNG", "ỨNG DỤNG"),
        ("Aùp duïng kyõ thuaät, lyù luaän, quyù, kyø", "Áp dụng kỹ thuật, lý luận, quý, kỳ"),
        ("löu tröõ, nghæ, nghó, mî", "lưu trữ, nghỉ, nghĩ, mỵ"),
    ],
)
def test_vni_pairs_become_the_letters_that_the_font_shows(coded: str, plain: str) -> None:
    assert legacy.from_vni(coded) == plain


@given(st.lists(syllables(), min_size=1, max_size=12).map(" ".join))
def test_any_vietnamese_text_survives_tcvn3_in_lower_case(text: str) -> None:
    assert legacy.from_tcvn3(to_tcvn3(text)) == text


@given(st.lists(syllables(), min_size=1, max_size=12).map(" ".join), st.booleans())
def test_any_vietnamese_text_survives_vni_in_both_cases(text: str, upper: bool) -> None:
    text = text.upper() if upper else text.capitalize()
    assert legacy.from_vni(to_vni(text)) == text


@pytest.mark.parametrize(
    ("font", "shown"),
    [
        (".VnTime", "kế hoạch"),
        ("ABCDEF+.VnTime", "kế hoạch"),
        ("'.VnArial'", "kế hoạch"),
        ("VnTime-Bold", "kế hoạch"),
        (".VnTimeH", "KẾ HOẠCH"),
        (".VnTimeH,Bold", "KẾ HOẠCH"),
        (".VnArial NarrowH", "KẾ HOẠCH"),
        ("Times New Roman", "kÕ ho¹ch"),
        ("VNPT Sans", "kÕ ho¹ch"),
        ("", "kÕ ho¹ch"),
    ],
)
def test_the_name_of_a_font_tells_its_code(font: str, shown: str) -> None:
    assert legacy.from_font("kÕ ho¹ch", font) == shown


def test_vni_fonts_are_known_by_their_prefix() -> None:
    assert legacy.from_font("Keá hoaïch", "VNI-Times") == "Kế hoạch"
    assert legacy.is_legacy_font("ABCDEF+VNI-Helve-Condense")
    assert not legacy.is_legacy_font("Arial")


def test_unicode_text_under_an_old_font_name_stays() -> None:
    for form in ("NFC", "NFD"):
        text = unicodedata.normalize(form, "Kế hoạch và")
        assert legacy.from_font(text, ".VnTime") == text
