"""Who sees which tasks, plans and findings: the units that have a part in them, and nobody else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from dondoc.web.accounts.models import User
from dondoc.web.organisations.models import Role
from dondoc.web.plans.models import Task, TaskState
from dondoc.web.plans.queries.sight import active_tasks, drafts, visible_findings, visible_plans, visible_tasks
from tests.builders import make_post, make_task, make_unit
from tests.web.plans.register.registers import Register


def numbers(register: Register, name: str) -> set[str]:
    """The codes of the tasks that a person sees."""
    return set(visible_tasks(register.scope(name)).values_list("code", flat=True))


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("minh", {"NV26-0001", "NV26-0002"}),
        ("tuan", {"NV26-0001", "NV26-0002"}),
        ("thu", {"NV26-0002", "NV26-0003"}),
        ("lan", {"NV26-0001", "NV26-0002", "NV26-0003"}),
        ("director", {"NV26-0001", "NV26-0002", "NV26-0003"}),
        ("hoa", set()),
        ("quan", set()),
    ],
)
def test_a_person_sees_the_tasks_of_their_units_alone(register: Register, name: str, codes: set[str]) -> None:
    assert numbers(register, name) == codes


def test_a_post_above_a_unit_sees_what_falls_to_it(register: Register) -> None:
    below = make_unit("Tổ Dự toán", register.town.planning)
    make_task(register.plan, "Lập dự toán của tổ", lead=below, code="NV26-0009")
    assert "NV26-0009" in numbers(register, "minh")
    assert "NV26-0009" not in numbers(register, "thu")


def test_a_unit_whose_path_begins_alike_is_not_below(register: Register) -> None:
    town = register.town
    alike = make_unit("Phòng khác", town.department)
    alike.path = town.planning.path.removesuffix(".") + "0."
    alike.save(update_fields=["path"])
    make_task(register.plan, "Việc của phòng khác", lead=alike, code="NV26-0010")
    assert "NV26-0010" not in numbers(register, "minh")


def test_two_posts_show_the_tasks_of_both_units_once(register: Register) -> None:
    make_post(register.town.minh, register.town.staff, Role.VIEWER)
    scope = register.scope("minh")
    assert sorted(visible_tasks(scope).values_list("code", flat=True)) == ["NV26-0001", "NV26-0002", "NV26-0003"]


def test_an_office_post_in_a_division_shows_no_other_division(register: Register) -> None:
    make_post(register.town.minh, register.town.planning, Role.OFFICE)
    assert numbers(register, "minh") == {"NV26-0001", "NV26-0002"}


def test_a_draft_is_for_those_who_confirm_it(register: Register) -> None:
    assert register.unpublished.pk not in visible_tasks(register.scope("lan")).values_list("pk", flat=True)
    assert drafts(register.scope("lan")).count() == 1
    assert [drafts(register.scope(name)).count() for name in ("director", "minh", "hoa", "quan")] == [1, 0, 0, 0]


def test_a_plan_is_seen_by_whoever_has_a_task_in_it(register: Register) -> None:
    assert [visible_plans(register.scope(name)).count() for name in ("lan", "minh", "thu", "hoa", "quan")] == [1, 1, 1, 0, 0]


def test_a_unit_sees_the_findings_that_its_tasks_remedy(register: Register) -> None:
    seen = {name: set(visible_findings(register.scope(name)).values_list("pk", flat=True)) for name in ("lan", "minh", "hoa")}
    assert seen == {"lan": {register.late_finding.pk, register.other_finding.pk}, "minh": {register.late_finding.pk}, "hoa": set()}


def test_a_dropped_task_stays_visible_but_not_active(register: Register) -> None:
    Task.objects.filter(pk=register.minhs.pk).update(state=TaskState.DROPPED)
    scope = register.scope("minh")
    assert "NV26-0001" in visible_tasks(scope).values_list("code", flat=True)
    assert "NV26-0001" not in active_tasks(scope).values_list("code", flat=True)


def test_a_task_dropped_before_it_got_a_code_was_never_given(register: Register) -> None:
    make_task(register.plan, "Bỏ khi còn là bản nháp", lead=register.town.planning, state=TaskState.DROPPED)
    assert numbers(register, "minh") == {"NV26-0001", "NV26-0002"}


@pytest.mark.parametrize("address", ["/nhiem-vu/{thus.pk}/", "/nhiem-vu/{thus.code}/", "/nhiem-vu/{unpublished.pk}/"])
def test_a_hidden_task_looks_like_none(register: Register, as_user: Callable[[User], Client], address: str) -> None:
    hidden = as_user(register.town.minh).get(address.format(thus=register.thus, unpublished=register.unpublished))
    none = as_user(register.town.minh).get("/nhiem-vu/999999/")
    assert (hidden.status_code, none.status_code) == (404, 404)
    assert "bí mật" not in hidden.content.decode()


def test_an_outsider_finds_no_page_of_another_department(register: Register, as_user: Callable[[User], Client]) -> None:
    hoa, plan, cause = as_user(register.town.hoa), register.plan.pk, register.cause.pk
    addresses = [
        f"/nhiem-vu/{register.minhs.pk}/",
        f"/ke-hoach/{plan}/",
        f"/ke-hoach/{plan}/nguon/",
        f"/ke-hoach/{plan}/?muc=lich-su",
        f"/nguyen-nhan/{cause}/",
    ]
    assert {hoa.get(address).status_code for address in addresses} == {404}
    posts = [f"/ke-hoach/{plan}/viec-trung/", f"/nguyen-nhan/{cause}/sua/", f"/nguyen-nhan/{cause}/gop/"]
    assert {hoa.post(address, {"text": "x", "into": cause}).status_code for address in posts} == {404}


@pytest.mark.parametrize(
    "address", ["/", "/nhiem-vu/", "/nhiem-vu/?q=hồ sơ", "/tim/?q=ho so", "/tim/?q=83/KH", "/tim/?q=NV26-0001", "/nguyen-nhan/"]
)
def test_lists_and_searches_show_an_outsider_nothing(register: Register, as_user: Callable[[User], Client], address: str) -> None:
    for person in (register.town.hoa, register.town.quan):
        page = as_user(person).get(address)
        assert page.status_code == 200
        words = page.content.decode()
        assert not any(hidden in words for hidden in ("Rà soát", "Công khai danh", "bí mật", "83/KH-SNNMT", "Phối hợp giữa"))


@pytest.mark.parametrize("parameter", ["van-ban={plan}", "ton-tai={finding}", "nguyen-nhan={cause}", "don-vi={unit}"])
def test_a_filter_names_nothing_that_is_hidden(register: Register, as_user: Callable[[User], Client], parameter: str) -> None:
    values = {"plan": register.plan.pk, "finding": register.late_finding.pk, "cause": register.cause.pk, "unit": register.town.planning.pk}
    words = as_user(register.town.hoa).get("/nhiem-vu/?" + parameter.format(**values)).content.decode()
    assert not any(hidden in words for hidden in ("83/KH-SNNMT", "đất đai còn quá hạn", "Phối hợp giữa", "Phòng Kế hoạch - Tài chính"))


def test_a_units_plan_page_shows_its_own_tasks_and_findings(register: Register, as_user: Callable[[User], Client]) -> None:
    words = as_user(register.town.minh).get(f"/ke-hoach/{register.plan.pk}/").content.decode()
    assert "Rà soát hồ sơ" in words
    assert "Hồ sơ đất đai còn quá hạn" in words
    assert "bí mật" not in words
    assert "Việc công khai chưa kịp thời" not in words


@pytest.mark.parametrize("part", ["vien-dan", "nhan-xet", "lich-su"])
def test_a_units_plan_page_has_no_parts_that_tell_of_others(register: Register, as_user: Callable[[User], Client], part: str) -> None:
    page = as_user(register.town.minh).get(f"/ke-hoach/{register.plan.pk}/?muc={part}").content.decode()
    assert f'href="?muc={part}"' not in page
    assert f'href="?muc={part}"' in as_user(register.town.lan).get(f"/ke-hoach/{register.plan.pk}/").content.decode()
