"""The sentences that a unit's report may begin with: what they tell, and what they never invent."""

from __future__ import annotations

from datetime import date

import pytest

from dondoc.engine.reporting.snapshot import DifficultyRow, PartRow, TargetRow, TaskRow, UpdateRow
from dondoc.engine.reporting.unit_drafts import Topic, UnitWork, draft, topic_of
from dondoc.engine.tracking import TimeState


def task(text: str, state: TimeState, *, due_on: date | None = date(2026, 10, 20), **values: object) -> TaskRow:
    given: dict[str, object] = {
        "percent": 0, "late_days": 0, "updates": (), "done_on": None, "in_period": True, "due_next": False, "extensions": 0, "excuse": "",
        "submitted_on": None,
    } | values  # fmt: skip
    part = PartRow(
        f"p:{text}", "Phòng A", leads=True, state=state, percent=given["percent"], due_on=due_on,
        submitted_on=given["submitted_on"], late_days=given["late_days"], excuse=given["excuse"],
    )  # type: ignore[arg-type]  # fmt: skip
    return TaskRow(
        f"nv:{text}", "NV26-0001", "2.1", text, (), (), state, given["percent"], due_on, "", (part,), updates=given["updates"],
        done_on=given["done_on"], late_days=given["late_days"], extensions=given["extensions"], in_period=given["in_period"],
        due_next=given["due_next"],
    )  # type: ignore[arg-type]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "topic"),
    [
        ("I. Kết quả thực hiện nhiệm vụ", Topic.RESULTS),
        ("Tình hình thực hiện", Topic.RESULTS),
        ("II. Tồn tại, hạn chế, nguyên nhân", Topic.SHORTCOMINGS),
        ("Khó khăn, vướng mắc", Topic.SHORTCOMINGS),
        ("III. Phương hướng, nhiệm vụ kỳ tới", Topic.NEXT),
        ("Nhiệm vụ trọng tâm quý tới", Topic.NEXT),
        ("IV. Đề xuất, kiến nghị", Topic.PROPOSALS),
        ("V. Phụ lục", Topic.OTHER),
    ],
)
def test_a_title_says_what_its_item_asks_for(title: str, topic: Topic) -> None:
    assert topic_of(title) is topic


def test_results_count_what_was_done_and_name_what_proves_it() -> None:
    update = UpdateRow("cn:1", "Phòng A", date(2026, 11, 9), "Đã lấy ý kiến 14 đơn vị.", 100, "45/QC-SNN", date(2026, 11, 9))
    done = task("Ban hành quy chế", TimeState.DONE, percent=100, updates=(update,), done_on=date(2026, 11, 9), due_on=date(2026, 11, 10))
    slow = task("Sửa nhà kho", TimeState.DONE_LATE, percent=100, done_on=date(2026, 11, 2), late_days=3)
    going = task("Tập huấn", TimeState.IN_TIME, percent=40, updates=(UpdateRow("cn:2", "Phòng A", date(2026, 11, 1), "Mở 2 lớp", 40),))
    lines = draft(Topic.RESULTS, UnitWork((done, slow, going))).split("\n")
    assert lines == [
        "Trong kỳ, đơn vị thực hiện 3 nhiệm vụ: 1 nhiệm vụ hoàn thành đúng hạn, 1 nhiệm vụ hoàn thành quá hạn, "
        "1 nhiệm vụ đang thực hiện trong hạn hoặc không có hạn.",
        "- Ban hành quy chế (nhiệm vụ 2.1): Đã lấy ý kiến 14 đơn vị; kết quả: 45/QC-SNN ngày 09/11/2026; "
        "hoàn thành ngày 09/11/2026, đúng hạn.",
        "- Sửa nhà kho (nhiệm vụ 2.1): hoàn thành ngày 02/11/2026, quá hạn 3 ngày làm việc.",
        "- Tập huấn (nhiệm vụ 2.1): Mở 2 lớp; tiến độ 40%.",
    ]


def test_a_target_is_told_with_its_aim_and_what_the_last_period_gave() -> None:
    target = TargetRow("ct:1", "Tỷ lệ hồ sơ đúng hạn", ">=", 98, "%", "nv:a", reached=97.5, before=96)
    unknown = TargetRow("ct:2", "Số lớp", ">=", 4, "lớp")
    assert draft(Topic.RESULTS, UnitWork((), targets=(target, unknown))) == (
        "- Chỉ tiêu Tỷ lệ hồ sơ đúng hạn: đạt 97,5% (mục tiêu từ 98% trở lên; kỳ trước 96%)."
    )


def test_what_is_late_says_by_how_much_and_why_and_no_reason_is_invented() -> None:
    late = task("Rà soát hồ sơ", TimeState.LATE, late_days=18, percent=55, extensions=1)
    excused = task("Trồng rừng", TimeState.LATE, late_days=2, excuse="Mưa lũ kéo dài")
    handed_in = task("Công khai kết quả", TimeState.LATE, late_days=5, percent=100, submitted_on=date(2026, 11, 12))
    text = draft(Topic.SHORTCOMINGS, UnitWork((excused, late, handed_in)))
    assert text.split("\n") == [
        "- Rà soát hồ sơ (nhiệm vụ 2.1): quá hạn 18 ngày làm việc; hạn 20/10/2026; đã gia hạn 1 lần; chưa nêu lý do; tiến độ 55%.",
        "- Công khai kết quả (nhiệm vụ 2.1): nộp kết quả ngày 12/11/2026, quá hạn 5 ngày làm việc, chờ xác nhận; hạn 20/10/2026; "
        "chưa nêu lý do.",
        "- Trồng rừng (nhiệm vụ 2.1): quá hạn 2 ngày làm việc; hạn 20/10/2026; lý do: Mưa lũ kéo dài.",
    ]


def test_difficulties_and_proposals_stand_where_they_are_asked_for() -> None:
    row = DifficultyRow("kk:1", "Phòng A", "nv:Rà soát", "Thuế trả thông báo chậm.", "đề nghị Sở có văn bản", "Đã gửi công văn", "Ông Sơn")
    work = UnitWork((task("Rà soát", TimeState.IN_TIME),), difficulties=(row,))
    assert draft(Topic.SHORTCOMINGS, work) == (
        "- Khó khăn, vướng mắc khi thực hiện nhiệm vụ rà soát: Thuế trả thông báo chậm. Ông Sơn trả lời: Đã gửi công văn."
    )
    assert draft(Topic.PROPOSALS, work) == "- Đề nghị Sở có văn bản."
    assert draft(Topic.PROPOSALS, UnitWork(())) == ""


def test_what_comes_next_is_what_is_late_and_what_falls_due() -> None:
    late = task("Rà soát", TimeState.LATE, late_days=1)
    coming = task("Tập huấn", TimeState.IN_TIME, due_on=date(2026, 12, 10), due_next=True, in_period=False)
    assert draft(Topic.NEXT, UnitWork((late, coming))).split("\n") == [
        "- Hoàn thành nhiệm vụ quá hạn: Rà soát (nhiệm vụ 2.1).",
        "- Tập huấn (nhiệm vụ 2.1), hạn 10/12/2026.",
    ]


def test_nothing_is_said_of_a_unit_without_tasks() -> None:
    assert [draft(topic, UnitWork(())) for topic in Topic] == [""] * len(Topic)


def test_no_task_stands_in_two_groups_of_the_page() -> None:
    update = UpdateRow("cn:1", "Phòng A", date(2026, 11, 1), "Đang làm")
    both = task("Tập huấn", TimeState.IN_TIME, due_on=date(2026, 12, 10), due_next=True, updates=(update,))
    work = UnitWork((both, task("Cũ", TimeState.DONE, in_period=False)))
    assert (len(work.running), len(work.coming), work.told) == (1, 0, 1)
