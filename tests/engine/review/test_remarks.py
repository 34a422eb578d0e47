"""Checks, code by code, what draws a remark and what only looks as if it should."""

from __future__ import annotations

from datetime import date

import pytest

from tests.engine.review.directives import directive, drawn, reviewed

LATE = "II. NHIỆM VỤ\n\n1. Rà soát hồ sơ quá hạn.\n\n- Đơn vị chủ trì: Văn phòng Sở.\n\n- Thời gian: {when}.\n"
TWO = "II. NHIỆM VỤ\n\n1. {first}\n\n2. {second}\n"

# code, body that draws it, body that is near but does not
CASES: tuple[tuple[str, str, str], ...] = (
    ("task.no-lead", "II. NHIỆM VỤ\n\n1. Rà soát hồ sơ quá hạn.", "II. NHIỆM VỤ\n\n1. Sở Nội vụ rà soát hồ sơ quá hạn."),
    (
        "task.several-leads",
        "II. NHIỆM VỤ\n\n1. Giao Sở Nội vụ, Sở Tài chính chủ trì rà soát định mức.",
        "II. NHIỆM VỤ\n\n1. Giao Sở Nội vụ chủ trì, phối hợp với Sở Tài chính rà soát định mức.",
    ),
    (
        "task.open-group-lead",
        "II. NHIỆM VỤ\n\n1. Các đơn vị liên quan chủ trì rà soát định mức.",
        "II. NHIỆM VỤ\n\n1. Sở Nội vụ chủ trì, phối hợp với các đơn vị liên quan rà soát định mức.",
    ),
    ("task.no-deadline", "II. NHIỆM VỤ\n\n1. Sở Nội vụ rà soát vị trí việc làm.", LATE.format(when="Quý II năm 2024")),
    (
        "task.no-measure",
        "II. NHIỆM VỤ\n\n1. Sở Nội vụ tiếp tục đẩy mạnh công tác dân vận.",
        "II. NHIỆM VỤ\n\n1. Sở Nội vụ tiếp tục đẩy mạnh công tác dân vận, tổ chức ít nhất 04 cuộc đối thoại.",
    ),
    (
        "task.no-measure",
        "II. NHIỆM VỤ\n\n1. Văn phòng Sở chú trọng kỷ luật theo Chỉ thị số 10/CT-TTg năm 2022.",
        "II. NHIỆM VỤ\n\n1. Văn phòng Sở chú trọng kỷ luật, tham mưu ban hành quy chế làm việc.",
    ),
    ("deadline.no-date", LATE.format(when="Thường xuyên"), LATE.format(when="Trước ngày 15/5/2024")),
    ("deadline.no-end", LATE.format(when="Năm 2024 và các năm tiếp theo"), LATE.format(when="Năm 2024")),
    ("deadline.before-issue", LATE.format(when="Trước ngày 15/12/2023"), LATE.format(when="Trước ngày 15/12/2024")),
    (
        "deadline.before-issue",
        "II. NHIỆM VỤ\n\n1. Sở Nội vụ rà soát vị trí việc làm, hoàn thành trước ngày 15/01/2023.",
        "II. NHIỆM VỤ\n\n1. Sở Nội vụ rà soát vị trí việc làm theo Kế hoạch số 05/KH-UBND ngày 15/01/2023 của UBND tỉnh.",
    ),
    ("deadline.rest-day", LATE.format(when="Chậm nhất ngày 12/5/2024"), LATE.format(when="Chậm nhất ngày 13/5/2024")),
    ("deadline.rest-day", LATE.format(when="Trước ngày 12/5/2024"), LATE.format(when="Trước ngày 11/5/2024")),
    ("day.impossible", LATE.format(when="Trước ngày 31/11/2024"), LATE.format(when="Trước ngày 31/10/2024")),
    ("day.impossible", LATE.format(when="Trước ngày 30 tháng 02 năm 2024"), LATE.format(when="Trước ngày 29 tháng 02 năm 2024")),
    ("day.impossible", LATE.format(when="Trước ngày 29/02/2025"), "II. NHIỆM VỤ\n\n1. Sở Nội vụ giải quyết 30/31 hồ sơ, đạt tỷ lệ 31/2."),
    ("number.gap", "I. NHIỆM VỤ\n\nII. GIẢI PHÁP\n\nIV. TỔ CHỨC THỰC HIỆN", "I. NHIỆM VỤ\n\nII. GIẢI PHÁP\n\nIII. TỔ CHỨC THỰC HIỆN"),
    ("number.double", "A. MỤC TIÊU\n\nA. NỘI DUNG\n\nC. TỔ CHỨC THỰC HIỆN", "A. MỤC TIÊU\n\nB. NỘI DUNG\n\nC. TỔ CHỨC THỰC HIỆN"),
    (
        "number.wrong-parent",
        "II. NHIỆM VỤ\n\n3. Thủ tục\n\n3.1. Rà soát hồ sơ.\n\n2.2. Công khai hồ sơ.",
        "II. NHIỆM VỤ\n\n2. Bộ máy\n\n2.1. Rà soát biên chế.\n\n3. Thủ tục\n\n3.1. Rà soát hồ sơ.",
    ),
    (
        "number.first-missing",
        "II. NHIỆM VỤ\n\n1. Rà soát\n\nb) Sở Nội vụ rà soát biên chế.\n\nc) Sở Tài chính rà soát định mức.",
        "II. NHIỆM VỤ\n\n1. Rà soát\n\na) Sở Nội vụ rà soát biên chế.\n\nb) Sở Tài chính rà soát định mức.",
    ),
    (
        "reference.missing",
        "II. NHIỆM VỤ\n\n1. Bộ máy\n\n1.1. Rà soát biên chế.\n\n1.2. Thực hiện như mục 1.1 và 1.5 nêu trên.",
        "II. NHIỆM VỤ\n\n1. Bộ máy\n\n1.1. Rà soát biên chế.\n\n1.2. Thực hiện mục 1.5 Kế hoạch số 12/KH-UBND của UBND tỉnh.",
    ),
    (
        "citation.two-dates",
        TWO.format(
            first="Thực hiện Quyết định số 45/QĐ-UBND ngày 11/01/2023 của UBND tỉnh.",
            second="Thực hiện Quyết định số 45/QĐ-UBND ngày 12/01/2023 của Chủ tịch UBND tỉnh.",
        ),
        # the numbers begin anew each year
        TWO.format(
            first="Thực hiện Quyết định số 45/QĐ-UBND ngày 11/01/2023 của UBND tỉnh.",
            second="Thực hiện Quyết định số 45/QĐ-UBND ngày 20/02/2022 của UBND tỉnh.",
        ),
    ),
    (
        "citation.two-dates",
        TWO.format(
            first="Thực hiện Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ.",
            second="Thực hiện Nghị định số 30/2020/NĐ-CP ngày 05/3/2021 của Chính phủ.",
        ),
        # each office has its own numbers
        TWO.format(
            first="Thực hiện Kế hoạch số 45/KH-SNV ngày 11/01/2023 của Sở Nội vụ.",
            second="Thực hiện Kế hoạch số 45/KH-SNV ngày 12/01/2023 của Sở Ngoại vụ.",
        ),
    ),
    (
        "citation.two-issuers",
        TWO.format(
            first="Thực hiện Quyết định số 45/QĐ-BTC ngày 11/01/2023 của Bộ Tài chính.",
            second="Thực hiện Quyết định số 45/QĐ-BTC ngày 11/01/2023 của Bộ Nội vụ.",
        ),
        TWO.format(
            first="Thực hiện Quyết định số 45/QĐ-UBND ngày 11/01/2023 của Ủy ban nhân dân tỉnh Tân Giang.",
            second="Thực hiện Quyết định số 45/QĐ-UBND ngày 11/01/2023 của UBND tỉnh.",
        ),
    ),
    (
        "unit.misspelt",
        "II. NHIỆM VỤ\n\n1. Sở Tài chinh chủ trì rà soát định mức.",
        "II. NHIỆM VỤ\n\n1. Phòng Tài chính xã Sơn Mai chủ trì rà soát định mức.",
    ),
    (
        "task.twice",
        TWO.format(
            first="Sở Nội vụ chủ trì rà soát vị trí việc làm của các cơ quan chuyên môn.",
            second="Sở Nội vụ chủ trì rà soát vị trí việc làm của các cơ quan chuyên môn;",
        ),
        TWO.format(
            first="Sở Nội vụ chủ trì rà soát vị trí việc làm của các cơ quan chuyên môn.",
            second="Sở Tài chính chủ trì rà soát vị trí việc làm của các cơ quan chuyên môn.",
        ),
    ),
    (
        "report.no-addressee",
        "II. NHIỆM VỤ\n\n1. Các phòng, đơn vị hằng quý báo cáo kết quả thực hiện.",
        "II. NHIỆM VỤ\n\n1. Các phòng, đơn vị hằng quý báo cáo kết quả thực hiện về Văn phòng Sở.",
    ),
    (
        "target.over-maximum",
        "II. NHIỆM VỤ\n\n1. Văn phòng Sở cải thiện chỉ số cải cách hành chính, phấn đấu đạt 11,5/10,0 điểm.",
        "II. NHIỆM VỤ\n\n1. Văn phòng Sở cải thiện chỉ số cải cách hành chính, phấn đấu đạt 10,0/10,0 điểm.",
    ),
)


@pytest.mark.parametrize("code, faulty, sound", CASES)
def test_a_fault_draws_its_remark_and_its_near_miss_does_not(code: str, faulty: str, sound: str) -> None:
    assert drawn(directive(faulty), code)
    assert not drawn(directive(sound), code)


def test_a_deadline_that_governs_several_tasks_is_remarked_on_once() -> None:
    body = "II. NHIỆM VỤ\n\n1. Cải cách hành chính\n\n- Rà soát hồ sơ.\n\n- Công khai hồ sơ.\n\nThời gian thực hiện: Thường xuyên.\n"
    (remark,) = drawn(directive(body), "deadline.no-date")
    assert "2 nhiệm vụ" in remark.vi
    assert "2 tasks" in remark.en


def test_what_is_asked_for_in_case_of_trouble_needs_no_day() -> None:
    body = "II. NHIỆM VỤ\n\n1. Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, các phòng báo cáo Văn phòng Sở để tổng hợp."
    assert not drawn(directive(body), "deadline.no-date")


def test_a_list_of_what_is_late_may_print_days_gone_by() -> None:
    body = "II. NHIỆM VỤ QUÁ HẠN\n\n1. Rà soát hồ sơ.\n\n- Đơn vị chủ trì: Văn phòng Sở.\n\n- Thời gian: Trước ngày 15/12/2023.\n"
    assert not drawn(directive(body), "deadline.before-issue")


def test_the_other_date_of_a_cited_paper_is_named_and_linked() -> None:
    text = directive(CASES[[code for code, _, _ in CASES].index("citation.two-dates")][1])
    (remark,) = drawn(text, "citation.two-dates")
    assert "12/01/2023 và 11/01/2023" in remark.vi
    assert text[remark.related[0].start : remark.related[0].end] == "45/QĐ-UBND"
    assert remark.related[0].start < remark.evidence.start


def test_a_draft_is_told_by_what_its_head_leaves_blank() -> None:
    text = directive("II. NHIỆM VỤ\n\n1. Sở Nội vụ rà soát hồ sơ.").replace("Số: 15/KH-SNV", "Số:      /KH-SNV").replace("ngày 08", "ngày ")
    codes = [str(remark.code) for remark in reviewed(text).remarks if str(remark.code).startswith("document.")]
    assert sorted(codes) == ["document.no-date", "document.no-number"]
    (remark,) = drawn(text, "document.no-date")
    assert "chỉ có 01/2024" in remark.vi


def test_a_signed_document_with_number_and_date_is_no_draft() -> None:
    found = reviewed(directive("II. NHIỆM VỤ\n\n1. Sở Nội vụ rà soát hồ sơ.")).remarks
    assert not [remark for remark in found if str(remark.code).startswith("document.")]


def test_a_text_without_a_head_is_not_called_a_draft() -> None:
    assert not drawn("Văn phòng Sở rà soát hồ sơ trước ngày 15/5/2024.\n", "document.no-number")


YEAR = LATE + "\nTrên đây là Kế hoạch nâng cao chỉ số năm {closing}."


@pytest.mark.parametrize(
    "title, when, closing, codes",
    [
        ("Nâng cao chỉ số cải cách hành chính năm 2025", "Năm 2025", 2025, set()),
        ("Nâng cao chỉ số cải cách hành chính năm 2025", "Năm 2024", 2025, {"year.in-deadline"}),
        ("Nâng cao chỉ số cải cách hành chính năm 2025", "Năm 2025", 2024, {"year.in-closing"}),
        ("Khắc phục hạn chế năm 2023, nâng cao chỉ số năm 2024", "Năm 2024", 2023, {"year.in-closing"}),
        # a paper that remedies a past year's faults works in later years
        ("Khắc phục hạn chế năm 2023", "Năm 2024", 2023, set()),
        # a horizon is not the year of the work
        ("Đổi mới công nghệ đến năm 2035", "Năm 2026", 2035, set()),
        ("Thực hiện Nghị quyết số 12/NQ-HĐND ngày 09 tháng 12 năm 2025 của HĐND tỉnh", "Năm 2024", 2024, set()),
    ],
)
def test_a_year_is_held_against_the_title(title: str, when: str, closing: int, codes: set[str]) -> None:
    text = directive(YEAR.format(when=when, closing=closing), title=title, issued=date(2024, 1, 8))
    assert {str(remark.code) for remark in reviewed(text).remarks if str(remark.code).startswith("year.")} == codes
