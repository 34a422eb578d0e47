"""Holds every label of the vocabulary to its own example, and the words of columns and label lines to their roles."""

from __future__ import annotations

import re

import pytest

from dondoc.engine.vocabulary.folding import fold
from dondoc.engine.vocabulary.labels import LabelEntry, Role, label_entries, role_of

PHRASES = [(entry.role, phrase) for entry in label_entries() for phrase in entry.phrases]

READ = (
    ("TT", Role.NUMBER),
    ("Số TT", Role.NUMBER),
    ("Chủ trì", Role.LEAD),
    ("Đơn vị thực hiện", Role.LEAD),
    ("Cơ quan, đơn vị chủ trì", Role.LEAD),
    ("Cơ quan chủ trì tham mưu", Role.LEAD),
    ("Cơ quan tham mưu", Role.LEAD),
    ("Đơn vị đầu mối", Role.LEAD),
    ("Trách nhiệm thực hiện", Role.LEAD),
    ("ĐƠN VỊ CHỦ TRÌ", Role.LEAD),
    ("Phối hợp", Role.COOPERATING),
    ("Đơn vị phối hợp", Role.COOPERATING),
    ("Cơ quan phối hợp thực hiện", Role.COOPERATING),
    ("Các đơn vị phối hợp", Role.COOPERATING),
    ("Lãnh đạo phụ trách", Role.LEADER),
    ("Thời gian", Role.DEADLINE),
    ("Thời gian thực hiện", Role.DEADLINE),
    ("Thời hạn hoàn thành", Role.DEADLINE),
    ("Tiến độ thực hiện", Role.DEADLINE),
    ("Hạn hoàn thành", Role.DEADLINE),
    ("Sản phẩm", Role.DELIVERABLE),
    ("Kết quả đầu ra", Role.DELIVERABLE),
    ("Sản phẩm dự kiến", Role.DELIVERABLE),
    ("Kinh phí thực hiện", Role.FUNDING),
    ("Chỉ tiêu", Role.TARGET),
    ("Nguyên nhân", Role.CAUSE),
    ("Tồn tại, hạn chế", Role.FINDING),
    ("Nội dung công việc", Role.CONTENT),
    ("Nhiệm vụ, giải pháp", Role.CONTENT),
    ("Nội dung nhiệm vụ", Role.CONTENT),
    ("Căn cứ", Role.BASIS),
    ("Ghi chú", Role.NOTE),
    ("Đơn vị  chủ\ntrì", Role.LEAD),
    ("Thời gian:", Role.DEADLINE),
    ("", None),
    ("Kính gửi", None),
    ("Nơi nhận", None),
    ("Sở Nội vụ", None),
    ("Năm 2025", None),
    ("Đơn vị tính", None),
    ("Trong đó", None),
)


@pytest.mark.parametrize("entry", label_entries(), ids=lambda entry: entry.role)
def test_the_example_of_a_label_has_the_role_of_its_entry(entry: LabelEntry) -> None:
    assert role_of(fold(entry.example)) is entry.role


def test_every_role_has_its_words_once() -> None:
    assert sorted(entry.role for entry in label_entries()) == sorted(Role)


@pytest.mark.parametrize(("role", "phrase"), PHRASES, ids=[f"{role}-{at}" for at, (role, _) in enumerate(PHRASES)])
def test_a_phrase_is_folded_and_never_empty(role: Role, phrase: str) -> None:
    assert re.fullmatch(phrase, "") is None
    assert fold(phrase) == phrase, role


@pytest.mark.parametrize(("words", "role"), READ)
def test_the_words_of_a_label_or_column_have_this_role(words: str, role: Role | None) -> None:
    assert role_of(fold(words)) is role
