"""What waits for each person on the first page, and the lists behind it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from dondoc.engine.tracking import Act
from dondoc.web.accounts.models import User
from dondoc.web.organisations.permissions import scope_of
from dondoc.web.plans.models import Assignment, Task
from dondoc.web.tracking.actions.acting import Said, act_on
from dondoc.web.tracking.actions.difficulties import Raised, raise_difficulty
from dondoc.web.tracking.actions.extending import ask_extension
from tests.builders import make_plan, make_task
from tests.people import Town

pytestmark = pytest.mark.django_db
LogIn = Callable[[User], Client]
RESULT = "Đã rà soát xong toàn bộ 47 hồ sơ, không có văn bản riêng."


@pytest.fixture
def part(town: Town) -> Assignment:
    """The planning division's part in a task due in ten days."""
    due_on = timezone.localdate() + timedelta(days=10)
    task = make_task(make_plan(town.department), "Rà soát hồ sơ", lead=town.planning, code="NV26-0001", deadline_kind="date", due_on=due_on)
    return Assignment.objects.get(task=task, unit=town.planning)


def waiting(as_user: LogIn, person: User) -> dict[str, int]:
    """What the first page says waits, with its counts; each list behind it has as many rows."""
    client = as_user(person)
    kinds = client.get("/").context["waiting"]
    for kind in kinds:
        assert len(client.get(kind.url).context["rows"]) == kind.total.number
    return {kind.name: kind.total.number for kind in kinds}


def act(part: Assignment, what: Act, person: User, **said: object) -> None:
    """Do an act as a person, now."""
    scope = scope_of(person, on=timezone.localdate())
    act_on(part, what, said=Said(**{"text": RESULT, **said}), scope=scope, now=timezone.now())  # type: ignore[arg-type]


def test_new_work_waits_to_be_taken_by_its_unit_alone(part: Assignment, town: Town, as_user: LogIn) -> None:
    assert waiting(as_user, town.minh) == {"moi-nhan": 1}
    assert waiting(as_user, town.tuan) == {"moi-nhan": 1}
    for person in (town.thu, town.lan, town.hoa, town.quan):
        assert waiting(as_user, person) == {}
    act(part, Act.ACCEPT, town.minh)
    assert waiting(as_user, town.minh) == {}


def test_a_submission_waits_for_the_office_and_what_it_returns_for_the_unit(part: Assignment, town: Town, as_user: LogIn) -> None:
    act(part, Act.SUBMIT, town.minh)
    assert waiting(as_user, town.lan) == {"cho-xac-nhan": 1}
    assert waiting(as_user, town.director) == {"cho-xac-nhan": 1}
    assert waiting(as_user, town.hoa) == {}
    act(part, Act.RETURN, town.lan)
    assert (waiting(as_user, town.lan), waiting(as_user, town.minh)) == ({}, {"tra-lai": 1})


def test_requests_and_difficulties_wait_for_who_decides(part: Assignment, town: Town, as_user: LogIn) -> None:
    now, scope = timezone.now(), scope_of(town.minh, on=timezone.localdate())
    ask_extension(part, until=timezone.localdate() + timedelta(days=30), reason="Chờ hướng dẫn", scope=scope, now=now)
    raise_difficulty(part, Raised("Thiếu máy quét", town.director), scope=scope, now=now)
    assert waiting(as_user, town.lan) == {"xin-gia-han": 1}
    assert waiting(as_user, town.director) == {"xin-gia-han": 1, "vuong-mac": 1}


def test_the_office_is_told_of_what_nobody_touched_and_of_what_stands_still(part: Assignment, town: Town, as_user: LogIn) -> None:
    Assignment.objects.filter(pk=part.pk).update(given_at=timezone.now() - timedelta(days=20))
    assert waiting(as_user, town.lan) == {"chua-cap-nhat": 1}
    act(part, Act.UPDATE, town.minh, percent=10)
    Assignment.objects.filter(pk=part.pk).update(moved_at=timezone.now() - timedelta(days=40))
    assert waiting(as_user, town.lan) == {"dung-im": 1}


@pytest.mark.parametrize("name", ["cho-xac-nhan", "chua-cap-nhat", "khong-co"])
def test_a_list_that_is_not_for_ones_posts_is_absent(town: Town, as_user: LogIn, name: str) -> None:
    assert as_user(town.minh).get(f"/viec-cho-toi/{name}/").status_code == 404


def test_the_first_page_asks_as_often_for_many_parts_as_for_one(
    part: Assignment, town: Town, as_user: LogIn, django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    plan = Task.objects.get().plan
    for number in range(12):
        task = make_task(plan, f"Việc {number}", lead=town.planning, cooperating=town.staff, code=f"NV26-1{number:03}")
        Assignment.objects.filter(task=task).update(given_at=timezone.now() - timedelta(days=40))
        act(Assignment.objects.get(task=task, unit=town.planning), Act.SUBMIT if number % 2 else Act.UPDATE, town.minh)
    for person in (town.lan, town.minh, town.tuan, town.director):
        client = as_user(person)
        client.get("/")
        with django_assert_max_num_queries(17):
            client.get("/")
