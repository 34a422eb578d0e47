"""Paragraphs → a tree by their printed markers, whatever their order, gaps and doubles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.extraction.building import nodes, tree

TREES = (
    (
        "bullets and plus signs below a number",
        "1. Sở Y tế\n- Rà soát hồ sơ.\n+ Hồ sơ đất đai.\n+ Hồ sơ xây dựng.\n- Báo cáo kết quả.\n2. Sở Nội vụ",
        ["1.", "  -", "    +", "    +", "  -", "2."],
    ),
    (
        "all levels of a plan",
        "Phần I. CHUNG\nA. ĐÁNH GIÁ\nI. KẾT QUẢ\n1. Thể chế\n1.1. Văn bản\na) Rà soát\n- Luật\n+ Nghị định\nPhần II. RIÊNG\nA. NHIỆM VỤ",
        ["Phần I.", "  A.", "    I.", "      1.", "        1.1.", "          a)", "            -", "              +", "Phần II.", "  A."],
    ),
    ("a gap is no obstacle", "1. Một\n1.1. Hai\n1.3. Ba\n4. Bốn", ["1.", "  1.1.", "  1.3.", "4."]),
    ("a double stands beside its twin", "A. Một\n1. Hai\nA. Ba\n1. Bốn", ["A.", "  1.", "A.", "  1."]),
    ("the letter đ is one of its series", "c) Một\nd) Hai\nđ) Ba\ne) Bốn", ["c)", "d)", "đ)", "e)"]),
    (
        "a list of its own below a letter",
        "I. Chung\n1. Thể chế\na) Các sở:\n1. Sở Y tế.\n2. Sở Nội vụ.\nb) Các xã:\n1. Xã Một.\n2. Tổ chức",
        ["I.", "  1.", "    a)", "      1.", "      2.", "    b)", "      1.", "      2."],
    ),
    ("a number goes back to its own series", "1. Một\na) Hai\nb) Ba\n2. Bốn", ["1.", "  a)", "  b)", "2."]),
    ("children of a number that is not there", "2.1. Một\n2.2. Hai\n1. Ba", ["2.1.", "2.2.", "  1."]),
    ("a plain paragraph stands below the number", "1. Một\n- Hai\nSở Y tế rà soát.\n2. Ba", ["1.", "  -", "  Sở", "2."]),
    (
        "bullets after a colon stand below it",
        "1. Một\nSở Y tế:\n- Rà soát.\n- Báo cáo.\nSở Nội vụ:\n- Kiểm tra.",
        ["1.", "  Sở", "    -", "    -", "  Sở", "    -"],
    ),
    ("an annex stands beside the body", "I. Một\n1. Hai\nPhụ lục 1. Danh mục\n1. Ba", ["I.", "  1.", "Phụ lục 1.", "  1."]),
    ("a document inside a document", "Điều 1. Ban hành Kế hoạch.\nKẾ HOẠCH\nI. Một\n1. Hai", ["Điều 1.", "KẾ", "  I.", "    1."]),
    ("articles stand beside each other", "Điều 1. Một\n1. Hai\nĐiều 2. Ba", ["Điều 1.", "  1.", "Điều 2."]),
    ("roman numbers in brackets", "1. Một\n(i) Hai\n(ii) Ba\n2. Bốn", ["1.", "  (i)", "  (ii)", "2."]),
)


@pytest.mark.parametrize(("text", "shape"), [case[1:] for case in TREES], ids=[case[0] for case in TREES])
def test_paragraphs_stand_below_what_holds_them(text: str, shape: list[str]) -> None:
    assert tree(text) == shape


MARKERS = st.sampled_from(
    [
        "Phần I.",
        "A.",
        "I.",
        "II.",
        "1.",
        "2.",
        "1.1.",
        "1.2.3.",
        "a)",
        "b)",
        "-",
        "+",
        "*",
        "(1)",
        "(i)",
        "Thứ nhất,",
        "Điều 1.",
        "Phụ lục 1.",
        "",
        "KẾ HOẠCH",
    ]
)


@given(st.lists(st.tuples(MARKERS, st.sampled_from(["Sở Y tế rà soát.", "Các sở:", "NHIỆM VỤ"])), max_size=40))
def test_any_order_of_markers_makes_trees_that_hold_every_paragraph_once(lines: list[tuple[str, str]]) -> None:
    found = nodes("\n\n".join(" ".join(line).strip() for line in lines))
    assert [node.index for node in found] == list(range(len(found)))
    roots = [node for node in found if node.parent is None]
    assert sorted(node.index for root in roots for node in (root, *root.descendants())) == list(range(len(found)))
    for node in found:
        assert all(child.parent is node and child.index > node.index for child in node.children)


def test_numbers_within_numbers_have_an_end() -> None:
    found = nodes("1. Rà soát thủ tục:\na) Nội dung:\n" * 200)
    assert max(sum(1 for _ in node.ancestors()) for node in found) < 30
