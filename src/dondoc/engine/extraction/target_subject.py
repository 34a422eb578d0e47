"""Turns the words around a number into what the number measures."""

from __future__ import annotations

import re

# Where the words about a number begin or end: a stop, a colon, a dash with blanks, a bracket.
_BREAK = re.compile(
    r"[;:(]|\.\s|\s-\s|,\s(?=phấn đấu|đảm bảo|bảo đảm|góp phần|trong đó|đồng thời|nâng|thực hiện từ|hoàn thành|xong|trước|chậm nhất)"
)
_LIST_MARK = re.compile(r"^\s*(?:[-+*]+|\(?[a-zđA-ZĐ0-9.]{1,5}[.)/])\s+")
# "đạt trên", "phấn đấu", "tối thiểu": the verb and comparator are no part of the subject.
_TAIL = re.compile(
    r"(?:\s|^)(?:đạt|từ|trên|dưới|hơn|khoảng|ít nhất|tối thiểu|tối đa|không quá|không dưới|bình quân đạt|ph[ấầân]n đ[ấầ]u|là|lên|còn|được"
    r"|thêm|đảm bảo|bảo đảm|\*+|\$|\\geq|≥|>=?)\s*$",
    re.IGNORECASE,
)
_HEAD = re.compile(
    r"^(?:ph[ấầân]n đ[ấầ]u|đảm bảo|bảo đảm|trong đó|góp phần|đạt|mục tiêu|chỉ tiêu(?: cụ thể)?|với mục tiêu|đồng thời|tiếp tục"
    r"|và|thì|là)\s+",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"\s*(?:các|những|số|[^\W\d_]+\s[^\W\d_]+)", re.IGNORECASE)
# "công khai kết quả đối với 100% hồ sơ": the words before the number only lead on to what it counts.
_LEADS_ON = re.compile(r"\s(?:đối với|tại|cho|của|với|trong|bằng|ở|từ|tới|đến)$", re.IGNORECASE)
_STOPS = re.compile(r"\s*(?:trở lên|trở xuống|trong|so với|vào|đến|mỗi|/|và các năm|[;.,)]|$)", re.IGNORECASE)

_REACH = 300


def subject(text: str, start: int, *, at: int, end: int, after: int) -> str:
    """Return what the number at `text[at:after]` measures, out of its sentence `text[start:end]`; "" where nothing says it.

    "Tỷ lệ lấp đầy đạt 60%" is about what stands before the number, "100% văn bản được ký số" about what stands after it.
    """
    before = _before(text[max(start, at - _REACH) : at])
    if _LEADS_ON.search(before):
        return _after(text[after : min(end, after + _REACH)]) or _LEADS_ON.sub("", before)
    if len(before.split()) >= 3 and (_STOPS.match(text, after, end) or len(before.split()) >= 5):
        return before
    return _after(text[after : min(end, after + _REACH)]) or before


def _before(words: str) -> str:
    parts = _BREAK.split(words)
    words = _bare(parts[-1])
    return _bare(parts[-2]) if not words and len(parts) > 1 else words


def _bare(words: str) -> str:
    words = _LIST_MARK.sub("", words).strip(" *$,")
    while (tail := _TAIL.search(words)) is not None:
        words = words[: tail.start()].strip(" *$,")
    while (head := _HEAD.match(words)) is not None:
        words = words[head.end() :]
    return words


def _after(words: str) -> str:
    if not _GOES_ON.match(words) or _STOPS.match(words):
        return ""
    return _BREAK.split(words)[0].strip(" *$,.")
