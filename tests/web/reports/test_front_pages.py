"""The front of the reports by whose morning it is, the home panels, and the calendar of last days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dondoc.web.accounts.models import User
from dondoc.web.calendars.queries.calendars import calendars_now
from dondoc.web.organisations.models import Role
from dondoc.web.organisations.permissions import scope_of
from dondoc.web.reports.home_panels import waiting_reports
from dondoc.web.reports.models import Period, ReportDuty
from dondoc.web.reports.queries.board import board
from dondoc.web.reports.queries.unit_calendar import report_calendar
from tests.builders import make_post, make_unit
from tests.people import Town
from tests.reporting import make_duty, make_period, report_of, sent_in

ON = date(2026, 11, 23)
"""A Monday."""


@pytest.fixture
def monthly(town: Town) -> ReportDuty:
    return make_duty(town.department, reporters=[town.planning, town.staff], collector=town.office, first_day=date(2026, 10, 1))


@pytest.fixture
def november(monthly: ReportDuty) -> Period:
    return make_period(monthly, "tháng 11 năm 2026", due_on=date(2026, 11, 20))


def test_a_unit_finds_what_it_owes_with_one_button_each(town: Town, november: Period) -> None:
    found = board(scope_of(town.minh, on=ON), on=ON)
    [owed] = found.owed
    assert (owed.report.unit, owed.status.name, owed.left, str(owed.button)) == (town.planning, "late", -1, "Lập báo cáo")
    assert not found.periods


@pytest.mark.parametrize(
    ("state", "who", "button"),
    [
        ("awaited", "minh", "Lập báo cáo"),
        ("drafting", "minh", "Làm tiếp"),
        ("approve", "minh", "Xem"),
        ("approve", "tuan", "Duyệt và nộp"),
        ("returned", "minh", "Sửa và nộp lại"),
    ],
)
def test_the_button_says_what_this_person_does_next(town: Town, november: Period, state: str, who: str, button: str) -> None:
    november.reports.filter(unit=town.planning).update(state=state)
    [owed] = board(scope_of(getattr(town, who), on=ON), on=ON).owed
    assert str(owed.button) == button


def test_the_most_urgent_report_stands_first(town: Town, monthly: ReportDuty, november: Period) -> None:
    december = make_period(monthly, "tháng 12 năm 2026", days=(date(2026, 11, 15), date(2026, 12, 14)))
    assert [one.report.period for one in board(scope_of(town.minh, on=ON), on=ON).owed] == [november, december]


def test_a_sent_report_moves_below(town: Town, november: Period) -> None:
    sent_in(report_of(november, town.planning), date(2026, 11, 19))
    found = board(scope_of(town.minh, on=ON), on=ON)
    assert (found.owed, [one.status.name for one in found.sent]) == ((), ["done"])


def test_the_office_finds_each_period_with_what_is_next(town: Town, november: Period) -> None:
    scope = scope_of(town.lan, on=ON)
    [period] = board(scope, on=ON).periods
    assert (period.total, period.sent, period.missing, period.is_late, str(period.button)) == (2, 0, 2, True, "Theo dõi nộp")
    sent_in(report_of(november, town.planning), date(2026, 11, 19))
    assert str(board(scope, on=ON).periods[0].button) == "Xem và nhận"
    for unit in (town.planning, town.staff):
        sent_in(report_of(november, unit), date(2026, 11, 19), state="accepted")
    [period] = board(scope, on=ON).periods
    assert (str(period.button), period.url) == ("Tổng hợp", f"/bao-cao/tong-hop/{november.pk}/")


def test_the_collecting_unit_collects_too(town: Town, november: Period) -> None:
    make_post(town.thu, town.office, Role.OFFICER)
    assert [one.period for one in board(scope_of(town.thu, on=ON), on=ON).periods] == [november]


def test_a_locked_period_leaves_the_front(town: Town, november: Period) -> None:
    Period.objects.filter(pk=november.pk).update(state="locked")
    assert board(scope_of(town.lan, on=ON), on=ON).periods == ()
    assert board(scope_of(town.minh, on=ON), on=ON).owed == ()


@pytest.mark.parametrize("who", ["hoa", "quan"])
def test_an_outsider_s_front_is_empty_and_says_so(town: Town, november: Period, as_user: Callable[[User], Client], who: str) -> None:
    page = as_user(getattr(town, who)).get("/bao-cao/").content.decode()
    assert "Báo cáo tháng" not in page
    assert "Không có" in page


def test_the_navigation_leads_to_the_reports(town: Town, as_user: Callable[[User], Client]) -> None:
    assert 'href="/bao-cao/" aria-current="page"' in as_user(town.minh).get("/bao-cao/").content.decode()


def test_the_first_page_tells_what_a_unit_owes(town: Town, november: Period, as_user: Callable[[User], Client]) -> None:
    [panel] = waiting_reports(scope_of(town.minh, on=ON), ON, calendars_now())
    assert (panel.title, panel.total.number, panel.rows[0].unit) == ("Báo cáo phải nộp", 1, town.planning.name)
    assert "Báo cáo phải nộp" in as_user(town.minh).get("/").content.decode()


def test_the_first_page_tells_the_office_what_is_missing_after_the_last_day(town: Town, november: Period) -> None:
    scope = scope_of(town.lan, on=ON)
    [panel] = waiting_reports(scope, ON, calendars_now())
    assert (panel.title, panel.rows[0].note) == ("Báo cáo đang thu", "đã nộp 0/2")
    assert waiting_reports(scope, date(2026, 11, 18), calendars_now()) == []


def test_nobody_else_has_a_panel(town: Town, november: Period) -> None:
    assert waiting_reports(scope_of(town.hoa, on=ON), ON, calendars_now()) == []
    assert waiting_reports(scope_of(town.quan, on=ON), ON, calendars_now()) == []


def test_the_calendar_shows_what_is_open_and_what_is_to_come(town: Town, november: Period) -> None:
    months = report_calendar(scope_of(town.minh, on=ON), on=ON, collects=False)
    lines = [line for month in months for line in month.lines]
    assert [line.label for line in lines[:3]] == ["tháng 11 năm 2026", "tháng 12 năm 2026", "tháng 1 năm 2027"]
    assert {line.unit for line in lines} == {town.planning.name}
    assert lines[0].status.name == "late"
    assert lines[1].due_on == date(2026, 12, 15)


def test_the_calendar_says_which_month_is_told_by_the_quarter(town: Town, monthly: ReportDuty) -> None:
    quarter = make_duty(town.department, "Báo cáo quý", reporters=[town.planning], frequency="quarterly", first_day=date(2026, 10, 1))
    ReportDuty.objects.filter(pk=monthly.pk).update(merged_into=quarter)
    months = report_calendar(scope_of(town.minh, on=ON), on=ON, collects=False)
    merged = {line.label: line.merged for month in months for line in month.lines if line.duty.pk == monthly.pk}
    assert merged["tháng 12 năm 2026"] == "Báo cáo quý"
    assert merged["tháng 1 năm 2027"] == ""


def test_the_office_s_calendar_has_one_line_for_each_period(town: Town, november: Period) -> None:
    months = report_calendar(scope_of(town.lan, on=ON), on=ON, collects=True)
    labels = [line.label for month in months for line in month.lines]
    assert labels[:2] == ["tháng 11 năm 2026", "tháng 12 năm 2026"]
    assert len(labels) == len(set(labels))


def test_the_calendar_page_is_there_for_units_and_office_and_for_nobody_else(
    town: Town, november: Period, as_user: Callable[[User], Client]
) -> None:
    assert as_user(town.minh).get("/bao-cao/lich/").status_code == 200
    assert as_user(town.lan).get("/bao-cao/lich/").status_code == 200
    assert as_user(town.quan).get("/bao-cao/lich/").status_code == 404


@pytest.mark.parametrize("path", ["/bao-cao/", "/bao-cao/lich/?cua=thu", "/"])
def test_the_pages_ask_the_same_number_of_questions_at_two_sizes(town: Town, as_user: Callable[[User], Client], path: str) -> None:
    today = timezone.localdate()
    span = (today - timedelta(days=40), today - timedelta(days=10))
    units = [make_unit(f"Xã số {number:03d}", town.department) for number in range(40)]
    make_post(town.lan, town.planning, Role.OFFICER)
    lan, asked = as_user(town.lan), []
    for number in range(2):
        for index in range(1 if number == 0 else 8):
            duty = make_duty(town.department, f"Chế độ {number}-{index}", reporters=[town.planning, *(units if number else units[:2])])
            make_period(duty, days=span)
        lan.get(path)
        with CaptureQueriesContext(connection) as counted:
            assert lan.get(path).status_code == 200
        asked.append(len(counted))
    assert asked[0] == asked[1]
    assert path == "/" or asked[1] <= 17
