"""The pages of a unit's report and of its collecting: what they show, what they take, and to whom they do not exist."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from dondoc.engine.tracking import Act
from dondoc.web.accounts.models import User
from dondoc.web.plans.models import Assignment
from dondoc.web.reports.actions.answering import Typed, save_answers
from dondoc.web.reports.actions.receiving import return_report
from dondoc.web.reports.actions.submitting import submit
from dondoc.web.reports.marks import mark_of
from dondoc.web.reports.models import Answer, AnswerState, Period, PeriodState, UnitReport
from dondoc.web.reports.queries.own_work import own_work
from dondoc.web.tracking.actions.acting import Said, act_on
from tests.builders import make_plan, make_task, make_unit
from tests.people import Town
from tests.reporting import OUTLINE, make_duty, make_period, report_of
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


def test_the_head_sends_in_what_they_saw_and_nothing_newer(town: Town, report: UnitReport, as_user: AsUser) -> None:
    written(report, town.minh)
    seen = UnitReport.objects.get(pk=report.pk).version
    written(report, town.minh, ket_qua="Đổi sau khi trưởng phòng mở trang")
    answer = as_user(town.tuan).post(f"/bao-cao/nop/{report.pk}/", {"do": "submit", "version": seen})
    assert answer.status_code == 409
    report.refresh_from_db()
    assert report.state == AnswerState.DRAFTING


def test_the_page_shows_both_words_where_two_people_wrote(town: Town, report: UnitReport, as_user: AsUser) -> None:
    written(report, town.minh, ket_qua="Bản đầu")
    save_answers(report, {"ket-qua": Typed("Bản của Tuấn", mark_of("Bản đầu"))}, scope=scope(town.tuan), now=at(IN_TIME))
    page = as_user(town.minh).post(
        f"/bao-cao/nop/{report.pk}/", {"do": "save", "version": 1, "text-ket-qua": "Bản của Minh", "seen-ket-qua": mark_of("Bản đầu")}
    )
    body = page.content.decode()
    assert page.status_code == 409
    assert "Bản của Tuấn" in body
    assert "Bản của Minh" in body
    assert Answer.objects.get(report=report, item__key="ket-qua").text == "Bản của Tuấn"


def test_the_page_opens_with_what_the_register_holds_and_stores_only_what_is_saved(town: Town, as_user: AsUser) -> None:
    plan = make_plan(town.department)
    late = make_task(plan, "Rà soát hồ sơ quá hạn", lead=town.planning, deadline_kind="date", due_on=date(2026, 10, 20))
    done = make_task(plan, "Ban hành quy chế phối hợp", lead=town.planning, deadline_kind="date", due_on=date(2026, 11, 10))
    make_task(plan, "Việc của phòng khác", lead=town.staff, deadline_kind="date", due_on=date(2026, 10, 20))
    given = timezone.make_aware(datetime(2026, 10, 1, 9))
    Assignment.objects.filter(task__plan=plan).update(given_at=given)
    part = Assignment.objects.get(task=done, unit=town.planning)
    moment = at(datetime(2026, 11, 5, 9))
    act_on(part, Act.SUBMIT, said=Said("Đã ban hành quy chế", result_number="12/QC-SNN"), scope=scope(town.minh), now=moment)
    report = report_of(make_period(make_duty(town.department, plan=plan, reporters=[town.planning]), due_on=DUE), town.planning)
    work = own_work(report, on=date(2026, 11, 18))
    assert [task.text for task in work.late] == [late.text]
    body = as_user(town.minh).get(f"/bao-cao/nop/{report.pk}/").content.decode()
    assert "12/QC-SNN" in body
    assert "quá hạn 18 ngày làm việc" in body
    assert "Việc của phòng khác" not in body
    assert not report.answers.exists()


def test_the_register_s_words_go_below_what_a_person_wrote(town: Town, as_user: AsUser) -> None:
    plan = make_plan(town.department)
    make_task(plan, "Rà soát hồ sơ", lead=town.planning, deadline_kind="date", due_on=date(2026, 10, 20))
    Assignment.objects.filter(task__plan=plan).update(given_at=timezone.make_aware(datetime(2026, 10, 1, 9)))
    report = report_of(make_period(make_duty(town.department, plan=plan, reporters=[town.planning]), due_on=DUE), town.planning)
    written(report, town.minh, ton_tai="Lời của tôi.")
    page = as_user(town.minh).post(
        f"/bao-cao/nop/{report.pk}/",
        {"do": "insert:ton-tai", "text-ton-tai": "Lời của tôi.", "seen-ton-tai": mark_of("Lời của tôi.")},
    )
    assert page.status_code == 302
    text = Answer.objects.get(report=report, item__key="ton-tai").text
    assert text.startswith("Lời của tôi.\n- Rà soát hồ sơ")
    assert "chưa nêu lý do" in text


def test_a_report_goes_its_way_in_the_browser_s_requests(town: Town, period: Period, report: UnitReport, as_user: AsUser) -> None:
    minh, tuan, lan = as_user(town.minh), as_user(town.tuan), as_user(town.lan)
    address = f"/bao-cao/nop/{report.pk}/"
    texts = {f"text-{key}": f"Nội dung {key}" for key, _title in OUTLINE}
    assert minh.post(address, {"do": "send_up", **texts}, follow=True).status_code == 200
    assert "chờ thủ trưởng duyệt" in minh.get(address).content.decode()
    assert "Duyệt và nộp" in tuan.get(address).content.decode()
    assert tuan.post(f"{address}tra-de-sua/", {"reason": ""}).status_code == 422
    tuan.post(f"{address}tra-de-sua/", {"reason": "Nêu rõ con số"})
    assert "Nêu rõ con số" in minh.get(address).content.decode()
    tuan.post(address, {"do": "submit"})
    body = lan.get(address).content.decode()
    assert "Nhận báo cáo" in body
    assert "Nội dung ket-qua" in body
    lan.post(f"{address}tra-lai/", {"reason": "Thiếu số liệu quý"})
    assert "Thiếu số liệu quý" in minh.get(address).content.decode()
    tuan.post(address, {"do": "submit"})
    assert lan.post(f"/bao-cao/thu/{period.pk}/nhan-het/").status_code == 302
    report.refresh_from_db()
    assert (report.state, report.returns) == (AnswerState.ACCEPTED, 1)


@pytest.mark.parametrize("who", ["hoa", "thu", "quan"])
def test_another_s_report_is_as_if_it_were_not_there(town: Town, period: Period, report: UnitReport, as_user: AsUser, who: str) -> None:
    client = as_user(getattr(town, who))
    for address in (f"/bao-cao/nop/{report.pk}/", f"/bao-cao/nop/{report.pk}/tra-lai/", f"/bao-cao/thu/{period.pk}/"):
        assert client.get(address).status_code == 404
    for name in ("rut-lai", "nhan", "tra-lai", "tra-de-sua"):
        assert client.post(f"/bao-cao/nop/{report.pk}/{name}/", {"reason": "Sai"}).status_code == 404
    for name in ("nhan-het", "khoa", "mo-khoa"):
        assert client.post(f"/bao-cao/thu/{period.pk}/{name}/", {"reason": "Sai"}).status_code == 404


def test_the_list_keeps_units_that_have_not_reported(town: Town, period: Period, report: UnitReport, as_user: AsUser) -> None:
    sent(report, town, LATE)
    client = as_user(town.lan)
    body = client.get(f"/bao-cao/thu/{period.pk}/").content.decode()
    assert town.planning.name in body
    assert town.staff.name in body
    assert "muộn 2 ngày làm việc" in body
    missing = client.get(f"/bao-cao/thu/{period.pk}/?loc=chua-nop").content.decode()
    assert town.planning.name not in missing
    assert town.staff.name in missing


def test_a_period_is_locked_and_opened_in_the_browser_s_requests(town: Town, period: Period, as_user: AsUser) -> None:
    client = as_user(town.lan)
    client.post(f"/bao-cao/thu/{period.pk}/khoa/", {"version": period.version})
    period.refresh_from_db()
    assert period.state == PeriodState.LOCKED
    assert client.post(f"/bao-cao/thu/{period.pk}/mo-khoa/", {"reason": ""}).status_code == 422
    client.post(f"/bao-cao/thu/{period.pk}/mo-khoa/", {"reason": "Sửa số"})
    period.refresh_from_db()
    assert period.state == PeriodState.OPEN


def test_a_page_asks_as_much_of_many_units_as_of_few(
    town: Town, as_user: AsUser, django_assert_max_num_queries: Callable[..., object]
) -> None:
    def counted(client: Client, address: str) -> int:
        with django_assert_max_num_queries(60) as counted:  # type: ignore[attr-defined]
            assert client.get(address).status_code == 200
        return len(counted.captured_queries)

    few = make_period(make_duty(town.department, reporters=[town.planning]))
    many = make_period(make_duty(town.department, reporters=[make_unit(f"Phòng {n}", town.department) for n in range(30)]))
    client = as_user(town.lan)
    client.get(f"/bao-cao/thu/{few.pk}/")
    assert counted(client, f"/bao-cao/thu/{few.pk}/") == counted(client, f"/bao-cao/thu/{many.pk}/") <= 15


def test_a_report_asks_as_much_with_many_tasks_as_with_few(
    town: Town, as_user: AsUser, django_assert_max_num_queries: Callable[..., object]
) -> None:
    counts = []
    client = as_user(town.minh)
    for tasks in (2, 25):
        plan = make_plan(town.department)
        for number in range(tasks):
            make_task(plan, f"Việc {number}", lead=town.planning, deadline_kind="date", due_on=date(2026, 11, 10))
        Assignment.objects.filter(task__plan=plan).update(given_at=timezone.make_aware(datetime(2026, 10, 1, 9)))
        report = report_of(make_period(make_duty(town.department, plan=plan, reporters=[town.planning])), town.planning)
        client.get(f"/bao-cao/nop/{report.pk}/")
        with django_assert_max_num_queries(60) as counted:  # type: ignore[attr-defined]
            assert "Việc 1" in client.get(f"/bao-cao/nop/{report.pk}/").content.decode()
        counts.append(len(counted.captured_queries))
    assert counts[0] == counts[1]


def test_what_a_unit_says_is_its_own_until_it_is_sent_in(town: Town, report: UnitReport, as_user: AsUser) -> None:
    written(report, town.minh, ket_qua="Lời chưa duyệt")
    address = f"/bao-cao/nop/{report.pk}/"
    body = as_user(town.lan).get(address).content.decode()
    assert "Đơn vị đang lập báo cáo" in body
    assert "Lời chưa duyệt" not in body
    assert "Lời chưa duyệt" in as_user(town.tuan).get(address).content.decode()
    submit(report, scope=scope(town.tuan), version=None, now=at(IN_TIME))
    assert "Lời chưa duyệt" in as_user(town.lan).get(address).content.decode()
    return_report(report, reason="Thiếu", scope=scope(town.lan), version=None, now=at(IN_TIME))
    assert "Lời chưa duyệt" not in as_user(town.lan).get(address).content.decode()


@pytest.mark.parametrize(("ahead", "is_said"), [(1, True), (0, False), (-1, False)])
def test_who_may_submit_is_told_that_the_figures_are_not_closed_yet(
    town: Town, report: UnitReport, as_user: AsUser, *, ahead: int, is_said: bool
) -> None:
    Period.objects.update(cut_off=timezone.localdate() + timedelta(days=ahead))
    pages = [as_user(person).get(f"/bao-cao/nop/{report.pk}/").content.decode() for person in (town.tuan, town.minh)]
    assert ["Số liệu kỳ này tính đến hết ngày" in page for page in pages] == [is_said, False]
    assert ("data-confirm=" in pages[0]) == is_said
