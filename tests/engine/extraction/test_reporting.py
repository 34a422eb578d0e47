"""Checks which sentences order a report, how often, by whom and to whom."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.engine.extraction.plan import Frequency
from dondoc.engine.extraction.reporting import find
from dondoc.engine.extraction.reporting_intervals import intervals
from dondoc.engine.vocabulary.loading import table
from tests.engine.extraction.passages import one, stands

DUTIES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Định kỳ 6 tháng, hằng năm báo cáo kết quả về Sở Nội vụ.", ("six-monthly", "annual")),
    ("Định kỳ ngày 15 của tháng cuối quý, gửi báo cáo về Sở Tài chính.", ("quarterly",)),
    ("Lồng ghép trong báo cáo của đơn vị hàng tháng, hàng quý, 6 tháng, năm, gửi báo cáo về Văn phòng Sở.",
     ("monthly", "quarterly", "six-monthly", "annual")),
    ("Các trạm y tế giám sát và báo cáo hằng ngày.", ("daily",)),
    ("Hằng tuần tổng hợp tình hình, báo cáo Chủ tịch UBND tỉnh.", ("weekly",)),
    ("Báo cáo định kỳ hoặc đột xuất theo quy định.", ("periodic", "ad-hoc")),
    ("Thực hiện báo cáo định kỳ đúng thẩm quyền.", ("periodic",)),
    ("Hoàn thành và báo cáo UBND tỉnh trước ngày 08/02/2025.", ("once",)),
    ("Hoàn thành trước ngày 31/12/2025 và tổng hợp, báo cáo về Sở Tư pháp.", ("once",)),
    ("Gửi báo cáo về Bộ Xây dựng chậm nhất ngày 10 tháng 12 năm 2025.", ("once",)),
    ("Báo cáo Thủ tướng Chính phủ trong quý III năm 2026.", ("once",)),
    ("Định kỳ báo cáo kết quả trước ngày 20/11 về Sở Nội vụ.", ("annual",)),
    ("Kịp thời báo cáo Lãnh đạo Sở các chỉ tiêu có khả năng không đạt.", ("ad-hoc",)),
    ("Khi xuất hiện ca bệnh bất thường, báo cáo ngay về Sở Y tế.", ("ad-hoc",)),
    ("Trong quá trình thực hiện, nếu có khó khăn, vướng mắc các đơn vị phản ánh về Sở Nội vụ để tổng hợp.", ("ad-hoc",)),
    ("Các phòng báo cáo trước ngày 18 hằng tháng. Văn phòng tổng hợp, báo cáo Giám đốc theo quy định.", ("monthly", "periodic")),
    ("Hằng năm, xây dựng kế hoạch duy tu công trình trình UBND tỉnh bố trí kinh phí.", ("annual",)),
    ("Định kỳ 6 tháng, Sở tổ chức sơ kết; kết thúc nhiệm kỳ tổng kết và báo cáo Tỉnh ủy.", ("six-monthly", "once")),
)  # fmt: skip
NO_DUTIES = (
    "Tổng hợp báo cáo Ủy ban nhân dân tỉnh.",
    "Báo cáo UBND tỉnh kết quả thực hiện theo quy định.",
    "Trên cơ sở báo cáo của các đơn vị, thẩm định Báo cáo đánh giá tác động môi trường.",
    "Tăng cường công khai báo cáo tài chính hằng năm.",
    "Xây dựng kế hoạch kiểm tra hằng năm; nâng cao chất lượng phục vụ.",
    "Giải quyết kịp thời phản ánh, kiến nghị của người dân.",
    "Hoàn thiện hồ sơ theo Quyết định số 15/QĐ-UBND ngày 20/01/2025, báo cáo UBND tỉnh.",
    "Cấp nước từ công trình cấp nước theo Nghị quyết hằng năm.",
    "Sau 6 tháng thực hiện, rà soát lại chương trình.",
    "",
)


@pytest.mark.parametrize("text, expected", DUTIES)
def test_a_report_has_each_frequency_that_its_sentence_names(text: str, expected: tuple[str, ...]) -> None:
    found = find(one(text))
    assert tuple(duty.frequency.value for duty in found) == expected
    assert all(stands(duty.evidence, text) for duty in found)


@pytest.mark.parametrize("text", NO_DUTIES)
def test_an_order_without_interval_date_or_occasion_is_no_duty_to_report(text: str) -> None:
    assert find(one(text)) == ()


def test_bearer_addressee_and_due_are_kept_as_printed() -> None:
    text = "Các phòng, đơn vị thuộc Sở báo cáo kết quả về Phòng Kế hoạch (qua Văn phòng Sở) trước ngày 18 hằng tháng."
    (duty,) = find(one(text))
    assert duty.bearer == "Các phòng, đơn vị thuộc Sở"
    assert duty.addressee == "Phòng Kế hoạch (qua Văn phòng Sở)"
    assert duty.due == "trước ngày 18 hằng tháng"


def test_an_assigned_unit_bears_the_report() -> None:
    (duty,) = find(one("Trên cơ sở kết quả của các phòng, giao Phòng Tổng hợp chủ trì, báo cáo UBND tỉnh trước ngày 15/10 hằng năm."))
    assert (duty.bearer, duty.addressee, duty.frequency) == ("Phòng Tổng hợp", "UBND tỉnh", Frequency.ANNUAL)


def test_the_deadline_cell_says_how_often_the_work_beside_it_is_reported() -> None:
    work, timing = one("Tham mưu báo cáo Bộ Tài chính tình hình thực hiện Đề án"), one("Hằng quý")
    (duty,) = find(work, timing=timing)
    assert (duty.frequency, duty.due, duty.evidence.text) == (Frequency.QUARTERLY, "Hằng quý", work.text)
    assert find(one("Rà soát dữ liệu"), timing=timing) == ()


@pytest.mark.parametrize("name", sorted(table("report_intervals")))
def test_every_interval_of_the_vocabulary_has_an_example_that_names_it(name: str) -> None:
    example = str(table("report_intervals")[name]["example"])
    assert Frequency(name) in {each.frequency for each in intervals(example.lower(), 0, len(example))}
    assert Frequency(name) in {duty.frequency for duty in find(one(example))}


_PIECES = ("báo cáo ", "định kỳ ", "hằng năm", ", ", "; ", ". ", "nếu ", "khi ", "trước 5/5/2025 ", "kịp thời ", "6 tháng", "\n", "gửi Sở ")


@given(st.lists(st.sampled_from(_PIECES), max_size=30).map("".join))
def test_any_order_of_the_words_gives_each_frequency_once(text: str) -> None:
    found = find(one(text))
    assert len({duty.frequency for duty in found}) == len(found)
    assert all(text[duty.evidence.start : duty.evidence.end] == duty.evidence.text for duty in found)


@pytest.mark.parametrize("text", ["báo cáo nếu " * 5_000, "báo cáo hằng năm, " * 4_000, "trong quá trình " * 5_000, "báo cáo; " * 6_000])
def test_long_repetitions_are_read_in_linear_time(text: str) -> None:
    assert isinstance(find(one(text)), tuple)
