"""Part of step 3: finds which paragraphs stand outside the body: after a signature, or what a portal prints round a page."""

from __future__ import annotations

import re

from dondoc.engine.extraction.outline import Node, opens_document

# "Nơi nhận:", "TM. ỦY BAN NHÂN DÂN", "KT. GIÁM ĐỐC", "T/M BAN BÍ THƯ", "(Đã ký)" (Decree 30/2020, Article 13)
_FOOT = re.compile(r"nơi nhận\s*:|(?:(?:tm|kt|tl|tuq|q)\s*[./]|t/m|k/t|t/l)\s*\S|\(đã ký\)")
_SIGNING_TITLE = re.compile(
    r"""
    (?:phó\s+)?(?:tổng\s+)?
    (?: giám\ đốc | chủ\ tịch | bộ\ trưởng | thứ\ trưởng | thủ\ tướng(?:\ chính\ phủ)? | chánh\ văn\ phòng | bí\ thư | trưởng\ ban
      | cục\ trưởng | chi\ cục\ trưởng | chủ\ nhiệm | viện\ trưởng | hiệu\ trưởng | tổng\ thanh\ tra )
    """,
    re.VERBOSE,
)
# What a portal prints round an article.
_FURNITURE = re.compile(
    r"""
    theo\ cổng | nguồn\s*: | link\b | ngày\ giờ\ đăng | tin\ (?:liên\ quan|khác|cùng) | các\ tin | lượt\ (?:xem|truy\ cập) | số\ lượt
    | đang\ truy\ cập | hôm\ nay\s*: | tổng\ (?:số\ )?lượt | chia\ sẻ | in\ (?:trang|bài) | gửi\ (?:đánh\ giá|bình\ luận|email)
    | ý\ kiến\ bạn\ đọc | bình\ luận | đăng\ nhập | xem\ thêm | tags?\s*: | từ\ khóa | tải\ về | download | (?:tệp|file)\ đính\ kèm
    | bản\ quyền | copyright | © | https?://
    """,
    re.VERBOSE,
)
_LONGEST_FURNITURE = 300
# What asks somebody to act; a closing paragraph with none of it only ends the document.
REQUEST = re.compile(r"(?<!\w)(?:yêu cầu|đề nghị|giao|báo cáo|phản ánh|phải|có trách nhiệm|chịu trách nhiệm|kịp thời)(?!\w)")
_ANNEXES = ("phụ lục", "biểu", "mẫu", "phần")


def outside_body(nodes: tuple[Node, ...]) -> frozenset[int]:
    """Return the indices of the nodes after a signature or a closing "./." until the next document or annex begins."""
    found: set[int] = set()
    ended = closed = False
    for node in nodes:
        if ended and _begins_anew(node):
            ended = closed = False
        # "Trên đây là Kế hoạch …" closes the body; after it only requests still belong to it.
        ended = ended or (closed and node.marker is None and not REQUEST.search(node.folded)) or _is_foot(node)
        closed = closed or node.folded.startswith("trên đây là")
        if ended or _is_furniture(node):
            found.add(node.index)
        elif node.passage.text.endswith(("./.", "./")):
            ended = True
    return frozenset(found)


def _begins_anew(node: Node) -> bool:
    if node.table is not None:
        return not any("nơi nhận" in cell.folded for row in node.table.rows for cell in row)
    return opens_document(node.passage) or (node.marker is not None and node.style in _ANNEXES)


def _is_foot(node: Node) -> bool:
    if node.marker is not None or node.table is not None:
        return False
    capitals = node.passage.text.isupper()
    if _FOOT.match(node.folded) is not None and (capitals or node.folded.startswith(("nơi nhận", "(đã"))):
        return True
    return capitals and _SIGNING_TITLE.fullmatch(node.folded) is not None


def _is_furniture(node: Node) -> bool:
    return node.marker is None and len(node.folded) < _LONGEST_FURNITURE and _FURNITURE.match(node.folded) is not None
