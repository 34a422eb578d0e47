"""Passwords: set by a link that works once, changed by the old one, never given by anybody else."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone, translation

from dondoc.web.accounts.actions import InvitationUsed, PersonDetails, accept_invitation, create_person, deactivate, invite
from dondoc.web.accounts.models import LoginSession, User
from dondoc.web.accounts.queries import invitation_of
from dondoc.web.accounts.recording import Program
from dondoc.web.audit.models import Entry
from tests.builders import WORD, make_user
from tests.people import Town

NEW = "mùa lúa năm nay được lắm"
CHANGE = "/toi/mat-khau/"
SETUP = Program("cài đặt")


@pytest.fixture
def root(db: None) -> User:
    """An administrator of the system."""
    return make_user("goc", "Quản trị hệ thống", is_administrator=True)


def test_a_person_who_was_made_has_no_password_until_they_choose_one(root: User, client: Client) -> None:
    person = create_person(PersonDetails("Moi.Den", "Người mới đến"), by=root)
    assert not person.has_usable_password()
    for guess in ("", "moi.den", "abc123", "123456", "password", "dondoc"):
        client.post("/dang-nhap/", {"username": "moi.den", "password": guess})
    assert client.get("/toi/").status_code == 302
    link = invite(person, by=root, now=timezone.now())
    assert link.startswith("/dat-mat-khau/")
    page = client.get(link)
    assert "Người mới đến" in page.content.decode()
    assert page["Referrer-Policy"] == "same-origin"
    assert client.post(link, {"new_password": NEW, "again": NEW})["Location"] == "/dang-nhap/"
    assert client.post("/dang-nhap/", {"username": "moi.den", "password": NEW})["Location"] == "/"


def test_looking_at_the_link_does_not_use_it_up(town: Town, root: User, client: Client) -> None:
    link = invite(town.lan, by=root, now=timezone.now())
    assert [client.get(link).status_code for _ in range(3)] == [200, 200, 200]


def test_a_link_that_was_used_is_dead(town: Town, root: User, client: Client) -> None:
    link = invite(town.lan, by=root, now=timezone.now())
    client.post(link, {"new_password": NEW, "again": NEW})
    assert client.get(link).status_code == 410
    assert client.post(link, {"new_password": "một câu của kẻ trộm", "again": "một câu của kẻ trộm"}).status_code == 410
    town.lan.refresh_from_db()
    assert town.lan.check_password(NEW)


def test_two_who_hold_the_link_at_once_cannot_both_set_the_password(town: Town, root: User) -> None:
    now = timezone.now()
    token = invite(town.lan, by=root, now=now).split("/")[2]
    first, second = invitation_of(token, now=now), invitation_of(token, now=now)
    assert first
    assert second
    accept_invitation(first, NEW, now=now)
    with pytest.raises(InvitationUsed, match="không còn dùng được"):
        accept_invitation(second, "một câu của kẻ trộm", now=now)


def test_a_newer_link_ends_the_one_before(town: Town, root: User) -> None:
    now = timezone.now()
    old = invite(town.lan, by=root, now=now).split("/")[2]
    new = invite(town.lan, by=root, now=now + timedelta(seconds=1)).split("/")[2]
    assert invitation_of(old, now=now) is None
    assert invitation_of(new, now=now) == town.lan


@pytest.mark.parametrize(("hours", "works"), [(0, True), (71.9, True), (72.1, False), (1000, False)])
def test_a_link_lasts_seventy_two_hours(town: Town, root: User, hours: float, works: bool) -> None:
    made = timezone.now()
    token = invite(town.lan, by=root, now=made).split("/")[2]
    assert (invitation_of(token, now=made + timedelta(hours=hours)) == town.lan) is works


def test_a_new_password_or_a_closed_account_kills_the_link(town: Town, root: User, as_user: Callable[[User], Client]) -> None:
    now = timezone.now()
    token = invite(town.lan, by=root, now=now).split("/")[2]
    town.lan.refresh_from_db()
    as_user(town.lan).post(CHANGE, {"password": WORD, "new_password": NEW, "again": NEW})
    assert invitation_of(token, now=now) is None
    token = invite(town.minh, by=root, now=now).split("/")[2]
    deactivate(town.minh, by=root)
    assert invitation_of(token, now=now) is None
    with pytest.raises(PermissionDenied):
        invite(town.minh, by=root, now=now)


def test_a_link_cannot_be_made_up(town: Town, root: User, client: Client) -> None:
    now = timezone.now()
    token = invite(town.lan, by=root, now=now).split("/")[2]
    stamp = token.split(".")[0].split("-")[1]
    forged = [
        token[:-1] + ("A" if token[-1] != "A" else "B"),
        f"{town.minh.pk}-{stamp}." + token.split(".")[1],
        token.split(".")[0],
        signing.Signer(sep=".", salt="another purpose").sign(token.split(".")[0]),
        signing.dumps([town.lan.pk, stamp]),
        "x",
        "..",
        "%00",
        "đ" * 50,
    ]
    for made_up in forged:
        assert client.get(f"/dat-mat-khau/{made_up}/").status_code in (404, 410), made_up


def test_setting_a_password_ends_every_session_and_lifts_the_lockout(town: Town, root: User, as_user: Callable[[User], Client]) -> None:
    client, visitor = as_user(town.lan), Client()
    client.get("/toi/")
    for _ in range(8):
        locked = visitor.post("/dang-nhap/", {"username": "lan", "password": "sai"})
    assert locked.status_code == 429
    link = invite(town.lan, by=root, now=timezone.now())
    visitor.post(link, {"new_password": NEW, "again": NEW})
    assert client.get("/toi/").status_code == 302
    assert visitor.post("/dang-nhap/", {"username": "lan", "password": NEW}).status_code == 302
    assert Entry.objects.filter(verb="đặt mật khẩu bằng liên kết một lần", actor=town.lan).exists()


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("ngắn", "Mật khẩu còn ngắn, cần ít nhất 12 ký tự."),
        ("849302754839", "Mật khẩu toàn chữ số"),
        ("nguyễn thị lan", "Mật khẩu gần giống"),
        ("qwertyuiop12", "nhiều người dùng"),
        ("", "Trường này là bắt buộc"),
    ],
)
def test_a_weak_password_is_refused_in_vietnamese(town: Town, root: User, client: Client, password: str, says: str) -> None:
    link = invite(town.lan, by=root, now=timezone.now())
    page = client.post(link, {"new_password": password, "again": password}).content.decode()
    assert says in page
    town.lan.refresh_from_db()
    assert town.lan.check_password(WORD)


def test_the_rules_are_shown_before_and_none_is_left_in_english(town: Town, as_user: Callable[[User], Client]) -> None:
    page = as_user(town.lan).get(CHANGE).content.decode()
    with translation.override("vi"):
        rules = password_validators_help_texts()
        assert len(rules) == 4
        assert all(rule in page for rule in rules)
        for password in ("x", "1" * 20, "password1234", "nguyenthilan"):
            with pytest.raises(ValidationError) as refused:
                validate_password(password, User(username="nguyenthilan", full_name="Nguyễn Thị Lan"))
            assert not [words for words in refused.value.messages if re.search(r"\b(the|This|password)\b", words)]


def test_changing_the_password_keeps_this_session_and_ends_the_others(town: Town, as_user: Callable[[User], Client]) -> None:
    here, there = as_user(town.lan), as_user(town.lan)
    assert there.get("/toi/").status_code == 200
    here.get("/toi/")
    key = here.session.session_key
    assert here.post(CHANGE, {"password": WORD, "new_password": NEW, "again": NEW})["Location"] == "/toi/"
    assert here.get("/toi/").status_code == 200
    assert here.session.session_key != key
    assert LoginSession.objects.get(user=town.lan).session_key == here.session.session_key
    assert there.get("/toi/").status_code == 302
    town.lan.refresh_from_db()
    assert town.lan.check_password(NEW)
    assert town.lan.password_changed_at is not None
    entry = Entry.objects.get(verb="đổi mật khẩu")
    assert entry.actor == town.lan
    assert not entry.changes


@pytest.mark.parametrize(
    ("old", "new", "again", "says"),
    [
        ("sai", NEW, NEW, "Mật khẩu không đúng"),
        (WORD, NEW, NEW + "x", "Hai lần nhập không giống nhau"),
        (WORD, WORD, WORD, "phải khác mật khẩu hiện nay"),
        ("", NEW, NEW, "Trường này là bắt buộc"),
    ],
)
def test_a_change_that_is_not_right_changes_nothing(
    town: Town, as_user: Callable[[User], Client], old: str, new: str, again: str, says: str
) -> None:
    answer = as_user(town.lan).post(CHANGE, {"password": old, "new_password": new, "again": again})
    assert says in answer.content.decode()
    assert NEW not in answer.content.decode()
    town.lan.refresh_from_db()
    assert town.lan.check_password(WORD)


@pytest.mark.parametrize("path", ["/", "/toi/", "/toi/phien/", "/toi/xac-thuc-hai-buoc/", "/nhiem-vu/", "/to-chuc/"])
def test_who_must_change_the_password_gets_to_no_other_page(town: Town, as_user: Callable[[User], Client], path: str) -> None:
    User.objects.filter(pk=town.lan.pk).update(must_change_password=True)
    answer = as_user(town.lan).get(path)
    assert answer.status_code == 404 or answer["Location"] == CHANGE


def test_changing_the_password_opens_the_other_pages(town: Town, as_user: Callable[[User], Client]) -> None:
    User.objects.filter(pk=town.lan.pk).update(must_change_password=True)
    client = as_user(town.lan)
    assert "Người quản trị đề nghị" in client.get(CHANGE).content.decode()
    assert client.post("/toi/tuy-chon/", {"language": "en", "next": CHANGE})["Location"] == CHANGE
    client.post(CHANGE, {"password": WORD, "new_password": NEW, "again": NEW})
    assert client.get("/toi/").status_code == 200
    User.objects.filter(pk=town.lan.pk).update(must_change_password=True)
    assert client.post("/dang-xuat/")["Location"] == "/dang-nhap/"


def test_only_who_may_manage_people_makes_links(town: Town) -> None:
    for person in (town.lan, town.director, town.quan, town.hoa):
        with pytest.raises(PermissionDenied):
            invite(town.minh, by=person, now=timezone.now())
    assert invite(town.minh, by=SETUP, now=timezone.now())
