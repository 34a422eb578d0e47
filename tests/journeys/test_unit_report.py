"""A unit's report in the browser: drafted from the register, written by two people, its table filled in, sent in, read and accepted."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from dondoc.engine.reporting.figures_form import CellKind, FiguresColumn, FiguresForm, FiguresRow, Joining
from dondoc.web.organisations.permissions import scope_of
from dondoc.web.plans.models import Assignment
from dondoc.web.reports.actions.figures_tables import Terms, add_table
from dondoc.web.reports.models import Answer, AnswerState, TableAnswer, UnitReport
from tests.builders import make_plan, make_task
from tests.journeys.watching import Complaints, assert_accessible, assert_fits
from tests.people import Town
from tests.reporting import make_duty, make_period, report_of

pytestmark = pytest.mark.django_db(transaction=True)
FORM = FiguresForm(
    (
        FiguresColumn("b", "Tiếp nhận", required=True),
        FiguresColumn("c", "Đúng hạn"),
        FiguresColumn("d", "Tỷ lệ", CellKind.PERCENT, "%", formula="c / b * 100", joining=Joining.ANEW),
    ),
    rows=(FiguresRow("h1", "Tổng số", sums=True), FiguresRow("h2", "Đất đai", 1), FiguresRow("h3", "Rừng", 1)),
    total=False,
)


@pytest.fixture
def report(town: Town) -> UnitReport:
    """The report of Minh's division for a period that closed today, with a late task behind it."""
    today = timezone.localdate()
    plan = make_plan(town.department)
    make_task(plan, "Rà soát hồ sơ quá hạn", lead=town.planning, deadline_kind="date", due_on=today - timedelta(days=20))
    given = datetime(today.year, today.month, today.day) - timedelta(days=60)
    Assignment.objects.filter(task__plan=plan).update(given_at=timezone.make_aware(given))
    duty = make_duty(town.department, plan=plan, reporters=[town.planning, town.staff])
    add_table(duty, Terms("Biểu 01", FORM), scope=scope_of(town.lan, on=today))
    days: tuple[date, date] = (today - timedelta(days=30), today)
    return report_of(make_period(duty, days=days, due_on=today + timedelta(days=5)), town.planning)


def test_a_report_is_written_sent_read_and_accepted(
    town: Town, report: UnitReport, open_window: Callable[..., Page], complaints: Complaints
) -> None:
    complaints.expect("409", "422")
    address = f"/bao-cao/nop/{report.pk}/"
    minh, tuan = open_window(town.minh), open_window(town.tuan)
    minh.goto(address)
    expect(minh.get_by_label("Tồn tại, hạn chế và nguyên nhân")).to_have_value(re.compile("Rà soát hồ sơ quá hạn.*chưa nêu lý do"))
    assert_accessible(minh)
    minh.get_by_label("Kết quả thực hiện").fill("Đã xử lý 64 hồ sơ.")
    minh.get_by_label("Đề xuất, kiến nghị").fill("Không có.")
    expect(minh.get_by_text("Có thay đổi chưa lưu")).to_be_visible()
    minh.keyboard.press("Control+s")
    expect(minh.get_by_text("Đã lưu báo cáo.")).to_be_visible()
    assert Answer.objects.get(report=report, item__key="ket-qua").text == "Đã xử lý 64 hồ sơ."

    # Both open the page; Tuấn saves first, so Minh sees both versions and decides.
    tuan.goto(address)
    tuan.get_by_label("Kết quả thực hiện").fill("Đã xử lý 65 hồ sơ.")
    tuan.get_by_role("button", name="Lưu").click()
    expect(tuan.get_by_text("Đã lưu báo cáo.")).to_be_visible()
    minh.get_by_label("Kết quả thực hiện").fill("Đã xử lý 66 hồ sơ.")
    minh.get_by_role("button", name="Lưu").click()
    expect(minh.locator(".theirs")).to_contain_text("65 hồ sơ")
    expect(minh.get_by_label("Kết quả thực hiện")).to_have_value("Đã xử lý 66 hồ sơ.")
    assert_accessible(minh)
    minh.get_by_role("button", name="Lưu").click()
    minh.get_by_text("Từ sổ nhiệm vụ").first.click()
    minh.get_by_role("button", name="Chèn từ sổ").first.click()
    assert "66 hồ sơ.\nTrong kỳ" in minh.get_by_label("Kết quả thực hiện").input_value()
    minh.get_by_role("button", name="Lưu").click()

    minh.get_by_role("link", name="Điền biểu").click()
    assert_accessible(minh)
    minh.get_by_label("Đất đai, Tiếp nhận").fill("một nghìn")
    minh.get_by_label("Rừng, Tiếp nhận").fill("50")
    minh.get_by_role("button", name="Lưu biểu").click()
    expect(minh.get_by_text("Cần một số nguyên").or_(minh.get_by_text("Cần một con số"))).to_be_visible()
    minh.get_by_label("Đất đai, Tiếp nhận").fill("1.200")
    minh.get_by_label("Đất đai, Đúng hạn").fill("600")
    minh.get_by_role("button", name="Lưu biểu").click()
    expect(minh.locator("tr.sum")).to_contain_text("1.250")
    assert TableAnswer.objects.get(report=report).cells == {"h2": {"b": "1200", "c": "600"}, "h3": {"b": "50"}}

    minh.goto(address)
    minh.get_by_role("button", name="Trình thủ trưởng duyệt").click()
    expect(minh.get_by_text("Đã trình thủ trưởng duyệt.")).to_be_visible()
    tuan.goto(address)
    tuan.get_by_role("button", name="Duyệt và nộp").click()
    expect(tuan.get_by_text("Đã nộp báo cáo.")).to_be_visible()

    lan = open_window(town.lan)
    lan.goto(f"/bao-cao/thu/{report.period_id}/")
    assert_accessible(lan)
    lan.get_by_role("link", name=town.planning.name).click()
    assert_accessible(lan)
    lan.get_by_role("button", name="Nhận báo cáo").click()
    report.refresh_from_db()
    assert (report.state, report.late_days) == (AnswerState.ACCEPTED, 0)


@pytest.mark.parametrize("width", [390, 1366])
def test_the_pages_of_collecting_fit_a_phone_and_a_desk(
    town: Town, report: UnitReport, open_window: Callable[..., Page], width: int
) -> None:
    table = report.period.duty.tables.get()
    minh = open_window(town.minh, viewport={"width": width, "height": 800})
    lan = open_window(town.lan, viewport={"width": width, "height": 800})
    for page, address in (
        (minh, f"/bao-cao/nop/{report.pk}/"),
        (minh, f"/bao-cao/nop/{report.pk}/?xem=1"),
        (minh, f"/bao-cao/nop/{report.pk}/bieu/{table.key}/"),
        (lan, f"/bao-cao/thu/{report.period_id}/"),
        (lan, f"/bao-cao/bieu/{table.pk}/"),
        (lan, f"/bao-cao/che-do/{report.period.duty_id}/bieu/"),
    ):
        page.goto(address)
        assert_fits(page)
    assert_accessible(lan)


def test_what_is_typed_stores_itself_and_stops_where_another_wrote(
    town: Town, report: UnitReport, open_window: Callable[..., Page], complaints: Complaints
) -> None:
    complaints.expect("409")
    minh, tuan = open_window(town.minh), open_window(town.tuan)
    minh.clock.install()
    minh.goto(f"/bao-cao/nop/{report.pk}/")
    minh.get_by_label("Kết quả thực hiện").fill("Bản một")
    minh.clock.fast_forward(41_000)
    expect(minh.get_by_text("Đã tự lưu lúc")).to_be_visible()
    assert Answer.objects.get(report=report, item__key="ket-qua").text == "Bản một"
    minh.get_by_label("Kết quả thực hiện").fill("Bản hai")
    minh.clock.fast_forward(41_000)
    expect(minh.get_by_text("Đã tự lưu lúc")).to_be_visible()
    assert Answer.objects.get(report=report, item__key="ket-qua").text == "Bản hai"
    tuan.goto(f"/bao-cao/nop/{report.pk}/")
    tuan.get_by_label("Kết quả thực hiện").fill("Bản của Tuấn")
    tuan.get_by_role("button", name="Lưu").click()
    expect(tuan.get_by_text("Đã lưu báo cáo.")).to_be_visible()
    minh.get_by_label("Kết quả thực hiện").fill("Bản ba")
    minh.clock.fast_forward(41_000)
    expect(minh.get_by_text("Có người vừa lưu nội dung khác.")).to_be_visible()
    assert Answer.objects.get(report=report, item__key="ket-qua").text == "Bản của Tuấn"
