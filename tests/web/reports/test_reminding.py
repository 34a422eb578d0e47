"""Reminders of reports: by the clock on their days, to heads once late, and by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from dondoc.web.accounts.models import User
from dondoc.web.audit.models import Entry
from dondoc.web.notices.models import Notice
from dondoc.web.organisations.permissions import scope_of
from dondoc.web.reports.actions.reminding import Reminded, press, remind_missing
from dondoc.web.reports.models import Period, ReportEvent
from dondoc.web.tracking.actions.refusals import Incomplete, Refused
from tests.people import Town
from tests.reporting import at, make_duty, make_period, report_of, sent_in

CUT_OFF, DUE = date(2026, 11, 14), date(2026, 11, 20)
"""A Saturday, and the Friday after it."""


@pytest.fixture
def november(town: Town) -> Period:
    duty = make_duty(town.department, reporters=[town.planning, town.staff], collector=town.office)
    return make_period(duty, "tháng 11 năm 2026", opens_on=date(2026, 11, 7), due_on=DUE)


def told(user: User) -> list[str]:
    return list(Notice.objects.filter(recipient=user, kind__startswith="report.").order_by("pk").values_list("kind", flat=True))


def test_units_are_reminded_three_and_one_working_days_before(town: Town, november: Period) -> None:
    for day in range(10, 21):
        press(at(date(2026, 11, day)))
    events = ReportEvent.objects.filter(report=report_of(november, town.planning)).order_by("on")
    assert [(event.act, event.on) for event in events] == [("reminded", date(2026, 11, 17)), ("reminded", date(2026, 11, 19))]
    assert told(town.minh) == ["report.due", "report.due"]
    assert report_of(november, town.planning).reminders == 2


def test_the_clock_says_everything_once_however_often_it_goes_round(town: Town, november: Period) -> None:
    for hour in (8, 9, 17):
        press(at(date(2026, 11, 17), hour))
    assert told(town.minh) == ["report.due"]
    assert ReportEvent.objects.count() == 2


def test_of_days_on_which_nobody_looked_only_the_latest_is_made_up_for(town: Town, november: Period) -> None:
    press(at(date(2026, 11, 20)))
    [event] = ReportEvent.objects.filter(report=report_of(november, town.planning))
    assert event.on == date(2026, 11, 19)


def test_who_has_sent_a_report_in_is_left_alone(town: Town, november: Period) -> None:
    sent_in(report_of(november, town.planning), date(2026, 11, 16))
    press(at(date(2026, 11, 19)))
    assert told(town.minh) == []
    assert told(town.thu) == ["report.due"]


def test_after_the_last_day_the_head_is_told_once(town: Town, november: Period) -> None:
    for day in (23, 24, 25, 26, 27, 30):
        press(at(date(2026, 11, day)))
    assert told(town.tuan).count("report.late") == 1
    assert "report.overdue" in told(town.minh)
    assert ReportEvent.objects.filter(report=report_of(november, town.planning), act="escalated").count() == 1


def test_a_unit_without_a_head_has_nobody_to_report_to(town: Town, november: Period) -> None:
    press(at(date(2026, 11, 27)))
    assert not ReportEvent.objects.filter(report=report_of(november, town.staff), act="escalated").exists()


def test_a_locked_period_is_over(town: Town, november: Period) -> None:
    Period.objects.filter(pk=november.pk).update(state="locked")
    assert press(at(date(2026, 11, 19))) == 0


def urge(town: Town, period: Period, who: str = "lan", reason: str = "Đề nghị nộp trước thứ Sáu") -> Reminded:
    now = at(date(2026, 11, 18))
    return remind_missing(period, reason=reason, scope=scope_of(getattr(town, who), on=timezone.localdate(now)), now=now)


def test_the_office_urges_whoever_is_missing_with_its_own_words(town: Town, november: Period) -> None:
    sent_in(report_of(november, town.staff), date(2026, 11, 16))
    assert urge(town, november) == Reminded(1)
    [event] = ReportEvent.objects.all()
    assert (event.report.unit, event.by, event.reason) == (town.planning, town.lan, "Đề nghị nộp trước thứ Sáu")
    assert told(town.minh) == ["report.urged"]
    assert Entry.objects.get(verb="đôn đốc nộp báo cáo").reason == "Đề nghị nộp trước thứ Sáu"


def test_a_unit_is_urged_once_a_day(town: Town, november: Period) -> None:
    urge(town, november)
    assert urge(town, november) == Reminded(0, before=2)


def test_a_returned_report_is_urged_by_hand_too(town: Town, november: Period) -> None:
    sent_in(report_of(november, town.planning), date(2026, 11, 16), state="returned")
    assert urge(town, november).done == 2


def test_urging_without_words_is_refused(town: Town, november: Period) -> None:
    with pytest.raises(Incomplete):
        urge(town, november, reason="  ")


def test_nobody_is_urged_where_all_have_sent(town: Town, november: Period) -> None:
    for unit in (town.planning, town.staff):
        sent_in(report_of(november, unit), date(2026, 11, 16))
    with pytest.raises(Refused):
        urge(town, november)


@pytest.mark.parametrize("who", ["minh", "tuan", "hoa", "quan"])
def test_only_who_collects_urges_units(town: Town, november: Period, who: str) -> None:
    with pytest.raises(PermissionDenied):
        urge(town, november, who=who)


def test_the_button_leads_to_a_page_that_names_who_is_missing(town: Town, november: Period, as_user: Callable[[User], Client]) -> None:
    sent_in(report_of(november, town.staff), date(2026, 11, 16))
    page = as_user(town.lan).get(f"/bao-cao/ky/{november.pk}/nhac/").content.decode()
    assert town.planning.name in page
    assert town.staff.name not in page
    answer = as_user(town.lan).post(f"/bao-cao/ky/{november.pk}/nhac/", {"reason": "Đề nghị nộp ngay"})
    assert answer["Location"] == f"/bao-cao/thu/{november.pk}/"
    assert told(town.minh) == ["report.urged"]


@pytest.mark.parametrize("who", ["minh", "hoa"])
def test_who_does_not_collect_finds_no_page_to_urge_from(town: Town, november: Period, as_user: Callable[[User], Client], who: str) -> None:
    assert as_user(getattr(town, who)).post(f"/bao-cao/ky/{november.pk}/nhac/", {"reason": "x"}).status_code == 404
    assert not ReportEvent.objects.exists()
