"""The list of tasks in the browser: rows, heads, filters, tabs, and what an empty one says."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dondoc.web.accounts.models import User
from dondoc.web.audit.models import Entry
from dondoc.web.organisations.models import Role, UnitGroup
from dondoc.web.plans.actions.spreading import spread
from dondoc.web.plans.models import Assignment, AssignmentRole, SavedView
from tests.builders import make_post, make_task, make_unit
from tests.web.plans.register.registers import Register, told_late

LogIn = Callable[[User], Client]


def test_the_list_shows_rows_with_their_state_in_time(register: Register, as_user: LogIn) -> None:
    words = as_user(register.town.lan).get("/nhiem-vu/").content.decode()
    assert register.minhs.last_day is not None
    assert told_late(register.minhs.last_day, timezone.localdate()) in words  # "trước ngày" three days ago
    assert "còn 2 ngày" in words
    assert "thường xuyên" in words
    assert "1.3 a)" in words  # a letter says which heading it stands under
    assert "3 nhiệm vụ" in words


def test_the_order_in_force_is_told_to_who_cannot_see_it(register: Register, as_user: LogIn) -> None:
    lan = as_user(register.town.lan)
    assert 'aria-sort="ascending"' in lan.get("/nhiem-vu/").content.decode()
    assert 'aria-sort="descending"' in lan.get("/nhiem-vu/?xep=-han").content.decode()


def test_chosen_columns_alone_are_shown(register: Register, as_user: LogIn) -> None:
    words = as_user(register.town.lan).get("/nhiem-vu/?cot=ma&cot=phoi-hop").content.decode()
    assert "NV26-0001" in words
    assert "Phòng Kế hoạch - Tài chính" in words
    assert "quá hạn 4 ngày" not in words


def test_a_group_stands_for_its_units_and_says_how_many(register: Register, as_user: LogIn) -> None:
    town = register.town
    group = UnitGroup.objects.create(name="Các phòng thuộc Sở", scope=town.department)
    task = make_task(register.plan, "Việc của cả nhóm", code="NV26-0011")
    whole = Assignment.objects.create(task=task, role=AssignmentRole.LEAD, group=group, printed="Các phòng thuộc Sở")
    for unit in (town.planning, town.staff):
        Assignment.objects.create(task=task, role=AssignmentRole.LEAD, unit=unit, via=whole)
    spread([task.pk])
    words = as_user(town.minh).get("/nhiem-vu/?q=NV26-0011").content.decode()
    assert 'Các phòng thuộc Sở <span class="muted">(2)</span>' in words


def test_an_empty_register_and_an_empty_filter_say_different_things(register: Register, as_user: LogIn) -> None:
    nothing = as_user(register.town.hoa).get("/nhiem-vu/").content.decode()
    filtered = as_user(register.town.lan).get("/nhiem-vu/?q=khong-co-gi").content.decode()
    assert "Chưa có nhiệm vụ nào" in nothing
    assert "Không có nhiệm vụ nào theo bộ lọc này" in filtered


def test_a_page_past_the_end_leads_back(register: Register, as_user: LogIn) -> None:
    words = as_user(register.town.lan).get("/nhiem-vu/?trang=9").content.decode()
    assert "Trang này không còn nhiệm vụ nào" in words
    assert 'href="?trang=8"' in words


def test_leafing_shows_every_task_once(register: Register, as_user: LogIn) -> None:
    for number in range(60):
        make_task(register.plan, f"Việc thứ {number}", lead=register.town.planning, code=f"NV26-1{number:03}")
    lan = as_user(register.town.lan)
    seen: list[int] = []
    for page in (1, 2, 3):
        seen += [row.pk for row in lan.get(f"/nhiem-vu/?trang={page}").context["list"].rows]
    assert len(seen) == len(set(seen)) == 63


@pytest.mark.parametrize("person", ["lan", "minh"])
@pytest.mark.parametrize("address", ["/nhiem-vu/", "/nhiem-vu/?han=7-ngay&q=việc&don-vi=phong", "/ke-hoach/{plan}/", "/tim/?q=việc", "/"])
def test_pages_ask_the_database_as_often_for_many_rows(register: Register, as_user: LogIn, person: str, address: str) -> None:
    client = as_user(getattr(register.town, person))
    address = address.format(plan=register.plan.pk)
    asked = f"{address}{'&' if '?' in address else '?'}cot=so.chu-tri.han&so-dong="
    counted = []
    for _hundred_more in range(2):
        for number in range(130):
            task = make_task(register.plan, f"Việc thứ {number}", lead=register.town.planning, due_on=register.shared.due_on)
            task.findings.add(register.late_finding)
        counted += [_statements(client, f"{asked}{size}") for size in (25, 100)]
    assert len(set(counted)) == 1
    assert counted[0] <= (17 if address == "/" else 15)  # the first page is several lists


def _statements(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_a_view_is_saved_under_a_name_and_becomes_a_tab(register: Register, as_user: LogIn) -> None:
    lan = as_user(register.town.lan)
    answer = lan.post("/nhiem-vu/khung-nhin/", {"address": "han=7-ngay&xep=don-vi&trang=4&evil=1", "name": "Họp giao ban"})
    assert answer["Location"].endswith("?han=7-ngay&xep=don-vi&trang=4")
    assert SavedView.objects.get().query == "han=7-ngay&xep=don-vi"
    page = lan.get("/nhiem-vu/?han=7-ngay&xep=don-vi")
    assert [tab.label for tab in page.context["tabs"] if tab.is_current] == ["Họp giao ban"]
    assert "Sửa khung nhìn" in page.content.decode()
    assert Entry.objects.filter(verb="lưu khung nhìn", subject_label="Họp giao ban").exists()


def test_two_views_of_one_person_have_two_names(register: Register, as_user: LogIn) -> None:
    lan = as_user(register.town.lan)
    for _ in range(2):
        answer = lan.post("/nhiem-vu/khung-nhin/", {"address": "han=7-ngay", "name": "Một tên"}, follow=True)
    assert "đã có khung nhìn mang tên này" in answer.content.decode()
    assert SavedView.objects.count() == 1


def test_a_shared_view_reaches_the_unit_and_below_and_nobody_else(register: Register, as_user: LogIn) -> None:
    town = register.town
    values = {"address": "han=7-ngay", "name": "Chung cả Sở", "shared_with": town.department.pk}
    as_user(town.lan).post("/nhiem-vu/khung-nhin/", values)
    has = {
        name: "Chung cả Sở" in as_user(getattr(town, name)).get("/nhiem-vu/").content.decode() for name in ("lan", "minh", "hoa", "quan")
    }
    assert has == {"lan": True, "minh": True, "hoa": False, "quan": False}


def test_a_view_is_shared_only_in_a_unit_of_ones_own(register: Register, as_user: LogIn) -> None:
    town = register.town
    for unit in (town.department, town.elsewhere):
        as_user(town.minh).post("/nhiem-vu/khung-nhin/", {"address": "", "name": f"Của {unit.pk}", "shared_with": unit.pk})
    assert not SavedView.objects.exists()


def test_ones_own_view_is_renamed_and_dropped_and_anothers_is_not(register: Register, as_user: LogIn) -> None:
    town = register.town
    view = SavedView.objects.create(user=town.lan, name="Cũ", query="han=7-ngay", shared_with=town.department)
    assert as_user(town.minh).post(f"/nhiem-vu/khung-nhin/{view.pk}/", {"name": "Của tôi"}).status_code == 404
    as_user(town.lan).post(f"/nhiem-vu/khung-nhin/{view.pk}/", {"name": "Mới"})
    view.refresh_from_db()
    assert (view.name, view.shared_with) == ("Mới", None)
    assert as_user(town.minh).post(f"/nhiem-vu/khung-nhin/{view.pk}/", {"do": "drop"}).status_code == 404
    as_user(town.lan).post(f"/nhiem-vu/khung-nhin/{view.pk}/", {"do": "drop"})
    assert not SavedView.objects.exists()


@pytest.mark.parametrize("name", ["", "x" * 81])
def test_a_view_wants_a_name_of_some_letters(register: Register, as_user: LogIn, name: str) -> None:
    as_user(register.town.lan).post("/nhiem-vu/khung-nhin/", {"address": "han=7-ngay", "name": name})
    assert not SavedView.objects.exists()


def test_units_are_suggested_by_any_of_their_words(register: Register, as_user: LogIn) -> None:
    town = register.town
    make_unit("Bưu điện tỉnh", external=True)
    names = [unit["name"] for unit in as_user(town.minh).get("/tim/don-vi/?q=tai chinh phong").json()["units"]]
    assert names == ["Phòng Kế hoạch - Tài chính"]
    assert as_user(town.minh).get("/tim/don-vi/?q=buu dien").json()["units"]
    assert as_user(town.hoa).get("/tim/don-vi/?q=phong ke hoach").json()["units"] == []
    assert as_user(town.quan).get("/tim/don-vi/?q=phong ke hoach").json()["units"] == []


def test_plans_are_suggested_to_those_who_see_them(register: Register, as_user: LogIn) -> None:
    make_post(register.town.quan, register.town.elsewhere, Role.VIEWER)
    asked = {name: as_user(getattr(register.town, name)).get("/tim/van-ban/?q=83/kh").json()["plans"] for name in ("minh", "hoa", "quan")}
    assert [len(plans) for plans in asked.values()] == [1, 0, 0]
