"""A plan's page, one task's page and the words of the source: all of it for the office, their own lines for the units."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from dondoc.web.accounts.models import User
from dondoc.web.audit.models import Entry
from dondoc.web.plans.actions.twins import decide_twins, look_for_twins, suggest_twins
from dondoc.web.plans.models import Citation, Plan, Question, Target, Task, TaskState, TaskTwin, TwinState
from tests.builders import make_plan, make_task
from tests.people import Town
from tests.web.plans.register.registers import DIRECTIVE, Register, read_in

LogIn = Callable[[User], Client]


@pytest.fixture
def plan(town: Town) -> Plan:
    """A directive that was read in and published."""
    return read_in(town)


def page(client: Client, address: str) -> str:
    """The words of a page that exists."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_the_head_of_a_plan_says_what_it_is(plan: Plan, town: Town, as_user: LogIn) -> None:
    words = page(as_user(town.lan), f"/ke-hoach/{plan.pk}/")
    said = ("Số 12/KH-SNNMT", "ngày 23/01/2026", "Phạm Hồng Sơn chỉ đạo", "Đầu mối: Văn phòng Sở", "2 nhiệm vụ")
    assert [word for word in (*said, f"/van-ban/{plan.document_id}/tai-ve/") if word not in words] == []


def test_a_finding_filters_the_tasks_beside_it(register: Register, as_user: LogIn) -> None:
    lan = as_user(register.town.lan)
    listed = lan.get(f"/ke-hoach/{register.plan.pk}/?ton-tai={register.late_finding.pk}").context
    assert [row.pk for row in listed["list"].rows] == [register.minhs.pk]
    assert [(item.tasks, item.late, item.is_current) for item in listed["page_of"].outline] == [(1, 1, True), (1, 0, False)]


def test_the_bar_of_a_plan_counts_the_rows_behind_each_stretch(register: Register, as_user: LogIn) -> None:
    lan, address = as_user(register.town.lan), f"/ke-hoach/{register.plan.pk}/"
    for share in lan.get(address).context["page_of"].shares:
        assert lan.get(f"{address}{share.url}").context["list"].total.number == share.count


def test_a_plan_shows_its_targets_and_what_it_cites(plan: Plan, register: Register, as_user: LogIn) -> None:
    Citation.objects.filter(plan=plan).update(cited=register.plan)
    lan = as_user(register.town.lan)
    assert "≥ 98 %" in page(lan, f"/ke-hoach/{plan.pk}/?muc=chi-tieu")
    assert "/chi-tieu/" in page(lan, f"/ke-hoach/{plan.pk}/?muc=chi-tieu")
    assert f'href="/ke-hoach/{register.plan.pk}/"' in page(lan, f"/ke-hoach/{plan.pk}/?muc=vien-dan")
    assert f'href="/ke-hoach/{plan.pk}/"' in page(lan, f"/ke-hoach/{register.plan.pk}/?muc=vien-dan")


def test_a_cited_plan_of_another_department_is_not_linked(plan: Plan, town: Town, as_user: LogIn) -> None:
    foreign = make_plan(town.elsewhere, number="83/KH-SNNMT")
    Citation.objects.filter(plan=plan).update(cited=foreign)
    assert f"/ke-hoach/{foreign.pk}/" not in page(as_user(town.lan), f"/ke-hoach/{plan.pk}/?muc=vien-dan")


def test_remarks_stand_in_the_language_of_the_reader(register: Register, as_user: LogIn) -> None:
    Question.objects.create(plan=register.plan, task=register.minhs, code="x", vi="Thời hạn chưa rõ.", en="The deadline is unclear.")
    address = f"/ke-hoach/{register.plan.pk}/?muc=nhan-xet"
    assert "Thời hạn chưa rõ." in page(as_user(register.town.lan), address)
    User.objects.filter(pk=register.town.lan.pk).update(language="en")
    assert "The deadline is unclear." in page(as_user(register.town.lan), address)


def test_the_causes_of_a_plan_lead_to_their_statistics(register: Register, as_user: LogIn) -> None:
    words = page(as_user(register.town.minh), f"/ke-hoach/{register.plan.pk}/?muc=nguyen-nhan")
    assert f'href="/nguyen-nhan/{register.cause.pk}/"' in words


def test_the_history_of_a_plan_tells_of_its_publishing(plan: Plan, town: Town, as_user: LogIn) -> None:
    assert "Nguyễn Thị Lan" in page(as_user(town.lan), f"/ke-hoach/{plan.pk}/?muc=lich-su").split("<main", 1)[1]


def test_a_unit_sees_the_targets_of_its_own_tasks_alone(register: Register, as_user: LogIn) -> None:
    for task, subject in ((register.minhs, "Của Minh"), (register.thus, "Của Thu"), (None, "Của cả kế hoạch")):
        Target.objects.create(plan=register.plan, task=task, subject=subject, op=">=", value=90, unit="%")
    words = page(as_user(register.town.minh), f"/ke-hoach/{register.plan.pk}/?muc=chi-tieu")
    assert [subject in words for subject in ("Của Minh", "Của Thu", "Của cả kế hoạch")] == [True, False, False]


def test_a_task_shows_where_each_of_its_values_stands(plan: Plan, town: Town, as_user: LogIn) -> None:
    task = Task.objects.get(plan=plan, text__startswith="Rà soát")
    words = page(as_user(town.minh), f"/nhiem-vu/{task.pk}/")
    assert "<mark" in words
    said = (
        "Phòng Kế hoạch - Tài chính",
        "tức hết ngày 30/03/2026",
        "Lê Anh Tuấn",
        "Căn cứ trong văn bản",
        "Năm 2025 còn 46 hồ sơ",
        "1.2 a)",
    )
    assert [word for word in said if word not in words] == []
    assert "tập huấn nội bộ" not in words


def test_a_task_is_found_by_its_code_and_by_its_key(plan: Plan, town: Town, as_user: LogIn) -> None:
    task = Task.objects.get(plan=plan, text__startswith="Rà soát")
    minh = as_user(town.minh)
    assert minh.get(f"/nhiem-vu/{task.code}/").context["task"] == minh.get(f"/nhiem-vu/{task.pk}/").context["task"] == task
    assert minh.get(f"/nhiem-vu/{task.code.lower()}/").status_code == 200


def test_a_code_that_two_departments_gave_leads_to_both(register: Register, as_user: LogIn) -> None:
    other = make_plan(register.town.planning, "Kế hoạch riêng của phòng")
    make_task(other, "Việc riêng của phòng", lead=register.town.planning, code="NV26-0001")
    answer = as_user(register.town.minh).get("/nhiem-vu/NV26-0001/", follow=True)
    assert len(answer.context["list"].rows) == 2


def test_a_dropped_task_says_so_and_is_not_late(register: Register, as_user: LogIn) -> None:
    Task.objects.filter(pk=register.minhs.pk).update(state=TaskState.DROPPED)
    words = page(as_user(register.town.minh), f"/nhiem-vu/{register.minhs.pk}/").split("<main", 1)[1]
    assert "đã bỏ" in words
    assert "quá hạn 4 ngày" not in words


def test_the_office_reads_the_whole_source_with_its_tasks_lit(plan: Plan, town: Town, as_user: LogIn) -> None:
    task = Task.objects.get(plan=plan, text__startswith="Rà soát")
    words = page(as_user(town.lan), f"/ke-hoach/{plan.pk}/nguon/?nhiem-vu={task.pk}")
    assert "Căn cứ Kế hoạch số 83/KH-SNNMT" in words
    assert '<mark class="ev on">' in words
    assert words.count('class="ev" href="/nhiem-vu/') >= 2  # the other task's words lead to it


def test_a_unit_reads_its_own_lines_of_the_source_and_no_more(plan: Plan, town: Town, as_user: LogIn) -> None:
    words = page(as_user(town.minh), f"/ke-hoach/{plan.pk}/nguon/")
    assert "Rà soát toàn bộ hồ sơ quá hạn" in words
    for hidden in ("Căn cứ Kế hoạch", "tập huấn nội bộ", "Phòng Tổ chức", "Năm 2025 còn 46"):
        assert hidden not in words
    minh, address = as_user(town.minh), f"/ke-hoach/{plan.pk}/nguon/"
    assert minh.get(f"{address}?doan=3&nhiem-vu=99999").context["source"].lines == minh.get(address).context["source"].lines


def test_a_plan_written_by_hand_has_no_source(register: Register, as_user: LogIn) -> None:
    lan = as_user(register.town.lan)
    assert lan.get(f"/ke-hoach/{register.plan.pk}/nguon/").status_code == 404
    assert "không đọc từ văn bản" in page(lan, f"/nhiem-vu/{register.minhs.pk}/")


def test_the_same_task_in_two_plans_is_suggested_once(plan: Plan, town: Town) -> None:
    again = read_in(town, DIRECTIVE.replace("12/KH-SNNMT", "40/KH-SNNMT"), name="kh-40.txt")
    assert (suggest_twins(again), suggest_twins(again)) == (2, 0)
    twin = TaskTwin.objects.order_by("pk")[0]
    assert (twin.first.plan, twin.second.plan, twin.likeness) == (plan, again, 1.0)


@pytest.fixture
def twin(plan: Plan, town: Town) -> TaskTwin:
    """Two tasks of two plans that read the same, both of Minh's division."""
    again = read_in(town, DIRECTIVE.replace("12/KH-SNNMT", "40/KH-SNNMT"), name="kh-40.txt")
    suggest_twins(again)
    return TaskTwin.objects.get(first__text__startswith="Rà soát")


def test_a_suggestion_is_the_offices_to_decide(twin: TaskTwin, town: Town, as_user: LogIn) -> None:
    address = f"/nhiem-vu/{twin.first_id}/"
    assert "Là một việc" in page(as_user(town.lan), address)
    assert "Cùng một việc" not in page(as_user(town.minh), address)
    assert as_user(town.minh).post(f"{address}trung/{twin.pk}/", {"do": "link"}).status_code == 403
    assert as_user(town.hoa).post(f"{address}trung/{twin.pk}/", {"do": "link"}).status_code == 404
    twin.refresh_from_db()
    assert twin.state == TwinState.SUGGESTED


def test_linked_tasks_show_each_other_to_who_sees_both(twin: TaskTwin, town: Town, as_user: LogIn) -> None:
    as_user(town.lan).post(f"/nhiem-vu/{twin.first_id}/trung/{twin.pk}/", {"do": "link"})
    twin.refresh_from_db()
    assert (twin.state, twin.decided_by) == (TwinState.LINKED, town.lan)
    for here, there in ((twin.first_id, twin.second_id), (twin.second_id, twin.first_id)):
        assert f'href="/nhiem-vu/{there}/"' in page(as_user(town.minh), f"/nhiem-vu/{here}/")
    assert Entry.objects.filter(verb="nói hai nhiệm vụ là một").count() == 2


def test_what_a_person_decided_is_not_suggested_again(twin: TaskTwin, town: Town, as_user: LogIn) -> None:
    as_user(town.lan).post(f"/nhiem-vu/{twin.first_id}/trung/{twin.pk}/", {"do": "part"})
    assert suggest_twins(twin.second.plan) == 0
    assert "Là một việc" not in page(as_user(town.lan), f"/nhiem-vu/{twin.first_id}/")


def test_only_who_tidies_both_departments_decides(twin: TaskTwin, register: Register) -> None:
    for name in ("minh", "hoa", "quan", "director"):
        with pytest.raises(PermissionDenied):
            decide_twins(twin, TwinState.LINKED, scope=register.scope(name), now=timezone.now())
        with pytest.raises(PermissionDenied):
            look_for_twins(twin.first.plan, scope=register.scope(name))


def test_looking_for_twins_says_what_was_found(plan: Plan, town: Town, as_user: LogIn) -> None:
    lan, address = as_user(town.lan), f"/ke-hoach/{plan.pk}/viec-trung/"
    assert "Không có việc nào mới giống" in lan.post(address, follow=True).content.decode()
    task = Task.objects.get(plan=plan, text__startswith="Rà soát")
    make_task(make_plan(town.department), task.text, lead=town.staff, code="NV26-0999")
    assert "Tìm thấy 1 cặp" in lan.post(address, follow=True).content.decode()
    assert as_user(town.minh).post(address).status_code == 403
