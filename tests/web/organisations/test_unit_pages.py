"""A unit's page and its forms: who sees the people, who may change what, and events shown before they are done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dondoc.web.accounts.models import User
from dondoc.web.organisations.actions.deciding import Decree
from dondoc.web.organisations.actions.events import Heir, Succession, merge, rename
from dondoc.web.organisations.actions.history import Naming
from dondoc.web.organisations.models import Alias, Unit, UnitEvent
from dondoc.web.organisations.queries.ready import ready_departments
from tests.builders import make_plan, make_post, make_task, make_unit, make_user
from tests.people import Town

TODAY = date(2026, 11, 22)
MARCH = Decree(date(2026, 3, 1), "Quyết định số 12/QĐ-UBND")
AsUser = Callable[[User], Client]
RENAMED = {"name": "Phòng Kế hoạch", "short_name": "", "on": "2026-03-01", "basis": "QĐ 12", "note": "", "version": "0"}


def test_colleagues_see_the_people_of_a_unit_and_outsiders_do_not(town: Town, as_user: AsUser) -> None:
    User.objects.filter(pk=town.tuan.pk).update(email="tuan@hachau.gov.vn")
    path = f"/to-chuc/{town.planning.pk}/"
    inside = as_user(town.thu).get(path).content.decode()
    assert "Lê Anh Tuấn" in inside
    assert "tuan@hachau.gov.vn" in inside
    outside = as_user(town.hoa).get(path).content.decode()
    assert "Phòng Kế hoạch - Tài chính" in outside
    assert "Lê Anh Tuấn" not in outside
    assert "tuan@hachau.gov.vn" not in outside


def test_a_unit_shows_the_name_it_bore_on_the_day_asked(town: Town, as_user: AsUser) -> None:
    rename(town.planning, Naming("Phòng Kế hoạch"), decree=MARCH, by=town.quan, today=TODAY)
    page = as_user(town.hoa).get(f"/to-chuc/{town.planning.pk}/", {"ngay": "2026-01-01"}).content.decode()
    assert "đơn vị này mang tên <b>Phòng Kế hoạch - Tài chính</b>" in page


def test_a_unit_that_ended_names_who_took_over(town: Town, as_user: AsUser) -> None:
    merge(Succession((town.planning,), (Heir(town.staff, "toàn bộ"),)), decree=MARCH, by=town.quan, today=TODAY)
    page = as_user(town.hoa).get(f"/to-chuc/{town.planning.pk}/").content.decode()
    assert "hết hoạt động từ 01/03/2026" in page
    assert f"/to-chuc/{town.staff.pk}/" in page


def test_a_unit_page_counts_the_tasks_that_the_reader_sees(town: Town, as_user: AsUser) -> None:
    make_task(make_plan(town.department), "Rà soát thủ tục hành chính", lead=town.planning)
    own = as_user(town.minh).get(f"/to-chuc/{town.planning.pk}/").content.decode()
    assert "Nhiệm vụ chủ trì" in own
    assert '<span class="v">1</span>' in own
    foreign = as_user(town.hoa).get(f"/to-chuc/{town.planning.pk}/").content.decode()
    assert '<span class="v">1</span>' not in foreign
    keeper = as_user(town.quan).get(f"/to-chuc/{town.planning.pk}/").content.decode()
    assert "Nhiệm vụ chủ trì" not in keeper


def test_a_unit_page_takes_the_same_few_statements_at_any_size(town: Town, as_user: AsUser) -> None:
    session = as_user(town.lan)
    path = f"/to-chuc/{town.department.pk}/"
    session.get(path)
    counts = []
    for size in (2, 40):
        for number in range(size):
            unit = make_unit(f"Phòng {size} {number}", town.department)
            make_post(make_user(f"u{size}x{number}", f"Người {number}"), town.department)
            Alias.objects.create(unit=town.department, text=f"S{size}{number}", folded=f"s{size}{number}")
            make_task(make_plan(town.department), "Việc", lead=unit)
        with CaptureQueriesContext(connection) as queries:
            session.get(path)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 18  # the frame asks six of them, the panels of higher apps seven


@pytest.mark.parametrize("form", ["sua/", "viec/doi-ten/", "viec/sap-nhap/", "viec/chia-tach/", "viec/giai-the/", "viec/chuyen/"])
def test_forms_of_a_unit_exist_only_for_who_manages_it(town: Town, as_user: AsUser, form: str) -> None:
    path = f"/to-chuc/{town.planning.pk}/{form}"
    assert as_user(town.quan).get(path).status_code == 200
    for person in (town.minh, town.lan, town.hoa):
        assert as_user(person).get(path).status_code == 404
        assert as_user(person).post(path, RENAMED).status_code == 404


def test_an_event_is_shown_first_and_recorded_once_it_is_confirmed(town: Town, as_user: AsUser) -> None:
    session = as_user(town.quan)
    path = f"/to-chuc/{town.planning.pk}/viec/doi-ten/"
    shown = session.post(path, {**RENAMED, "act": "see"})
    assert shown.status_code == 200
    assert "<del>Phòng Kế hoạch - Tài chính</del>" in shown.content.decode()
    assert not UnitEvent.objects.exists()
    done = session.post(path, {**RENAMED, "act": "record", "seen": shown.context["seen"]})
    assert done.status_code == 302
    assert Unit.objects.get(pk=town.planning.pk).name == "Phòng Kế hoạch"


def test_what_was_changed_after_the_preview_is_shown_again_before_it_is_done(town: Town, as_user: AsUser) -> None:
    session = as_user(town.quan)
    path = f"/to-chuc/{town.planning.pk}/viec/doi-ten/"
    seen = session.post(path, {**RENAMED, "act": "see"}).context["seen"]
    answer = session.post(path, {**RENAMED, "name": "Phòng Khác", "act": "record", "seen": seen})
    assert answer.status_code == 200
    assert "Phòng Khác" in answer.content.decode()
    assert not UnitEvent.objects.exists()


def test_an_event_without_a_basis_or_with_a_day_to_come_says_what_is_wrong(town: Town, as_user: AsUser) -> None:
    session = as_user(town.quan)
    path = f"/to-chuc/{town.planning.pk}/viec/doi-ten/"
    assert session.post(path, {**RENAMED, "basis": ""}).status_code == 422
    answer = session.post(path, {**RENAMED, "on": "2099-01-01"})
    assert answer.status_code == 422
    assert "chưa đến" in answer.content.decode()


def test_a_merger_is_typed_with_the_names_people_use(town: Town, as_user: AsUser) -> None:
    Alias.objects.create(unit=town.staff, text="Phòng TCCB", folded="phong tccb", scope=town.department)
    session = as_user(town.quan)
    path = f"/to-chuc/{town.planning.pk}/viec/sap-nhap/"
    typed = {
        "version": "0",
        "others": "",
        "heir_1": "phong tccb",
        "new_1": "",
        "share_1": "",
        "parent": "",
        "on": "2026-03-01",
        "basis": "QĐ 12",
        "note": "",
        "with_people": "on",
    }
    seen = session.post(path, typed).context["seen"]
    assert session.post(path, {**typed, "act": "record", "seen": seen}).status_code == 302
    assert Unit.objects.get(pk=town.planning.pk).valid_to == date(2026, 3, 1)


def test_a_name_of_several_units_is_answered_with_their_names(town: Town, as_user: AsUser) -> None:
    make_unit("Phòng Tổ chức - Cán bộ", town.elsewhere)
    typed = {"version": "0", "parent": "Phòng Tổ chức - Cán bộ", "on": "2026-03-01", "basis": "QĐ 12", "note": ""}
    answer = as_user(town.quan).post(f"/to-chuc/{town.planning.pk}/viec/chuyen/", typed)
    assert answer.status_code == 422
    assert "Phòng Tổ chức - Cán bộ (Sở Công Thương)" in answer.content.decode()


def test_moving_into_a_foreign_department_is_a_message_not_a_leak(town: Town, as_user: AsUser) -> None:
    typed = {"version": "0", "parent": "Sở Công Thương", "on": "2026-03-01", "basis": "QĐ 12", "note": ""}
    answer = as_user(town.quan).post(f"/to-chuc/{town.planning.pk}/viec/chuyen/", typed)
    assert answer.status_code == 422
    assert "không quản trị" in answer.content.decode()


def test_particulars_and_spellings_are_changed_with_a_log(town: Town, as_user: AsUser) -> None:
    session = as_user(town.quan)
    path = f"/to-chuc/{town.planning.pk}/"
    typed = {"version": "0", "kind": "division", "official_code": "000.00.14.H56", "position": "3"}
    assert session.post(f"{path}sua/", typed).status_code == 302
    assert session.post(f"{path}cach-viet/", {"text": "P.KHTC"}).status_code == 302
    alias = Alias.objects.get(text="P.KHTC")
    assert alias.scope == town.department
    assert "p.khtc" in Unit.objects.get(pk=town.planning.pk).folded
    assert session.post(f"/to-chuc/cach-viet/{alias.pk}/bo/").status_code == 302
    assert not Alias.objects.exists()
    page = session.get(path).content.decode()
    assert "000.00.14.H56" in page
    assert "thêm cách viết khác" in page


def test_an_outsider_takes_no_spelling_away(town: Town, as_user: AsUser) -> None:
    alias = Alias.objects.create(unit=town.planning, text="P.KHTC", folded="p.khtc")
    assert as_user(town.hoa).post(f"/to-chuc/cach-viet/{alias.pk}/bo/").status_code == 404
    assert as_user(town.hoa).post(f"/to-chuc/{town.planning.pk}/cach-viet/", {"text": "X"}).status_code == 404
    assert Alias.objects.count() == 1


def test_two_people_do_not_overwrite_each_others_particulars(town: Town, as_user: AsUser) -> None:
    session = as_user(town.quan)
    path = f"/to-chuc/{town.planning.pk}/sua/"
    typed = {"version": "0", "kind": "division", "official_code": "A", "position": "3"}
    assert session.post(path, typed).status_code == 302
    answer = session.post(path, {**typed, "official_code": "B"})
    assert answer.status_code == 422
    assert "người khác" in answer.content.decode()
    assert Unit.objects.get(pk=town.planning.pk).official_code == "A"


def test_a_misprint_is_set_right_without_becoming_an_event(town: Town, as_user: AsUser) -> None:
    row = town.planning.names.get()
    typed = {"version": "0", "name": "Phòng Kế hoạch – Tài chính", "short_name": "Phòng KHTC", "reason": "ghi thiếu"}
    assert as_user(town.quan).post(f"/to-chuc/{town.planning.pk}/ten/{row.pk}/", typed).status_code == 302
    unit = Unit.objects.get(pk=town.planning.pk)
    assert (unit.name, unit.short_name) == ("Phòng Kế hoạch – Tài chính", "Phòng KHTC")
    assert not UnitEvent.objects.exists()


def test_a_department_is_founded_from_its_page(town: Town, as_user: AsUser) -> None:
    keeper = make_user("keeper", "Đỗ Minh Quân", is_administrator=True)
    session = as_user(keeper)
    assert as_user(town.quan).get("/to-chuc/lap/").status_code == 404
    for ready in ready_departments():
        assert ready.units[-1].name in session.get("/to-chuc/lap/", {"mau": ready.key}).content.decode()
    typed = {
        "name": "Sở Tư pháp",
        "short_name": "Sở TP",
        "units": ["Văn phòng Sở"],
        "others": "Phòng Đấu giá\n\n",
        "founder_is_office": "on",
    }
    answer = session.post("/to-chuc/lap/?mau=tu-phap", typed)
    founded = Unit.objects.get(name="Sở Tư pháp")
    assert answer["Location"] == f"/to-chuc/{founded.pk}/"
    assert {unit.name for unit in founded.children.all()} == {"Văn phòng Sở", "Phòng Đấu giá"}


def test_a_unit_is_founded_under_another_from_its_page(town: Town, as_user: AsUser) -> None:
    path = f"/to-chuc/don-vi-moi/?truc-thuoc={town.department.pk}"
    session = as_user(town.quan)
    assert "Sở Nông nghiệp và Môi trường" in session.get(path).content.decode()
    typed = {"name": "Phòng Pháp chế", "kind": "division", "parent": "Sở Nông nghiệp và Môi trường", "aliases": "Phòng PC"}
    assert session.post(path, typed).status_code == 302
    assert Unit.objects.get(name="Phòng Pháp chế").parent == town.department
    foreign = session.post(path, {**typed, "name": "Phòng X", "parent": "Sở Công Thương"})
    assert foreign.status_code == 422
    assert as_user(town.hoa).get(path).status_code == 404
