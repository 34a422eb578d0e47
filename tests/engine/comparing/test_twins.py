"""Checks which tasks of two plans are one task, and which only sound alike."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.engine.comparing import Item, find_twins
from tests.engine.comparing.items import REVIEW, SENTENCES, SURVEY, TRAIN, items

SPREAD = "Tăng cường công tác tuyên truyền, phổ biến quy định của pháp luật về {} đến cán bộ, công chức và nhân dân."
JOINT = "Phối hợp với {} kiểm tra việc tiếp nhận hồ sơ tại bộ phận một cửa của các xã."
SHARE = "Bảo đảm ít nhất {} hồ sơ được tiếp nhận trực tuyến và trả kết quả đúng hạn."
TWINS = (
    ("the same words", REVIEW, REVIEW.upper(), (), ()),
    ("another day", REVIEW, REVIEW.replace("30/6/2025", "15/7/2025"), ("30/6/2025",), ("15/7/2025",)),
    ("no day", TRAIN, TRAIN.replace("xã.", "xã, trước 30/6."), (), ("trước", "30/6")),
    ("an abbreviation", REVIEW, REVIEW.replace("thủ tục hành chính", "TTHC"), ("thủ", "tục", "hành", "chính"), ("tthc",)),
    ("a slip of the keyboard", SURVEY, SURVEY.replace("doanh nghiệp", "doanh ngiệp"), ("nghiệp",), ("ngiệp",)),
    ("a word without its marks", REVIEW, REVIEW.replace("đất đai", "đất dai"), ("đai",), ("dai",)),
    ("empty words", REVIEW, "Tiếp tục " + REVIEW.replace("Rà soát,", "rà soát và"), (), ("tiếp", "tục", "và")),
    ("a word more", TRAIN, TRAIN.replace("kỹ năng", "sâu kỹ năng"), (), ("sâu",)),
)
OTHERS = (
    ("another object", SPREAD.format("đất đai"), SPREAD.format("hòa giải ở cơ sở")),
    ("another object of one syllable", SPREAD.format("đê điều"), SPREAD.format("đê biển")),
    ("another object besides", SPREAD.format("đất đai"), SPREAD.format("đất đai, lâm nghiệp, thủy sản, khoáng sản")),
    ("another unit", JOINT.format("Sở Y tế"), JOINT.format("Sở Nội vụ")),
    ("a unit named in one", TRAIN, TRAIN.replace("cấp xã", "cấp xã do Trung tâm Khuyến nông mở")),
    ("another figure", SHARE.format("80%"), SHARE.format("90%")),
    ("another year", REVIEW, REVIEW.replace("2025", "2026")),
    ("another document", SPREAD.format("Nghị định 61/2018"), SPREAD.format("Nghị định 118/2025")),
    ("words that are said of anything", "Thực hiện nghiêm túc chế độ báo cáo.", "Thực hiện nghiêm túc chế độ báo cáo."),
    ("nothing", "", ""),
)
TEXTS = st.lists(st.sampled_from([*SENTENCES, SPREAD.format("đất đai"), "", "ngắn"]), max_size=6)


@pytest.mark.parametrize(("_case", "task", "known", "only_task", "only_known"), TWINS, ids=[case for case, *_ in TWINS])
def test_one_task_ordered_twice_is_recognised(
    _case: str, task: str, known: str, only_task: tuple[str, ...], only_known: tuple[str, ...]
) -> None:
    (twin,) = find_twins(items([task]), items([*SENTENCES[2:3], known]))
    assert (twin.task, twin.known) == (0, 1)
    assert (twin.only_task, twin.only_known) == (only_task, only_known)
    assert (twin.likeness == 1) == (not only_task and not only_known)


@pytest.mark.parametrize(("_case", "task", "known"), OTHERS, ids=[case for case, *_ in OTHERS])
def test_two_tasks_in_the_same_phrase_are_no_twins(_case: str, task: str, known: str) -> None:
    assert find_twins(items([task]), items([known])) == ()
    assert find_twins(items([known]), items([task])) == ()


def test_the_likest_twin_comes_first_and_five_are_enough() -> None:
    known = [REVIEW.replace("Rà soát", "Tiếp tục rà soát"), *[REVIEW.replace("30/6", f"{day}/6") for day in range(10, 17)], REVIEW]
    found = find_twins(items([REVIEW]), items(known))
    assert len(found) == 5
    assert (found[0].known, found[0].likeness) == (8, 1.0)
    assert [twin.likeness for twin in found] == sorted((twin.likeness for twin in found), reverse=True)


@given(TEXTS, TEXTS)
def test_twins_are_twins_from_either_side(tasks: list[str], known: list[str]) -> None:
    there = {(twin.task, twin.known) for twin in find_twins(items(tasks), items(known))}
    back = {(twin.known, twin.task) for twin in find_twins(items(known), items(tasks))}
    assert len(tasks) > 5 or len(known) > 5 or there == back


@given(st.lists(st.text(max_size=60), max_size=4))
def test_any_text_may_be_looked_for(texts: list[str]) -> None:
    assert all(twin.likeness == 1 for twin in find_twins(items(texts), items(texts)) if twin.task == twin.known)


def test_sixty_tasks_are_looked_for_among_three_thousand_at_once() -> None:
    known = [Item(str(index), f"{SENTENCES[index % 5]} Thực hiện tại xã số {index}.") for index in range(3000)]
    began = time.perf_counter()
    found = find_twins(known[:60], known)
    assert time.perf_counter() - began < 5  # 0.2 s on a quiet machine
    assert [(twin.task, twin.known) for twin in found] == [(index, index) for index in range(60)]
