"""Nodes of the outline → what each is: heading, label, finding, cause, task, table, text, or outside the body."""

from __future__ import annotations

import pytest

from tests.engine.extraction.building import labelled, parts

CASES = (
    ("a section of tasks", "I. NHIỆM VỤ\n1. Rà soát, cập nhật thủ tục hành chính.\n2. Kiểm tra công vụ tại các xã.", "heading task task"),
    (
        "a purpose orders nothing",
        "I. MỤC ĐÍCH, YÊU CẦU\n1. Mục đích\n- Nâng cao chất lượng phục vụ người dân.\n2. Yêu cầu\n- Rà soát kỹ hồ sơ.",
        "text text text text text",
    ),
    (
        "findings and causes",
        "I. TỒN TẠI, HẠN CHẾ\n- Việc giải quyết hồ sơ còn chậm.\nII. NGUYÊN NHÂN\n- Do một số đơn vị thiếu người.",
        "heading finding heading cause",
    ),
    (
        "a shortcoming as heading",
        "I. KHẮC PHỤC\n1. Hồ sơ đúng hạn còn thấp\n1.1. Nguyên nhân\n- Do thiếu người làm việc.\n1.2. Giải pháp\n- Kiểm tra công vụ.",
        "text finding heading cause heading task",
    ),
    (
        "a remedied shortcoming with labels",
        "I. NHIỆM VỤ\n1. Chỉ số hài lòng còn thấp\nNguyên nhân: Chưa công khai kết quả.\nGiải pháp: Công khai kết quả xử lý phản ánh.",
        "heading finding cause task",
    ),
    (
        "label lines",
        "I. NHIỆM VỤ\n1. Rà soát thủ tục hành chính\nĐơn vị chủ trì: Sở Nội vụ\nThời gian: Quý I/2025",
        "heading task label label",
    ),
    ("a line that names units only", "I. NHIỆM VỤ\n- Sở Nội vụ:\n+ Kiểm tra công vụ.\n+ Báo cáo kết quả.", "heading heading task task"),
    (
        "a point with points below it",
        "I. NHIỆM VỤ\n1. Cải cách thể chế\na) Rà soát văn bản.\nb) Công bố danh mục.",
        "heading heading task task",
    ),
    (
        "a closing that only ends the document",
        "I. NHIỆM VỤ\n1. Rà soát thủ tục hành chính.\nTrên đây là Kế hoạch năm 2025./.\nSở Tư pháp\nNơi nhận:\n- Như trên;",
        "heading task text outside outside outside",
    ),
    (
        "what stands after the signature",
        "I. NHIỆM VỤ\n1. Rà soát thủ tục.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nTrần Văn Mẫu",
        "heading task outside outside outside",
    ),
    (
        "a form in an annex",
        "I. NHIỆM VỤ\n1. Rà soát thủ tục hành chính.\nPhụ lục 1. ĐỀ CƯƠNG BÁO CÁO\n1. Kết quả thực hiện nhiệm vụ\n- Rà soát thủ tục.",
        "heading task text text text",
    ),
    (
        "what a portal prints round an article",
        "I. NHIỆM VỤ\n1. Rà soát thủ tục hành chính.\nLượt xem: 1.205\nChia sẻ\nNguồn: Cổng thông tin",
        "heading task outside outside outside",
    ),
    ("orders of a dispatch", "1. Rà soát thủ tục hành chính.\n2. Sở Y tế báo cáo kết quả.\n3. Thực hiện nghiêm.", "task task task"),
    ("a sentence that names a result is an order", "1. Sở Y tế tổng hợp kết quả.\n2. Sở Nội vụ nghiên cứu nội dung.", "task task"),
    (
        "the last point before closing words",
        "1. Rà soát thủ tục.\n2. Sở Y tế niêm yết giá thuốc.\nĐề nghị các đơn vị báo cáo về Sở Nội vụ.",
        "task task task",
    ),
    (
        "points after a request",
        "Giám đốc Sở yêu cầu:\n- Văn phòng Sở rà soát quy chế.\n- Thanh tra Sở kiểm tra đột xuất.",
        "text task task",
    ),
    (
        "a preamble orders nothing",
        "Căn cứ Luật Thanh tra;\nTheo đề nghị của Giám đốc Sở Nội vụ.\n1. Rà soát thủ tục hành chính.",
        "text text task",
    ),
    (
        "money within tasks",
        "I. NHIỆM VỤ\n1. Rà soát thủ tục hành chính.\nII. KINH PHÍ THỰC HIỆN\nKinh phí do ngân sách tỉnh bảo đảm.",
        "heading task text text",
    ),
)


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_each_paragraph_is_what_its_place_and_words_make_it(text: str, expected: str) -> None:
    assert " ".join(parts(text)) == expected


def test_nothing_has_a_part_where_there_is_nothing() -> None:
    assert labelled("") == ()
