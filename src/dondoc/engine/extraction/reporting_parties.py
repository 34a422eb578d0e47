"""Turns a sentence that orders a report into who reports and to whom, as printed."""

from __future__ import annotations

import re

# The words that a unit or office begins with.
_UNIT = (
    r"(?:[Cc]ác|[Tt]ừng|[Mm]ỗi|[Tt]hủ trưởng|[Gg]iám đốc|[Tt]rưởng|[Cc]hủ tịch|[Pp]hó Chủ tịch|[Ll]ãnh đạo|[Nn]gười đứng đầu"
    r"|[Cc]ấp có thẩm quyền|Sở|UBND|Ủy ban|Uỷ ban|HĐND|Hội đồng|Văn phòng|Phòng|Ban|Bộ|Chi cục|Cục|Trung tâm|Công an|Viện|Thanh tra"
    r"|Tỉnh ủy|Thành ủy|Huyện ủy|Đảng ủy|Thường trực|Thủ tướng|Chính phủ|Công ty|Tổ|Mặt trận|[Đđ]ơn vị|[Cc]ơ quan|Kho bạc|Bảo hiểm)"
)
_VERB = (
    r"(?:có trách nhiệm|chịu trách nhiệm|chủ trì|phối hợp|kịp thời|định kỳ|[Hh]ằng|[Hh]àng|thường xuyên|tổng hợp|báo cáo|gửi|phản ánh"
    r"|phải|chủ động|căn cứ|theo dõi|tổ chức|thực hiện|là đầu mối|xây dựng|tham mưu|rà soát|giám sát|nghiêm túc|khẩn trương|tăng cường"
    r"|theo chức năng|tiếp thu|chỉ đạo|đôn đốc)"
)
# "Giao Sở Nội vụ chủ trì ...", "Các phòng, đơn vị báo cáo ...", "..., các cơ quan, đơn vị kịp thời phản ánh".
_BEARER = re.compile(
    rf"(?:^[-+*\d.()a-zđ\s]{{0,8}}|[,:]\s|mắc\s|sinh\s)(?:[Gg]iao\s|[Yy]êu cầu\s|[Đđ]ề nghị\s)?"
    rf"(?P<unit>(?!đơn vị thuộc){_UNIT}\b[^.;:]{{0,120}}?),?\s+{_VERB}\b"
)
_ASSIGNED = re.compile(rf"[,:]\s[Gg]iao\s(?P<unit>{_UNIT}\b[^.;:]{{0,120}}?),?\s+{_VERB}\b")
# What "báo cáo" may be followed by that is no addressee: "báo cáo các trường hợp chậm".
_MATTER = r"(?:trường hợp|chỉ tiêu|nội dung|khó khăn|vướng mắc|vấn đề|kết quả|báo cáo|vụ|khu vực)"
_TO_END = (
    r"[.;:()]|$|để\b|xem xét|trước\b|theo\b|kết quả|tình hình|những|hằng|hàng|định kỳ|xử lý|ban hành|phê duyệt|bố trí|tổng hợp|chỉ đạo"
    rf"|về\b|có giải pháp|vào\b|trong\b|khi\b|đánh giá|các\s+{_MATTER}|chậm nhất|,\s+(?:đảm bảo|bảo đảm|để|đồng thời|hoàn thành)|và gửi"
)
# "báo cáo UBND tỉnh", "gửi báo cáo về Sở Tài chính (qua Văn phòng Sở)".
_ADDRESSEE = re.compile(
    rf"(?:[Bb]áo cáo(?:\s+(?:ngay|kịp thời))?|về|[Gg]ửi|cho|với|tới|[Tt]rình)\s+(?:về\s+|cho\s+|với\s+|tới\s+)?"
    rf"(?P<unit>{_UNIT}(?![^\W\d_])(?!\s+{_MATTER})[^.;:()]{{0,90}}?)(?P<via>\s*\((?:qua|thông qua)[^)]{{2,60}}\))?(?=\s*(?:{_TO_END}))"
)


def bearer(text: str, start: int, end: int) -> str | None:
    """Return who reports by the words of `text[start:end]`, `None` where they name nobody."""
    sentence = text[start:end]
    found = _ASSIGNED.search(sentence) or _BEARER.search(sentence)
    return found["unit"].strip(" ,") if found else None


def addressee(text: str, start: int, end: int) -> str | None:
    """Return to whom is reported by the words of `text[start:end]`, with "(qua ...)" where it is named."""
    found = _ADDRESSEE.search(text[start:end])
    if found is None:
        return None
    return (found["unit"].strip(" ,") + (found["via"] or "")).strip()
