"""What the log tells of a step on a draft: every record, in the office's words."""

from __future__ import annotations

from datetime import date

from dondoc.web.audit.models import Entry
from dondoc.web.organisations.permissions import scope_of
from dondoc.web.plans.actions.confirming import accept_certain
from dondoc.web.plans.actions.settling import Part, add_part, choose_unit
from dondoc.web.plans.models import Assignment, AssignmentRole, Match, PlanState
from tests.builders import make_plan, make_task
from tests.people import Town

TODAY = date(2026, 2, 2)


def last_changes() -> dict[str, list[object]]:
    """The changes of the newest row of the log."""
    return dict(Entry.objects.order_by("-sequence")[0].changes)


def test_tasks_with_the_same_printed_number_are_told_each_by_itself(town: Town) -> None:
    plan = make_plan(town.department, state=PlanState.DRAFT)
    for text in ("Rà soát hồ sơ quá hạn", "Xây dựng quy chế phối hợp", "Xây dựng quy chế phối hợp"):
        make_task(plan, text, lead=town.planning, number="a)")
    accept_certain(plan, scope=scope_of(town.lan, on=TODAY))
    assert last_changes() == {
        "a) Rà soát hồ sơ quá hạn · ý kiến": ["chưa xem", "đã xác nhận"],
        "a) Xây dựng quy chế phối hợp · ý kiến": ["chưa xem", "đã xác nhận"],
        "a) Xây dựng quy chế phối hợp · ý kiến (2)": ["chưa xem", "đã xác nhận"],
    }


def test_a_unit_that_was_chosen_is_told_by_its_name(town: Town) -> None:
    plan = make_plan(town.department, state=PlanState.DRAFT)
    task = make_task(plan, "Rà soát hồ sơ quá hạn")
    part = Assignment.objects.create(task=task, role=AssignmentRole.LEAD, printed="Phòng KHTC", match=Match.NOT_FOUND)
    choose_unit(part, town.planning, scope=scope_of(town.lan, on=TODAY))
    assert last_changes() == {
        "Phòng KHTC · đơn vị": [None, "Phòng Kế hoạch - Tài chính"],
        "Phòng KHTC · khớp danh bạ": ["chưa có trong danh bạ", "người chọn"],
    }


def test_a_unit_that_was_added_is_told_by_its_name(town: Town) -> None:
    task = make_task(make_plan(town.department, state=PlanState.DRAFT), "Rà soát hồ sơ quá hạn")
    add_part(task, Part(AssignmentRole.COOPERATING, unit_id=town.staff.pk), scope=scope_of(town.lan, on=TODAY))
    assert last_changes() == {"đơn vị": [None, "Phòng Tổ chức - Cán bộ"]}
