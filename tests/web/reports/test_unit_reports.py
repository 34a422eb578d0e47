"""A unit's report: written, shown to the head, sent in, returned, accepted, locked; and who may do none of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from dondoc.web.accounts.models import User
from dondoc.web.audit.models import Entry
from dondoc.web.notices.models import Notice
from dondoc.web.organisations.models import Post
from dondoc.web.reports.actions.answering import Overwritten, Typed, save_answers
from dondoc.web.reports.actions.locking import lock_period, unlock_period
from dondoc.web.reports.actions.receiving import accept, accept_all, return_report
from dondoc.web.reports.actions.submitting import Lacking, send_down, send_up, submit, withdraw
from dondoc.web.reports.marks import mark_of
from dondoc.web.reports.models import AnswerState, Period, PeriodState, ReportEvent, UnitReport
from dondoc.web.reports.queries.collected import collected
from dondoc.web.reports.queries.unit_report import reports_seen
from dondoc.web.tracking.actions.refusals import Refused
from tests.builders import make_post, make_user
from tests.people import Town
from tests.reporting import make_duty, make_period, report_of
from tests.web.reports.collecting import DUE, IN_TIME, LATE, at, scope, sent, written

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], Client]


@pytest.fixture
def period(town: Town) -> Period:
    duty = make_duty(town.department, reporters=[town.planning, town.staff])
    return make_period(duty, due_on=DUE)


@pytest.fixture
def report(town: Town, period: Period) -> UnitReport:
    return report_of(period, town.planning)


def test_an_officer_writes_and_sends_up_and_the_head_sends_in(town: Town, report: UnitReport) -> None:
    written(report, town.minh, ket_qua="Đã trồng 5 ha rừng.")
    with pytest.raises(PermissionDenied):
        submit(report, scope=scope(town.minh), version=None, now=at(IN_TIME))
    send_up(report, scope=scope(town.minh), version=None, now=at(IN_TIME))
    report.refresh_from_db()
    assert (report.state, report.prepared_by) == (AnswerState.TO_APPROVE, town.minh)
    submit(report, scope=scope(town.tuan), version=report.version, now=at(IN_TIME))
    report.refresh_from_db()
    assert (report.state, report.approved_by, report.late_days) == (AnswerState.SUBMITTED, town.tuan, 0)
    assert list(report.events.values_list("act", flat=True)) == [ReportEvent.Act.SENT_UP, ReportEvent.Act.SUBMITTED]
    assert set(Notice.objects.values_list("recipient__username", "kind")) == {("tuan", "report.sent_up"), ("lan", "report.submitted")}
    assert Entry.objects.filter(subject_type="reports.unitreport", verb="nộp báo cáo").count() == 1


def test_an_incomplete_report_is_not_sent_and_says_what_it_lacks(town: Town, report: UnitReport) -> None:
    written(report, town.minh, kien_nghi="")
    for step in (send_up, submit):
        with pytest.raises(Lacking) as told:
            step(report, scope=scope(town.tuan), version=None, now=at(IN_TIME))
        assert [lack.title for lack in told.value.lacks] == ["Đề xuất, kiến nghị"]
    report.refresh_from_db()
    assert (report.state, report.first_submitted_at) == (AnswerState.DRAFTING, None)


def test_the_first_complete_submission_fixes_by_how_many_working_days_it_is_late(town: Town, report: UnitReport) -> None:
    # 20/11/2026 is a Friday; Tuesday 24/11 is a holiday: 23 and 25 are the working days that passed.
    sent(report, town, LATE)
    assert (report.first_submitted_at, report.late_days) == (at(LATE), 2)
    return_report(report, reason="Thiếu số liệu", scope=scope(town.lan), version=report.version, now=at(datetime(2026, 11, 26, 9)))
    sent(report, town, datetime(2026, 11, 30, 9))
    assert (report.first_submitted_at, report.late_days, report.returns) == (at(LATE), 2, 1)
    assert report.submitted_at == at(datetime(2026, 11, 30, 9))


def test_a_report_returned_after_its_last_day_was_still_in_time(town: Town, report: UnitReport) -> None:
    sent(report, town)
    return_report(report, reason="Thiếu số liệu", scope=scope(town.lan), version=None, now=at(LATE))
    sent(report, town, datetime(2026, 11, 30, 9))
    assert (report.first_submitted_at, report.late_days) == (at(IN_TIME), 0)


def test_a_unit_without_a_head_sends_in_by_its_officer(town: Town, period: Period) -> None:
    report = report_of(period, town.staff)
    written(report, town.thu)
    submit(report, scope=scope(town.thu), version=None, now=at(IN_TIME))
    report.refresh_from_db()
    assert (report.state, report.approved_by) == (AnswerState.SUBMITTED, town.thu)


def test_a_head_gives_back_with_a_reason_and_only_the_head(town: Town, report: UnitReport) -> None:
    written(report, town.minh)
    send_up(report, scope=scope(town.minh), version=None, now=at(IN_TIME))
    with pytest.raises(PermissionDenied):
        send_down(report, reason="Sửa", scope=scope(town.minh), version=None, now=at(IN_TIME))
    with pytest.raises(Refused):
        send_down(report, reason="  ", scope=scope(town.tuan), version=None, now=at(IN_TIME))
    send_down(report, reason="Nêu rõ con số", scope=scope(town.tuan), version=None, now=at(IN_TIME))
    report.refresh_from_db()
    assert report.state == AnswerState.DRAFTING
    assert Notice.objects.filter(recipient=town.minh, kind="report.sent_down").exists()


def test_a_report_with_the_head_is_not_written_in_by_who_sent_it_up(town: Town, report: UnitReport) -> None:
    written(report, town.minh)
    send_up(report, scope=scope(town.minh), version=None, now=at(IN_TIME))
    with pytest.raises(Refused):
        written(report, town.minh, ket_qua="Khác")
    written(report, town.tuan, ket_qua="Sửa của trưởng phòng")
    withdraw(report, scope=scope(town.minh), version=None, now=at(IN_TIME))
    report.refresh_from_db()
    assert report.state == AnswerState.DRAFTING


def test_a_report_is_taken_back_until_it_is_accepted(town: Town, report: UnitReport) -> None:
    sent(report, town)
    withdraw(report, scope=scope(town.tuan), version=None, now=at(IN_TIME))
    sent(report, town)
    accept(report, scope=scope(town.lan), version=None, now=at(IN_TIME))
    with pytest.raises(Refused):
        withdraw(report, scope=scope(town.tuan), version=None, now=at(IN_TIME))
    report.refresh_from_db()
    assert report.state == AnswerState.ACCEPTED


def test_two_people_do_not_cover_each_other_s_words(town: Town, report: UnitReport) -> None:
    written(report, town.minh, ket_qua="Bản đầu")
    base = mark_of("Bản đầu")
    save_answers(report, {"ket-qua": Typed("Bản của Tuấn", base)}, scope=scope(town.tuan), now=at(IN_TIME))
    both = {"ket-qua": Typed("Bản của Minh", base), "ton-tai": Typed("Mục khác", mark_of("Đã làm xong."))}
    with pytest.raises(Overwritten) as told:
        save_answers(report, both, scope=scope(town.minh), now=at(IN_TIME))
    assert told.value.keys == ("ket-qua",)
    assert dict(report.answers.values_list("item__key", "text"))["ton-tai"] == "Đã làm xong."
    # What one did not touch is no clash, and another item goes in beside the other person's change.
    save_answers(
        report,
        {"ket-qua": Typed("Bản đầu", base), "ton-tai": Typed("Mục khác", mark_of("Đã làm xong."))},
        scope=scope(town.minh),
        now=at(IN_TIME),
    )
    texts = dict(report.answers.values_list("item__key", "text"))
    assert (texts["ket-qua"], texts["ton-tai"]) == ("Bản của Tuấn", "Mục khác")


def test_a_locked_period_takes_nothing_until_it_is_opened_with_a_reason(town: Town, period: Period, report: UnitReport) -> None:
    lock_period(period, scope=scope(town.lan), version=period.version)
    with pytest.raises(Refused):
        written(report, town.minh)
    with pytest.raises(Refused):
        submit(report, scope=scope(town.tuan), version=None, now=at(IN_TIME))
    with pytest.raises(Refused):
        unlock_period(period, reason=" ", scope=scope(town.lan), version=None, now=at(IN_TIME))
    unlock_period(period, reason="Phòng Kế hoạch sửa số", scope=scope(town.lan), version=None, now=at(IN_TIME))
    period.refresh_from_db()
    assert period.state == PeriodState.OPEN
    assert Notice.objects.filter(kind="report.unlocked", recipient=town.minh).exists()
    sent(report, town)


def test_all_that_wait_are_accepted_at_once(town: Town, period: Period, report: UnitReport) -> None:
    sent(report, town)
    other = report_of(period, town.staff)
    written(other, town.thu)
    assert accept_all(period, scope=scope(town.lan), now=at(IN_TIME)) == 1
    assert set(period.reports.values_list("state", flat=True)) == {AnswerState.ACCEPTED, AnswerState.DRAFTING}


@pytest.mark.parametrize("who", ["hoa", "thu", "quan", "minh"])
def test_only_the_collector_returns_accepts_and_locks(town: Town, period: Period, report: UnitReport, who: str) -> None:
    sent(report, town)
    stranger = scope(getattr(town, who))
    with pytest.raises(PermissionDenied):
        accept(report, scope=stranger, version=None, now=at(IN_TIME))
    with pytest.raises(PermissionDenied):
        return_report(report, reason="Sai", scope=stranger, version=None, now=at(IN_TIME))
    with pytest.raises(PermissionDenied):
        accept_all(period, scope=stranger, now=at(IN_TIME))
    with pytest.raises(PermissionDenied):
        lock_period(period, scope=stranger, version=None)


@pytest.mark.parametrize("who", ["hoa", "thu", "quan", "lan"])
def test_nobody_writes_in_another_unit_s_report(town: Town, report: UnitReport, who: str) -> None:
    with pytest.raises(PermissionDenied):
        written(report, getattr(town, who))
    with pytest.raises(PermissionDenied):
        submit(report, scope=scope(getattr(town, who)), version=None, now=at(IN_TIME))


def test_a_unit_reads_its_own_reports_and_the_collector_all(town: Town, period: Period) -> None:
    def seen(user: User) -> set[str]:
        return set(reports_seen(scope(user)).values_list("unit__name", flat=True))

    assert seen(town.lan) == seen(town.director) == {town.planning.name, town.staff.name}
    assert seen(town.minh) == seen(town.tuan) == {town.planning.name}
    assert seen(town.hoa) == seen(town.quan) == set()


def test_a_collecting_division_reads_and_accepts_but_its_neighbour_does_not(town: Town) -> None:
    duty = make_duty(town.department, reporters=[town.planning, town.office], collector=town.staff)
    report = report_of(make_period(duty, due_on=DUE), town.planning)
    sent(report, town)
    accept(report, scope=scope(town.thu), version=None, now=at(IN_TIME))
    officer = make_user("van", "Lý Thị Vân")
    make_post(officer, town.office)
    with pytest.raises(PermissionDenied):
        return_report(report, reason="Sai", scope=scope(officer), version=None, now=at(IN_TIME))


def test_words_count_while_the_unit_stands_by_them_and_every_unit_has_its_row(town: Town, period: Period, report: UnitReport) -> None:
    written(report, town.minh, ket_qua="Đã trồng 5 ha rừng.")
    rows, _tables = collected(period)
    assert [(row.unit, row.submitted_on, row.texts) for row in rows] == [(town.planning.name, None, ()), (town.staff.name, None, ())]
    submit(report, scope=scope(town.tuan), version=None, now=at(IN_TIME))
    rows, _tables = collected(period)
    assert rows[0].key == f"bc:{report.pk}"
    assert rows[0].texts[0] == ("ket-qua", "Đã trồng 5 ha rừng.")
    assert rows[0].submitted_on == IN_TIME.date()
    return_report(report, reason="Thiếu", scope=scope(town.lan), version=None, now=at(IN_TIME))
    rows, _tables = collected(period)
    assert (rows[0].texts, rows[0].submitted_on, rows[0].returns) == ((), IN_TIME.date(), 1)


def test_posts_that_have_ended_give_no_right(town: Town, report: UnitReport) -> None:
    Post.objects.filter(user=town.minh).update(valid_to=date(2026, 1, 1))
    with pytest.raises(PermissionDenied):
        written(report, town.minh)
