"""Accounts of people: who may make, change and close them, and that somebody is always left to do so."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client

from dondoc.web.accounts.actions import (
    LastAdministrator,
    PersonDetails,
    UsernameTaken,
    change_person,
    create_person,
    deactivate,
    end_other_sessions,
    end_session,
    reactivate,
)
from dondoc.web.accounts.forms import PersonForm
from dondoc.web.accounts.models import LoginSession, User
from dondoc.web.audit.models import Entry
from tests.builders import WORD, make_user
from tests.people import Town


@pytest.fixture
def root(db: None) -> User:
    """The one administrator of the system."""
    return make_user("goc", "Quản trị hệ thống", is_administrator=True)


def details(user: User, **changed: object) -> PersonDetails:
    """What the account says, with some of it changed."""
    names = ("username", "full_name", "email", "phone", "is_administrator", "must_change_password")
    return PersonDetails(**{**{name: getattr(user, name) for name in names}, **changed})  # type: ignore[arg-type]


def test_an_administrator_makes_a_person_and_the_log_tells(root: User) -> None:
    person = create_person(PersonDetails(" An.Binh ", "Trần An Bình", email="an@hachau.example"), by=root)
    assert person.username == "an.binh"
    entry = Entry.objects.get(verb="lập tài khoản")
    assert (entry.actor, entry.subject_label) == (root, "Trần An Bình")
    assert entry.changes["tên đăng nhập"] == ["", "an.binh"]


@pytest.mark.parametrize("who", ["lan", "minh", "director", "quan", "hoa"])
def test_nobody_manages_accounts_by_themselves(town: Town, root: User, who: str) -> None:
    by: User = getattr(town, who)
    for act in (
        lambda: create_person(PersonDetails("moi", "Mới"), by=by),
        lambda: change_person(town.thu, details(town.thu, full_name="Khác"), by=by),
        lambda: deactivate(town.thu, by=by),
        lambda: reactivate(town.thu, by=by),
        lambda: end_other_sessions(town.thu, by=by),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert not Entry.objects.exists()
    assert User.objects.active().filter(full_name="Vũ Thị Thu").exists()


def test_a_post_that_the_caller_vouches_for_does_except_over_administrators(town: Town, root: User) -> None:
    person = create_person(PersonDetails("moi", "Người mới"), by=town.quan, by_post=True)
    change_person(person, details(person, phone="0912 345 678"), by=town.quan, by_post=True)
    deactivate(person, by=town.quan, by_post=True)
    reactivate(person, by=town.quan, by_post=True)
    for act in (
        lambda: create_person(PersonDetails("moi2", "Mới", is_administrator=True), by=town.quan, by_post=True),
        lambda: change_person(person, details(person, is_administrator=True), by=town.quan, by_post=True),
        lambda: change_person(root, details(root, username="khac"), by=town.quan, by_post=True),
        lambda: deactivate(root, by=town.quan, by_post=True),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_a_closed_administrator_manages_nothing(town: Town, root: User) -> None:
    root.is_active = False
    with pytest.raises(PermissionDenied):
        deactivate(town.thu, by=root)


def test_a_closed_account_stops_at_once_and_opens_again(town: Town, root: User, as_user: Callable[[User], Client]) -> None:
    client = as_user(town.minh)
    assert client.get("/toi/").status_code == 200
    deactivate(town.minh, by=root, reason="chuyển công tác")
    assert client.get("/toi/").status_code == 302
    assert not LoginSession.objects.filter(user=town.minh).exists()
    assert Entry.objects.get(verb="khóa tài khoản").reason == "chuyển công tác"
    reactivate(town.minh, by=root)
    assert client.get("/toi/").status_code == 302
    assert Client().post("/dang-nhap/", {"username": "minh", "password": WORD}).status_code == 302


def test_an_account_closed_behind_a_live_session_shows_nothing_more(town: Town, as_user: Callable[[User], Client]) -> None:
    client = as_user(town.minh)
    client.get("/toi/")
    User.objects.filter(pk=town.minh.pk).update(is_active=False)
    assert client.get("/toi/").status_code == 302
    assert client.post("/toi/", {"full_name": "Ai đó"}).status_code == 302


def test_the_last_administrator_is_neither_closed_nor_made_an_ordinary_person(town: Town, root: User) -> None:
    with pytest.raises(LastAdministrator, match="người quản trị hệ thống cuối cùng"):
        deactivate(root, by=root)
    with pytest.raises(LastAdministrator):
        change_person(root, details(root, is_administrator=False), by=root)
    second = make_user("hai", "Người thứ hai", is_administrator=True, is_active=False)
    with pytest.raises(LastAdministrator):
        deactivate(root, by=root)
    reactivate(second, by=root)
    deactivate(root, by=second)
    assert list(User.objects.active().filter(is_administrator=True)) == [second]


def test_a_change_is_told_with_old_and_new_values_only_where_they_differ(town: Town, root: User) -> None:
    change_person(town.thu, details(town.thu, full_name="Vũ Anh Thư", email="thu@hachau.example"), by=root)
    assert Entry.objects.get().changes == {"họ và tên": ["Vũ Thị Thu", "Vũ Anh Thư"], "thư điện tử": ["", "thu@hachau.example"]}
    change_person(town.thu, details(town.thu), by=root)
    assert Entry.objects.count() == 1


def test_two_people_never_share_a_name_whatever_its_case(town: Town, root: User) -> None:
    with pytest.raises(UsernameTaken, match="đã có người dùng"):
        create_person(PersonDetails("LAN", "Lan khác"), by=root)
    with pytest.raises(UsernameTaken):
        change_person(town.thu, details(town.thu, username="Minh"), by=root)
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(username="Lan", full_name="Lan khác")


def test_sessions_are_ended_by_the_person_or_who_manages_them(town: Town, root: User, as_user: Callable[[User], Client]) -> None:
    client = as_user(town.minh)
    client.get("/toi/")
    session = LoginSession.objects.get(user=town.minh)
    with pytest.raises(PermissionDenied):
        end_session(session, by=town.hoa)
    end_session(session, by=root)
    assert client.get("/toi/").status_code == 302
    assert Entry.objects.get().subject_label == "Trần Văn Minh"


def test_the_form_folds_the_name_and_hides_what_the_clerk_may_not_give(town: Town, root: User) -> None:
    given = {"username": " Le.Hoa ", "full_name": "Lê Hoa", "is_administrator": "on"}
    form = PersonForm(given, by=town.quan)
    assert form.is_valid(), form.errors
    assert form.details() == PersonDetails("le.hoa", "Lê Hoa")
    assert PersonForm(given, by=root).fields.keys() >= {"is_administrator"}
    kept = PersonForm({"username": "goc", "full_name": "Tên mới"}, by=town.quan, instance=root)
    assert kept.is_valid()
    assert kept.details().is_administrator


@pytest.mark.parametrize("username", ["lan", "LAN", "hoa lan", "lân", "-lan", "lan/../", "", "x" * 61, "<b>"])
def test_the_form_refuses_names_that_are_taken_or_cannot_be_typed(town: Town, username: str) -> None:
    form = PersonForm({"username": username, "full_name": "Ai đó"}, by=town.quan)
    assert list(form.errors) == ["username"]
