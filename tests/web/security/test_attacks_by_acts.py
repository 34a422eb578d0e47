"""Attacks by acts on shared records, by addresses that lead away, and on the log-in itself."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from dondoc.web.accounts.models import User
from dondoc.web.organisations.models import Alias, GroupMember, Post, Role, Substitution, Unit, UnitGroup
from tests.builders import WORD, make_post, make_user
from tests.web.security.words import LogIn, told, words
from tests.web.security.world import HERE, World

pytestmark = pytest.mark.django_db

# 7. Shared records: who may read one may not therefore change or delete it.


def test_attack_7_a_shared_view_is_read_by_colleagues_and_changed_by_its_owner_alone(world: World, as_user: LogIn) -> None:
    view = world.here.view
    view.shared_with = world.here.department
    view.save(update_fields=["shared_with"])
    for role, user in world.people.items():
        sees = HERE in told(as_user(user), "/nhiem-vu/") or role == Role.ADMINISTRATOR
        assert sees or role in (Role.OFFICER, Role.HEAD)
        if user == view.user:
            continue
        for form in ({"do": "drop"}, {"name": "chiếm", "do": "change"}):
            assert as_user(user).post(f"/nhiem-vu/khung-nhin/{view.pk}/", form).status_code == 404
    view.refresh_from_db()
    assert view.name == f"Khung nhìn {HERE}"


MANAGED = {
    "/to-chuc/{unit}/sua/": {"kind": "other", "version": "0", "position": "5", "official_code": "MA-LA"},
    "/to-chuc/{unit}/cach-viet/": {"text": "Tên lạ"},
    "/to-chuc/cach-viet/{alias}/bo/": {},
    "/to-chuc/nhom/{group}/sua/": {"name": "Nhóm bị chiếm", "kind": "closed"},
    "/to-chuc/nhom/{group}/them/": {"units": "{office}"},
    "/to-chuc/nhom/thanh-vien/{member}/ra/": {"on": "2026-01-01"},
    "/to-chuc/nguoi/{person}/khoa/": {},
    "/to-chuc/nguoi/{person}/vai-tro/": {"role": "office", "unit": "{name}", "first_day": "2026-01-01"},
    "/to-chuc/vai-tro/{post}/thoi/": {"on": "2026-01-01"},
    "/to-chuc/lam-thay/{substitution}/thoi/": {},
}


def _filled(world: World, verb: str) -> tuple[str, dict[str, str]]:
    here = world.here
    words = {
        "unit": here.division.pk, "alias": here.alias.pk, "group": here.group.pk, "member": here.member.pk, "person": here.colleague.pk,
        "post": here.post.pk, "substitution": here.substitution.pk, "name": here.division.name, "office": "Văn phòng Sở",
    }  # fmt: skip
    return verb.format(**words), {name: value.format(**words) for name, value in MANAGED[verb].items()}


def _registry() -> list[object]:
    tables = (Unit, Alias, UnitGroup, GroupMember, Post, Substitution)
    return [
        *(row for table in tables for row in table.objects.order_by("pk").values()),
        *User.objects.order_by("pk").values("pk", "is_active"),
    ]


@pytest.mark.parametrize("verb", MANAGED)
def test_attack_7_the_registry_that_all_read_is_changed_only_by_who_manages_it(world: World, as_user: LogIn, verb: str) -> None:
    people = {role: user for role, user in world.people.items() if role != Role.ADMINISTRATOR} | {"administrator elsewhere": world.manager}
    before = _registry()
    for role, user in people.items():
        client = as_user(user)
        assert client.get(f"/to-chuc/{world.here.division.pk}/").status_code == 200
        assert client.post(*_filled(world, verb)).status_code in (403, 404, 422), role
        assert _registry() == before, role


@pytest.mark.parametrize("verb", MANAGED)
def test_attack_7_the_same_acts_do_change_the_registry_for_who_manages_it(world: World, as_user: LogIn, verb: str) -> None:
    before = _registry()
    assert as_user(world.people[Role.ADMINISTRATOR]).post(*_filled(world, verb)).status_code == 302
    assert _registry() != before


def test_attack_7_nobody_makes_themselves_more_than_they_are(world: World, as_user: LogIn) -> None:
    for user in (world.people[Role.OFFICER], world.people[Role.ADMINISTRATOR]):
        client = as_user(user)
        client.post(
            "/toi/", {"full_name": user.full_name, "is_administrator": "on", "is_active": "on", "username": "chu", "role": "office"}
        )
        client.post("/toi/tuy-chon/", {"theme": "dark", "is_administrator": "on"})
        user.refresh_from_db()
        assert (user.is_administrator, user.username) == (False, user.get_username())
    quan = world.people[Role.ADMINISTRATOR]
    target = make_user("them", "Người Thêm")
    make_post(target, world.here.division, Role.OFFICER)
    as_user(quan).post(
        f"/to-chuc/nguoi/{target.pk}/sua/", {"full_name": "Người Thêm", "username": "them", "is_administrator": "on", "version": "0"}
    )
    as_user(quan).post(
        f"/to-chuc/nguoi/{target.pk}/vai-tro/", {"unit": world.there.department.name, "role": "office", "first_day": "2026-01-01"}
    )
    target.refresh_from_db()
    assert not target.is_administrator
    assert not Post.objects.filter(user=target, unit=world.there.department).exists()


# 8. Nobody is led out of dondoc.

LEADING_OUT = [
    "https://xau.example/", "//xau.example/", "///xau.example", "/\\xau.example", "\\\\xau.example", "javascript:alert(1)",
    "http:xau.example",
    "/%09/xau.example", "/\t/xau.example", "https:///xau.example", "data:text/html,x", "//xau.example%2f..", " //xau.example", "http://a@xau.example",
]  # fmt: skip


@pytest.mark.parametrize("target", LEADING_OUT)
def test_attack_8_no_next_leads_out_of_dondoc(world: World, as_user: LogIn, client: Client, target: str) -> None:
    logged_in = as_user(world.people[Role.OFFICER])
    answers = [
        client.post("/dang-nhap/", {"username": "minh", "password": WORD, "next": target}),
        logged_in.post("/toi/tuy-chon/", {"theme": "dark", "next": target}),
        logged_in.post("/toi/huong-dan/", {"step": "1", "next": target}),
        logged_in.get("/dang-nhap/", {"next": target}),
    ]
    for answer in answers:
        if answer.status_code in (301, 302, 303):
            assert re.fullmatch(r"/(?![/\\])[^\s\\]*", answer["Location"]), answer["Location"]
    assert answers[0].status_code == 302
    assert 'href="https://xau' not in words(Client().get("/dang-nhap/", {"next": target}))


def test_attack_8_no_page_repeats_a_host_that_the_request_made_up(world: World) -> None:
    assert Client().get("/dang-nhap/", headers={"host": "xau.example"}).status_code == 400


# The cookies of a log-in.


def test_the_cookies_of_a_log_in_are_out_of_reach_of_scripts_and_other_sites(world: World, client: Client) -> None:
    client.get("/dang-nhap/")
    answer = client.post("/dang-nhap/", {"username": "minh", "password": WORD})
    assert answer.status_code == 302
    session, token = client.cookies["dondoc_session"], client.cookies["dondoc_csrf"]
    assert (session["httponly"], session["samesite"]) == (True, "Lax")
    assert token["samesite"] in ("Lax", "Strict")


def test_a_log_in_gets_a_new_session_key(world: World, client: Client) -> None:
    """A key planted before the log-in is worth nothing after it."""
    client.get("/dang-nhap/")
    session = client.session
    session["planted"] = True
    session.save()
    before = session.session_key
    client.cookies["dondoc_session"] = before
    client.post("/dang-nhap/", {"username": "minh", "password": WORD})
    assert client.session.session_key != before
