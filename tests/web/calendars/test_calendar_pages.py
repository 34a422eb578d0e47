"""The pages of the calendar: everybody looks, who keeps it changes."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from dondoc.web.accounts.models import User
from dondoc.web.calendars.actions.days import DayTerms, add_day
from dondoc.web.calendars.models import CalendarDay, SetKind, WorkingHours, YearNotice
from dondoc.web.calendars.queries.calendars import calendar_for
from tests.builders import make_user
from tests.people import Town

AsUser = Callable[[User], Client]
NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
YEAR = reverse("calendars:year")


def _mark(page: str) -> str:
    found = re.search(r'name="seen" value="(\w+)"', page)
    assert found is not None
    return found[1]


def test_everybody_reads_a_year_with_its_named_days(town: Town, as_user: AsUser) -> None:
    for person in (town.lan, town.hoa, make_user("moi", "Người Mới")):
        page = as_user(person).get(YEAR, {"nam": "2026"}).content.decode()
        for words in ("Lịch làm việc năm 2026", "Ngày Văn hóa Việt Nam", "Nghị quyết số 28/2026/QH16", "Làm bù cho ngày 31/8"):
            assert words in page
        assert reverse("calendars:new_day") not in page


def test_a_year_without_its_notice_says_so_in_words(town: Town, as_user: AsUser) -> None:
    client = as_user(town.lan)
    assert "tạm tính" in client.get(YEAR, {"nam": "2027"}).content.decode()
    assert "tạm tính" not in client.get(YEAR, {"nam": "2026"}).content.decode()


@pytest.mark.parametrize("query", [{"nam": "9999"}, {"nam": "x"}, {"nam": "²"}, {"don-vi": "khong co don vi nay"}, {"don-vi": "\x00"}])
def test_an_odd_question_is_answered_with_a_calendar(town: Town, as_user: AsUser, query: dict[str, str]) -> None:
    assert as_user(town.lan).get(YEAR, query).status_code == 200


def test_a_unit_is_found_by_its_name_and_an_unknown_number_is_no_page(town: Town, as_user: AsUser) -> None:
    add_day(
        town.elsewhere, DayTerms(date(2026, 12, 7), SetKind.OFF, "Nghỉ riêng"), by=make_user("ngoc", "Ngọc", is_administrator=True), now=NOW
    )
    client = as_user(town.lan)
    assert "Nghỉ riêng" in client.get(YEAR, {"nam": "2026", "don-vi": "Sở Công Thương"}).content.decode()
    assert "Nghỉ riêng" not in client.get(YEAR, {"nam": "2026"}).content.decode()
    assert client.get(YEAR, {"don-vi": "999999"}).status_code == 404


def test_an_administrator_sets_changes_and_withdraws_a_day(town: Town, as_user: AsUser) -> None:
    client = as_user(town.quan)
    given = {"unit": town.planning.name, "date": "07/12/2026", "kind": "off", "name": "Nghỉ tránh bão"}
    assert client.post(reverse("calendars:new_day"), given).status_code == 302
    row = CalendarDay.objects.get()
    assert (row.unit, row.date, row.recorded_by) == (town.planning, date(2026, 12, 7), town.quan)
    address = reverse("calendars:day", args=[row.pk])
    assert client.post(address, {**given, "date": "08/12/2026", "version": "0"}).status_code == 302
    refused = client.post(address, {**given, "version": "0"})
    assert (refused.status_code, "người khác sửa" in refused.content.decode()) == (422, True)
    assert client.post(reverse("calendars:withdraw_day", args=[row.pk]), {}).status_code == 422
    assert client.post(reverse("calendars:withdraw_day", args=[row.pk]), {"reason": "Bão tan"}).status_code == 302
    assert client.get(address).status_code == 404


def test_a_form_for_a_unit_one_does_not_keep_is_refused_at_its_field(town: Town, as_user: AsUser) -> None:
    given = {"unit": "Sở Công Thương", "date": "07/12/2026", "kind": "off", "name": "Nghỉ"}
    answer = as_user(town.quan).post(reverse("calendars:new_day"), given)
    assert (answer.status_code, "không quản trị đơn vị này" in answer.content.decode()) == (422, True)
    empty = as_user(town.quan).post(reverse("calendars:new_day"), {**given, "unit": ""})
    assert (empty.status_code, CalendarDay.objects.count()) == (422, 0)


@pytest.mark.parametrize("name", ["new_day", "new_hours", "import", "import_form"])
def test_pages_that_change_a_calendar_are_absent_for_who_keeps_none(town: Town, as_user: AsUser, name: str) -> None:
    for person in (town.lan, town.hoa, town.director):
        assert as_user(person).get(reverse(f"calendars:{name}")).status_code == 404
    assert as_user(town.quan).get(reverse(f"calendars:{name}")).status_code == 200


def test_hours_are_set_and_withdrawn_from_the_page(town: Town, as_user: AsUser) -> None:
    client = as_user(town.quan)
    given = {"unit": town.department.name, "valid_from": "01/12/2026", "sessions": "sáng", "same_day_until": "15:00"}
    assert client.post(reverse("calendars:new_hours"), given).status_code == 422
    assert client.post(reverse("calendars:new_hours"), {**given, "sessions": "07:30-12:00, 13:00-16:30"}).status_code == 302
    row = WorkingHours.objects.get()
    assert "07:30-12:00, 13:00-16:30" in client.get(YEAR).content.decode()
    assert as_user(town.hoa).get(reverse("calendars:withdraw_hours", args=[row.pk])).status_code == 404
    assert client.post(reverse("calendars:withdraw_hours", args=[row.pk]), {"reason": "nhầm"}).status_code == 302
    assert WorkingHours.objects.filter(withdrawn_at=None).count() == 0


def test_a_notice_is_previewed_then_taken_in_as_it_was_seen(town: Town, as_user: AsUser) -> None:
    client, address = as_user(town.quan), reverse("calendars:import")
    given = {"unit": town.department.name, "year": "2027", "basis": "Thông báo số 1/TB-BNV", "lines": "31/8/2027 nghỉ; 21/8/2027 làm bù"}
    wrong = client.post(address, {**given, "lines": "31/8/2027 nghỉ\n31/2/2027 nghỉ"})
    assert (wrong.status_code, "Không có ngày 31/2/2027" in wrong.content.decode()) == (422, True)
    seen = client.post(address, given)
    assert (seen.status_code, CalendarDay.objects.count()) == (200, 0)
    mark = _mark(seen.content.decode())
    other = client.post(address, {**given, "lines": "31/8/2027 nghỉ; 28/8/2027 làm bù", "seen": mark, "act": "record"})
    assert (other.status_code, CalendarDay.objects.count()) == (200, 0)
    assert client.post(address, {**given, "seen": mark, "act": "record"}).status_code == 302
    assert YearNotice.objects.get().basis == "Thông báo số 1/TB-BNV"
    assert calendar_for(town.planning).is_working(date(2027, 8, 21))
    again = client.post(address, {**given, "seen": mark, "act": "record"})
    assert (again.status_code, "đã nhập" in again.content.decode()) == (422, True)
    row = YearNotice.objects.get()
    assert client.post(reverse("calendars:withdraw_notice", args=[row.pk]), {"reason": "nhầm năm"}).status_code == 302


def test_a_file_that_is_no_list_is_refused_with_its_reason(town: Town, as_user: AsUser) -> None:
    given = {"unit": town.department.name, "year": "2027", "basis": "Thông báo", "file": SimpleUploadedFile("a.xlsx", b"khong phai")}
    answer = as_user(town.quan).post(reverse("calendars:import"), given)
    assert (answer.status_code, CalendarDay.objects.count()) == (422, 0)


def test_a_term_is_tried_out_with_its_working_shown(town: Town, as_user: AsUser) -> None:
    asked = {"start": "28/08/2026", "at": "16:00", "n": "1", "mode": "H"}
    page = as_user(town.hoa).get(reverse("calendars:trial"), asked).content.decode()
    for words in ("03/09/2026", "2 ngày cuối tuần", "31/08: Nghỉ hoán đổi", "01/09–02/09: Quốc khánh"):
        assert words in page
    provisional = as_user(town.hoa).get(reverse("calendars:trial"), {**asked, "start": "28/12/2026", "n": "10"}).content.decode()
    assert "chưa có thông báo lịch nghỉ năm 2027" in provisional
    far = as_user(town.hoa).get(reverse("calendars:trial"), {**asked, "start": "28/12/2099", "n": "10"})
    assert (far.status_code, "2099" in far.content.decode()) == (422, True)


def test_a_year_asks_as_often_with_many_rows_as_with_few(
    town: Town, as_user: AsUser, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = as_user(town.quan)
    for number in range(1, 20):
        add_day(town.department, DayTerms(date(2026, 3, number), SetKind.OFF, f"Ngày {number}"), by=town.quan, now=NOW)
    client.get(YEAR, {"nam": "2026"})
    with django_assert_max_num_queries(15):
        page = client.get(YEAR, {"nam": "2026"})
    assert len(page.content) < 200_000
