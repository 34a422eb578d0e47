"""Markdown files give the words that a reader of the rendered page sees."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.engine.sources import markdown
from dondoc.engine.sources.errors import UnreadableSource
from dondoc.engine.sources.markdown_marks import plain
from dondoc.engine.sources.source import Format
from tests.engine.sources.shape import check, words

PLAN = r"""---
title: Kế hoạch
---
[Trang chủ](/) | [Văn bản](/vb) | [Liên hệ](/lh)

# KẾ HOẠCH
## Khắc phục tồn tại, hạn chế năm 2024

**1.2.** Sở *Nội vụ* chủ trì theo [Nghị định số 30/2020/NĐ-CP](https://vb.example/30 "xem").
2\. Sở Tài chính bố trí kinh phí.

* **Sở Y tế**: rà soát
+ Sở Xây dựng
- Sở Tư pháp

| TT | **Nhiệm vụ** | Chủ trì |
|:--:|---|---|
| 1 | Rà soát \| đánh giá | Sở Nội vụ<br>Sở Tư pháp |

Lượt xem: 120
"""


def _read(text: str) -> list[str | list[list[str]]]:
    source = markdown.read(text.encode(), "x.md")
    check(source)
    return words(source)


def test_a_plan_in_markdown_reads_as_its_page_shows_it() -> None:
    assert _read(PLAN) == [
        "KẾ HOẠCH",
        "Khắc phục tồn tại, hạn chế năm 2024",
        "1.2. Sở Nội vụ chủ trì theo Nghị định số 30/2020/NĐ-CP.",
        "2. Sở Tài chính bố trí kinh phí.",
        "* Sở Y tế: rà soát",
        "+ Sở Xây dựng",
        "- Sở Tư pháp",
        [["TT", "Nhiệm vụ", "Chủ trì"], ["1", "Rà soát | đánh giá", "Sở Nội vụ\nSở Tư pháp"]],
    ]


def test_what_was_left_out_is_noted() -> None:
    source = markdown.read(PLAN.encode(), "x.md")
    assert source.format is Format.MARKDOWN
    assert [note.code for note in source.notes] == ["markdown.left-out"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("__Đơn vị__ ***chủ trì***: `Sở Y tế`", "Đơn vị chủ trì: Sở Y tế"),
        (r"\- Rà soát 2\*3 \[1\]", "- Rà soát 2*3 [1]"),
        ("Số: ______/KH-UBND ngày ___ tháng ___", "Số: ______/KH-UBND ngày ___ tháng ___"),
        ("ten_tep_dai.docx và 2*3*4", "ten_tep_dai.docx và 2*3*4"),
        ("* gạch đầu dòng *nghiêng*", "* gạch đầu dòng nghiêng"),
        ("- [x] đã xong", "- đã xong"),
        ("Theo Luật[^1] và ![ảnh](a.png)<https://vb.example>", "Theo Luật[1] và https://vb.example"),
        ("<b>đậm</b> x<sup>2</sup> 5 < 6 > 4", "đậm x2 5 < 6 > 4"),
        ("một<br>hai", "một\nhai"),
    ],
)
def test_marks_are_taken_off_a_line(line: str, words: str) -> None:
    assert plain(line) == words


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("Tiêu đề\n=====\n\nLời\n\n---\n\nSau", ["Tiêu đề", "Lời", "Sau"]),
        ("```\n# không phải tiêu đề\n```", ["# không phải tiêu đề"]),
        ("> trích dẫn\n>> sâu hơn", ["trích dẫn", "sâu hơn"]),
        ("<!-- ẩn\nẩn -->hiện <!-- chưa đóng", ["hiện <!-- chưa đóng"]),
        ("<table><tr><td rowspan=2>a<td>b\n\n<tr><td>c</table>\n\nsau", [[["a", "b"], ["a", "c"]], "sau"]),
        ("<script>\nx()\n\ny()\n</script>\n\nsau", ["sau"]),
        ('<div align="center">\n\n**KẾ HOẠCH**\n\n</div>', ["KẾ HOẠCH"]),
        ("[vb]: https://vb.example\n\n[^1]: Chú thích", ["[1] Chú thích"]),
        ("- [Nghị định 30](a)\n- [Nghị định 61](b)", ["- Nghị định 30", "- Nghị định 61"]),
        ("- [Trang chủ](a)\n- [Tin tức](b)\n\n- [Liên hệ](c)\n\nNội dung", ["Nội dung"]),
        ("Rà soát&nbsp;&amp; đánh giá", ["Rà soát & đánh giá"]),
        ("+++\na = 1\n+++\nLời", ["Lời"]),
    ],
)
def test_blocks_of_markdown_are_told_apart(text: str, blocks: list[str | list[list[str]]]) -> None:
    assert _read(text) == blocks


def test_a_file_without_words_says_so() -> None:
    assert [note.code for note in markdown.read(b"---\na: 1\n---\n", "x.md").notes] == ["text.empty"]


_LINES = ["# KẾ HOẠCH", "* **a**", "| a | b |", "|---|---|", "<table>", "<tr><td>x", "</table>", "```", "> trích", "[a](b)"]
_LINES += ["1\\. Sở", "", "---", "<!--", "-->"]


@given(st.lists(st.sampled_from(_LINES), max_size=30).map("\n".join) | st.text("*_[]()<>|`~\\#!-+ a\n", max_size=150))
def test_any_markdown_gives_a_sound_source(text: str) -> None:
    _read(text)


@given(st.binary(max_size=300))
def test_any_bytes_give_a_sound_source_or_a_named_error(data: bytes) -> None:
    try:
        source = markdown.read(data, "x.md")
    except UnreadableSource:
        return
    check(source)
