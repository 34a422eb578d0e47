"""A person's own pages and preferences, as the person, as an outsider and as a visitor."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, reverse

from dondoc.web.accounts import urls
from dondoc.web.accounts.models import User
from dondoc.web.audit.models import Entry
from tests.people import Town

PUBLIC = {"login", "code", "set_password", "preferences"}
BY_POST = {
    "logout",
    "preferences",
    "tour",
    "end_session",
    "end_other_sessions",
    "second_factor_begin",
    "second_factor_confirm",
    "second_factor_off",
    "second_factor_codes",
}


def addresses() -> Iterator[tuple[URLPattern, str]]:
    """Every page of the app with an address of it."""
    given = {"set_password": ["x"], "end_session": [1]}
    for pattern in urls.urlpatterns:
        yield pattern, reverse(f"accounts:{pattern.name}", args=given.get(str(pattern.name), []))


def test_every_page_needs_a_log_in_but_those_that_lead_to_one() -> None:
    open_to_all = {pattern.name for pattern, _ in addresses() if not getattr(pattern.callback, "login_required", True)}
    assert open_to_all == PUBLIC


def test_a_visitor_is_asked_to_log_in_on_every_other_page(db: None, client: Client) -> None:
    for pattern, address in addresses():
        if pattern.name not in PUBLIC:
            for answer in (client.get(address), client.post(address)):
                assert answer["Location"].startswith("/dang-nhap/?next="), pattern.name


def test_what_changes_something_wants_a_post(town: Town, as_user: Callable[[User], Client]) -> None:
    client = as_user(town.lan)
    refused = {pattern.name for pattern, address in addresses() if client.get(address).status_code == 405}
    assert refused == BY_POST


def test_the_log_in_comes_before_everything_else_in_the_settings() -> None:
    order = [name.rpartition(".")[2] for name in settings.MIDDLEWARE]
    wanted = [
        "SessionMiddleware",
        "AuthenticationMiddleware",
        "LoginSessions",
        "Preferences",
        "LoginRequired",
        "NewPasswordFirst",
        "scoped",
    ]
    assert [name for name in order if name in wanted] == wanted


def test_cookies_are_kept_from_scripts_and_other_sites() -> None:
    assert settings.SESSION_COOKIE_HTTPONLY
    assert settings.SESSION_COOKIE_SAMESITE == "Lax"
    assert settings.SESSION_COOKIE_SECURE is settings.CSRF_COOKIE_SECURE is settings.DONDOC.https


def test_a_person_changes_their_own_details_and_the_log_tells(town: Town, as_user: Callable[[User], Client]) -> None:
    client = as_user(town.lan)
    given = {"full_name": "Nguyễn Thị Hoàng Lan", "email": "lan@hachau.example", "phone": "0912 345 678", "is_administrator": "on"}
    assert client.post("/toi/", {**given, "username": "giamdoc2"})["Location"] == "/toi/"
    town.lan.refresh_from_db()
    assert (town.lan.full_name, town.lan.phone) == ("Nguyễn Thị Hoàng Lan", "0912 345 678")
    assert (town.lan.username, town.lan.is_administrator) == ("lan", False)
    assert Entry.objects.get().changes["họ và tên"] == ["Nguyễn Thị Lan", "Nguyễn Thị Hoàng Lan"]
    client.post("/toi/", given)
    assert Entry.objects.count() == 1


def test_a_wrong_address_is_named_and_what_was_typed_is_kept(town: Town, as_user: Callable[[User], Client]) -> None:
    page = as_user(town.lan).post("/toi/", {"full_name": "", "email": "lan@"}).content.decode()
    assert 'value="lan@"' in page
    assert page.count('class="err"') == 2
    assert "Nguyễn Thị Lan" in page
    assert not Entry.objects.exists()


def test_a_persons_preferences_stay_on_the_account(town: Town, as_user: Callable[[User], Client]) -> None:
    client = as_user(town.lan)
    answer = client.post("/toi/tuy-chon/", {"theme": "dark", "font_percent": "120", "shortcuts": "0", "language": "en", "next": "/toi/"})
    assert answer["Location"] == "/toi/"
    town.lan.refresh_from_db()
    assert (town.lan.theme, town.lan.font_percent, town.lan.shortcuts, town.lan.language) == ("dark", 120, False, "en")
    page = as_user(town.lan).get("/toi/").content.decode()
    assert '<html lang="en" data-theme="dark"' in page


def test_what_is_not_sent_stays_as_it_was(town: Town, as_user: Callable[[User], Client]) -> None:
    User.objects.filter(pk=town.lan.pk).update(theme="dark", font_percent=120, shortcuts=False)
    client = as_user(town.lan)
    client.post("/toi/tuy-chon/", {"language": "vi"})
    town.lan.refresh_from_db()
    assert (town.lan.theme, town.lan.font_percent, town.lan.shortcuts) == ("dark", 120, False)
    client.post("/toi/tuy-chon/", {"theme": ""})
    town.lan.refresh_from_db()
    assert (town.lan.theme, town.lan.font_percent) == ("", 120)


@pytest.mark.parametrize(
    "wrong", [{"theme": "pink"}, {"font_percent": "400"}, {"font_percent": "x"}, {"language": "fr"}, {"shortcuts": "maybe"}]
)
def test_a_preference_that_does_not_exist_is_refused(town: Town, as_user: Callable[[User], Client], wrong: dict[str, str]) -> None:
    assert as_user(town.lan).post("/toi/tuy-chon/", wrong).status_code == 400
    assert User.objects.get(pk=town.lan.pk).font_percent == 100


def test_a_visitor_keeps_the_look_and_language_in_cookies(db: None, client: Client) -> None:
    client.post("/toi/tuy-chon/", {"theme": "dark", "font_percent": "130", "language": "en", "next": "/dang-nhap/"})
    page = client.get("/dang-nhap/").content.decode()
    assert '<html lang="en" data-theme="dark" data-font="130"' in page
    cookie = client.cookies["dondoc_theme"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_the_log_in_page_keeps_the_look_of_who_logged_out(town: Town, as_user: Callable[[User], Client]) -> None:
    client = as_user(town.lan)
    client.post("/toi/tuy-chon/", {"theme": "dark"})
    client.post("/dang-xuat/")
    assert 'data-theme="dark"' in client.get("/dang-nhap/").content.decode()


def test_cookies_of_a_stranger_cannot_choose_what_is_not_offered(db: None, client: Client) -> None:
    client.cookies["dondoc_language"] = '"><script>'
    assert '<html lang="vi"' in client.get("/dang-nhap/").content.decode()


def test_the_tour_remembers_its_step_for_that_person_alone(town: Town, as_user: Callable[[User], Client]) -> None:
    client = as_user(town.lan)
    assert client.post("/toi/huong-dan/", {"step": "2", "next": "/toi/"})["Location"] == "/toi/"
    assert client.post("/toi/huong-dan/", {"step": "x"}).status_code == 400
    assert client.post("/toi/huong-dan/", {"step": "3", "next": "//evil.example"})["Location"] == "/"
    steps = dict(User.objects.values_list("username", "tour_step"))
    assert (steps["lan"], steps["minh"]) == (3, 0)


@pytest.mark.parametrize("path", ["/toi/", "/toi/phien/", "/toi/mat-khau/", "/toi/xac-thuc-hai-buoc/", "/dang-nhap/"])
def test_pages_are_light_and_run_nothing_inline(town: Town, as_user: Callable[[User], Client], path: str) -> None:
    client = Client() if path == "/dang-nhap/" else as_user(town.lan)
    page = client.get(path).content.decode()
    assert len(page.encode()) < 50_000
    assert " style=" not in page
    assert " onclick=" not in page
    assert "<script>" not in page


@pytest.mark.parametrize(("path", "most"), [("/toi/", 15), ("/toi/phien/", 15), ("/toi/xac-thuc-hai-buoc/", 15), ("/toi/mat-khau/", 15)])
def test_pages_ask_the_database_a_fixed_few_times(
    town: Town, as_user: Callable[[User], Client], django_assert_max_num_queries: Callable[[int], object], path: str, most: int
) -> None:
    clients = [as_user(town.lan) for _ in range(6)]
    for client in clients:
        client.get("/toi/")
    with django_assert_max_num_queries(most):  # type: ignore[attr-defined]
        clients[0].get(path)
