"""What opens a paragraph: number, letter, bullet or nothing, in every style that directives print."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.engine.extraction.markers import Family, Marker, read_marker
from dondoc.engine.vocabulary.folding import fold

# Paragraph → marker as printed, style, place in its series.
NUMBERED = (
    ("Phần I. NHIỆM VỤ", "Phần I.", "phần", 1),
    ("PHẦN THỨ HAI", "PHẦN THỨ HAI", "phần", 2),
    ("Chương IV", "Chương IV", "chương", 4),
    ("Mục 2. Giải pháp", "Mục 2.", "mục", 2),
    ("Điều 3. Trách nhiệm thi hành", "Điều 3.", "điều", 3),
    ("Phụ lục số 01: DANH MỤC", "Phụ lục số 01:", "phụ lục", 1),
    ("PHỤ LỤC II", "PHỤ LỤC II", "phụ lục", 2),
    ("Biểu số 03", "Biểu số 03", "biểu", 3),
    ("Mẫu 1", "Mẫu 1", "mẫu", 1),
    ("A. NHIỆM VỤ CHUNG", "A.", "A", 1),
    ("Đ. GIẢI PHÁP", "Đ.", "A", 5),
    ("I. MỤC ĐÍCH", "I.", "I", 1),
    ("IV/ Giải pháp", "IV/", "I", 4),
    ("XIV. Kinh phí", "XIV.", "I", 14),
    ("1. Sở Nội vụ", "1.", "1.", 1),
    ("12. Sở Y tế", "12.", "1.", 12),
    ("1.Sở Nội vụ", "1.", "1.", 1),
    ("1 . Sở Nội vụ", "1 .", "1.", 1),
    ("1) Sở Nội vụ", "1)", "1)", 1),
    ("1/ Sở Nội vụ", "1/", "1/", 1),
    ("1 - Sở Nội vụ", "1 -", "1-", 1),
    ("1.1. Rà soát", "1.1.", "1.1", 1),
    ("1.2 Rà soát", "1.2", "1.1", 2),
    ("2.10) Rà soát", "2.10)", "1.1", 10),
    ("1. 2. Rà soát", "1. 2.", "1.1", 2),
    ("1.1.3. Rà soát", "1.1.3.", "1.1.1", 3),
    ("1.2.3.4. Rà soát", "1.2.3.4.", "1.1.1.1", 4),
    ("a) Rà soát", "a)", "a", 1),
    ("đ) Rà soát", "đ)", "a", 5),
    ("e) Rà soát", "e)", "a", 6),
    ("i) Rà soát", "i)", "a", 9),
    ("b). Rà soát", "b).", "a", 2),
    ("a. Rà soát", "a.", "a", 1),
    ("a1. Rà soát", "a1.", "a1", 1),
    ("a2) Rà soát", "a2)", "a1", 2),
    ("a.3. Rà soát", "a.3.", "a1", 3),
    ("(1) Rà soát", "(1)", "(1", 1),
    ("(ii) Rà soát", "(ii)", "(i", 2),
    ("(b) Rà soát", "(b)", "(a", 2),
    ("Thứ nhất, rà soát", "Thứ nhất,", "thứ", 1),
    ("Thứ tư: rà soát", "Thứ tư:", "thứ", 4),
    ("Một là, rà soát", "Một là,", "thứ", 1),
    ("Năm là: rà soát", "Năm là:", "thứ", 5),
)
BULLETS = (
    ("- Rà soát", "-"),
    ("-Rà soát", "-"),
    ("+ Rà soát", "+"),
    ("* Rà soát", "*"),
    ("• Rà soát", "-"),
    ("\uf0b7 Rà soát", "-"),
    ("○ Rà soát", "+"),
)
UNMARKED = (
    "Sở Nội vụ chủ trì",
    "2025 là năm cuối nhiệm kỳ",
    "30/6/2025 là hạn cuối",
    "10.000 hồ sơ đã giải quyết",
    "98,5% hồ sơ đúng hạn",
    "1.5% ngân sách",
    "Phần lớn các đơn vị",
    "Mục tiêu chung",
    "Điều chỉnh quy hoạch",
    "Biểu dương các đơn vị",
    "Mẫu đơn đăng ký",
    "Một là hai",
    "vi phạm còn xảy ra",
    "civil",
    "(Ban hành kèm theo Quyết định)",
    "(Kèm theo)",
    "-",
    "a/ Rà soát",
    "",
    ".",
    "…",
)


def read(text: str) -> Marker | None:
    """Return the marker of a paragraph."""
    return read_marker(text, fold(text))


@pytest.mark.parametrize(("text", "printed", "style", "ordinal"), NUMBERED)
def test_a_number_is_read_with_its_style_and_place(text: str, printed: str, style: str, ordinal: int) -> None:
    marker = read(text)
    assert marker is not None
    assert (marker.printed, marker.style, marker.ordinal) == (printed, style, ordinal)
    assert marker.family is not Family.BULLET


@pytest.mark.parametrize(("text", "style"), BULLETS)
def test_a_bullet_is_read_whatever_its_shape(text: str, style: str) -> None:
    marker = read(text)
    assert marker is not None
    assert (marker.style, marker.family, marker.ordinal) == (style, Family.BULLET, None)
    assert text[marker.end :] == "Rà soát"


@pytest.mark.parametrize("text", UNMARKED)
def test_words_and_figures_are_no_marker(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize("number", range(1, 30))
def test_a_roman_number_has_its_value(number: int) -> None:
    tens, ones = divmod(number, 10)
    roman = "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]
    marker = read(f"{roman}. NHIỆM VỤ")
    assert marker is not None
    assert marker.ordinal == number


@given(st.text(st.sampled_from("0123456789.)(/-+*•abđivxlcIVXA phầnmụcđiều:,%"), max_size=20))
def test_a_marker_is_what_its_paragraph_begins_with(text: str) -> None:
    marker = read(text)
    if marker is not None:
        assert text[: marker.end].strip() == marker.printed != ""
        assert 0 < marker.end <= len(text)
