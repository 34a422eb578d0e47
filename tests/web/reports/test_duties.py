"""Duties to report: set up, changed, ended, and asked for by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from dondoc.web.accounts.models import User
from dondoc.web.audit.models import Entry
from dondoc.web.notices.models import Notice
from dondoc.web.organisations.models import UnitGroup
from dondoc.web.organisations.permissions import Scope, scope_of
from dondoc.web.reports.actions.duties import (
    Confirmed,
    DutyTerms,
    NewDuty,
    ask_at_once,
    change_duty,
    end_duty,
    headings_of,
    make_duties,
    make_duty,
    usual_headings,
)
from dondoc.web.reports.actions.periods import Asked, ask_for, open_periods
from dondoc.web.reports.models import Answer, OutlineItem, Period, ReportDuty, Reporter, UnitReport
from dondoc.web.tracking.actions.refusals import Changed, Refused
from tests.builders import make_plan, make_unit
from tests.people import Town
from tests.reporting import at

NOW = at(date(2026, 11, 2), 8)
"""A Monday, before the figures of November are closed."""


def scope(user: User, now: datetime = NOW) -> Scope:
    return scope_of(user, on=timezone.localdate(now))


def monthly(town: Town, **values: object) -> NewDuty:
    usual: dict[str, object] = {"name": "Báo cáo tháng", "frequency": "monthly", "due_day": 2}
    terms = DutyTerms(collector=town.office, first_day=date(2026, 11, 1), **{**usual, **values})  # type: ignore[arg-type]  # by name
    return NewDuty(terms, usual_headings(), (town.planning, town.staff))


def made(town: Town, now: datetime = NOW, **values: object) -> ReportDuty:
    return make_duty(town.department, monthly(town, **values), scope=scope(town.lan), now=now)


def test_a_new_duty_has_its_outline_and_its_reporters(town: Town) -> None:
    duty = made(town)
    assert [item.key for item in duty.outline.all()] == ["ket-qua", "ton-tai", "phuong-huong", "kien-nghi"]
    assert [item.required for item in duty.outline.all()] == [True, True, True, False]
    assert {row.unit for row in duty.reporters.all()} == {town.planning, town.staff}
    assert Entry.objects.filter(verb="lập chế độ báo cáo", subject_id=str(duty.pk)).count() == 1


@pytest.mark.parametrize("who", ["minh", "tuan", "hoa", "quan"])
def test_only_the_department_s_office_and_leaders_set_up_duties(town: Town, who: str) -> None:
    with pytest.raises(PermissionDenied):
        make_duty(town.department, monthly(town), scope=scope(getattr(town, who)), now=NOW)
    assert not ReportDuty.objects.exists()


def test_a_duty_without_reporters_is_refused(town: Town) -> None:
    with pytest.raises(Refused):
        make_duty(town.department, replace(monthly(town), reporters=()), scope=scope(town.lan), now=NOW)


def test_a_change_tells_the_log_what_was_and_what_is(town: Town) -> None:
    duty = made(town)
    new = monthly(town, due_day=5, name="Báo cáo tháng của Sở")
    change_duty(duty, new, version=duty.version, scope=scope(town.lan), now=NOW)
    entry = Entry.objects.get(verb="sửa chế độ báo cáo")
    assert entry.changes["ngày đến hạn"] == [2, 5]
    assert entry.changes["tên báo cáo"] == ["Báo cáo tháng", "Báo cáo tháng của Sở"]


def test_two_people_cannot_overwrite_each_other_s_terms(town: Town) -> None:
    duty = made(town)
    change_duty(duty, monthly(town, due_day=5), version=0, scope=scope(town.lan), now=NOW)
    with pytest.raises(Changed):
        change_duty(duty, monthly(town, due_day=9), version=0, scope=scope(town.director), now=NOW)
    duty.refresh_from_db()
    assert duty.due_day == 5


def test_a_heading_keeps_its_key_when_its_words_change(town: Town) -> None:
    duty = made(town)
    lines = ("Kết quả thực hiện nhiệm vụ", *usual_headings()[1:], "Số liệu khác?")
    change_duty(duty, replace(monthly(town), headings=lines), version=0, scope=scope(town.lan), now=NOW)
    assert headings_of(duty) == lines
    assert [item.key for item in duty.outline.all()] == ["ket-qua", "ton-tai", "phuong-huong", "kien-nghi", "so-lieu-khac"]


def test_headings_that_change_places_keep_their_answers(town: Town) -> None:
    duty = made(town)
    first = duty.outline.get(key="ket-qua")
    change_duty(duty, replace(monthly(town), headings=usual_headings()[::-1]), version=0, scope=scope(town.lan), now=NOW)
    first.refresh_from_db()
    assert (first.position, first.title) == (4, "Kết quả thực hiện")


def test_a_heading_with_answers_is_not_dropped(town: Town) -> None:
    duty = made(town)
    open_periods(at(date(2026, 11, 9)))
    item = duty.outline.get(key="kien-nghi")
    Answer.objects.create(report=UnitReport.objects.filter(period__duty=duty)[0], item=item, text="Đề nghị bố trí kinh phí")
    with pytest.raises(Refused):
        change_duty(duty, replace(monthly(town), headings=usual_headings()[:3]), version=0, scope=scope(town.lan), now=NOW)
    assert OutlineItem.objects.filter(pk=item.pk, title="Đề xuất, kiến nghị").exists()


def test_a_unit_that_reports_no_more_ends_and_one_that_begins_is_asked(town: Town) -> None:
    duty, now = made(town), at(date(2026, 11, 10))
    open_periods(at(date(2026, 11, 9)))
    change_duty(duty, replace(monthly(town), reporters=(town.staff, town.office)), version=0, scope=scope(town.lan, now), now=now)
    assert Reporter.objects.get(duty=duty, unit=town.planning).last_day == date(2026, 11, 9)
    assert {report.unit for report in UnitReport.objects.filter(period__duty=duty)} == {town.staff, town.office}


def test_what_a_unit_began_to_write_stays_when_it_reports_no_more(town: Town) -> None:
    duty, now = made(town), at(date(2026, 11, 10))
    open_periods(at(date(2026, 11, 9)))
    UnitReport.objects.filter(unit=town.planning).update(state="drafting")
    change_duty(duty, replace(monthly(town), reporters=(town.staff,)), version=0, scope=scope(town.lan, now), now=now)
    assert UnitReport.objects.filter(period__duty=duty, unit=town.planning).exists()


def test_a_duty_is_not_merged_into_itself_by_a_round_about_way(town: Town) -> None:
    month = made(town)
    quarter = made(town, name="Báo cáo quý", frequency="quarterly", merged_into=month)
    with pytest.raises(Refused):
        change_duty(month, monthly(town, merged_into=quarter), version=0, scope=scope(town.lan), now=NOW)


def test_an_ended_duty_opens_no_more_periods(town: Town) -> None:
    duty = made(town)
    end_duty(duty, date(2026, 11, 30), reason="Kế hoạch số 99/KH-SNNMT thay thế", scope=scope(town.lan), now=NOW)
    open_periods(at(date(2026, 12, 20)))
    assert [period.label for period in duty.periods.all()] == ["tháng 11 năm 2026"]


def test_a_duty_ends_only_with_a_reason(town: Town) -> None:
    duty = made(town)
    with pytest.raises(Refused):
        end_duty(duty, date(2026, 11, 30), reason=" ", scope=scope(town.lan), now=NOW)


def test_a_report_asked_for_by_hand_reaches_the_units_at_once(town: Town) -> None:
    duty = made(town, name="Báo cáo đột xuất", frequency="ad-hoc")
    asked = Asked("đợt mưa lũ", date(2026, 10, 20), date(2026, 11, 1), date(2026, 11, 6))
    period = ask_for(duty, asked, scope=scope(town.lan), now=NOW)
    assert {report.unit for report in period.reports.all()} == {town.planning, town.staff}
    [notice] = Notice.objects.filter(recipient=town.minh, kind="report.asked")
    assert notice.values == {"report": "Báo cáo đột xuất, đợt mưa lũ", "day": "06/11/2026"}


@pytest.mark.parametrize(
    "asked",
    [
        Asked(" ", date(2026, 10, 20), date(2026, 11, 1), date(2026, 11, 6)),
        Asked("kỳ", date(2026, 11, 2), date(2026, 11, 1), date(2026, 11, 6)),
        Asked("kỳ", date(2026, 10, 20), date(2026, 11, 1), date(2026, 11, 1)),
    ],
)
def test_an_unsound_request_is_refused(town: Town, asked: Asked) -> None:
    duty = made(town, frequency="ad-hoc")
    with pytest.raises(Refused):
        ask_for(duty, asked, scope=scope(town.lan), now=NOW)


def test_the_same_days_are_not_asked_for_twice(town: Town) -> None:
    duty = made(town, frequency="ad-hoc")
    asked = Asked("kỳ", date(2026, 10, 20), date(2026, 11, 1), date(2026, 11, 6))
    ask_for(duty, asked, scope=scope(town.lan), now=NOW)
    with pytest.raises(Refused):
        ask_for(duty, replace(asked, label="kỳ khác"), scope=scope(town.lan), now=NOW)


def test_an_urgent_request_is_made_whole_or_not_at_all(town: Town) -> None:
    asked = Asked("kỳ", date(2026, 10, 20), date(2026, 11, 1), date(2026, 10, 1))
    with pytest.raises(Refused):
        ask_at_once(town.department, monthly(town, frequency="ad-hoc"), asked=asked, scope=scope(town.lan), now=NOW)
    assert not ReportDuty.objects.exists()


def test_duties_of_a_plan_are_joined_from_the_finest_to_the_coarsest(town: Town) -> None:
    plan = make_plan(town.department)
    names = {"monthly": "Tháng", "annual": "Năm", "quarterly": "Quý"}
    confirmed = [Confirmed(monthly(town, name=name, frequency=value)) for value, name in names.items()]
    make_duties(plan, confirmed, joins=True, scope=scope(town.lan), now=NOW)
    into = {duty.name: duty.merged_into.name if duty.merged_into else "" for duty in ReportDuty.objects.all()}
    assert into == {"Tháng": "Quý", "Quý": "Năm", "Năm": ""}


def test_duties_of_other_units_are_not_joined(town: Town) -> None:
    plan = make_plan(town.department)
    quarter = replace(monthly(town, frequency="quarterly"), reporters=(town.planning,))
    make_duties(plan, [Confirmed(monthly(town)), Confirmed(quarter)], joins=True, scope=scope(town.lan), now=NOW)
    assert not ReportDuty.objects.exclude(merged_into=None).exists()


FORM = {
    "name": "Báo cáo quý", "frequency": "quarterly", "basis": "decree", "due_kind": "day", "due_day": "15", "due_months": "0",
    "roll": "next", "headings": "Kết quả\nKiến nghị?", "first_day": "01/01/2027",
}  # fmt: skip


def filled(town: Town, **values: str) -> dict[str, str]:
    return {**FORM, "collector": town.office.name, "reporters": f"{town.planning.name}\n{town.staff.name}", **values}


def test_the_office_sets_up_a_duty_in_the_browser(town: Town, as_user: Callable[[User], Client]) -> None:
    answer = as_user(town.lan).post("/bao-cao/che-do/moi/", filled(town))
    duty = ReportDuty.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/bao-cao/che-do/{duty.pk}/")
    assert (duty.due_kind, duty.due_day, duty.collector) == ("day", 15, town.office)
    assert [item.title for item in duty.outline.all()] == ["Kết quả", "Kiến nghị"]


def test_a_group_s_name_stands_for_its_units(town: Town, as_user: Callable[[User], Client]) -> None:
    UnitGroup.objects.create(name="Các phòng thuộc Sở", folded="cac phong thuoc so", scope=town.department, children_of=town.department)
    as_user(town.lan).post("/bao-cao/che-do/moi/", filled(town, reporters="các phòng thuộc Sở"))
    assert {row.unit for row in Reporter.objects.all()} == {town.office, town.planning, town.staff}


def test_looking_ahead_shows_the_periods_and_stores_nothing(town: Town, as_user: Callable[[User], Client]) -> None:
    page = as_user(town.lan).post("/bao-cao/che-do/moi/", filled(town, xem="1")).content.decode()
    assert "Quý I năm 2027" in page
    assert "15/03/2027" in page
    assert not ReportDuty.objects.exists()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"due_kind": "weekday", "due_day": "5"}, "chỉ dùng cho báo cáo hằng tuần"),
        ({"due_kind": "day", "due_day": "32"}, "Ghi một số nguyên từ 1 đến 31."),
        ({"due_kind": "year", "due_day": "5"}, "Ghi tháng của hạn nộp"),
        ({"last_day": "01/01/2020"}, "Ngày kết thúc phải từ ngày bắt đầu"),
        ({"reporters": "Phòng Không Có"}, "Không có đơn vị nào đang hoạt động"),
    ],
)
def test_a_form_says_what_is_wrong_and_how_to_mend_it(
    town: Town, as_user: Callable[[User], Client], values: dict[str, str], words: str
) -> None:
    answer = as_user(town.lan).post("/bao-cao/che-do/moi/", filled(town, **values))
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_a_duty_is_changed_and_ended_in_the_browser(town: Town, as_user: Callable[[User], Client]) -> None:
    duty, lan = made(town), as_user(town.lan)
    assert lan.get(f"/bao-cao/che-do/{duty.pk}/sua/").status_code == 200
    lan.post(f"/bao-cao/che-do/{duty.pk}/sua/", filled(town, version="0", name="Tên mới"))
    duty.refresh_from_db()
    assert duty.name == "Tên mới"
    stale = lan.post(f"/bao-cao/che-do/{duty.pk}/sua/", filled(town, version="0"))
    assert stale.status_code == 422
    lan.post(f"/bao-cao/che-do/{duty.pk}/ket-thuc/", {"last_day": "31/12/2027", "reason": "Hết kế hoạch"})
    duty.refresh_from_db()
    assert duty.last_day == date(2027, 12, 31)


def test_units_of_one_name_are_told_apart_by_the_unit_above(town: Town, as_user: Callable[[User], Client]) -> None:
    make_unit(town.planning.name, town.elsewhere)
    duty, lan = made(town), as_user(town.lan)
    page = lan.get(f"/bao-cao/che-do/{duty.pk}/sua/").content.decode()
    line = f"{town.planning.name} ({town.department.name})"
    assert line in page
    assert f"{town.staff.name} (" not in page
    assert lan.post(f"/bao-cao/che-do/{duty.pk}/sua/", filled(town, version="0", reporters=line)).status_code == 302
    assert duty.reporters.get(last_day=None).unit == town.planning


def test_an_urgent_request_goes_out_from_its_page(town: Town, as_user: Callable[[User], Client]) -> None:
    today = timezone.localdate()
    written = f"{today:%d/%m/%Y}"
    values = {
        "name": "Báo cáo nhanh", "label": "đợt 1", "first_day": written, "last_day": written, "due_on": written,
        "reporters": town.planning.name, "collector": town.office.name, "headings": "Thiệt hại",
    }  # fmt: skip
    answer = as_user(town.lan).post("/bao-cao/yeu-cau/", values)
    period = Period.objects.get()
    assert answer["Location"] == f"/bao-cao/thu/{period.pk}/"
    assert Notice.objects.filter(recipient=town.minh, kind="report.asked").exists()


def test_a_regular_duty_is_not_asked_for_by_hand(town: Town, as_user: Callable[[User], Client]) -> None:
    assert as_user(town.lan).get(f"/bao-cao/che-do/{made(town).pk}/yeu-cau/").status_code == 404


def test_a_unit_sees_the_duty_that_it_owes_and_not_who_else_does(town: Town, as_user: Callable[[User], Client]) -> None:
    duty = made(town)
    page = as_user(town.minh).get(f"/bao-cao/che-do/{duty.pk}/").content.decode()
    assert town.planning.name in page
    assert town.staff.name not in page
    assert f"/bao-cao/che-do/{duty.pk}/sua/" not in page


@pytest.mark.parametrize("page", ["", "sua/", "ket-thuc/", "ma-tran/"])
def test_an_outsider_finds_no_duty(town: Town, as_user: Callable[[User], Client], page: str) -> None:
    duty = made(town)
    assert as_user(town.hoa).get(f"/bao-cao/che-do/{duty.pk}/{page}").status_code == 404
    assert "Báo cáo tháng" not in as_user(town.hoa).get("/bao-cao/che-do/").content.decode()


def test_a_unit_that_owes_nothing_finds_no_duty(town: Town, as_user: Callable[[User], Client]) -> None:
    duty = make_duty(town.department, replace(monthly(town), reporters=(town.planning,)), scope=scope(town.lan), now=NOW)
    assert as_user(town.thu).get(f"/bao-cao/che-do/{duty.pk}/").status_code == 404


def test_the_list_of_duties_asks_the_same_number_of_questions(
    town: Town, as_user: Callable[[User], Client], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    lan = as_user(town.lan)
    lan.get("/bao-cao/che-do/")
    for number in range(12):
        made(town, name=f"Báo cáo {number}")
    with django_assert_max_num_queries(12):
        lan.get("/bao-cao/che-do/")


def test_a_duty_with_many_units_is_one_page_of_few_questions(
    town: Town, as_user: Callable[[User], Client], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    units = tuple(make_unit(f"Xã số {number}", town.department) for number in range(80))
    duty = make_duty(town.department, replace(monthly(town), reporters=units), scope=scope(town.lan), now=at(date(2026, 11, 9)))
    lan = as_user(town.lan)
    lan.get("/bao-cao/che-do/")
    with django_assert_max_num_queries(15):
        page = lan.get(f"/bao-cao/che-do/{duty.pk}/")
    assert "tất cả 80" in page.content.decode()
