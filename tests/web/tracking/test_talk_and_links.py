"""What people say of a task and who is told, who watches it, and what it waits for."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from dondoc.engine.tracking import Act
from dondoc.web.accounts.models import User
from dondoc.web.notices.models import Notice
from dondoc.web.organisations.permissions import Scope, scope_of
from dondoc.web.plans.models import Assignment, Task, TaskState
from dondoc.web.tracking.actions.acting import Said, act_on
from dondoc.web.tracking.actions.blocking import add_block
from dondoc.web.tracking.actions.refusals import Refused
from dondoc.web.tracking.actions.talking import comment, watch
from dondoc.web.tracking.models import Block, Comment, Watch
from tests.builders import make_plan, make_post, make_task, make_user
from tests.people import Town

pytestmark = pytest.mark.django_db
LogIn = Callable[[User], Client]
PAGE = "/nhiem-vu/NV26-0001/"


@pytest.fixture
def tasks(town: Town) -> list[Task]:
    """Three tasks: two of planning, one of staff."""
    plan = make_plan(town.department)
    leads = (town.planning, town.planning, town.staff)
    return [make_task(plan, f"Việc {n}", lead=unit, code=f"NV26-000{n}") for n, unit in enumerate(leads, 1)]


def scope(person: User) -> Scope:
    """What a person's posts give them today."""
    return scope_of(person, on=timezone.localdate())


def told(kind: str) -> set[str]:
    """Who has a notice of a kind."""
    return set(Notice.objects.filter(kind=kind).values_list("recipient__username", flat=True))


def test_whom_a_comment_names_is_told_if_they_see_the_task(tasks: list[Task], town: Town, as_user: LogIn) -> None:
    said = "Nhờ @Lê Anh Tuấn và @giamdoc xem; @Bùi Thị Hoa, @Vũ Thị Thu không liên quan"
    answer = as_user(town.minh).post(f"/viec/{tasks[0].pk}/trao-doi/", {"text": said}, follow=True)
    assert said in answer.content.decode()
    assert told("comment.mention") == {"tuan", "giamdoc"}
    assert {person.pk for person in Comment.objects.get().mentions.all()} == {town.tuan.pk, town.director.pk}


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("@lê anh  tuấn xem", {"tuan"}),
        ("@Lê Anh Tuấn Kiệt xem", {"kiet"}),
        ("thư gửi a@tuan.vn", set()),
        ("@tuan.", {"tuan"}),
        ("@Lê Anh", set()),
        ("không gọi ai", set()),
    ],
)
def test_a_name_after_the_sign_means_the_longest_that_fits(tasks: list[Task], town: Town, said: str, named: set[str]) -> None:
    make_post(make_user("kiet", "Lê Anh Tuấn Kiệt"), town.planning)
    comment(tasks[0], said, scope=scope(town.minh), now=timezone.now())
    assert told("comment.mention") == named


def test_names_are_offered_of_those_who_see_the_task(tasks: list[Task], town: Town, as_user: LogIn) -> None:
    def offered(typed: str) -> list[str]:
        return [person["name"] for person in as_user(town.minh).get(f"/viec/{tasks[0].pk}/nguoi/", {"q": typed}).json()["people"]]

    assert offered("lê anh") == ["Lê Anh Tuấn"]
    assert offered("Vũ Thị Thu") == []
    assert set(offered("")) >= {"Nguyễn Thị Lan", "Trần Văn Minh", "Lê Anh Tuấn"}
    assert as_user(town.hoa).get(f"/viec/{tasks[0].pk}/nguoi/").status_code == 404


@pytest.mark.parametrize("said", ["", "   ", "x" * 5000])
def test_words_that_say_nothing_or_too_much_come_back(tasks: list[Task], town: Town, as_user: LogIn, said: str) -> None:
    answer = as_user(town.minh).post(f"/viec/{tasks[0].pk}/trao-doi/", {"text": said})
    assert answer.status_code == 422
    assert not Comment.objects.exists()


def test_what_is_said_is_shown_as_words_and_never_as_markup(tasks: list[Task], town: Town, as_user: LogIn) -> None:
    minh = as_user(town.minh)
    minh.post(f"/viec/{tasks[0].pk}/trao-doi/", {"text": "<img src=x onerror=alert(1)>"})
    assert "&lt;img src=x" in minh.get(PAGE).content.decode()


def test_who_watches_is_told_of_words_and_of_steps_until_they_stop(tasks: list[Task], town: Town, as_user: LogIn) -> None:
    tuan, address = as_user(town.tuan), f"/viec/{tasks[0].pk}/theo-doi/"
    tuan.post(address)
    tuan.post(address)
    assert Watch.objects.get().user == town.tuan
    assert "Thôi theo dõi" in tuan.get(PAGE).content.decode()
    comment(tasks[0], "Một lời", scope=scope(town.minh), now=timezone.now())
    part = Assignment.objects.get(task=tasks[0], unit=town.planning)
    act_on(part, Act.SUBMIT, said=Said(result_number="1/BC"), scope=scope(town.minh), now=timezone.now())
    assert told("comment.new") == {"tuan"}
    assert "tuan" in told("part.submit")
    tuan.post(address, {"do": "stop"})
    assert not Watch.objects.exists()


def test_an_outsider_neither_speaks_nor_watches_nor_links(tasks: list[Task], town: Town, as_user: LogIn) -> None:
    for person in (town.hoa, town.quan):
        for name in ("trao-doi", "theo-doi", "cho"):
            assert as_user(person).post(f"/viec/{tasks[0].pk}/{name}/", {"text": "x", "code": "NV26-0002"}).status_code == 404
        with pytest.raises(PermissionDenied):
            comment(tasks[0], "x", scope=scope(person), now=timezone.now())
        with pytest.raises(PermissionDenied):
            watch(tasks[0], scope=scope(person))
        with pytest.raises(PermissionDenied):
            add_block(tasks[0], tasks[1], scope=scope(person))
    assert [Comment.objects.count(), Watch.objects.count(), Block.objects.count()] == [0, 0, 0]


def test_a_task_says_what_it_waits_for_until_that_is_done(tasks: list[Task], town: Town, as_user: LogIn) -> None:
    lan = as_user(town.lan)
    answer = lan.post(f"/viec/{tasks[0].pk}/cho/", {"code": "nv26-0003"}, follow=True)
    assert "Đang chờ" in answer.content.decode()
    assert 'href="/nhiem-vu/NV26-0003/"' in answer.content.decode()
    minh = as_user(town.minh).get(PAGE).content.decode()
    assert "NV26-0003" in minh
    assert 'href="/nhiem-vu/NV26-0003/"' not in minh
    assert "Việc 3" not in minh
    assert "đang chờ việc này" in lan.get("/nhiem-vu/NV26-0003/").content.decode()
    Task.objects.filter(pk=tasks[2].pk).update(state=TaskState.DONE)
    assert "Đang chờ" not in lan.get(PAGE).content.decode()
    block = Block.objects.get()
    assert as_user(town.minh).post(f"/cho/{block.pk}/bo/").status_code == 403
    assert as_user(town.hoa).post(f"/cho/{block.pk}/bo/").status_code == 404
    lan.post(f"/cho/{block.pk}/bo/")
    assert not Block.objects.exists()


def test_tasks_never_wait_in_a_circle(tasks: list[Task], town: Town, as_user: LogIn) -> None:
    one, two, three = tasks
    lan = scope(town.lan)
    add_block(one, two, scope=lan)
    add_block(two, three, scope=lan)
    for task, by in ((one, one), (two, one), (three, one), (one, two)):
        with pytest.raises(Refused):
            add_block(task, by, scope=lan)
    assert Block.objects.count() == 2
    answer = as_user(town.lan).post(f"/viec/{three.pk}/cho/", {"code": "NV26-0001"})
    assert answer.status_code == 422
    assert "không thể chờ lẫn nhau" in answer.content.decode()


@pytest.mark.parametrize("code", ["NV99-0001", "", "NV26-0001"])
def test_a_code_that_cannot_be_waited_for_comes_back(tasks: list[Task], town: Town, as_user: LogIn, code: str) -> None:
    answer = as_user(town.lan).post(f"/viec/{tasks[0].pk}/cho/", {"code": code})
    assert (answer.status_code, code in answer.content.decode()) == (422, True)
    assert as_user(town.minh).post(f"/viec/{tasks[0].pk}/cho/", {"code": code}).status_code == 403
