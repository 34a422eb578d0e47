"""What the frame shows of a person's way: navigation by role and place, the look they keep, the first-run tour."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.urls import resolve, reverse

from dondoc.web.accounts.models import User
from dondoc.web.organisations.permissions import scope_of
from dondoc.web.ui.context import Look, cookie_look, frame, look_of
from dondoc.web.ui.navigation import KEEPING, navigation
from dondoc.web.ui.tour import KEEPER, KEEPER_OF_UNITS, OFFICE, UNIT, step_of
from tests.builders import LONG_AGO, make_user
from tests.people import Town


def asking(user: User, address: str) -> HttpRequest:
    """A request of a person as it stands when the frame is drawn."""
    request = RequestFactory().get(address)
    request.user = user
    request.scope = scope_of(user, on=LONG_AGO)  # type: ignore[attr-defined]
    request.resolver_match = resolve(request.path)
    return request


def test_the_loop_stands_in_its_order(town: Town) -> None:
    links = navigation(asking(town.minh, "/"))
    assert [str(entry.label) for group in links.ways for entry in group] == [
        "Việc chờ tôi", "Văn bản", "Nhiệm vụ", "Tình hình", "Báo cáo", "Đơn vị",
    ]  # fmt: skip
    assert [entry.key for group in links.ways for entry in group] == ["v", "b", "t", "h", "c", "u"]


def test_the_keeping_of_dondoc_is_shown_to_administrators_alone(town: Town) -> None:
    type(town.elsewhere).objects.filter(pk=town.elsewhere.pk).update(external=True)  # so that Quân administers all there is
    assert [entry.url for entry in navigation(asking(town.quan, "/")).keeping] == [reverse(station.view) for station in KEEPING]
    assert navigation(asking(town.lan, "/")).keeping == ()


@pytest.mark.parametrize(
    "address, current",
    [("/", "Việc chờ tôi"), ("/van-ban/", "Văn bản"), ("/nhiem-vu/?trang=2", "Nhiệm vụ"), ("/to-chuc/", "Đơn vị")],
)
def test_one_entry_is_where_the_person_stands(town: Town, address: str, current: str) -> None:
    links = navigation(asking(town.lan, address))
    assert [str(entry.label) for group in links.ways for entry in group if entry.current] == [current]


def test_the_documents_open_their_two_lists(town: Town) -> None:
    (documents, *_others) = navigation(asking(town.lan, "/van-ban/?trang-thai=draft")).loop
    assert [(str(part.label), part.current) for part in documents.parts] == [("Chờ xác nhận", True), ("Đã đưa vào sổ", False)]


def test_no_link_of_the_frame_is_dead(town: Town, as_user: Callable[[User], Client]) -> None:
    client = as_user(town.quan)
    links = navigation(asking(town.quan, "/"))
    for address in [entry.url for group in links.ways for entry in group]:
        assert client.get(address).status_code == 200, address


def test_the_look_of_a_person_comes_from_the_account_and_not_from_cookies(town: Town) -> None:
    request = asking(town.lan, "/")
    request.COOKIES["dondoc_theme"] = "dark"
    town.lan.theme, town.lan.font_percent, town.lan.shortcuts = "light", 120, False
    assert look_of(request) == Look("light", 120, shortcuts=False)


@pytest.mark.parametrize(
    "theme, size, look",
    [("dark", "140", Look("dark", 140)), ('"><script>', "1e9", Look()), ("", "99999999999", Look()), ("light", "83", Look("light", 80))],
)
def test_cookies_of_a_visitor_give_only_looks_that_there_are(theme: str, size: str, look: Look) -> None:
    request = RequestFactory().get("/")
    request.COOKIES |= {"dondoc_theme": theme, "dondoc_font_percent": size}
    assert cookie_look(request) == look


def test_the_type_grows_and_shrinks_between_its_ends() -> None:
    assert (Look(size=80).smaller, Look(size=80).larger) == (None, 90)
    assert (Look(size=140).smaller, Look(size=140).larger) == (130, None)


def test_each_is_shown_the_tour_of_their_work(town: Town) -> None:
    keeper = make_user("keeper", "Người Giữ", is_administrator=True)
    for user, lines in ((town.lan, OFFICE), (town.minh, UNIT), (town.quan, KEEPER_OF_UNITS), (keeper, KEEPER)):
        step = step_of(asking(user, "/"))
        assert step is not None
        assert (step.line, step.number, step.following, step.end) == (lines[0], 1, 1, len(lines))


def test_the_tour_goes_on_and_ends(town: Town, as_user: Callable[[User], Client]) -> None:
    client = as_user(town.minh)
    for step, line in enumerate(UNIT):
        assert str(line.title) in client.get("/").content.decode()
        client.post("/toi/huong-dan/", {"step": step + 1, "next": "/"})
    assert 'class="tour"' not in client.get("/").content.decode()


def test_the_tour_is_silent_on_pages_of_records(town: Town) -> None:
    assert step_of(asking(town.lan, "/tro-giup/phim-tat/")) is None


def test_the_frame_takes_no_name_that_a_page_would_use(town: Town) -> None:
    assert frame(asking(town.lan, "/")).keys() == {"look", "nav", "tour"}


def test_a_frame_costs_a_page_few_questions(
    town: Town, as_user: Callable[[User], Client], django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    client = as_user(town.lan)
    client.get("/tro-giup/phim-tat/")
    with django_assert_max_num_queries(6):  # session, person, their log-in, posts, notices, documents that wait
        assert client.get("/tro-giup/phim-tat/").status_code == 200
