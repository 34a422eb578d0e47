"""Where a person is logged in: listed, ended one by one or all, over by themselves after a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dondoc.web.accounts.models import LoginSession, User
from dondoc.web.accounts.queries import device_of
from tests.builders import WORD
from tests.people import Town

CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36"
SESSIONS = "/toi/phien/"


@pytest.fixture(autouse=True)
def _visits_noted_once() -> None:
    """Take back the patience that other tests have: here the minute itself is looked at."""


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (CHROME, "Chrome, Windows"),
        (CHROME + " Edg/120.0", "Edge, Windows"),
        ("Mozilla/5.0 (Windows NT 6.1; rv:109.0) Gecko/20100101 Firefox/115.0", "Firefox, Windows"),
        ("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36", "Chrome, Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1 Version/17.0 Mobile Safari/604.1", "Safari, iPhone"),
        (CHROME.replace("Chrome/", "coc_coc_browser/120 Chrome/"), "Cốc Cốc, Windows"),
        ("curl/8.0", "thiết bị không rõ"),
        ("", "thiết bị không rõ"),
    ],
)
def test_a_device_is_named_as_its_owner_would(agent: str, name: str) -> None:
    assert device_of(agent) == name


def log_in(user: User, agent: str = CHROME, address: str = "203.0.113.5") -> Client:
    """A browser in which the person logged in by the form."""
    client = Client(HTTP_USER_AGENT=agent, REMOTE_ADDR=address)
    assert client.post("/dang-nhap/", {"username": user.username, "password": WORD}).status_code == 302
    return client


def test_a_person_sees_where_they_are_logged_in_and_nobody_elses(town: Town) -> None:
    client = log_in(town.lan)
    log_in(town.lan, "Mozilla/5.0 (Linux; Android 14) Chrome/120.0 Mobile", "198.51.100.9")
    log_in(town.hoa, address="192.0.2.77")
    page = client.get(SESSIONS).content.decode()
    assert page.index("Chrome, Windows") < page.index("nơi này, anh, chị đang dùng") < page.index("Chrome, Android")
    assert "203.0.113.5" in page
    assert "198.51.100.9" in page
    assert "192.0.2.77" not in page


def test_a_session_that_was_ended_stops_at_once(town: Town) -> None:
    here, there = log_in(town.lan), log_in(town.lan)
    other = LoginSession.objects.exclude(session_key=here.session.session_key).get()
    assert here.post(f"{SESSIONS}{other.pk}/ket-thuc/")["Location"] == SESSIONS
    assert there.get("/toi/").status_code == 302
    assert here.get("/toi/").status_code == 200
    assert not Session.objects.filter(session_key=other.session_key).exists()


def test_a_session_whose_row_is_gone_stops_even_if_its_cookie_is_good(town: Town) -> None:
    client = log_in(town.lan)
    LoginSession.objects.all().delete()
    assert client.get("/toi/").status_code == 302
    assert "kết thúc từ một nơi khác" in client.get("/dang-nhap/").content.decode()


def test_all_others_end_and_this_one_stays(town: Town) -> None:
    here, there, third, stranger = log_in(town.lan), log_in(town.lan), log_in(town.lan), log_in(town.hoa)
    page = here.post(SESSIONS + "ket-thuc-noi-khac/", follow=True).content.decode()
    assert "Đã kết thúc 2 phiên khác" in page
    assert [client.get("/toi/").status_code for client in (here, there, third, stranger)] == [200, 302, 302, 200]


def test_somebody_elses_session_does_not_exist(town: Town) -> None:
    hers = log_in(town.lan)
    row = LoginSession.objects.get()
    stranger = log_in(town.hoa)
    assert stranger.post(f"{SESSIONS}{row.pk}/ket-thuc/").status_code == 404
    assert stranger.post(f"{SESSIONS}999999/ket-thuc/").status_code == 404
    assert hers.get("/toi/").status_code == 200


def test_ending_wants_a_post(town: Town) -> None:
    client = log_in(town.lan)
    row = LoginSession.objects.get()
    assert client.get(f"{SESSIONS}{row.pk}/ket-thuc/").status_code == 405
    assert client.get(SESSIONS + "ket-thuc-noi-khac/").status_code == 405
    assert client.get("/toi/").status_code == 200


def test_a_visit_is_written_down_at_most_once_a_minute(town: Town) -> None:
    client = log_in(town.lan)
    seen = LoginSession.objects.get().seen_at
    with CaptureQueriesContext(connection) as queries:
        client.get("/toi/")
    assert not [query["sql"] for query in queries if not query["sql"].startswith("SELECT")]
    assert LoginSession.objects.get().seen_at == seen
    earlier = timezone.now() - timedelta(seconds=61)
    LoginSession.objects.update(seen_at=earlier)
    with CaptureQueriesContext(connection) as queries:
        client.get("/toi/")
    assert len([query["sql"] for query in queries if query["sql"].startswith("UPDATE")]) == 1
    assert LoginSession.objects.get().seen_at > earlier


@pytest.mark.parametrize(
    ("created", "seen", "works", "says"),
    [
        (timedelta(hours=2.9), timedelta(hours=2.9), True, ""),
        (timedelta(hours=4), timedelta(hours=3.1), False, "vì lâu không dùng"),
        (timedelta(hours=11.9), timedelta(minutes=2), True, ""),
        (timedelta(hours=12.1), timedelta(minutes=2), False, "sau 12 giờ"),
    ],
)
def test_a_session_ends_after_three_idle_hours_or_twelve_in_all(
    town: Town, created: timedelta, seen: timedelta, works: bool, says: str
) -> None:
    client = log_in(town.lan)
    now = timezone.now()
    LoginSession.objects.update(created_at=now - created, seen_at=now - seen)
    answer = client.get("/toi/phien/")
    assert (answer.status_code == 200) is works
    if not works:
        assert answer["Location"] == "/dang-nhap/?next=/toi/phien/"
        assert says in client.get("/dang-nhap/").content.decode()
        assert says not in client.get("/dang-nhap/").content.decode()
        assert not LoginSession.objects.exists()


def test_what_is_left_of_old_sessions_goes_at_the_next_log_in(town: Town) -> None:
    long_ago = timezone.now() - timedelta(days=2)
    LoginSession.objects.create(user=town.minh, session_key="old", created_at=long_ago, seen_at=long_ago)
    Session.objects.create(session_key="old", session_data="x", expire_date=long_ago)
    log_in(town.lan)
    assert not LoginSession.objects.filter(session_key="old").exists()
    assert not Session.objects.filter(session_key="old").exists()


def test_a_long_agent_and_a_missing_address_are_no_error(town: Town, as_user: Callable[[User], Client]) -> None:
    client = Client(HTTP_USER_AGENT="x" * 2000, REMOTE_ADDR="")
    assert client.post("/dang-nhap/", {"username": "lan", "password": WORD}).status_code == 302
    session = LoginSession.objects.get()
    assert (session.address, len(session.agent)) == (None, 300)
