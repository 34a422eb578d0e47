"""A list's address and the query it stands for: only what is on the lists gets in, and it comes out again as it went in."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.http import QueryDict

from dondoc.web.plans.models import Task
from dondoc.web.plans.queries.filtering import due_within, narrowed
from dondoc.web.plans.queries.task_query import COLUMNS, KINDS, LAST_PAGE, SORTS, WINDOWS, TaskQuery, Window
from tests.builders import make_plan, make_task
from tests.people import Town
from tests.web.plans.register.registers import Register

DAY = timedelta(days=1)
ON = date(2026, 11, 22)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "van-ban=83%2FKH-UBND&don-vi=17&vai-tro=lead&han=qua-han&loai-han=date&q=h%E1%BB%93+s%C6%A1",
        "ton-tai=3&nguyen-nhan=4&can-xem=1&moi-giao=1&trang-thai=moi&xep=-don-vi&cot=so.ma.han&so-dong=100&trang=7",
    ],
)
def test_an_address_is_read_and_written_alike(address: str) -> None:
    query = TaskQuery.read(address)
    assert TaskQuery.read(query.address()) == query
    assert sorted(query.address().split("&")) == sorted(address.split("&"))


@pytest.mark.parametrize(
    "address",
    [
        "xep=password",
        "xep=plan__unit__path",
        "cot=__class__.password",
        "han=../../etc",
        "vai-tro=overseeing",
        "loai-han=%27%3B--",
        "ton-tai=1+or+1",
        "trang=-3",
        "so-dong=100000",
        "trang-thai=draft",
        "unknown=1",
    ],
)
def test_what_is_on_no_list_is_as_if_not_there(address: str) -> None:
    assert TaskQuery.read(address) == TaskQuery()


def test_nobody_leafs_without_end() -> None:
    assert TaskQuery.read("trang=999999").page == LAST_PAGE


def test_ticked_columns_come_one_by_one() -> None:
    assert TaskQuery.of(QueryDict("cot=han&cot=so&cot=evil")).columns == ("so", "han")


def test_a_plans_page_is_asked_in_printed_order_and_names_no_plan() -> None:
    query = TaskQuery.read("han=qua-han").anywhere()
    within = TaskQuery.of({"van-ban": "9", "han": "qua-han"}, within=4)
    assert (within.sort, within.plan, within.address()) == ("so", "", "han=qua-han")
    assert (within.anywhere().plan, within.anywhere().within, query.plan) == ("4", None, "")


def test_pressing_a_head_twice_turns_the_order() -> None:
    once = TaskQuery().sorted_by("ma")
    assert (once.sort, once.reverse, once.sorted_by("ma").reverse) == ("ma", False, True)


@pytest.mark.parametrize(
    ("window", "days"),
    [
        (Window.LATE, {-30, -1, 0.5}),
        (Window.WEEK, {0, 1, 7, 7.5}),
        (Window.MONTH_AHEAD, {0, 1, 7, 7.5, 8, 30}),
        (Window.LATER, {8, 30, 400}),
        (Window.THIS_MONTH, {-1, 0, 0.5, 1, 7, 7.5, 8}),
        (Window.THIS_QUARTER, {-30, -1, 0, 0.5, 1, 7, 7.5, 8, 30}),
        (Window.DATED, {-30, -1, 0, 0.5, 1, 7, 7.5, 8, 30, 400}),
        (Window.UNDATED, {None}),
    ],
)
def test_a_window_holds_the_tasks_whose_last_day_lies_in_it(town: Town, window: str, days: set[float | None]) -> None:
    """A half stands for "trước ngày": 0.5 is printed as today and was due yesterday, 7.5 is printed as the eighth day."""
    plan = make_plan(town.department)
    made: dict[int, float | None] = {make_task(plan, "không ngày").pk: None}
    for day in (-30, -1, 0, 1, 7, 8, 30, 400):
        made[make_task(plan, "chậm nhất", due_on=ON + day * DAY).pk] = day
    made[make_task(plan, "trước hôm nay", due_on=ON, due_strict=True).pk] = 0.5
    made[make_task(plan, "trước ngày thứ tám", due_on=ON + 8 * DAY, due_strict=True).pk] = 7.5
    assert {made[pk] for pk in Task.objects.filter(due_within(window, ON)).values_list("pk", flat=True)} == days


def test_late_soon_later_and_undated_part_all_tasks(town: Town) -> None:
    plan = make_plan(town.department)
    for day in range(-10, 12):
        for strict in (False, True):
            make_task(plan, "việc", due_on=ON + day * DAY, due_strict=strict)
    make_task(plan, "việc không ngày")
    parts = [set(Task.objects.filter(due_within(window, ON))) for window in (Window.LATE, Window.WEEK, Window.LATER, Window.UNDATED)]
    assert sum(map(len, parts)) == len(set.union(*parts)) == Task.objects.count()


@pytest.mark.parametrize(
    ("address", "codes"),
    [
        ("", ["1", "2", "3"]),
        ("xep=-han", ["2", "1", "3"]),
        ("xep=so", ["1", "2", "3"]),
        ("xep=-ma", ["3", "2", "1"]),
        ("han=qua-han", ["1"]),
        ("han=7-ngay", ["2"]),
        ("han=khong-ngay", ["3"]),
        ("loai-han=continuous", ["3"]),
        ("don-vi=phong%20ke%20hoach", ["1", "2"]),
        ("don-vi=phong%20ke%20hoach&vai-tro=lead", ["1"]),
        ("don-vi=phong%20ke%20hoach&vai-tro=cooperating", ["2"]),
        ("don-vi=khong%20co", []),
        ("van-ban=83%2Fkh", ["1", "2", "3"]),
        ("van-ban=khac%20phuc", ["1", "2", "3"]),
        ("van-ban=84%2Fkh", []),
        ("q=ho%20so", ["1", "2"]),
        ("q=h%E1%BB%93%20s%C6%A1%20qu%C3%A1%20h%E1%BA%A1n", ["1"]),
        ("q=2.2", ["1", "3"]),
        ("q=nv26-0003", ["3"]),
        ("q=%22%20OR%20*%20NEAR(", []),
    ],
)
def test_a_query_gives_its_tasks_in_its_order(register: Register, today: date, address: str, codes: list[str]) -> None:
    found = narrowed(TaskQuery.read(address), register.scope("lan"), on=today).tasks
    assert [code[-1] for code in found.values_list("code", flat=True)] == codes


def test_the_finding_the_cause_and_the_plan_narrow_the_list(register: Register, today: date) -> None:
    asked = {
        f"ton-tai={register.late_finding.pk}": ["NV26-0001"],
        f"nguyen-nhan={register.cause.pk}": ["NV26-0001"],
        f"van-ban={register.plan.pk}&han=7-ngay": ["NV26-0002"],
        "moi-giao=1": [],
    }
    for address, codes in asked.items():
        found = narrowed(TaskQuery.read(address), register.scope("lan"), on=today)
        assert [task.code for task in found.tasks] == codes
        assert found.filters


def test_before_a_day_sorts_ahead_of_that_very_day(town: Town, register: Register, today: date) -> None:
    same = make_task(register.plan, "chậm nhất", due_on=register.minhs.due_on, code="NV26-0007")
    found = list(narrowed(TaskQuery(), register.scope("lan"), on=today).tasks)
    assert found[:2] == [register.minhs, same]


@pytest.mark.parametrize("choices", [WINDOWS, KINDS, SORTS, COLUMNS])
def test_every_choice_of_a_filter_may_be_asked_for(register: Register, today: date, choices: dict[str, str]) -> None:
    parameter = {id(WINDOWS): "han", id(KINDS): "loai-han", id(SORTS): "xep", id(COLUMNS): "cot"}[id(choices)]
    for value in choices:
        query = TaskQuery.read(f"{parameter}={value}")
        assert value in query.address() or query == TaskQuery()
        list(narrowed(query, register.scope("minh"), on=today).tasks)
