"""Lines of a text → paragraphs: a wrapped line goes on, a marker, a heading or a blank line begins anew."""

from __future__ import annotations

from textwrap import wrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.engine.sources.wrapping import paragraphs

LONG = (
    "Giao Sở Nội vụ chủ trì, phối hợp với các sở, ban, ngành và Ủy ban nhân dân các xã, phường rà soát toàn bộ thủ tục hành chính "
    "thuộc phạm vi quản lý, báo cáo Ủy ban nhân dân tỉnh trước ngày 30 tháng 6 năm 2025."
)
POINTS = [
    "I. NHIỆM VỤ, GIẢI PHÁP",
    "1. " + LONG,
    "a) Rà soát hồ sơ đất đai đang quá hạn, lập danh sách theo từng công chức thụ lý và giải quyết dứt điểm từng hồ sơ trong năm nay.",
    "- Công khai danh sách hồ sơ chậm giải quyết và lý do chậm trên Trang thông tin điện tử của Sở và tại bộ phận tiếp nhận hồ sơ.",
    "+ Tổ chức đối thoại với người dân, doanh nghiệp về thủ tục đất đai tại các xã, phường có nhiều hồ sơ quá hạn trong quý trước.",
    "II. TỔ CHỨC THỰC HIỆN",
    "2. " + LONG,
]


def read(text: str) -> list[str]:
    """Return the paragraphs of a text, each on one line."""
    return [" ".join(text[part.start : part.end].split()) for part in paragraphs(text)]


def wrapped(points: list[str], width: int, gap: str = "\n") -> str:
    """Return paragraphs wrapped as an editor of that width wraps them."""
    return gap.join("\n".join(wrap(point, width)) for point in points)


@pytest.mark.parametrize("width", [60, 72, 80, 100])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_wrapped_paragraphs_are_joined_at_any_width(width: int, gap: str) -> None:
    assert read(wrapped(POINTS, width, gap)) == POINTS


def test_a_text_with_a_paragraph_a_line_stays_as_it_is() -> None:
    assert read("\n".join(POINTS)) == POINTS
    assert read("\n\n".join(POINTS)) == POINTS


def test_short_lines_that_do_not_go_on_in_small_letters_are_paragraphs() -> None:
    lines = ["ỦY BAN NHÂN DÂN", "TỈNH TÂN GIANG", "Số: 45/KH-UBND", "KẾ HOẠCH", "Nơi nhận:", "- Như trên;", "- Lưu: VT."]
    assert read("\n".join(lines)) == lines


@pytest.mark.parametrize(
    "line", ["1. Sở Y tế", "IV. Giải pháp", "1.2. Rà soát", "a) Rà soát", "đ) Rà soát", "(1) Rà soát", "- Rà soát", "Điều 3. Rà soát"]
)
def test_a_marker_begins_a_paragraph_in_wrapped_text(line: str) -> None:
    assert line in read(wrapped([LONG, line, LONG], 70))


@pytest.mark.parametrize("words", ["phát triển kinh tế", "giữ vững quốc phòng"])
def test_a_dash_inside_a_name_begins_no_paragraph(words: str) -> None:
    text = (
        f"Các sở, ban, ngành đẩy mạnh nhiệm vụ {words}\n- xã hội của địa phương theo kế hoạch\nđã được phê duyệt, báo cáo kết quả\nvề Sở."
    )
    assert len(read(text)) == 1


def test_a_part_of_a_text_can_be_read_alone() -> None:
    text = "Dòng đầu.\nDòng hai.\nDòng ba."
    assert [text[part.start : part.end] for part in paragraphs(text, 10, 19)] == ["Dòng hai."]


@given(
    st.lists(
        st.sampled_from(["Sở Y tế", "sở y tế", "1.", "- a", "KẾ HOẠCH", "---", "", "  ", "a) b;", "x" * 80, "y" * 210, "30/6."]),
        max_size=30,
    )
)
def test_every_line_with_words_is_in_one_paragraph(lines: list[str]) -> None:
    text = "\n".join(lines)
    found = paragraphs(text)
    assert [line for part in found for line in text[part.start : part.end].split("\n")] == [
        line.strip() for line in lines if line.strip()
    ] or any(line != line.strip() for line in lines)
    assert all(text[part.start : part.end].strip() == text[part.start : part.end] != "" for part in found)
    assert all(before.end < after.start for before, after in zip(found, found[1:], strict=False))
