"""What the readers found → tasks with what they inherit from their labels, headings and rows."""

from __future__ import annotations

import pytest

from tests.engine.extraction.building import plan, tasks

DUTY = "Rà soát, cập nhật thủ tục hành chính."
CASES = (
    ("named in the sentence", ["1. Sở Y tế rà soát hồ sơ trước ngày 30/6/2025."], ["Sở Y tế | - | date - 2025-06-30"]),
    ("named in the point above", ["- Sở Y tế:", "+ Rà soát hồ sơ.", "+ Kiểm tra thuốc."], ["Sở Y tế | - | -"] * 2),
    (
        "named by the block",
        ["1. Sở Y tế", "- Rà soát hồ sơ.", "2. Sở Nội vụ", "- Kiểm tra công vụ."],
        ["Sở Y tế | - | -", "Sở Nội vụ | - | -"],
    ),
    (
        "a block that charges, with partners",
        ["1. Giao Sở Y tế chủ trì, phối hợp với Sở Tài chính:", "a) " + DUTY, "b) Kiểm tra giá thuốc."],
        ["Sở Y tế | Sở Tài chính | -"] * 2,
    ),
    (
        "a block of a unit that nobody listed",
        ["1. Sở Y tế", "- " + DUTY, "2. Ban Quản lý Chợ Tân Giang", "- " + DUTY],
        ["Sở Y tế | - | -", "Ban Quản lý Chợ Tân Giang | - | -"],
    ),
    (
        "said by a label, the sentence before it",
        ["1. Nhóm một", "- " + DUTY, "- Sở Nội vụ kiểm tra công vụ.", "Đơn vị chủ trì: Sở Y tế", "Thời gian: Năm 2025"],
        ["Sở Y tế | - | span 2025-01-01 2025-12-31", "Sở Nội vụ | - | span 2025-01-01 2025-12-31"],
    ),
    (
        "a day in the sentence outranks the label",
        ["1. Nhóm một", "- Rà soát hồ sơ trước ngày 31/3/2025.", "- " + DUTY, "Thời gian: Năm 2025"],
        ["- | - | date - 2025-03-31", "- | - | span 2025-01-01 2025-12-31"],
    ),
    (
        "labels in brackets after the order",
        ["1. Nâng cấp hệ thống thông tin (chủ trì: Sở Y tế; phối hợp: Sở Nội vụ; thời gian: Quý I/2025)."],
        ["Sở Y tế | Sở Nội vụ | span 2025-01-01 2025-03-31"],
    ),
    (
        "labels of one line",
        ["1. " + DUTY, "Đơn vị chủ trì: Sở Y tế; đơn vị phối hợp: Sở Nội vụ, Sở Tài chính; thời gian: Thường xuyên."],
        ["Sở Y tế | Sở Nội vụ; Sở Tài chính | continuous - -"],
    ),
    ("nobody", ["1. " + DUTY], ["- | - | -"]),
)


@pytest.mark.parametrize(("lines", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_task_has_its_own_units_and_deadline_or_those_nearest_above(lines: list[str], expected: list[str]) -> None:
    found = tasks(plan("\n".join(["I. NHIỆM VỤ", *lines])))
    assert [line.split(" | ", 1)[1] for line in found] == expected


def test_a_task_keeps_its_number_its_headings_and_its_words() -> None:
    (task,) = plan(f"I. NHIỆM VỤ\n1. Cải cách thể chế\na) {DUTY}").tasks
    assert (task.number, task.heading, task.text) == ("a)", ("I. NHIỆM VỤ", "1. Cải cách thể chế"), DUTY)
    assert (task.evidence.line, task.evidence.text) == (3, f"a) {DUTY}")


def test_a_product_is_kept_beside_its_task() -> None:
    (task,) = plan(f"I. NHIỆM VỤ\n1. {DUTY}\nSản phẩm: Quyết định công bố.").tasks
    assert task.deliverable is not None
    assert task.deliverable.value == "Quyết định công bố"


def test_a_time_that_cannot_be_read_is_a_doubt_and_no_deadline() -> None:
    found = plan(f"I. NHIỆM VỤ\n1. {DUTY}\nThời gian: xem cột bên.")
    assert [task.deadline for task in found.tasks] == [None]
    assert [(doubt.code, doubt.text) for doubt in found.doubts] == [("deadline.unread", "xem cột bên")]


def test_the_name_of_a_content_is_no_part_of_the_order() -> None:
    (task,) = plan("I. KHẮC PHỤC\n1. Hồ sơ còn chậm\nNguyên nhân: Thiếu người.\nGiải pháp: Sở Y tế kiểm tra công vụ.").tasks
    assert (task.text, [lead.name for lead in task.leads]) == ("Sở Y tế kiểm tra công vụ.", ["Sở Y tế"])


def test_headings_tell_the_outline_with_levels_and_parents() -> None:
    found = plan("I. NHIỆM VỤ\n1. Cải cách thể chế\na) Rà soát văn bản.\n2. Tổ chức bộ máy\nII. TỔ CHỨC THỰC HIỆN").outline
    assert [(heading.number, heading.level, heading.parent) for heading in found] == [
        ("I.", 1, None),
        ("1.", 2, 0),
        ("a)", 3, 1),
        ("2.", 2, 0),
        ("II.", 1, None),
    ]
