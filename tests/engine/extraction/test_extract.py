"""Whole directives of each kind → their register."""

from __future__ import annotations

import pytest

from dondoc.engine.extraction.plan import Plan
from tests.engine.extraction import directives
from tests.engine.extraction.building import body, evidences, findings, links, plan, source, tasks
from tests.engine.extraction.passages import stands

KINDS = {name: text for name, text in vars(directives).items() if name.isupper()}


def head(of: Plan) -> list[str | None]:
    """Return kind, number, issuer, day of issue and signer."""
    document = of.document
    signer = document.signer.name if document.signer is not None else None
    values = (document.kind, document.number, document.issuer, document.issued_on, signer)
    return [printed.value if printed is not None else None for printed in values]


def duties(of: Plan) -> list[str]:
    """Return the duties to report: how often | who."""
    return [f"{duty.frequency} | {duty.bearer}" for duty in of.reporting]


def test_a_plan_with_findings_and_labels_after_and_before_its_tasks() -> None:
    found = body(directives.PLAN)
    assert head(found) == ["kế hoạch", "45/KH-UBND", "Ủy ban nhân dân tỉnh Tân Giang", "2025-03-05", "Trần Văn Mẫu"]
    assert findings(found) == ["Việc giải quyết", "Một số đơn ← Một số đơn"]
    assert tasks(found) == [
        "Rà soát hồ | Sở Nông nghiệp và Môi trường | UBND các xã, phường | span 2025-04-01 2025-06-30",
        "Sở Nội vụ | Sở Nội vụ | Sở Tài chính | date - 2025-06-30",
        "Niêm yết công | Văn phòng UBND tỉnh | Sở Nội vụ | continuous - -",
        "Đăng tải thủ | Văn phòng UBND tỉnh | Sở Nội vụ | continuous - -",
        "Theo dõi, đôn | Sở Nội vụ | - | -",
        "Báo cáo UBND | Sở Nội vụ | - | recurring - -",
        "Sở Tài chính: | Sở Tài chính | - | -",
        "Các sở, ban, | Các sở, ban, ngành; UBND các xã, phường | - | date - 2025-03-31",
        "Trên đây là | các đơn vị | - | -",
    ]
    assert duties(found) == ["quarterly | Sở Nội vụ"]


def test_a_plan_whose_headings_are_the_shortcomings() -> None:
    found = body(directives.REMEDIES)
    assert findings(found) == ["Tỷ lệ giải ← Một số công ← Thiết bị số", "Chỉ số hài ← Chưa công khai"]
    assert links(found) == [0, 0, 0, 1]
    assert tasks(found) == [
        "Kiểm tra công | Sở Nội vụ | - | open 2025-01-01 -",
        "Tham mưu xử | Sở Nội vụ | - | open 2025-01-01 -",
        "Các sở, ban, | Các sở, ban, ngành | - | open 2025-01-01 -",
        "Công khai kết | Văn phòng UBND tỉnh | Trung tâm Phục vụ hành chính công tỉnh | span 2025-07-01 2025-09-30",
    ]


def test_a_dispatch_with_numbered_orders_and_a_request_to_all() -> None:
    found = plan(directives.DISPATCH)
    assert head(found) == ["công văn", "812/SNV-CCHC", "Sở Nội vụ", "2025-04-12", "Lê Thị Mẫu"]
    assert tasks(found) == [
        "Tổ chức quán | các cơ quan, đơn vị | - | -",
        "Rà soát, bố | các cơ quan, đơn vị | - | date - 2025-04-30",
        "UBND các xã, | UBND các xã, phường | - | -",
        "Đề nghị các | các cơ quan, đơn vị | - | date - 2025-05-15",
    ]
    assert [citation.number for citation in found.citations] == ["45/KH-UBND"]
    assert duties(found) == ["once | các cơ quan, đơn vị"]


def test_a_directive_with_blocks_of_units() -> None:
    found = plan(directives.DIRECTIVE)
    assert head(found)[:2] == ["chỉ thị", "07/CT-UBND"]
    assert tasks(found) == [
        "Chủ trì, phối | Công an tỉnh | Sở Xây dựng | span 2025-06-01 2025-06-30",
        "Tổ chức tuyên | Công an tỉnh | - | -",
        "Giao Sở Xây | Sở Xây dựng | Công an tỉnh; các đơn vị liên quan | -",
        "Củng cố lực | UBND các xã, phường | - | -",
        "Bố trí kinh | UBND các xã, phường | - | -",
        "Các Sở: Tài | Sở Tài chính; Sở Nội vụ | - | -",
        "Giao Công an | Công an tỉnh | - | recurring - -",
    ]


def test_a_conclusion_that_also_says_what_was_agreed() -> None:
    found = plan(directives.CONCLUSION)
    assert head(found) == ["thông báo", "215/TB-VP", "Văn phòng UBND tỉnh Tân Giang", "2025-07-02", "Lê Thị Mẫu"]
    assert tasks(found) == [
        "Các chủ đầu | Các chủ đầu tư | - | -",
        "Tham mưu UBND | Sở Tài chính | - | date - 2025-08-15",
        "Tổng hợp, báo | Sở Tài chính | - | recurring - -",
        "Sở Nông nghiệp | Sở Nông nghiệp và Môi trường | UBND các xã, phường; đơn vị liên quan | -",
        "Về dự án | Ban Quản lý dự án đầu tư xây dựng tỉnh | - | span 2025-10-01 2025-12-31",
    ]
    assert duties(found) == ["weekly | Sở Tài chính"]


def test_a_decision_that_issues_a_plan_with_a_table_and_a_form() -> None:
    found = plan(directives.DECISION)
    assert head(found)[:2] == ["quyết định", "1204/QĐ-UBND"]
    assert tasks(found)[1:] == [
        "Rà soát thủ | Sở Nội vụ | Các sở, ban, ngành | span 2025-09-01 2025-09-30",
        "Khảo sát mức | Trung tâm Phục vụ hành chính công tỉnh | - | continuous - -",
        "Xây dựng kế | Các sở, ban, ngành; UBND các xã, phường | - | -",
        "Định kỳ hằng | Các sở, ban, ngành; UBND các xã, phường | - | recurring - -",
        "Sở Nội vụ | Sở Nội vụ | - | -",
        "Xây dựng bộ | Sở Nội vụ | Các sở, ban, ngành | span 2025-07-01 2025-07-31",
        "Công bố kết | Sở Thông tin và Truyền thông | Báo Tân Giang | span 2025-10-01 2025-12-31",
    ]
    assert [(target.op, target.value, target.unit) for target in found.targets] == [(">=", 90.0, "%"), (">=", 30.0, "%")]


def test_a_telegram_before_a_storm() -> None:
    found = plan(directives.TELEGRAM)
    assert head(found)[:2] == ["công điện", "03/CĐ-UBND"]
    assert tasks(found) == [
        "Chủ tịch UBND | Chủ tịch UBND các xã, phường | - | date - 2025-09-09",
        "Sở Nông nghiệp | Sở Nông nghiệp và Môi trường | - | -",
        "Bộ Chỉ huy | Bộ Chỉ huy Quân sự tỉnh; Công an tỉnh | - | -",
        "Văn phòng UBND | Văn phòng UBND tỉnh | - | -",
        "Yêu cầu Giám | Giám đốc các sở, ban, ngành; Chủ tịch UBND các xã, phường | - | -",
    ]


def test_an_article_gives_the_orders_and_nothing_of_the_page() -> None:
    found = plan(directives.ARTICLE)
    assert head(found)[:2] == ["kế hoạch", "45/KH-UBND"]
    assert tasks(found) == [
        "Các sở, ban, | Các sở, ban, ngành | - | span 2025-04-01 2025-06-30",
        "Sở Nội vụ | Sở Nội vụ | Văn phòng UBND tỉnh | -",
        "UBND tỉnh giao | Sở Nội vụ | - | recurring - -",
    ]


@pytest.mark.parametrize("name", KINDS)
def test_every_value_stands_where_its_evidence_says(name: str) -> None:
    text = KINDS[name]
    found = list(evidences(plan(text)))
    assert found
    assert all(stands(evidence, source(text).text) for evidence in found)


@pytest.mark.parametrize("text", ["", "\n\n", "Kính gửi:", "Số: /KH-UBND", "1.", "- ", "TT\nNhiệm vụ\nCơ quan chủ trì\nThời gian\n"])
def test_a_text_that_orders_nothing_gives_an_empty_register(text: str) -> None:
    found = plan(text)
    assert (found.tasks, found.findings, found.reporting) == ((), (), ())


def test_a_letter_whose_sentences_introduce_shortcomings_and_then_orders() -> None:
    found = plan(directives.LETTER_AFTER_INSPECTION)
    assert findings(found) == ["Việc niêm yết", "Còn 12 hồ", "Công tác tuyên"]
    assert tasks(found) == [
        "Niêm yết đầy | UBND các xã, thị trấn | - | date - 2024-04-15",
        "Thực hiện nghiêm | UBND các xã, thị trấn | - | -",
        "Tăng cường tuyên | UBND các xã, thị trấn | - | recurring - -",
        "Báo cáo kết | UBND các xã, thị trấn | - | date - 2024-04-20",
        "Phòng Nội vụ | UBND các xã, thị trấn | - | -",
    ]


def test_a_plan_that_lists_the_criteria_that_lost_points() -> None:
    found = plan(directives.POINTS_LOST)
    assert findings(found) == ["Công tác chỉ ← Công tác chỉ", "Cải cách TTHC: ← Cải cách TTHC:"]
    assert tasks(found) == [
        "Phát động mỗi | Các phòng thuộc Sở; Văn phòng Sở | - | date - 2025-09-30",
        "Rà soát, xử | Phòng Quản lý doanh nghiệp; Phòng Đăng ký kinh doanh | Bộ phận TN&TKQ | continuous - -",
        "Trưởng các phòng, | Trưởng các phòng, đơn vị | - | -",
        "Văn phòng Sở: | Văn phòng Sở | - | recurring - -",
        "Yêu cầu các | các phòng, đơn vị | - | -",
    ]


def test_parts_titled_on_the_next_line_and_remedies_beside_their_criterion() -> None:
    found = plan(directives.PARTS_AND_CRITERIA)
    assert findings(found) == ["Tiêu chí 1.2 ← Phòng Nội vụ", "Tiêu chí 1.4 ← Chưa quan tâm"]
    assert links(found) == [0, 1, None, None, None, None, None, None]
    assert tasks(found) == [
        "Phòng Nội vụ | Phòng Nội vụ | - | recurring - -",
        "Các phòng, ban | Các phòng, ban | - | span 2024-04-01 2024-06-30",
        "Tham mưu UBND | Phòng Nội vụ | - | date - 2024-03-31",
        "Phối hợp Văn | Phòng Nội vụ | Văn phòng HĐND và UBND huyện | -",
        "Chịu trách nhiệm | Văn phòng HĐND và UBND huyện | - | -",
        "Đôn đốc giải | Văn phòng HĐND và UBND huyện | - | -",
        "Phòng Tài chính | Phòng Tài chính - Kế hoạch | - | -",
        "Xây dựng kế | UBND các xã, thị trấn | - | date - 2024-03-20",
    ]


def test_bullets_below_a_request_are_led_by_whom_it_asks() -> None:
    found = plan(directives.LETTER_WITH_BULLETS)
    assert head(found)[2] == "Sở Y tế Tân Giang"
    assert tasks(found) == [
        "Rà soát, niêm | Thủ trưởng các đơn vị trực thuộc | - | date - 2025-06-15",
        "Báo cáo UBND | Thủ trưởng các đơn vị trực thuộc | - | date - 2025-06-20",
        "Tổ chức hội | Văn phòng Sở | - | span 2025-07-01 2025-09-30",
        "Đề nghị các | các đơn vị | - | -",
    ]
