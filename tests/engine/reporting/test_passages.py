"""Checks the drafted passages: counts that agree with the rows, sentences that invent nothing, and each thing told once."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dondoc.engine.reporting.counts import as_before, counts, counts_by_finding, counts_by_unit
from dondoc.engine.reporting.outline import Theme, sections
from dondoc.engine.reporting.passage import Passage, Place
from dondoc.engine.reporting.passages import passages
from dondoc.engine.reporting.runs import Figure
from dondoc.engine.reporting.snapshot import AnswerRow, OutlineRow, Snapshot, TaskRow, UpdateRow
from dondoc.engine.tracking import TimeState
from tests.engine.writing.official.reported import FOREST, LAND, OFFICE, large, lead, quarter


def said(snapshot: Snapshot, key: str) -> str:
    """The text of one passage."""
    return next(passage.text for passage in passages(snapshot) if passage.key == key)


def only(*states: TimeState) -> Snapshot:
    """The quarter with one task in each of these states and no finding."""
    pattern = quarter().tasks[0]
    made = tuple(
        replace(pattern, key=f"task:{place}", findings=(), heading=(), state=state, updates=(), done_on=None, late_days=0)
        for place, state in enumerate(states)
    )
    return replace(quarter(), findings=(), tasks=made, targets=(), before=None)


def keys_of(snapshot: Snapshot) -> set[str]:
    """The keys of all rows of a snapshot, and of what it compares with."""
    tasks = [key for task in snapshot.tasks for key in (task.key, *(one.key for one in task.parts), *(one.key for one in task.updates))]
    findings, targets = [row.key for row in snapshot.findings], [row.key for row in snapshot.targets]
    difficulties, answers = [row.key for row in snapshot.difficulties], [row.key for row in snapshot.answers]
    plan = (snapshot.plan.key,) if snapshot.plan is not None else ()
    return {"before", *tasks, *findings, *targets, *difficulties, *answers, *plan}


def test_the_general_part_says_how_many_tasks_stand_where() -> None:
    assert said(quarter(), "general.counts") == (
        "Đến hết ngày 14/9/2026, Kế hoạch số 12/KH-SNNMT có 7 nhiệm vụ: đã hoàn thành 2 nhiệm vụ (28,6%), trong đó 1 đúng hạn, 1 quá hạn; "
        "đang thực hiện trong hạn 2 nhiệm vụ; thực hiện thường xuyên hoặc không ấn định thời hạn 1 nhiệm vụ; "
        "tạm dừng hoặc thôi thực hiện 1 nhiệm vụ; quá hạn chưa hoàn thành 1 nhiệm vụ. Trong quý III năm 2026 đã hoàn thành 2 nhiệm vụ."
    )


def test_the_last_period_is_compared_in_words() -> None:
    assert said(quarter(), "general.before") == (
        "So với báo cáo quý II năm 2026, số nhiệm vụ đã hoàn thành tăng 1 (từ 1 lên 2); "
        "số nhiệm vụ quá hạn chưa hoàn thành không thay đổi (1 nhiệm vụ)."
    )


def test_what_fell_and_what_stays_at_nothing_is_said_as_such() -> None:
    before = replace(as_before(quarter()), done=4, overdue=0, total=9)
    told = said(replace(only(TimeState.DONE), before=before), "general.before")
    assert "tổng số nhiệm vụ giảm 8 (từ 9 xuống 1)" in told
    assert "số nhiệm vụ đã hoàn thành giảm 3 (từ 4 xuống 1)" in told
    assert told.endswith("số nhiệm vụ quá hạn chưa hoàn thành vẫn là 0.")


def test_units_that_were_late_or_silent_are_named() -> None:
    assert said(quarter(), "general.units") == (
        f"Có 2/3 đơn vị gửi báo cáo, trong đó 1 đơn vị đúng hạn, 1 đơn vị chậm ({LAND}); 1 đơn vị chưa gửi báo cáo ({OFFICE})."
    )


def test_a_long_list_of_silent_units_is_cut_and_the_annex_is_named() -> None:
    silent = tuple(AnswerRow(f"answer:{place}", f"Phòng số {place}", None) for place in range(20))
    told = said(replace(quarter(), answers=(quarter().answers[0], *silent)), "general.units")
    assert "Phòng số 7 và 12 đơn vị khác" in told
    assert "Phòng số 8" not in told
    assert told.endswith("(chi tiết tại Phụ lục II).")


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ((AnswerRow("a", "A", None),), "Chưa có đơn vị nào trong 1 đơn vị phải báo cáo gửi báo cáo."),
        ((AnswerRow("a", "A", date(2026, 9, 1)), AnswerRow("b", "B", date(2026, 9, 1))),
         "Toàn bộ 2 đơn vị phải báo cáo đã gửi báo cáo, đều đúng hạn."),
        ((AnswerRow("a", "A", date(2026, 9, 20), 3),), "Toàn bộ 1 đơn vị phải báo cáo đã gửi báo cáo, chậm so với thời hạn."),
    ],
)  # fmt: skip
def test_all_or_none_reporting_is_worded_naturally(answers: tuple[AnswerRow, ...], words: str) -> None:
    assert said(replace(quarter(), answers=answers), "general.units") == words


@pytest.mark.parametrize(
    ("states", "words"),
    [
        ((TimeState.DONE, TimeState.DONE), "đã hoàn thành toàn bộ, đều đúng hạn. Trong"),
        ((TimeState.DONE,), "đã hoàn thành toàn bộ, đúng hạn. Trong"),
        ((TimeState.DONE_LATE, TimeState.DONE_LATE), "đã hoàn thành toàn bộ, đều quá hạn. Trong"),
        ((TimeState.SOON, TimeState.IN_TIME),
         "2 nhiệm vụ: đều đang thực hiện trong hạn. Trong quý III năm 2026 chưa có nhiệm vụ nào hoàn thành."),
        ((TimeState.LATE, TimeState.DONE), "quá hạn chưa hoàn thành 1 nhiệm vụ."),
        ((TimeState.DONE, TimeState.SOON), "đang thực hiện trong hạn 1 nhiệm vụ; không có nhiệm vụ quá hạn."),
    ],
)  # fmt: skip
def test_none_one_and_all_are_worded_naturally(states: tuple[TimeState, ...], words: str) -> None:
    assert words in said(only(*states), "general.counts")


def test_a_finding_tells_what_was_done_by_whom_with_what_document_and_when() -> None:
    assert said(quarter(), "finding.finding:1.task.task:1").endswith(
        f"(nhiệm vụ 1.1): {LAND} đã rà soát 1.204 hồ sơ, lập danh sách 112 hồ sơ quá hạn; văn bản kết quả: 214/BC-VPĐKĐĐ ngày 21/8/2026; "
        "hoàn thành ngày 21/8/2026, đúng hạn."
    )


def test_a_late_task_says_by_how_much_who_leads_it_and_why() -> None:
    told = said(quarter(), "finding.finding:1.late.task:3")
    assert "có hồ sơ quá hạn (nhiệm vụ 1.3): quá hạn 20 ngày làm việc (hạn 15/8/2026, đã gia hạn 1 lần)" in told
    assert f"lý do: {LAND} – thiếu biên chế bộ phận một cửa; {FOREST} chưa nêu lý do" in told
    assert "đến nay Văn phòng Đăng ký đất đai đã gửi 41/112 phiếu, tiến độ 40%" in told


def test_the_periods_of_a_task_that_comes_back_stand_in_one_item() -> None:
    late = quarter().tasks[2]
    again = replace(late, key="task:8", due_on=date(2026, 6, 15), late_days=64)
    told = said(replace(quarter(), tasks=(*quarter().tasks, again)), "finding.finding:1.late.task:8")
    assert "(nhiệm vụ 1.3): quá hạn 2 kỳ (hạn 15/6/2026 64 ngày làm việc; hạn 15/8/2026 20 ngày làm việc); chủ trì:" in told


def test_of_many_units_only_those_that_gave_a_reason_are_named() -> None:
    parts = (lead(LAND, TimeState.LATE, excuse="Thiếu người"), *(lead(f"Phòng số {place}", TimeState.LATE) for place in range(9)))
    first = replace(quarter().tasks[2], parts=parts)
    told = said(replace(quarter(), tasks=(first,)), "finding.finding:1.late.task:3")
    assert (
        f"chủ trì: {LAND}, Phòng số 0, Phòng số 1, Phòng số 2 và 6 đơn vị khác; lý do: {LAND} – thiếu người; 9 đơn vị khác chưa nêu lý do"
        in told
    )


def test_a_task_that_was_done_late_keeps_its_reason() -> None:
    told = said(quarter(), "finding.finding:1.task.task:2")
    assert "hoàn thành ngày 10/8/2026, quá hạn 6 ngày làm việc (hạn 31/7/2026); lý do: chờ thống nhất mẫu" in told


@pytest.mark.parametrize(("number", "shown"), [("2.2.3", True), ("III.1.b", True), ("d)", False), ("+", False), ("3", False), ("", False)])
def test_only_a_number_that_finds_the_task_is_printed(number: str, shown: bool) -> None:
    first, *rest = quarter().tasks
    snapshot = replace(quarter(), tasks=(replace(first, number=number), *rest))
    assert (f"(nhiệm vụ {number})" in said(snapshot, "finding.finding:1.task.task:1")) is shown


def test_a_target_is_told_with_its_aim_the_last_period_and_whether_it_is_met() -> None:
    told = said(quarter(), "finding.finding:1.target.target:1")
    assert told.startswith(
        "Chỉ tiêu tỷ lệ hồ sơ đất đai giải quyết đúng hạn: mục tiêu từ 95% trở lên; kết quả 91,5% (kỳ trước 84,2%), chưa đạt mục tiêu"
    )
    assert said(quarter(), "finding.finding:2.target.target:2").endswith("chưa có số liệu trong kỳ.")


def test_weaknesses_count_by_unit_and_say_who_gave_no_reason() -> None:
    told = said(quarter(), "weak.late")
    assert f"{FOREST} (1), {LAND} (1)" in told
    assert told.endswith("1 nhiệm vụ còn đơn vị chưa nêu lý do.")
    assert said(only(TimeState.DONE), "weak.late") == "Không có nhiệm vụ quá hạn chưa hoàn thành."


def test_the_next_period_lists_what_falls_due_by_day() -> None:
    made = passages(quarter())
    keys = [passage.key for passage in made if passage.key.startswith("next.")]
    assert keys == ["next.all", "next.task:7", "next.task:4"]
    assert said(quarter(), "next.all").endswith("hoàn thành 2 nhiệm vụ đến hạn, gồm:")


def test_a_difficulty_is_raised_once_and_its_proposal_once() -> None:
    text = "\n".join(passage.text for passage in passages(quarter()))
    assert text.count("Thiếu biên chế tại bộ phận một cửa") == 1
    assert text.count("bổ sung 2 biên chế") == 1
    assert f"{OFFICE} đã trả lời: đang xem xét" in text


def test_an_outline_with_one_item_for_both_joins_difficulty_and_proposal() -> None:
    outline = (OutlineRow("kq", "Kết quả"), OutlineRow("kk", "Khó khăn, vướng mắc và đề xuất, kiến nghị"), OutlineRow("ph", "Phương hướng"))
    made = passages(replace(quarter(), outline=outline))
    assert [passage.section for passage in made if passage.place is Place.SECTION] == ["kq", "kk", "ph"]
    joined = next(passage.text for passage in made if passage.key.startswith("difficulty."))
    assert joined == f"{LAND}: Thiếu biên chế tại bộ phận một cửa; đề xuất: bổ sung 2 biên chế; {OFFICE} đã trả lời: đang xem xét."


def test_what_a_unit_repeats_of_its_updates_is_left_out_of_its_text() -> None:
    units = [passage.text for passage in passages(quarter()) if passage.key.startswith("units.")]
    assert units == [f"{FOREST}: Đã tuần tra 24 đợt, phát hiện 3 vụ vi phạm.", f"{LAND}: Gửi hết phiếu xin lỗi trước ngày 30/9/2026."]


def test_units_that_wrote_the_same_stand_in_one_item() -> None:
    both = tuple(
        AnswerRow(f"answer:{unit}", unit, date(2026, 9, 1), texts=(("kien-nghi", "Bố trí thêm kinh phí."),)) for unit in (FOREST, LAND)
    )
    made = [passage for passage in passages(replace(quarter(), answers=both)) if passage.key.startswith("units.")]
    assert [passage.text for passage in made] == [f"{FOREST}, {LAND}: Bố trí thêm kinh phí."]
    assert made[0].sources == (f"answer:{FOREST}", f"answer:{LAND}")


def test_a_unit_that_has_not_submitted_is_not_quoted() -> None:
    draft = AnswerRow("answer:9", OFFICE, None, texts=(("kien-nghi", "Bản nháp chưa nộp"),))
    assert all("Bản nháp" not in passage.text for passage in passages(replace(quarter(), answers=(draft,))))


@pytest.mark.parametrize(
    ("titles", "themes"),
    [
        ((), {"_results": (Theme.GENERAL, Theme.FINDINGS, Theme.RESULTS),
              "_weak": (Theme.WEAK,), "_next": (Theme.NEXT,), "_proposals": (Theme.PROPOSALS,)}),
        (
            ("I. Tình hình chung", "II. Kết quả khắc phục tồn tại, hạn chế", "III. Phương hướng", "IV. Khó khăn", "V. Kiến nghị"),
            {"0": (Theme.GENERAL,), "1": (Theme.FINDINGS, Theme.RESULTS), "2": (Theme.NEXT,), "3": (Theme.WEAK,), "4": (Theme.PROPOSALS,)},
        ),
        (
            ("Kết quả thực hiện nhiệm vụ", "Khắc phục tồn tại, hạn chế", "Tồn tại, nguyên nhân", "Phương hướng tháng 12", "Đề xuất"),
            {"0": (Theme.GENERAL, Theme.RESULTS), "1": (Theme.FINDINGS,), "2": (Theme.WEAK,), "3": (Theme.NEXT,), "4": (Theme.PROPOSALS,)},
        ),
    ],
)  # fmt: skip
def test_each_theme_finds_the_item_that_is_about_it(titles: tuple[str, ...], themes: dict[str, tuple[Theme, ...]]) -> None:
    made = sections(replace(quarter(), outline=tuple(OutlineRow(str(place), title) for place, title in enumerate(titles))))
    assert {section.key: section.themes for section in made} == themes
    assert all(not section.title.startswith(("I.", "II.", "V.")) for section in made)


def test_an_item_without_anything_says_so() -> None:
    outline = (*quarter().outline, OutlineRow("khac", "V. Nội dung khác"))
    assert said(replace(quarter(), outline=outline), "nothing.khac") == "Không có nội dung phát sinh trong kỳ."


def test_a_snapshot_with_nothing_in_it_still_makes_a_report() -> None:
    empty = replace(
        quarter(), plan=None, outline=(), findings=(), tasks=(), targets=(), difficulties=(), answers=(), tables=(), before=None
    )
    texts = [passage.text for passage in passages(empty) if passage.place is Place.TEXT]
    assert texts[0].startswith("Thực hiện chế độ báo cáo định kỳ, Sở Nông nghiệp và Môi trường báo cáo kết quả quý III năm 2026")
    assert texts[1:-1] == ["Không có nội dung phát sinh trong kỳ."] * 4


def test_long_lists_are_cut_and_the_annex_holds_the_rest() -> None:
    snapshot = large(20, 83)
    made = passages(snapshot)
    for finding in snapshot.findings:
        items = [passage for passage in made if passage.key.startswith(f"finding.{finding.key}.") and passage.place is Place.ITEM]
        assert len(items) <= 3 + 1 + 3 + 1 + len(snapshot.targets)
    assert any("nêu tại Phụ lục I." in passage.text for passage in made if passage.key.endswith(".late-more"))


def test_counts_by_finding_and_by_unit_name_their_rows() -> None:
    snapshot = quarter()
    assert counts_by_finding(snapshot)["finding:1"].overdue == ("task:3",)
    assert counts_by_finding(snapshot)["finding:3"].total == ()
    assert counts_by_unit(snapshot)[LAND].total == ("task:1", "task:3", "task:7")
    assert list(counts_by_unit(snapshot)) == sorted((FOREST, LAND, OFFICE))


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=60) | st.sampled_from(("{}", "12 {} 5%", "đã xong"))
TASKS = st.builds(
    TaskRow,
    key=st.uuids().map(str),
    code=st.just("NV-1"),
    number=TEXTS,
    text=TEXTS,
    heading=st.lists(TEXTS, max_size=2).map(tuple),
    findings=st.lists(st.sampled_from(("finding:1", "finding:2", "finding:9")), max_size=2).map(tuple),
    state=st.sampled_from(TimeState),
    percent=st.integers(0, 100),
    due_on=st.none() | st.dates(date(2026, 1, 1), date(2027, 1, 1)),
    due_text=TEXTS,
    parts=st.lists(st.sampled_from((lead(LAND, TimeState.LATE, excuse="{}"), lead(FOREST, TimeState.DONE))), max_size=2).map(tuple),
    updates=st.lists(st.builds(UpdateRow, key=st.uuids().map(str), unit=TEXTS, on=st.just(date(2026, 8, 1)), text=TEXTS), max_size=2).map(
        tuple
    ),
    done_on=st.none() | st.dates(date(2026, 6, 1), date(2026, 12, 1)),
    late_days=st.integers(0, 99),
    due_next=st.booleans(),
)


@given(st.lists(TASKS, max_size=12), TEXTS)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_every_number_that_is_drafted_comes_from_rows_that_are_there(tasks: list[TaskRow], label: str) -> None:
    snapshot = replace(quarter(), tasks=tuple(tasks), period=replace(quarter().period, label=label))
    made = passages(snapshot)
    known = keys_of(snapshot)
    own = counts(snapshot.tasks)
    assert sum(map(len, (own.in_time, own.done_late, own.running, own.undated, own.overdue, own.halted))) == len(own.total) == len(tasks)
    assert len({passage.key for passage in made}) == len(made)
    for passage in made:
        assert set(passage.sources) <= known
        assert passage.drafted == passage.text
        for figure in passage.figures:
            assert set(figure.sources) <= known
            _counted(figure, passage, len(tasks))


def _counted(figure: Figure, passage: Passage, tasks: int) -> None:
    """A whole number over rows that are no measured value is how many rows there are."""
    assert figure.sources
    if re.fullmatch(r"\d+", figure.text) and "before" not in passage.key and ".late" not in passage.key and ".task." not in passage.key:
        assert int(figure.text) == len(set(figure.sources)) <= max(tasks, 3)
