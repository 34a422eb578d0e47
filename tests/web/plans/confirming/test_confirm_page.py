"""The confirm page as a browser gets it: what it shows, what its buttons do, and that outsiders learn nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from dondoc.web.accounts.models import User
from dondoc.web.plans.models import Decision, Plan, Question, QuestionState, Task
from tests.directives import DIRECTIVE, draft_from
from tests.people import Town
from tests.web.plans.confirming.test_confirming_actions import task_at

AsUser = Callable[[User], Client]


def sent(task: Task, **changed: object) -> dict[str, object]:
    """What the form of a task sends, with some fields changed."""
    day = task.due_on.strftime("%d/%m/%Y") if task.due_on else ""
    start = task.due_from.strftime("%d/%m/%Y") if task.due_from else ""
    kind = "strict" if task.due_strict else task.deadline_kind
    values = {"version": task.version, "text": task.text, "number": task.number, "kind": kind, "due_on": day, "due_from": start}
    return {**values, "due_text": task.due_text, "deliverable": task.deliverable, "act": "save", **changed}


def test_the_page_opens_on_the_first_task_that_is_asked_about(town: Town, draft: Plan, as_user: AsUser) -> None:
    page = as_user(town.lan).get(reverse("plans:confirm", args=[draft.pk])).content.decode()
    assert f'data-task="{task_at(draft, 2).pk}"' in page
    assert "Xác nhận 2 việc chắc chắn" in page
    assert "Rà soát toàn bộ hồ sơ quá hạn" in page


def test_accepting_goes_on_to_the_next_that_waits(town: Town, draft: Plan, as_user: AsUser) -> None:
    task = task_at(draft, 2)
    answer = as_user(town.lan).post(reverse("plans:confirm_task", args=[draft.pk, task.pk]), sent(task, act="accept"))
    assert (answer.status_code, task_at(draft, 2).decision) == (302, Decision.ACCEPTED)
    assert f"viec={task_at(draft, 3).pk}" in answer["Location"]


def test_what_was_typed_is_kept_where_someone_else_was_faster(town: Town, draft: Plan, as_user: AsUser) -> None:
    task = task_at(draft, 1)
    client = as_user(town.lan)
    address = reverse("plans:confirm_task", args=[draft.pk, task.pk])
    client.post(address, sent(task, text="Bản của người nhanh hơn."))
    answer = client.post(address, sent(task, text="Bản của người chậm hơn."))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Bản của người chậm hơn." in page
    assert "vừa sửa chỗ này" in page
    assert task_at(draft, 1).text == "Bản của người nhanh hơn."


def test_a_wrong_day_is_explained_and_nothing_is_stored(town: Town, draft: Plan, as_user: AsUser) -> None:
    task = task_at(draft, 1)
    answer = as_user(town.lan).post(reverse("plans:confirm_task", args=[draft.pk, task.pk]), sent(task, text="Khác.", due_on="31/02/2026"))
    assert "Chưa lưu được" in answer.content.decode()
    assert task_at(draft, 1).text == task.text


@pytest.mark.parametrize("act", ["nonsense", "remove:x", "choose:", "target:0x", "add:overseeing", "__class__"])
def test_a_button_that_does_not_exist_is_refused(town: Town, draft: Plan, as_user: AsUser, act: str) -> None:
    task = task_at(draft, 1)
    answer = as_user(town.lan).post(reverse("plans:confirm_task", args=[draft.pk, task.pk]), sent(task, act=act))
    assert answer.status_code in (400, 404)


def test_a_unit_is_added_by_its_name_and_an_unknown_name_is_explained(town: Town, draft: Plan, as_user: AsUser) -> None:
    task = task_at(draft, 1)
    address = reverse("plans:confirm_task", args=[draft.pk, task.pk])
    client = as_user(town.lan)
    client.post(address, sent(task, act="add:cooperating", **{"new-cooperating": "Văn phòng Sở"}))
    assert task.assignments.filter(role="cooperating", unit=town.office).exists()
    again = task_at(draft, 1)
    answer = client.post(address, sent(again, act="add:lead", **{"new-lead": "Phòng Không Có Thật"}))
    assert "Danh bạ không có" in answer.content.decode() or "Chưa rõ" in answer.content.decode()


def test_the_table_of_names_settles_them_in_one_post(town: Town, draft: Plan, as_user: AsUser) -> None:
    client = as_user(town.lan)
    page = client.get(reverse("plans:confirm", args=[draft.pk]) + "?phan=ten").content.decode()
    assert "Phòng Pháp chế" in page
    sent_names = {"printed": ["Phòng Pháp chế"], "choice-0": "unit", "unit-0": "Văn phòng Sở", "phan": "ten"}
    client.post(reverse("plans:settle_names", args=[draft.pk]), sent_names)
    assert task_at(draft, 2).assignments.filter(role="lead", unit=town.office).exists()


def test_a_remark_is_noted_and_leaves_the_list(town: Town, draft: Plan, as_user: AsUser) -> None:
    remark = Question.objects.filter(plan=draft, asks=False).first()
    assert remark is not None
    as_user(town.lan).post(reverse("plans:confirm_question", args=[draft.pk, remark.pk]), {"act": "note"})
    remark.refresh_from_db()
    assert (remark.state, remark.settled_by) == (QuestionState.NOTED, town.lan)


@pytest.mark.parametrize("who", ["minh", "tuan", "hoa", "quan", "director"])
def test_for_everyone_else_a_draft_is_not_there(town: Town, draft: Plan, as_user: AsUser, who: str) -> None:
    client = as_user(getattr(town, who))
    task = task_at(draft, 1)
    gets = [reverse("plans:confirm", args=[draft.pk]), reverse("plans:source_chunk", args=[draft.pk, 0])]
    posts = [
        reverse("plans:confirm_task", args=[draft.pk, task.pk]),
        reverse("plans:accept_certain", args=[draft.pk]),
        reverse("plans:undo", args=[draft.pk]),
        reverse("plans:use_selection", args=[draft.pk]),
        reverse("plans:add_task", args=[draft.pk]),
        reverse("plans:settle_names", args=[draft.pk]),
    ]
    answers = [client.get(address) for address in gets] + [client.post(address, sent(task, act="drop")) for address in posts]
    assert {answer.status_code for answer in answers} == {404}
    assert all("Rà soát" not in answer.content.decode() for answer in answers)
    assert task_at(draft, 1).pk == task.pk


def test_a_task_of_another_plan_cannot_be_reached_through_ones_own(town: Town, draft: Plan, as_user: AsUser) -> None:
    other = draft_from(DIRECTIVE.replace("12/KH-SNNMT", "13/KH-SNNMT"), town)
    Plan.objects.filter(pk=other.pk).update(unit=town.elsewhere)
    task = task_at(other, 1)
    answer = as_user(town.lan).post(reverse("plans:confirm_task", args=[draft.pk, task.pk]), sent(task, act="drop"))
    assert answer.status_code == 404


def test_the_number_of_statements_does_not_grow_with_the_plan(
    town: Town, draft: Plan, as_user: AsUser, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    client = as_user(town.lan)
    longer = "".join(f"d{n}) Việc thứ {n} của kế hoạch phải làm xong.\nĐơn vị chủ trì: Phòng số {n}.\n" for n in range(40))
    big = draft_from(DIRECTIVE.replace("Số: 12", "Số: 14") + longer, town)
    client.get(reverse("plans:confirm", args=[draft.pk]))
    for plan in (draft, big):
        with django_assert_max_num_queries(26):  # type: ignore[attr-defined]
            client.get(reverse("plans:confirm", args=[plan.pk]))


def test_markup_in_a_document_stays_text(town: Town, as_user: AsUser) -> None:
    plan = draft_from(DIRECTIVE.replace("toàn bộ hồ sơ", "<script>alert(1)</script> hồ sơ"), town)
    page = as_user(town.lan).get(reverse("plans:confirm", args=[plan.pk])).content.decode()
    assert "<script>alert" not in page
