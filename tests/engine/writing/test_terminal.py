"""Lines that fit, whatever the text holds."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from dondoc.engine.writing.terminal import Column, Piece, clean, hanging, places, rows, wrap

WIDE = "đơn vị chủ trì"


@given(st.text(max_size=200), st.integers(4, 40), st.one_of(st.none(), st.integers(1, 5)))
def test_no_wrapped_line_is_wider_than_asked(text: str, width: int, most: int | None) -> None:
    lines = wrap(text, width, most)
    assert all(places(line) <= width for line in lines)
    assert most is None or len(lines) <= most


@given(st.text(max_size=200), st.integers(4, 40))
def test_wrapping_leaves_no_character_out(text: str, width: int) -> None:
    assert "".join(wrap(text, width)).replace(" ", "") == clean(text).replace(" ", "")
    assert "".join(hanging(text, width + 4)).replace(" ", "") == clean(text).replace(" ", "")


@given(st.text(max_size=100))
def test_no_character_that_steers_a_terminal_is_left(text: str) -> None:
    assert not any(unicodedata.category(char) == "Cc" for char in clean(text))


def test_an_escape_sequence_of_a_document_is_only_text() -> None:
    assert clean("Rà soát\x1b]0;tên\x07 hồ sơ\u202e") == "Rà soát ]0;tên hồ sơ"


def test_decomposed_letters_take_the_places_of_composed_ones() -> None:
    assert places(unicodedata.normalize("NFD", WIDE)) == places(WIDE) == len(WIDE)
    assert places("漢字") == 4


def test_what_does_not_fit_ends_in_an_ellipsis() -> None:
    assert wrap("một hai ba bốn năm sáu", 9, 2) == ["một hai", "ba bốn…"]
    assert wrap("một hai", 9, 2) == ["một hai"]


def test_cells_stand_beside_each_other_and_figures_at_the_right() -> None:
    cells = [[Piece("Chỉ số"), Piece("SIPAS")], [Piece("88 %")]]
    lines = ["".join(piece.text for piece in line) for line in rows((Column(8), Column(6, right=True)), cells)]
    assert lines == ["Chỉ số      88 %", "SIPAS"]
