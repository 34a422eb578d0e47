"""Checks the remarks on numbers as they stand in a whole directive."""

from __future__ import annotations

import pytest

from tests.engine.review.directives import directive, reviewed


def numbers(body: str) -> list[str]:
    """The sentences on numbering."""
    return [remark.vi for remark in reviewed(directive(body)).remarks if str(remark.code).startswith("number.")]


def points(letters: str) -> str:
    """A list with a point for each letter."""
    return "II. NHIỆM VỤ\n\n1. Sở Nội vụ:\n\n" + "\n\n".join(f"{letter}) Rà soát nhóm hồ sơ {at + 1}." for at, letter in enumerate(letters))


@pytest.mark.parametrize("letters", ["abcdđeghik", "abcdeghik", "abcdefgh", "abc"])
def test_points_run_in_vietnamese_letters_or_as_word_prints_them(letters: str) -> None:
    assert numbers(points(letters)) == []


def test_a_letter_left_out_is_named() -> None:
    assert numbers(points("abdđ")) == ["Thiếu số thứ tự c: sau b là d."]


def test_children_of_one_wrong_number_make_one_remark() -> None:
    body = "II. NHIỆM VỤ\n\n3. Bộ máy\n\n3.2. Nhiệm vụ\n\n3.2.1. Rà soát biên chế.\n\n3.3.2. Rà soát định mức.\n\n3.3.3. Rà soát hồ sơ."
    assert "Mục 3.3.2, 3.3.3 đứng dưới mục 3.2." in numbers(body)
    assert not [sentence for sentence in numbers(body) if "Thiếu số thứ tự 3.2" in sentence]


def test_an_annex_numbers_its_parts_anew() -> None:
    assert numbers("I. MỤC TIÊU\n\nII. NHIỆM VỤ\n\nPhụ lục I\n\nI. BIỂU MẪU\n\nII. ĐỀ CƯƠNG") == []


def test_a_number_that_is_printed_within_a_paragraph_is_not_missing() -> None:
    assert numbers("II. NHIỆM VỤ\n\n1. Rà soát biên chế. 2. Rà soát định mức.\n\n3. Rà soát hồ sơ.") == []


def test_lists_below_unnumbered_titles_begin_anew() -> None:
    assert numbers("II. NHIỆM VỤ\n\nVề bộ máy:\n\n1. Rà soát biên chế.\n\n2. Rà soát định mức.\n\nVề hồ sơ:\n\n1. Rà soát hồ sơ.") == []
