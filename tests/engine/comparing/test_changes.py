"""Checks the differences between two texts, word by word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.engine.comparing import PieceKind, word_changes

MARKS = {PieceKind.SAME: "{}", PieceKind.REMOVED: "[-{}-]", PieceKind.ADDED: "[+{}+]"}
CHANGES = (
    ("Rà soát hồ sơ tồn đọng.", "Rà soát hồ sơ tồn đọng.", "Rà soát hồ sơ tồn đọng."),
    ("hoàn thành trước ngày 30/6/2025.", "hoàn thành trước ngày 15/7/2025.", "hoàn thành trước ngày [-30/6/2025-][+15/7/2025+]."),
    ("Đạt 80% hồ sơ", "Đạt 90% hồ sơ", "Đạt [-80%-][+90%+] hồ sơ"),
    ("Rà soát hồ sơ", "Rà soát toàn bộ hồ sơ", "Rà soát [+toàn bộ +]hồ sơ"),
    ("Sở Y tế chủ trì, phối hợp", "Văn phòng Sở chủ trì, phối hợp", "[-Sở Y tế-][+Văn phòng Sở+] chủ trì, phối hợp"),
    ("Giao Thanh tra tỉnh kiểm tra", "Giao các phòng kiểm tra", "Giao [-Thanh tra tỉnh-][+các phòng+] kiểm tra"),
    ("họp tại xã vào thứ hai", "họp ở mọi xã mỗi tuần đầu", "họp [-tại xã vào thứ hai-][+ở mọi xã mỗi tuần đầu+]"),
    ("a) Một.\nb) Hai.", "a) Một mới.\nb) Ba.", "a) Một[+ mới+].\nb) [-Hai-][+Ba+]."),
    ("", "Thêm cả dòng", "[+Thêm cả dòng+]"),
    ("Bỏ cả dòng", "", "[-Bỏ cả dòng-]"),
    ("", "", ""),
)
TEXTS = st.one_of(
    st.text(max_size=40), st.lists(st.sampled_from(["hồ", "sơ", " ", " ", "30/6", "80%", ",", "\n"]), max_size=25).map("".join)
)


@pytest.mark.parametrize(("old", "new", "shown"), CHANGES)
def test_a_change_is_shown_in_whole_words(old: str, new: str, shown: str) -> None:
    assert "".join(MARKS[piece.kind].format(piece.text) for piece in word_changes(old, new)) == shown


@given(TEXTS, TEXTS)
def test_the_pieces_join_to_the_old_and_the_new_text(old: str, new: str) -> None:
    pieces = word_changes(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind is not PieceKind.ADDED) == old
    assert "".join(piece.text for piece in pieces if piece.kind is not PieceKind.REMOVED) == new
    assert all(piece.text for piece in pieces)


@given(TEXTS)
def test_a_text_and_itself_are_one_piece(text: str) -> None:
    assert [piece.kind for piece in word_changes(text, text)] == [PieceKind.SAME] * bool(text)


@given(TEXTS, TEXTS)
def test_neighbouring_pieces_are_of_different_kinds(old: str, new: str) -> None:
    kinds = [piece.kind for piece in word_changes(old, new)]
    assert all(one is not other for one, other in zip(kinds, kinds[1:], strict=False))
