"""Draws directives from a small grammar of invented units, works and times, with what each of them orders."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st

from tests.engine.extraction.building import FOOT, HEAD

UNITS = (
    "Sở Nội vụ",
    "Sở Y tế",
    "Sở Khoa học và Công nghệ",
    "Văn phòng UBND tỉnh",
    "Thanh tra tỉnh",
    "UBND các xã, phường",
    "Các sở, ban, ngành",
    "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh",
)
WORKS = (
    "rà soát, cập nhật thủ tục hành chính thuộc phạm vi quản lý",
    "kiểm tra công vụ tại bộ phận tiếp nhận và trả kết quả",
    "hoàn thiện cơ sở dữ liệu về hòa giải ở cơ sở",
    'tuyên truyền mô hình "chính quyền thân thiện" tới người dân',
    "thực hiện các chỉ tiêu kinh tế - xã hội được giao",
)
TIMES = (
    ("trước ngày 30/6/2025", "date - 2025-06-30"),
    ("trong quý II/2025", "span 2025-04-01 2025-06-30"),
    ("trong tháng 9/2025", "span 2025-09-01 2025-09-30"),
    ("trong năm 2025", "span 2025-01-01 2025-12-31"),
)


@dataclass(frozen=True, slots=True)
class Order:
    """One order: its words, and who leads, who cooperates and when, "-" where not said."""

    words: str
    leads: str
    partners: str
    deadline: str

    def __str__(self) -> str:
        return f"{self.leads} | {self.partners} | {self.deadline}"


@st.composite
def orders(draw: st.DrawFn) -> Order:
    """Draw a sentence that charges a unit."""
    lead, partner = draw(st.permutations(UNITS))[:2]
    work = draw(st.sampled_from(WORKS))
    words, deadline = draw(st.sampled_from((("", "-"), *TIMES)))
    together = draw(st.booleans())
    sentence = f"{lead} chủ trì, phối hợp với {partner} {work}" if together else f"{lead} {work}"
    return Order(sentence + (f", hoàn thành {words}." if words else "."), lead, partner if together else "-", deadline)


@st.composite
def directives(draw: st.DrawFn) -> tuple[str, tuple[Order, ...]]:
    """Draw a whole plan of one to four parts, with the orders that it gives in their order."""
    parts = draw(st.lists(st.lists(orders(), min_size=1, max_size=4), min_size=1, max_size=4))
    marker = draw(st.sampled_from(("a)", "-", "1.1.")))
    lines = ["I. MỤC ĐÍCH, YÊU CẦU", "- Nâng cao chất lượng phục vụ người dân, doanh nghiệp.", "II. NHIỆM VỤ, GIẢI PHÁP"]
    for number, part in enumerate(parts, 1):
        lines.append(f"{number}. Nhóm công tác thứ {number}")
        for place, order in enumerate(part):
            printed = {"a)": f"{'abcd'[place]})", "-": "-", "1.1.": f"{number}.{place + 1}."}[marker]
            lines.append(f"{printed} {order.words}")
    return HEAD + "\n".join(lines) + "\n" + FOOT, tuple(order for part in parts for order in part)
