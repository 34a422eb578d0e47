"""A task in a real browser from its taking to its confirmed end, with a file, a return and more time asked for and granted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from dondoc.engine.tracking import Work
from dondoc.web.accounts.models import User
from dondoc.web.plans.models import Assignment, Target
from tests.builders import make_plan, make_task
from tests.journeys.watching import Complaints, assert_accessible, assert_fits
from tests.people import Town

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1366, "height": 800}
PDF = {"name": "bao-cao.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 ket qua"}


def _looked_at(page: Page) -> None:
    """The page stands up to axe, and fits the desk and the phone."""
    assert_accessible(page)
    assert_fits(page)
    page.set_viewport_size(PHONE)
    assert_fits(page)
    page.set_viewport_size(DESK)


def _given(town: Town, due: date) -> Assignment:
    """The planning division's part in a task with a target."""
    plan = make_plan(town.department, "Kế hoạch khắc phục")
    task = make_task(
        plan, "Rà soát hồ sơ quá hạn", lead=town.planning, cooperating=town.staff, code="NV26-0001", deadline_kind="date", due_on=due
    )
    Target.objects.create(plan=plan, task=task, subject="Tỷ lệ đúng hạn", op=">=", value=98, unit="%")
    return Assignment.objects.get(task=task, unit=town.planning)


def test_an_officer_and_the_office_carry_a_task_to_its_end(town: Town, page_as: Callable[[User], Page], complaints: Complaints) -> None:
    complaints.expect("422")
    due = timezone.localdate() + timedelta(days=20)
    part = _given(town, due)
    minh, lan = page_as(town.minh), page_as(town.lan)
    address = "/nhiem-vu/NV26-0001/"

    minh.goto(address)
    _looked_at(minh)
    minh.get_by_role("button", name="Nhận việc").click()
    expect(minh.get_by_text("Đã nhận việc.")).to_be_visible()
    minh.get_by_label("Tiến độ (%)").fill("40")
    minh.get_by_label("Đã làm được gì").fill("Đã rà soát 20 trong 47 hồ sơ")
    minh.get_by_label("Tệp minh chứng").set_input_files(PDF)  # type: ignore[arg-type]  # one file as Playwright takes it
    minh.get_by_role("button", name="Cập nhật").click()
    expect(minh.get_by_role("link", name="bao-cao.pdf")).to_be_visible()

    minh.get_by_role("link", name="Xin gia hạn").click()
    minh.get_by_label("Xin đến hết ngày").fill(f"{due + timedelta(days=10):%d/%m/%Y}")
    minh.get_by_label("Lý do").fill("Chờ Bộ hướng dẫn")
    _looked_at(minh)
    minh.get_by_role("button", name="Gửi đề nghị").click()
    expect(minh.get_by_text("chờ quyết định").first).to_be_visible()

    lan.goto(address)
    _looked_at(lan)
    lan.get_by_role("button", name="Đồng ý gia hạn").click()
    expect(lan.get_by_text("Đã quyết định về gia hạn.")).to_be_visible()
    part.refresh_from_db()
    assert (part.due_on, part.first_due_on, part.extensions) == (due + timedelta(days=10), due, 1)

    minh.goto(address)
    minh.get_by_label("Đã làm được gì").fill("Xong")
    minh.get_by_role("button", name="Nộp kết quả").click()
    expect(minh.get_by_role("alert")).to_contain_text("Nộp kết quả cần tệp")
    expect(minh.get_by_label("Đã làm được gì")).to_have_value("Xong")
    _looked_at(minh)
    minh.get_by_label("Số, ký hiệu văn bản kết quả").fill("45/BC-KHTC")
    minh.get_by_role("button", name="Nộp kết quả").click()
    expect(minh.get_by_text("đã nộp, chờ xác nhận").first).to_be_visible()

    lan.goto(address)
    lan.get_by_label("Ý kiến").fill("Thiếu phụ lục số 2")
    _looked_at(lan)
    lan.get_by_role("button", name="Trả lại").click()
    expect(lan.get_by_text("Đã trả lại để làm tiếp.")).to_be_visible()
    minh.goto(address)
    expect(minh.get_by_text("Thiếu phụ lục số 2").first).to_be_visible()
    _looked_at(minh)
    minh.get_by_label("Số, ký hiệu văn bản kết quả").fill("46/BC-KHTC")
    minh.get_by_role("button", name="Nộp kết quả").click()
    expect(minh.get_by_text("đã nộp, chờ xác nhận").first).to_be_visible()

    lan.goto(address)
    lan.get_by_role("button", name="Xác nhận hoàn thành").click()
    expect(lan.get_by_text("Đã xác nhận hoàn thành.")).to_be_visible()
    _looked_at(lan)
    part.refresh_from_db()
    assert (part.work, part.late_days) == (Work.DONE, 0)


def test_a_name_is_offered_after_the_sign_and_taken_by_the_keyboard(town: Town, page_as: Callable[[User], Page]) -> None:
    make_task(make_plan(town.department), "Rà soát", lead=town.planning, code="NV26-0001")
    page = page_as(town.minh)
    page.goto("/nhiem-vu/NV26-0001/")
    area = page.get_by_label("Viết trao đổi")
    area.press_sequentially("Nhờ @Lê")
    expect(page.get_by_role("option", name="Lê Anh Tuấn")).to_be_visible()
    assert_accessible(page)
    area.press("Enter")
    expect(area).to_have_value("Nhờ @Lê Anh Tuấn ")
    area.press_sequentially("xem giúp")
    page.get_by_role("button", name="Gửi").click()
    expect(page.locator(".talk")).to_contain_text("Nhờ @Lê Anh Tuấn xem giúp")
