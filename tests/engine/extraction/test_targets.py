"""Checks which numbers are targets, and how they bind."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.engine.extraction.target_words import comparator
from dondoc.engine.extraction.targets import Scope, find
from dondoc.engine.vocabulary.loading import table, words
from tests.engine.extraction.passages import one, stands

ORDERS: tuple[tuple[str, tuple[tuple[str, float], ...]], ...] = (
    ("- 100% văn bản đi, đến được ký số theo quy định.", (("=", 100),)),
    ("Tỷ lệ hồ sơ trực tuyến toàn trình đạt từ 60% trở lên.", ((">=", 60),)),
    ("Bảo đảm 85% hồ sơ công việc được lập trên môi trường mạng.", ((">=", 85),)),
    ("Kiểm tra công vụ ít nhất 30% các phòng, đơn vị thuộc Sở.", ((">=", 30),)),
    ("Tổ chức diễn tập phương án ứng cứu sự cố tối thiểu một lần/năm.", ((">=", 1),)),
    ("Giữ tỷ lệ hồ sơ trễ hạn không quá 0,5%.", (("<=", 0.5),)),
    ("Phấn đấu đạt chỉ số điểm 10,0/10,0 điểm.", (("=", 10),)),
    ("Phấn đấu năm 2024 trồng mới được thêm 6.200 ha rừng.", (("=", 6200),)),
    ("Phấn đấu giải ngân đạt trên 95% kế hoạch vốn trước ngày 30/11/2025.", ((">", 95),)),
    ("Duy trì thứ hạng chỉ số PAPI trong nhóm 10 tỉnh dẫn đầu cả nước.", (("<=", 10),)),
    ("Phấn đấu xếp thứ 3/20 trở lên.", (("<=", 3),)),
    ("Giảm tỷ lệ hộ nghèo xuống dưới 1%; số hóa 100% hồ sơ.", (("<", 1), ("=", 100))),
    ("Tốc độ tăng trưởng đạt từ 8-8,5%/năm.", ((">=", 8),)),
)
NO_TARGETS = (
    "Thực hiện Kết luận số 866/KL-HĐND ngày 08/12/2023 và Điều 56 Luật Trồng trọt số 31/2018/QH14.",
    "Năm 2023 mới đạt 45% kế hoạch; tỷ lệ hồ sơ trực tuyến chưa đạt 100%.",
    "Phun hóa chất Chlorine 70% tại các điểm ngập trong 24-48 giờ.",
    "Phải có phiếu xin lỗi trước thời hạn ít nhất 1 ngày làm việc.",
    "Kiểm tra dự án trên 10 ha và hỗ trợ trẻ em dưới 12 tuổi.",
    "Không xét thi đua đối với đơn vị chậm trễ 30% các nhiệm vụ được giao.",
    "Cổ phần hóa 02 đơn vị sự nghiệp; dịch vụ công mức độ 3, 4; phòng, chống dịch Covid-19.",
    "",
)


@pytest.mark.parametrize("text, expected", ORDERS)
def test_an_order_gives_the_numbers_that_words_make_binding(text: str, expected: tuple[tuple[str, float], ...]) -> None:
    found = find(one(text), scope=Scope.TASK)
    assert tuple((target.op, target.value) for target in found) == expected
    assert all(stands(target.evidence, text) for target in found)


@pytest.mark.parametrize("text", NO_TARGETS)
def test_dates_results_durations_and_labels_are_no_targets(text: str) -> None:
    assert find(one(text), scope=Scope.TASK) == ()


def test_a_score_out_of_a_maximum_keeps_both_and_its_unit() -> None:
    (target,) = find(one("Chỉ tiêu cụ thể: phấn đấu đạt chỉ số điểm **9,5/10 điểm**."), scope=Scope.PROSE)
    assert (target.value, target.maximum, target.unit, target.op) == (9.5, 10.0, "điểm", "=")


def test_an_objective_counts_every_quantity_but_those_in_brackets() -> None:
    text = "- Hình thành mới 05 Khu công nghiệp, nâng tổng số lên 12 KCN (gồm 02 khu cũ; 10 khu mới); lấp đầy đạt 60-70% năm 2030."
    found = find(one(text), scope=Scope.OBJECTIVE)
    assert [(target.op, target.value, target.unit) for target in found] == [("=", 5, "Khu công nghiệp"), ("=", 12, "KCN"), (">=", 60, "%")]


def test_prose_counts_only_where_the_sentence_names_an_aim() -> None:
    assert find(one("Năm 2024 có 100% đơn vị tham gia và 12 dự án."), scope=Scope.PROSE) == ()
    found = find(one("Với mục tiêu 100% các xã đạt chuẩn. Hiện có 30% số xã đạt."), scope=Scope.PROSE)
    assert [(target.op, target.value, target.subject) for target in found] == [("=", 100, "các xã đạt chuẩn")]


def test_the_subject_is_what_the_number_measures() -> None:
    (rate,) = find(one("- Tỷ lệ lấp đầy bình quân các cụm công nghiệp đạt trên 80%."), scope=Scope.OBJECTIVE)
    (share,) = find(one("Đẩy mạnh chuyển đổi số; bảo đảm 100% hồ sơ được số hóa."), scope=Scope.TASK)
    (area,) = find(one("- Diện tích trồng mới: trên 2.000 ha."), scope=Scope.OBJECTIVE)
    assert rate.subject == "Tỷ lệ lấp đầy bình quân các cụm công nghiệp"
    assert share.subject == "hồ sơ được số hóa"
    assert (area.subject, area.op, area.value) == ("Diện tích trồng mới", ">", 2000)


@pytest.mark.parametrize("name", sorted(table("bounds")))
def test_every_bound_of_the_vocabulary_has_an_example_that_it_reads(name: str) -> None:
    entry = table("bounds")[name]
    example = str(entry["example"])
    assert [target.op for target in find(one(example), scope=Scope.TASK)] == [entry["op"]]
    for word in words(entry, "before"):
        text = f"kết quả {word} 5%"
        found = comparator(text, text.index("5"), len(text))
        assert found is not None
        assert (found.op, found.strict) == (entry["op"], entry["strict"])


@given(st.text(alphabet="0123456789.,/%-() đạttừphấnđấumức\n", max_size=300), st.sampled_from(Scope))
def test_any_text_gives_targets_that_stand_where_they_say(text: str, scope: Scope) -> None:
    for target in find(one(text), scope=scope):
        assert text[target.evidence.start : target.evidence.end] == target.evidence.text


@pytest.mark.parametrize("text", ["phấn đấu " + "9" * 40_000 + "/", "đạt 1," * 8_000, "phấn đấu 5%, (" * 4_000, "1.1" * 15_000])
def test_long_runs_of_digits_and_marks_are_read_in_linear_time(text: str) -> None:
    assert isinstance(find(one(text), scope=Scope.OBJECTIVE), tuple)
