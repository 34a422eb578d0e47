"""Periods that the clock opens, each once, and who owes them."""

from __future__ import annotations

from datetime import date, timedelta

from pytest_django import DjangoAssertNumQueries

from dondoc.web.audit.models import Entry
from dondoc.web.notices.models import Notice
from dondoc.web.organisations.models import Unit
from dondoc.web.reports.actions.periods import open_periods
from dondoc.web.reports.models import Period, ReportDuty, Reporter, UnitReport
from dondoc.web.reports.terms import words_of
from dondoc.web.urging.actions.ticking import tick
from tests.people import Town
from tests.reporting import at, make_duty

SET_UP = at(date(2026, 10, 1))


def duty(town: Town, name: str = "Báo cáo tháng", **values: object) -> ReportDuty:
    values = {"due_kind": "after", "due_day": 2, "created_at": SET_UP, "first_day": date(2026, 10, 1), **values}
    return make_duty(town.department, name, reporters=[town.planning, town.staff], **values)


def labels(of: ReportDuty) -> list[str]:
    return [period.label for period in of.periods.order_by("cut_off")]


def test_a_period_opens_a_week_before_its_figures_are_closed(town: Town) -> None:
    month = duty(town)
    assert open_periods(at(date(2026, 10, 6))) == 0
    assert open_periods(at(date(2026, 10, 7))) == 1
    [period] = month.periods.all()
    assert (period.label, period.first_day, period.cut_off, period.due_on) == (
        "tháng 10 năm 2026",
        date(2026, 9, 15),
        date(2026, 10, 14),
        date(2026, 10, 16),
    )
    assert {report.unit for report in period.reports.all()} == {town.planning, town.staff}


def test_the_working_of_a_last_day_is_kept_with_its_period(town: Town) -> None:
    duty(town, due_kind="day", due_day=15, due_strict=True, cutoff_day=10, frequency="quarterly", first_day=date(2026, 1, 1))
    open_periods(at(date(2027, 3, 1)))
    period = Period.objects.get(label="Quý I năm 2027")
    assert words_of(period) == (
        "trước thứ Hai 15/03/2027, tức hết Chủ nhật 14/03/2027; ngày nghỉ nên chuyển sang thứ Hai 15/03/2027; "
        "3 ngày làm việc sau ngày chốt số liệu"
    )


def test_a_clock_that_comes_late_opens_what_it_missed_and_nothing_twice(town: Town) -> None:
    month = duty(town)
    assert open_periods(at(date(2026, 12, 10))) == 3
    assert open_periods(at(date(2026, 12, 10))) == 0
    assert labels(month) == ["tháng 10 năm 2026", "tháng 11 năm 2026", "tháng 12 năm 2026"]
    assert UnitReport.objects.count() == 6


def test_the_log_and_the_units_are_told_of_a_new_period(town: Town) -> None:
    duty(town)
    open_periods(at(date(2026, 10, 7)))
    [entry] = Entry.objects.filter(verb="mở kỳ báo cáo")
    assert entry.changes["hạn nộp"] == [None, "2026-10-16"]
    assert {notice.recipient for notice in Notice.objects.filter(kind="report.asked")} == {town.minh, town.thu}


def test_the_loop_of_the_clock_opens_periods(town: Town) -> None:
    month = duty(town)
    tick(at(date(2026, 10, 8)), whole=True)
    assert labels(month) == ["tháng 10 năm 2026"]


def test_what_was_due_before_a_duty_was_set_up_is_not_asked_for(town: Town) -> None:
    month = duty(town, first_day=date(2026, 1, 1))
    open_periods(at(date(2026, 10, 8)))
    assert labels(month) == ["tháng 10 năm 2026"]


def test_a_period_closed_before_the_duty_s_first_day_is_not_its_own(town: Town) -> None:
    month = duty(town, first_day=date(2026, 10, 15))
    open_periods(at(date(2026, 11, 8)))
    assert labels(month) == ["tháng 11 năm 2026"]


def test_a_unit_owes_what_is_closed_while_it_reports(town: Town) -> None:
    month = duty(town)
    Reporter.objects.filter(duty=month, unit=town.staff).update(last_day=date(2026, 11, 13))
    open_periods(at(date(2026, 11, 8)))
    owing = {period.label: {report.unit for report in period.reports.all()} for period in month.periods.all()}
    assert owing == {"tháng 10 năm 2026": {town.planning, town.staff}, "tháng 11 năm 2026": {town.planning}}


def test_a_unit_that_ended_before_the_cut_off_owes_nothing(town: Town) -> None:
    month = duty(town)
    Unit.objects.filter(pk=town.staff.pk).update(valid_to=date(2026, 10, 10))
    open_periods(at(date(2026, 10, 8)))
    assert [report.unit for report in UnitReport.objects.filter(period__duty=month)] == [town.planning]


def test_a_merged_month_has_no_report_of_its_own_at_the_quarter_s_end(town: Town) -> None:
    quarter = duty(town, "Báo cáo quý", frequency="quarterly")
    month = duty(town, merged_into=quarter)
    open_periods(at(date(2027, 1, 8)))
    assert labels(quarter) == ["Quý IV năm 2026"]
    assert labels(month) == ["tháng 10 năm 2026", "tháng 11 năm 2026", "tháng 1 năm 2027"]


def test_a_unit_that_does_not_owe_the_coarser_report_still_sends_the_finer(town: Town) -> None:
    quarter = duty(town, "Báo cáo quý", frequency="quarterly")
    Reporter.objects.filter(duty=quarter, unit=town.staff).delete()
    month = duty(town, merged_into=quarter)
    open_periods(at(date(2026, 12, 8)))
    december = month.periods.get(label="tháng 12 năm 2026")
    assert [report.unit for report in december.reports.all()] == [town.staff]


def test_an_annual_report_that_closes_in_september_does_not_swallow_the_last_quarter(town: Town) -> None:
    year = duty(town, "Báo cáo năm", frequency="annual", cutoff_month=9, due_kind="year", due_day=5, due_month=10, due_strict=True)
    quarter = duty(town, "Báo cáo quý", frequency="quarterly", merged_into=year)
    open_periods(at(date(2026, 12, 1)))
    assert labels(quarter) == ["Quý IV năm 2026"]


def test_a_daily_report_is_asked_for_on_working_days_only(town: Town) -> None:
    daily = duty(town, frequency="daily", first_day=date(2026, 10, 2), due_day=1)
    open_periods(at(date(2026, 10, 5)))
    assert [period.cut_off for period in daily.periods.order_by("cut_off")] == [date(2026, 10, 2), date(2026, 10, 5)]


def test_terms_that_change_leave_open_periods_and_go_on_after_them(town: Town) -> None:
    month = duty(town)
    open_periods(at(date(2026, 10, 8)))
    ReportDuty.objects.filter(pk=month.pk).update(basis="calendar")
    open_periods(at(date(2026, 11, 25)))
    periods = list(month.periods.order_by("cut_off").values_list("cut_off", flat=True))
    assert periods == [date(2026, 10, 14), date(2026, 10, 31), date(2026, 11, 30)]


def test_opening_periods_of_many_units_takes_few_questions(
    town: Town,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    duty(town)
    later = at(date(2026, 10, 7) + timedelta(days=1))
    with django_assert_max_num_queries(30):
        open_periods(later)
