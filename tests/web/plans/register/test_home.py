"""The first page: each person's own morning, each figure a door to the rows it counts."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client
from django.utils import timezone

from dondoc.web.accounts.models import User
from dondoc.web.organisations.models import Role
from dondoc.web.plans.models import Document, Question
from tests.builders import make_post, make_user
from tests.web.plans.register.registers import Register

LogIn = Callable[[User], Client]


def test_a_unit_sees_its_tasks_by_deadline(register: Register, as_user: LogIn) -> None:
    home = as_user(register.town.minh).get("/").context["home"]
    assert [row.pk for row in home.late.rows] == [register.minhs.pk]
    assert [row.pk for row in home.soon.rows] == [register.shared.pk]
    assert home.desk is None


def test_every_figure_of_the_first_page_counts_the_rows_behind_it(register: Register, as_user: LogIn) -> None:
    for person in (register.town.lan, register.town.minh, register.town.thu):
        client = as_user(person)
        home = client.get("/").context["home"]
        for section in (home.late, home.soon, home.undated):
            assert client.get(section.link).context["list"].total.number == section.total.number


def test_the_office_sees_what_waits_to_be_confirmed_and_what_could_not_be_read(register: Register, as_user: LogIn) -> None:
    town, draft = register.town, register.unpublished.plan
    Question.objects.create(plan=draft, task=register.unpublished, code="x", vi="Ai làm?", en="Who?")
    failure = {"state": "failed", "failure_vi": "Tệp hỏng.", "failure_en": "Broken."}
    Document.objects.create(unit=town.department, sha256="0" * 64, name="hong.pdf", size=1, uploaded_by=town.lan, **failure)
    page = as_user(town.lan).get("/")
    desk, words = page.context["home"].desk, page.content.decode()
    assert (desk.n_drafts, desk.asked, len(desk.failed)) == (1, 1, 1)
    assert f'href="/van-ban/{draft.pk}/xac-nhan/"' in words
    assert "Tệp hỏng." in words


def test_another_office_sees_nothing_of_it(register: Register, as_user: LogIn) -> None:
    page = as_user(register.town.hoa).get("/")
    desk = page.context["home"].desk
    assert (desk.n_drafts, desk.asked, desk.failed, desk.drafts) == (0, 0, (), ())
    assert "bản nháp" not in page.content.decode()


def test_an_administrator_without_a_unit_is_led_to_the_units(register: Register, as_user: LogIn) -> None:
    boss = make_user("sep", "Quản trị", is_administrator=True)
    for person in (boss, register.town.quan):
        assert "Lập và sửa đơn vị" in as_user(person).get("/").content.decode()


def test_who_has_no_post_reads_whom_to_ask(register: Register, as_user: LogIn) -> None:
    words = as_user(make_user("moi", "Người Mới")).get("/").content.decode()
    assert "chưa có vai trò" in words
    assert "Đỗ Minh Quân" in words


def test_a_post_that_has_ended_shows_nothing(register: Register, as_user: LogIn) -> None:
    former = make_user("cu", "Người Cũ")
    make_post(former, register.town.planning, Role.OFFICER, valid_to=timezone.localdate())
    assert "chưa có vai trò" in as_user(former).get("/").content.decode()
