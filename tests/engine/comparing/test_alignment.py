"""Checks which task of a new reading or edition is which task of the old one."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.engine.comparing import Item, align
from tests.engine.comparing.items import PUBLISH, REVIEW, SEED, SENTENCES, SURVEY, TRAIN, items

WORDS = st.lists(st.sampled_from("rà soát hồ sơ đất đai quá hạn tại xã Sở Y tế 30/6 80%".split()), max_size=12).map(" ".join)
TITLES = st.lists(st.sampled_from(("Nhiệm vụ", "Giải pháp")), max_size=2).map(tuple)
ITEMS = st.lists(
    st.builds(Item, st.just("k"), st.one_of(WORDS, st.text(max_size=30)), st.sampled_from((None, "1", "a)")), TITLES), max_size=9
)

GROWN = f"{TRAIN} Biên soạn tài liệu hỏi đáp gửi từng công chức và cập nhật mỗi quý theo phản ánh của cơ sở."
EDITIONS = (
    ("a task that says a little less", [REVIEW], [REVIEW.replace(", hoàn thành trước ngày 30/6/2025", "")], [(0, 0)]),
    ("a task that says much more", [TRAIN], [GROWN], [(0, 0)]),
    (
        "a task in other words under the same number",
        [REVIEW, SEED],
        [SEED, REVIEW.replace("cập nhật quy trình", "sửa đổi")],
        [(0, 1), (1, 0)],
    ),
    ("a task with a new one before it", [TRAIN, PUBLISH], [SEED, TRAIN, PUBLISH], [(0, 1), (1, 2)]),
    ("tasks that moved", list(SENTENCES), list(reversed(SENTENCES)), [(0, 4), (1, 3), (2, 2), (3, 1), (4, 0)]),
    ("a task typed with old tone marks and other dashes", ["Hoà giải – đối thoại"], ["hòa giải  -  đối thoại."], [(0, 0)]),
    ("unlike tasks", [TRAIN, PUBLISH], [SURVEY, SEED], []),
    ("short unlike tasks", ["Sở Y tế báo cáo"], ["Sở Nội vụ báo cáo"], []),
    ("nothing on one side", [], [SEED], []),
)


@pytest.mark.parametrize(("_case", "old", "new", "pairs"), EDITIONS, ids=[case for case, *_ in EDITIONS])
def test_a_task_is_found_again_in_the_new_edition(_case: str, old: list[str], new: list[str], pairs: list[tuple[int, int]]) -> None:
    found = align(items(old), items(new))
    assert [(pair.old, pair.new) for pair in found.pairs] == pairs


def test_the_same_number_does_not_pair_unlike_texts() -> None:
    found = align(items([TRAIN], numbers=["1."]), items([SEED], numbers=["1."]))
    assert (found.pairs, found.dropped, found.added) == ((), (0,), (0,))


def test_of_two_texts_equally_alike_the_same_number_decides() -> None:
    lines = [f"Kiểm tra việc tiếp nhận hồ sơ tại bộ phận một cửa xã {name}." for name in ("Tân Lập", "Sơn Mai", "Hòa Bình")]
    found = align(items(lines[:1], numbers=["b)"]), items(lines[1:], numbers=["a)", "b)"]))
    assert [(pair.old, pair.new) for pair in found.pairs] == [(0, 1)]


def test_equal_texts_keep_their_titles() -> None:
    old = [*items([TRAIN], heading=("Cấp tỉnh",)), *items([TRAIN], heading=("Cấp xã",))]
    found = align(old, list(reversed(old)))
    assert [(pair.old, pair.new) for pair in found.pairs] == [(0, 1), (1, 0)]


def test_equal_texts_without_titles_keep_their_order() -> None:
    found = align(items([TRAIN, TRAIN]), items([TRAIN, SEED, TRAIN]))
    assert [(pair.old, pair.new) for pair in found.pairs] == [(0, 0), (1, 2)]
    assert found.added == (1,)


def test_a_task_cut_in_two_is_paired_with_its_longer_part() -> None:
    first, rest = "Công khai kết quả giải quyết hồ sơ quá hạn trên cổng thông tin điện tử", "vào ngày 05 hằng tháng, niêm yết tại trụ sở."
    found = align(items([f"{first}, {rest}"]), items([rest, first]))
    assert [(pair.old, pair.new) for pair in found.pairs] == [(0, 1)]
    assert found.added == (0,)


def test_one_sure_pair_beats_two_doubtful_ones() -> None:
    old = items([SURVEY, "Khảo sát mức độ hài lòng của cán bộ, công chức đối với môi trường làm việc ít nhất 02 lần trong năm."])
    new = items([SURVEY.replace("ít nhất", "tối thiểu")])
    assert [(pair.old, pair.new) for pair in align(old, new).pairs] == [(0, 0)]


def test_only_equal_texts_are_wholly_alike() -> None:
    found = align(
        items([TRAIN, "Đạt ≥ 95% hồ sơ đúng hạn trong năm nay"]), items([TRAIN.upper(), "Đạt (≥ 95%) hồ sơ, đúng hạn trong năm nay"])
    )
    assert [pair.likeness for pair in found.pairs] == [1.0, 0.99]


@given(ITEMS, ITEMS)
def test_every_index_stands_in_one_place_only(old: list[Item], new: list[Item]) -> None:
    found = align(old, new)
    assert sorted([pair.old for pair in found.pairs] + list(found.dropped)) == list(range(len(old)))
    assert sorted([pair.new for pair in found.pairs] + list(found.added)) == list(range(len(new)))
    assert all(0 < pair.likeness <= 1 for pair in found.pairs)
    assert align(old, new) == found


@given(ITEMS)
def test_a_list_aligned_with_itself_pairs_each_item_with_itself(same: list[Item]) -> None:
    found = align(same, same)
    assert [(pair.old, pair.new, pair.likeness) for pair in found.pairs] == [(index, index, 1.0) for index in range(len(same))]


def test_three_hundred_changed_tasks_are_aligned_at_once() -> None:
    old = items([f"{SENTENCES[index % 5]} Thực hiện tại xã số {index}." for index in range(300)])
    new = items([item.text.replace("hồ sơ", "giấy tờ").replace("Thực hiện", "Triển khai") for item in reversed(old)])
    began = time.perf_counter()
    found = align(old, new)
    assert time.perf_counter() - began < 2  # 0.1 s on a quiet machine
    assert [(pair.old, pair.new) for pair in found.pairs] == [(index, 299 - index) for index in range(300)]
