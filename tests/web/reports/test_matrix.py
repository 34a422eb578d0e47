"""The matrix of units and periods: shapes, counts, filters and who may look."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dondoc.web.accounts.models import User
from dondoc.web.reports.models import AnswerState, ReportDuty, UnitReport
from dondoc.web.reports.queries.matrix import UNITS, View, matrix, short_label
from dondoc.web.reports.queries.statuses import EVERY, status_of
from tests.builders import make_unit
from tests.people import Town
from tests.reporting import make_duty, make_period, report_of, sent_in

ON = date(2026, 11, 23)


@pytest.fixture
def monthly(town: Town) -> ReportDuty:
    """Three months: planning in time, late, missing; staff in time twice, then returned."""
    duty = make_duty(town.department, reporters=[town.planning, town.staff], collector=town.office, first_day=date(2026, 9, 1))
    days = {
        9: (date(2026, 8, 15), date(2026, 9, 14)),
        10: (date(2026, 9, 15), date(2026, 10, 14)),
        11: (date(2026, 10, 15), date(2026, 11, 14)),
    }
    periods = {month: make_period(duty, f"tháng {month} năm 2026", days=span) for month, span in days.items()}
    sent_in(report_of(periods[9], town.planning), date(2026, 9, 16))
    sent_in(report_of(periods[10], town.planning), date(2026, 10, 26), late_days=4, state="accepted")
    sent_in(report_of(periods[9], town.staff), date(2026, 9, 16))
    sent_in(report_of(periods[10], town.staff), date(2026, 10, 16))
    sent_in(report_of(periods[11], town.staff), date(2026, 11, 18), state="returned")
    return duty


def words(duty: ReportDuty, view: View | None = None, *, on: date = ON) -> dict[str, list[str]]:
    found = matrix(duty, view or View(), on=on)
    return {row.unit.name: [cell.status.name for cell in row.cells] for row in found.rows}


def test_each_cell_says_how_the_unit_answered(town: Town, monthly: ReportDuty) -> None:
    assert words(monthly) == {
        "Phòng Kế hoạch - Tài chính": ["done", "dlate", "late", "none"],
        "Phòng Tổ chức - Cán bộ": ["done", "done", "back", "none"],
    }


def test_rows_columns_and_the_whole_are_summed(monthly: ReportDuty) -> None:
    found = matrix(monthly, View(), on=ON)
    assert [(column.short, column.sent, column.total) for column in found.columns] == [
        ("9", 2, 2),
        ("10", 2, 2),
        ("11", 1, 2),
        ("12", 0, 0),
    ]
    assert [(row.due, row.in_time, row.share) for row in found.rows] == [(3, 1, 33), (3, 3, 100)]
    assert (found.due, found.in_time, found.share) == (6, 4, 67)


def test_the_period_at_hand_is_the_next_that_is_due(monthly: ReportDuty) -> None:
    now = [column.short for column in matrix(monthly, View(), on=date(2026, 10, 18)).columns if column.is_now]
    assert now == ["10"]


@pytest.mark.parametrize(
    ("only", "units"), [("chua-nop", ["Phòng Kế hoạch - Tài chính"]), ("tre", ["Phòng Kế hoạch - Tài chính"]), ("la", None)]
)
def test_a_matrix_narrows_to_units_that_are_late_or_missing(monthly: ReportDuty, only: str, units: list[str] | None) -> None:
    assert list(words(monthly, View(only=only))) == (units or ["Phòng Kế hoạch - Tài chính", "Phòng Tổ chức - Cán bộ"])


def test_another_year_has_its_own_matrix(town: Town, monthly: ReportDuty) -> None:
    make_period(monthly, "tháng 12 năm 2025", days=(date(2025, 11, 15), date(2025, 12, 14)))
    found = matrix(monthly, View(year=2025), on=ON)
    assert (found.years, [column.short for column in found.columns if column.pk]) == ((2025, 2026), ["12"])


def test_a_duty_without_periods_shows_those_to_come(town: Town) -> None:
    duty = make_duty(town.department, reporters=[town.planning], first_day=date(2026, 10, 1))
    found = matrix(duty, View(), on=ON)
    assert (found.rows, [column.short for column in found.columns]) == ((), ["10", "11", "12"])


@pytest.mark.parametrize(
    ("state", "late_days", "is_first", "due", "name"),
    [
        ("submitted", 0, True, date(2026, 11, 20), "done"),
        ("accepted", 2, True, date(2026, 11, 20), "dlate"),
        ("returned", 0, True, date(2026, 11, 20), "back"),
        ("awaited", None, False, date(2026, 11, 20), "late"),
        ("drafting", None, False, date(2026, 11, 20), "late"),
        ("drafting", 0, True, date(2026, 11, 20), "open"),
        ("drafting", None, False, date(2026, 11, 30), "open"),
        ("approve", None, False, date(2026, 11, 30), "wait"),
        ("awaited", None, False, date(2026, 11, 24), "soon"),
        ("awaited", None, False, date(2026, 11, 30), "in"),
    ],
)
def test_a_status_follows_from_state_and_last_day(  # a row of a table
    state: str, late_days: int | None, is_first: bool, due: date, name: str
) -> None:
    assert status_of(state, late_days=late_days, is_first=is_first, due_on=due, on=ON).name == name


def test_statuses_differ_by_shape_and_by_words() -> None:
    assert len({one.glyph for one in EVERY}) == len(EVERY)
    assert len({str(one.words) for one in EVERY}) == len(EVERY)


@pytest.mark.parametrize(
    ("label", "short"),
    [
        ("tháng 11 năm 2026", "11"), ("Quý III năm 2026", "III"), ("tuần 47 năm 2026", "47"), ("năm 2026", "năm 2026"),
        ("6 tháng đầu năm 2026", "6T đầu"), ("9 tháng năm 2026", "9T"), ("ngày 05/10/2026", "05/10"), ("đợt mưa lũ", "đợt mưa lũ"),
    ],
)  # fmt: skip
def test_a_narrow_column_has_a_short_name(label: str, short: str) -> None:
    assert short_label(label) == short


def test_every_cell_is_a_door_for_who_collects(town: Town, monthly: ReportDuty, as_user: Callable[[User], Client]) -> None:
    page = as_user(town.lan).get(f"/bao-cao/che-do/{monthly.pk}/ma-tran/").content.decode()
    for report in UnitReport.objects.filter(period__duty=monthly):
        assert f'href="/bao-cao/nop/{report.pk}/"' in page
    assert 'title="tháng 10 năm 2026: nộp muộn"' in page


@pytest.mark.parametrize("who", ["minh", "tuan", "thu", "hoa"])
def test_a_unit_never_sees_how_the_others_answered(town: Town, monthly: ReportDuty, as_user: Callable[[User], Client], who: str) -> None:
    client = as_user(getattr(town, who))
    assert client.get(f"/bao-cao/che-do/{monthly.pk}/ma-tran/").status_code == 404
    page = client.get("/bao-cao/").content.decode()
    other = town.planning if who == "thu" else town.staff
    assert other.name not in page


def test_units_beyond_a_page_come_on_the_next(town: Town, as_user: Callable[[User], Client]) -> None:
    units = [make_unit(f"Xã số {number:03d}", town.department) for number in range(UNITS + 3)]
    duty = make_duty(town.department, reporters=units)
    make_period(duty)
    lan = as_user(town.lan)
    first, second = (lan.get(f"/bao-cao/che-do/{duty.pk}/ma-tran/?trang={number}").content.decode() for number in (1, 2))
    assert first.count('<th scope="row">Xã') == UNITS
    assert second.count('<th scope="row">Xã') == 3


def test_a_matrix_asks_the_same_number_of_questions_at_any_size(town: Town, as_user: Callable[[User], Client]) -> None:
    units = [make_unit(f"Xã số {number:03d}", town.department) for number in range(60)]
    small = make_duty(town.department, "Nhỏ", reporters=units[:2])
    large = make_duty(town.department, "Lớn", reporters=units)
    make_period(small)
    for month in range(1, 10):
        make_period(large, f"tháng {month} năm 2026", days=(date(2026, month, 1), date(2026, month, 14)))
    lan = as_user(town.lan)
    lan.get("/bao-cao/")
    asked = []
    for duty in (small, large):
        with CaptureQueriesContext(connection) as counted:
            lan.get(f"/bao-cao/che-do/{duty.pk}/ma-tran/")
        asked.append(len(counted))
    assert asked[0] == asked[1]
    assert asked[0] <= 15


def test_states_of_answers_are_all_known_to_the_matrix() -> None:
    assert all(status_of(state, late_days=None, is_first=False, due_on=ON, on=ON) for state in AnswerState.values)
