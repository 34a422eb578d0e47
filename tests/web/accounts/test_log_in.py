"""Log-in: who gets in, what a wrong guess learns, how often one may guess, and where one may be sent afterwards."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from unittest.mock import patch

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dondoc.web.accounts.models import FailedLogin, LoginSession, User
from dondoc.web.accounts.own_paths import own_path
from dondoc.web.audit.models import Entry
from tests.builders import WORD
from tests.people import Town

LOGIN = "/dang-nhap/"
ELSEWHERE = [
    "https://evil.example/",
    "http:evil.example",
    "//evil.example",
    "///evil.example",
    "////evil.example/%2f..",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r\nLocation: https://evil.example",
    "\t//evil.example",
    " //evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "evil.example",
    "https:///evil.example",
    "/\u2028/evil.example",
    "/" + "a" * 3000,
    "",
]


def attempt(client: Client, username: str, password: str, **more: str) -> HttpResponse:
    """Send the log-in form."""
    address = more.pop("REMOTE_ADDR", "203.0.113.5")
    return client.post(LOGIN, {"username": username, "password": password, **more}, REMOTE_ADDR=address)


@pytest.mark.parametrize("typed", ["lan", "LAN", "  Lan "])
def test_the_right_password_lets_in_whatever_the_case_of_the_name(town: Town, client: Client, typed: str) -> None:
    answer = attempt(client, typed, WORD, next="/nhiem-vu/?trang=2")
    assert (answer.status_code, answer["Location"]) == (302, "/nhiem-vu/?trang=2")
    assert client.get("/toi/").status_code == 200


@pytest.mark.parametrize("target", ELSEWHERE)
def test_nobody_is_sent_to_another_host_after_the_log_in(town: Town, client: Client, target: str) -> None:
    assert attempt(client, "lan", WORD, next=target)["Location"] == "/"
    assert client.get(LOGIN, {"next": target})["Location"] == "/"


@pytest.mark.parametrize("target", ELSEWHERE)
def test_no_page_of_preferences_leads_to_another_host(db: None, client: Client, target: str) -> None:
    assert client.post("/toi/tuy-chon/", {"theme": "dark", "next": target})["Location"] == "/"


@pytest.mark.parametrize("path", ["/", "/toi/", "/nhiem-vu/?q=a//b", "/van-ban/7/#doan-3"])
def test_a_path_of_the_site_is_kept(path: str) -> None:
    assert own_path(path) == path


def test_the_log_in_page_is_no_place_to_go_on_to(town: Town, client: Client) -> None:
    assert attempt(client, "lan", WORD, next="/dang-nhap/?next=/toi/")["Location"] == "/"


def test_the_session_gets_a_new_key_and_form_token_at_the_log_in(town: Town, client: Client) -> None:
    session = client.session
    session["planted"] = 1
    session.save()
    planted = session.session_key
    client.cookies["dondoc_session"] = planted or ""
    before = client.get(LOGIN).cookies["dondoc_csrf"].value
    attempt(client, "lan", WORD)
    assert client.session.session_key != planted
    assert client.cookies["dondoc_csrf"].value != before
    outsider = Client()
    outsider.cookies["dondoc_session"] = planted or ""
    assert outsider.get("/toi/").status_code == 302


def test_the_form_is_refused_without_its_token(town: Town) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert attempt(strict, "lan", WORD).status_code == 403


@pytest.mark.parametrize("username", ["lan", "khongcoai", "nghi"])
def test_a_wrong_password_gets_one_answer_for_known_closed_and_unknown_names(town: Town, client: Client, username: str) -> None:
    User.objects.create(username="nghi", full_name="Người đã nghỉ", is_active=False)
    answer = attempt(client, username, "một câu khác hẳn")
    assert answer.status_code == 200
    assert "Tên đăng nhập hoặc mật khẩu không đúng" in answer.content.decode()
    assert "một câu khác hẳn" not in answer.content.decode()


def test_a_closed_account_stays_closed_to_its_right_password(town: Town, client: Client) -> None:
    User.objects.filter(pk=town.hoa.pk).update(is_active=False)
    assert attempt(client, "hoa", WORD).status_code == 200
    assert client.get("/toi/").status_code == 302


def test_an_unknown_name_costs_the_same_work_as_a_known_one(town: Town, client: Client) -> None:
    attempt(client, "lan", "lần đầu, khi nhật ký còn trống")
    work = []
    for username in ("minh", "khongcoai"):
        with (
            patch.object(MD5PasswordHasher, "encode", autospec=True, side_effect=MD5PasswordHasher.encode) as hashing,
            CaptureQueriesContext(connection) as queries,
        ):
            attempt(client, username, "sai")
        work.append((hashing.call_count, [query["sql"].split()[0] for query in queries]))
    assert work[0] == work[1]
    assert work[0][0] == 1


@pytest.mark.parametrize("username", ["lan", "khongcoai"])
def test_the_eighth_failure_locks_the_name_from_that_address_alone(town: Town, client: Client, username: str) -> None:
    answers = [attempt(client, username.upper() if n % 2 else username, "sai").status_code for n in range(8)]
    assert answers == [200] * 7 + [429]
    locked = attempt(client, username, WORD)
    assert locked.status_code == 429
    assert 14 * 60 < int(locked["Retry-After"]) <= 15 * 60
    until = AccessAttempt.objects.get().attempt_time + timedelta(minutes=15)
    assert timezone.localtime(until).strftime("Thử lại từ %H:%M") in locked.content.decode()
    assert attempt(Client(), "minh", WORD).status_code == 302
    assert attempt(Client(), "lan", WORD, REMOTE_ADDR="203.0.113.9").status_code == 302


def test_another_browser_does_not_start_the_count_anew(town: Town) -> None:
    answers = [
        Client().post(LOGIN, {"username": "lan", "password": "sai"}, REMOTE_ADDR="203.0.113.5", HTTP_USER_AGENT=f"Browser {n}").status_code
        for n in range(8)
    ]
    assert answers[-1] == 429


def test_attempts_during_the_lockout_do_not_prolong_it(town: Town, client: Client) -> None:
    for _ in range(9):
        attempt(client, "lan", "sai")
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=10))
    assert int(attempt(client, "lan", "sai")["Retry-After"]) <= 5 * 60
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=15, seconds=1))
    assert attempt(client, "lan", WORD).status_code == 302


def test_a_forwarded_address_from_a_stranger_does_not_start_the_count_anew(town: Town, client: Client) -> None:
    answers = [
        client.post(
            LOGIN, {"username": "lan", "password": "sai"}, REMOTE_ADDR="203.0.113.5", HTTP_X_FORWARDED_FOR=f"198.51.100.{n}"
        ).status_code
        for n in range(8)
    ]
    assert answers[-1] == 429


def _failures(network: str, count: int, minutes_ago: int) -> None:
    at = timezone.now() - timedelta(minutes=minutes_ago)
    FailedLogin.objects.bulk_create(FailedLogin(network=network, at=at) for _ in range(count))


def test_sixty_failures_block_an_address_whatever_the_names(town: Town, client: Client) -> None:
    _failures("203.0.113.5", 59, 4)
    assert attempt(client, "khongcoai", "sai").status_code == 200
    blocked = attempt(client, "lan", WORD)
    assert blocked.status_code == 429
    assert 5 * 60 < int(blocked["Retry-After"]) <= 6 * 60
    assert attempt(Client(), "lan", WORD, REMOTE_ADDR="203.0.113.6").status_code == 302


def test_failures_of_more_than_ten_minutes_ago_no_longer_count(town: Town, client: Client) -> None:
    _failures("203.0.113.5", 60, 11)
    assert attempt(client, "lan", "sai").status_code == 200
    assert FailedLogin.objects.count() == 1


def test_one_line_with_many_ipv6_addresses_is_one_network(town: Town, client: Client) -> None:
    _failures("2001:db8:1:2::/64", 60, 1)
    assert attempt(client, "lan", WORD, REMOTE_ADDR="2001:db8:1:2:aaaa::1").status_code == 429
    assert attempt(client, "lan", WORD, REMOTE_ADDR="2001:db8:1:3::1").status_code == 302


def test_a_whole_office_behind_one_address_may_log_in_at_eight(town: Town) -> None:
    for _ in range(61):
        assert attempt(Client(), "lan", WORD).status_code == 302


def test_the_log_tells_of_log_ins_failures_and_lockouts_without_what_was_typed(town: Town, client: Client) -> None:
    attempt(client, "matkhaucuatoi", "một câu bí mật")
    for _ in range(8):
        attempt(client, "lan", "một câu bí mật")
    attempt(client, "lan", WORD)
    attempt(client, "minh", WORD)
    client.post("/dang-xuat/")
    verbs = list(Entry.objects.order_by("sequence").values_list("verb", "actor__username", "subject_label"))
    assert verbs[0] == ("đăng nhập không thành công", None, "tên đăng nhập không có trong sổ")
    assert verbs[1:9] == [("đăng nhập không thành công", None, "Nguyễn Thị Lan")] * 8
    assert verbs[9:] == [
        ("bị tạm khóa đăng nhập", None, "Nguyễn Thị Lan"),
        ("đăng nhập", "minh", "Trần Văn Minh"),
        ("đăng xuất", "minh", "Trần Văn Minh"),
    ]
    everything = " ".join(map(str, Entry.objects.values_list("changes", "reason", "subject_label", "folded")))
    assert "bí mật" not in everything
    assert "matkhaucuatoi" not in everything
    assert "203.0.113.5" in everything


def test_the_blocking_of_an_address_is_told_once(town: Town, client: Client) -> None:
    _failures("203.0.113.5", 59, 4)
    for _ in range(3):
        attempt(client, "khongcoai", "sai")
    assert Entry.objects.filter(verb="địa chỉ bị tạm chặn đăng nhập").count() == 1


def test_log_out_wants_a_post_and_ends_the_session(town: Town, as_user: Callable[[User], Client]) -> None:
    client = as_user(town.lan)
    client.get("/toi/")
    key = client.cookies["dondoc_session"].value
    assert client.get("/dang-xuat/").status_code == 405
    assert client.post("/dang-xuat/")["Location"] == LOGIN
    assert not LoginSession.objects.filter(user=town.lan).exists()
    again = Client()
    again.cookies["dondoc_session"] = key
    assert again.get("/toi/").status_code == 302


def test_the_page_of_the_log_in_shows_no_way_further(client: Client, db: None) -> None:
    page = client.get(LOGIN, {"next": "/toi/"}).content.decode()
    assert 'name="next" value="/toi/"' in page
    assert 'class="side"' not in page
    assert "English" in page


def test_names_that_no_form_should_send_are_refused_calmly(town: Town, client: Client) -> None:
    for username in ("x" * 5000, "lan\x00", "", "' OR 1=1 --", "lan\n"):
        assert attempt(client, username, "x").status_code == 200
    assert attempt(client, "lan", "x" * 5000).status_code == 200
