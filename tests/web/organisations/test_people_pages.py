"""People: who sees whom, who may add and change accounts and roles, the link shown once, and substitutions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from dondoc.web.accounts.models import User
from dondoc.web.audit.models import Entry
from dondoc.web.organisations.actions.deciding import CannotChange
from dondoc.web.organisations.actions.posts import Absence, NewPost, end_post, end_substitution, give_post, name_substitute
from dondoc.web.organisations.models import Post, Role, Substitution
from dondoc.web.organisations.permissions import scope_of
from dondoc.web.organisations.queries.people import Wanted, people_found
from tests.builders import make_post, make_unit, make_user
from tests.people import Town

TODAY = date(2026, 11, 22)
AsUser = Callable[[User], Client]


def test_people_are_seen_within_the_own_department_only(town: Town, as_user: AsUser) -> None:
    inside = as_user(town.minh).get("/to-chuc/nguoi/").content.decode()
    assert "Vũ Thị Thu" in inside
    assert "Bùi Thị Hoa" not in inside
    outside = as_user(town.hoa).get("/to-chuc/nguoi/").content.decode()
    assert "Bùi Thị Hoa" in outside
    assert "Vũ Thị Thu" not in outside
    assert as_user(town.hoa).get(f"/to-chuc/nguoi/{town.thu.pk}/").status_code == 404
    assert as_user(town.minh).get(f"/to-chuc/nguoi/{town.thu.pk}/").status_code == 200


def test_a_person_without_a_post_sees_only_themselves(town: Town, as_user: AsUser) -> None:
    nobody = make_user("nobody", "Đặng Văn Không")
    assert people_found(scope_of(nobody, on=TODAY), Wanted(), on=TODAY) == [nobody.pk]
    assert as_user(nobody).get(f"/to-chuc/nguoi/{town.lan.pk}/").status_code == 404


def test_people_are_found_by_name_unit_and_role(town: Town) -> None:
    scope = scope_of(town.quan, on=TODAY)
    assert people_found(scope, Wanted("tran van"), on=TODAY) == [town.minh.pk]
    assert people_found(scope, Wanted(unit=town.planning), on=TODAY) == [town.minh.pk, town.tuan.pk]
    assert people_found(scope, Wanted(role=Role.DIRECTOR), on=TODAY) == [town.director.pk]


def test_people_stand_in_the_order_of_their_given_names(town: Town) -> None:
    found = people_found(scope_of(town.quan, on=TODAY), Wanted(), on=TODAY)
    assert [User.objects.get(pk=pk).full_name.split()[-1] for pk in found] == ["Lan", "Minh", "Quân", "Sơn", "Thu", "Tuấn"]


def test_the_list_of_people_takes_the_same_few_statements_at_any_size(town: Town, as_user: AsUser) -> None:
    session = as_user(town.quan)
    session.get("/to-chuc/nguoi/")
    counts = []
    for size in (3, 60):
        for number in range(size):
            make_post(make_user(f"u{size}x{number}", f"Người {number}"), town.planning)
        with CaptureQueriesContext(connection) as queries:
            session.get("/to-chuc/nguoi/")
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 15


def test_a_person_is_added_with_a_role_and_a_link_that_shows_once(town: Town, as_user: AsUser) -> None:
    session = as_user(town.quan)
    typed = {
        "full_name": "Ngô Thị Mai",
        "username": "Mai.Ngo",
        "unit": "Phòng Kế hoạch - Tài chính",
        "role": "officer",
        "title": "Chuyên viên chính",
    }
    answer = session.post("/to-chuc/nguoi/moi/", typed)
    person = User.objects.get(username="mai.ngo")
    assert answer["Location"] == f"/to-chuc/nguoi/{person.pk}/"
    assert not person.has_usable_password()
    assert Post.objects.get(user=person).unit == town.planning
    first = session.get(answer["Location"]).content.decode()
    assert "/dat-mat-khau/" in first
    assert "/dat-mat-khau/" not in session.get(answer["Location"]).content.decode()


def test_the_link_lets_the_person_set_a_password(town: Town, as_user: AsUser, client: Client) -> None:
    session = as_user(town.quan)
    session.post(f"/to-chuc/nguoi/{town.minh.pk}/lien-ket/")
    page = session.get(f"/to-chuc/nguoi/{town.minh.pk}/").content.decode()
    link = page.split("http://testserver")[1].split("<")[0]
    assert client.get(link).status_code == 200


def test_a_taken_log_in_name_is_a_message(town: Town, as_user: AsUser) -> None:
    typed = {"full_name": "Minh Hai", "username": "minh", "unit": "Văn phòng Sở", "role": "officer"}
    answer = as_user(town.quan).post("/to-chuc/nguoi/moi/", typed)
    assert answer.status_code == 422
    assert "đã có người dùng" in answer.content.decode()
    assert User.objects.filter(username="minh").count() == 1


def test_nobody_is_added_to_a_department_that_one_does_not_manage(town: Town, as_user: AsUser) -> None:
    typed = {"full_name": "Ngô Thị Mai", "username": "mai", "unit": "Sở Công Thương", "role": "officer"}
    assert as_user(town.quan).post("/to-chuc/nguoi/moi/", typed).status_code == 422
    for person in (town.minh, town.lan, town.hoa):
        assert as_user(person).get("/to-chuc/nguoi/moi/").status_code == 404
        assert as_user(person).post("/to-chuc/nguoi/moi/", typed).status_code == 404
    assert not User.objects.filter(username="mai").exists()


@pytest.mark.parametrize("act", ["sua/", "lien-ket/", "khoa/", "mo/", "phien/", "tat-hai-buoc/"])
def test_an_account_is_not_taken_over_from_another_department(town: Town, as_user: AsUser, act: str) -> None:
    keeper = make_user("keeper", "Người Giữ", is_administrator=True)
    make_post(keeper, town.planning)
    shared = make_user("shared", "Người Kiêm Nhiệm")
    make_post(shared, town.planning)
    make_post(shared, town.elsewhere)
    for person in (town.hoa, keeper, shared):
        assert as_user(town.quan).post(f"/to-chuc/nguoi/{person.pk}/{act}", {"full_name": "X", "username": "xx"}).status_code == 404
    assert not User.objects.exclude(invited_at=None).exists()
    assert User.objects.filter(is_active=False).count() == 0


def test_an_account_is_changed_closed_and_opened_again(town: Town, as_user: AsUser) -> None:
    session = as_user(town.quan)
    path = f"/to-chuc/nguoi/{town.minh.pk}/"
    assert (
        session.post(f"{path}sua/", {"full_name": "Trần Quang Minh", "username": "minh", "email": "minh@hachau.gov.vn"}).status_code == 302
    )
    assert session.post(f"{path}khoa/", {"reason": "chuyển công tác"}).status_code == 302
    town.minh.refresh_from_db()
    assert (town.minh.full_name, town.minh.is_active) == ("Trần Quang Minh", False)
    assert session.post(f"{path}mo/").status_code == 302
    assert User.objects.get(pk=town.minh.pk).is_active


def log_of(person: User, verb: str) -> list[tuple[str, str]]:
    """Who did this to a person, and why."""
    return list(Entry.objects.filter(subject_id=str(person.pk), verb=verb).values_list("actor_name", "reason"))


def test_a_person_is_logged_out_everywhere_for_a_reason(town: Town, as_user: AsUser) -> None:
    theirs, session = as_user(town.minh), as_user(town.quan)
    theirs.get("/")
    path = f"/to-chuc/nguoi/{town.minh.pk}/"
    assert "Kết thúc mọi phiên" in session.get(path).content.decode()
    session.post(f"{path}phien/", {"reason": " "})
    assert theirs.get("/").status_code == 200
    session.post(f"{path}phien/", {"reason": "mất máy tính"})
    assert theirs.get("/").status_code == 302
    assert as_user(town.quan).get("/").status_code == 200
    assert log_of(town.minh, "kết thúc mọi phiên đăng nhập") == [(town.quan.full_name, "mất máy tính")]
    assert "Kết thúc mọi phiên" not in session.get(path).content.decode()


def test_a_lost_telephone_is_no_longer_asked_for(town: Town, as_user: AsUser) -> None:
    TOTPDevice.objects.create(user=town.minh, confirmed=True)
    session = as_user(town.quan)
    path = f"/to-chuc/nguoi/{town.minh.pk}/"
    assert "Tắt xác thực hai bước" in session.get(path).content.decode()
    session.post(f"{path}tat-hai-buoc/", {"reason": ""})
    assert TOTPDevice.objects.filter(user=town.minh).exists()
    session.post(f"{path}tat-hai-buoc/", {"reason": "mất điện thoại"})
    assert not TOTPDevice.objects.filter(user=town.minh).exists()
    assert log_of(town.minh, "tắt xác thực hai bước") == [(town.quan.full_name, "mất điện thoại")]
    assert "Tắt xác thực hai bước" not in session.get(path).content.decode()


@pytest.mark.parametrize("act", ["phien/", "tat-hai-buoc/"])
def test_only_who_manages_a_person_does_this_and_never_to_themselves(town: Town, as_user: AsUser, act: str) -> None:
    TOTPDevice.objects.create(user=town.minh, confirmed=True)
    for person in (town.lan, town.tuan, town.hoa, town.minh):
        assert as_user(person).post(f"/to-chuc/nguoi/{town.minh.pk}/{act}", {"reason": "vì thế"}).status_code == 404
    assert as_user(town.quan).post(f"/to-chuc/nguoi/{town.quan.pk}/{act}", {"reason": "vì thế"}).status_code == 404
    assert TOTPDevice.objects.filter(user=town.minh).exists()
    assert not Entry.objects.filter(subject_id=str(town.minh.pk)).exists()


def test_a_person_holds_several_roles_each_given_once(town: Town, as_user: AsUser) -> None:
    session = as_user(town.quan)
    path = f"/to-chuc/nguoi/{town.minh.pk}/vai-tro/"
    typed = {"unit": "Văn phòng Sở", "role": "officer", "title": "", "first_day": "2026-01-01"}
    assert session.post(path, typed).status_code == 302
    again = session.post(path, typed)
    assert again.status_code == 422
    assert "đang giữ vai trò này" in again.content.decode()
    assert Post.objects.filter(user=town.minh).count() == 2


def test_roles_are_given_and_ended_only_by_who_manages_the_unit(town: Town, as_user: AsUser) -> None:
    post = Post.objects.get(user=town.thu)
    typed = {"unit": "Sở Nông nghiệp và Môi trường", "role": "office", "first_day": "2026-01-01"}
    as_user(town.minh).post(f"/to-chuc/nguoi/{town.minh.pk}/vai-tro/", typed)
    assert not scope_of(town.minh, on=TODAY).holds(Role.OFFICE)
    for person in (town.minh, town.hoa):
        assert as_user(person).post(f"/to-chuc/vai-tro/{post.pk}/thoi/", {"on": "2026-01-01"}).status_code == 404
        assert as_user(person).post(f"/to-chuc/vai-tro/{post.pk}/chuc-vu/", {"title": "X"}).status_code == 404
    assert as_user(town.quan).post(f"/to-chuc/vai-tro/{post.pk}/thoi/", {"on": "2026-01-01"}).status_code == 302
    post.refresh_from_db()
    assert post.valid_to == date(2026, 1, 1)


def test_the_last_administrator_of_a_department_stays(town: Town) -> None:
    post = Post.objects.get(user=town.quan)
    with pytest.raises(CannotChange) as refused:
        end_post(post, on=TODAY, by=town.quan, today=TODAY)
    assert "duy nhất" in refused.value.words
    give_post(town.lan, NewPost(town.department, Role.ADMINISTRATOR, date(2026, 1, 1)), by=town.quan, today=TODAY)
    end_post(post, on=TODAY, by=town.lan, today=TODAY)
    assert not scope_of(town.quan, on=TODAY).holds(Role.ADMINISTRATOR)


def test_no_role_is_given_in_a_unit_that_is_no_more(town: Town) -> None:
    ended = make_unit("Phòng Cũ", town.department, valid_to=date(2020, 1, 1))
    with pytest.raises(CannotChange):
        give_post(town.minh, NewPost(ended, Role.OFFICER, date(2026, 1, 1)), by=town.quan, today=TODAY)


def test_a_holder_names_who_stands_in_and_ends_it(town: Town) -> None:
    post = Post.objects.get(user=town.tuan)
    absence = Absence(TODAY, TODAY + timedelta(days=4), "nghỉ phép")
    substitution = name_substitute(post, town.minh, absence=absence, by=town.tuan, today=TODAY)
    scope = scope_of(town.minh, on=TODAY)
    assert scope.holds(Role.HEAD, path=town.planning.path)
    assert not scope_of(town.minh, on=TODAY + timedelta(days=5)).holds(Role.HEAD)
    end_substitution(substitution, by=town.tuan, now=timezone.now(), today=TODAY)
    assert not scope_of(town.minh, on=TODAY).holds(Role.HEAD)


def test_nobody_names_a_substitute_for_somebody_else(town: Town, as_user: AsUser) -> None:
    post = Post.objects.get(user=town.tuan)
    absence = Absence(TODAY, TODAY)
    with pytest.raises(PermissionDenied):
        name_substitute(post, town.minh, absence=absence, by=town.minh, today=TODAY)
    typed = {"substitute": "minh", "first_day": "2099-01-01", "last_day": "2099-01-02"}
    assert as_user(town.minh).post(f"/to-chuc/vai-tro/{post.pk}/lam-thay/", typed).status_code == 404
    assert not Substitution.objects.exists()


@pytest.mark.parametrize(
    "absence",
    [Absence(TODAY, TODAY - timedelta(days=1)), Absence(TODAY - timedelta(days=9), TODAY - timedelta(days=8))],
    ids=["ends before it begins", "is over"],
)
def test_days_of_absence_in_disorder_are_refused(town: Town, absence: Absence) -> None:
    with pytest.raises(CannotChange):
        name_substitute(Post.objects.get(user=town.tuan), town.minh, absence=absence, by=town.tuan, today=TODAY)


def test_two_people_do_not_stand_in_on_the_same_days(town: Town) -> None:
    post = Post.objects.get(user=town.tuan)
    name_substitute(post, town.minh, absence=Absence(TODAY, TODAY + timedelta(days=4)), by=town.tuan, today=TODAY)
    with pytest.raises(CannotChange):
        name_substitute(post, town.thu, absence=Absence(TODAY + timedelta(days=4), TODAY + timedelta(days=9)), by=town.tuan, today=TODAY)


def test_a_substitute_is_named_from_the_own_page(town: Town, as_user: AsUser) -> None:
    post = Post.objects.get(user=town.tuan)
    today = timezone.localdate()
    typed = {"substitute": "Trần Văn Minh", "first_day": today.isoformat(), "last_day": today.isoformat(), "reason": "họp"}
    assert as_user(town.tuan).post(f"/to-chuc/vai-tro/{post.pk}/lam-thay/", typed).status_code == 302
    assert "Trần Văn Minh làm thay" in as_user(town.tuan).get(f"/to-chuc/nguoi/{town.tuan.pk}/").content.decode()
    wrong = as_user(town.tuan).post(f"/to-chuc/vai-tro/{post.pk}/lam-thay/", {**typed, "substitute": "hoa"})
    assert wrong.status_code == 422
    substitution = Substitution.objects.get()
    assert as_user(town.hoa).post(f"/to-chuc/lam-thay/{substitution.pk}/thoi/").status_code == 404
    assert as_user(town.tuan).post(f"/to-chuc/lam-thay/{substitution.pk}/thoi/").status_code == 302
    substitution.refresh_from_db()
    assert substitution.ended_at is not None
