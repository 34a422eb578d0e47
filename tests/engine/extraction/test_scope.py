"""Label lines before, after and below tasks → which of them governs each task."""

from __future__ import annotations

import pytest

from dondoc.engine.extraction.scope import governing
from dondoc.engine.vocabulary.labels import Role
from tests.engine.extraction.building import labelled

LEAD_A, LEAD_B = "Đơn vị chủ trì: Sở A", "Đơn vị chủ trì: Sở B"
ONE, TWO, THREE = "- Rà soát thủ tục một.", "- Rà soát thủ tục hai.", "- Rà soát thủ tục ba."


def led(text: str) -> list[str]:
    """Return for each task the letter of the lead that governs it, a dash where none does."""
    found = labelled(text)
    governed = governing(found)
    letters = []
    for item in found:
        if item.part.value == "task":
            label = governed.get(item.node.index, {}).get(Role.LEAD)
            letters.append(label.at.passage.text[label.label.start : label.label.end].removeprefix("Sở ") if label else "-")
    return letters


CASES = (
    ("before the tasks of its part", ["1. Nhóm một", LEAD_A, ONE, TWO], "A A"),
    ("after the tasks of its part", ["1. Nhóm một", ONE, TWO, LEAD_A], "A A"),
    ("before, two times over", ["1. Nhóm một", LEAD_A, ONE, LEAD_B, TWO, THREE], "A B B"),
    ("after, two times over", ["1. Nhóm một", ONE, LEAD_A, TWO, THREE, LEAD_B], "A B B"),
    ("each part its own", ["1. Nhóm một", LEAD_A, ONE, "2. Nhóm hai", LEAD_B, TWO], "A B"),
    ("a part without", ["1. Nhóm một", LEAD_A, ONE, "2. Nhóm hai", TWO], "A -"),
    ("said of the whole section, and nearer of a part", [LEAD_A, "1. Nhóm một", ONE, "2. Nhóm hai", LEAD_B, TWO], "A B"),
    ("below a task of its own", ["1. Rà soát thủ tục một", LEAD_A, "2. Rà soát thủ tục hai", LEAD_B], "A B"),
    ("as points of its own", ["1. Rà soát thủ tục một.", "- " + LEAD_A, "2. Rà soát thủ tục hai.", "- " + LEAD_B], "A B"),
    ("in a numbered part of labels", ["1. Nhóm một", "1.1. Giải pháp", ONE, TWO, "1.2. Phân công", LEAD_A], "A A"),
    ("empty says nothing", ["1. Nhóm một", "Đơn vị chủ trì:", ONE], "-"),
    ("in an order itself", ["1. Rà soát thủ tục hành chính; đơn vị chủ trì: Sở A", "2. Rà soát hồ sơ."], "A -"),
)


@pytest.mark.parametrize(("lines", "leads"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_label_governs_the_tasks_of_its_place(lines: list[str], leads: str) -> None:
    assert " ".join(led("\n".join(["I. NHIỆM VỤ", *lines]))) == leads


def test_a_label_of_the_page_or_of_a_purpose_governs_nothing() -> None:
    assert led("Đơn vị thực hiện: Sở A\nI. MỤC ĐÍCH\nĐơn vị chủ trì: Sở B\nII. NHIỆM VỤ\n- Rà soát thủ tục hành chính.") == ["-"]
