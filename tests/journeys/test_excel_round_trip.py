"""A list edited in Excel in a real browser, taken away, filled in, brought back and applied; and acts on many parts at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.utils import timezone
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from dondoc.web.accounts.models import User
from dondoc.web.organisations.models import Role
from dondoc.web.plans.models import Assignment
from tests.builders import make_plan, make_post, make_task, make_user
from tests.journeys.watching import Complaints, assert_accessible, assert_fits
from tests.people import Town

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1366, "height": 800}


def _looked_at(page: Page) -> None:
    """The page stands up to axe, and fits the desk and the phone."""
    assert_accessible(page)
    assert_fits(page)
    page.set_viewport_size(PHONE)
    assert_fits(page)
    page.set_viewport_size(DESK)


def _tasks(town: Town) -> None:
    plan, due_on = make_plan(town.department), timezone.localdate() + timedelta(days=20)
    for n in (1, 2, 3):
        words = f"Rà soát, công khai hồ sơ quá hạn đợt {n} trên trang của Sở"
        make_task(plan, words, lead=town.planning, code=f"NV26-000{n}", deadline_kind="date", due_on=due_on)


def _filled(taken: Path, percent: object) -> Path:
    book = load_workbook(taken)
    page = book.worksheets[0]
    places = {str(cell.value): cell.column or 0 for cell in page[1]}
    page.cell(2, places["Tiến độ (%)"]).value = percent  # type: ignore[assignment]  # what a person types
    page.cell(2, places["Nội dung cập nhật"]).value = "Đã xong 2 trong 5 xã"
    page.cell(3, places["Số, ký hiệu văn bản kết quả"]).value = "45/BC-KHTC"
    filled = taken.with_name("da-sua.xlsx")
    book.save(filled)
    return filled


def test_an_officer_edits_a_list_in_excel(town: Town, page_as: Callable[[User], Page], tmp_path: Path, complaints: Complaints) -> None:
    _tasks(town)
    complaints.expect("422")
    page = page_as(town.minh)
    page.goto("/nhiem-vu/?q=hồ+sơ&xep=ma")
    page.get_by_role("link", name="Sửa bằng Excel").click()
    _looked_at(page)
    with page.expect_download() as held:
        page.get_by_role("link", name="Tải về để sửa").click()
    taken = tmp_path / held.value.suggested_filename
    held.value.save_as(taken)
    page.get_by_label("Tệp Excel đã sửa").set_input_files(_filled(taken, "gần xong"))
    page.get_by_role("button", name="Xem thay đổi").click()
    expect(page.get_by_text("Tiến độ là một số nguyên từ 0 đến 100.")).to_be_visible()
    expect(page.get_by_role("button", name="Ghi")).to_have_count(0)
    _looked_at(page)
    page.get_by_role("link", name="Đưa lên tệp đã sửa").click()
    page.get_by_label("Tệp Excel đã sửa").set_input_files(_filled(taken, 40))
    page.get_by_role("button", name="Xem thay đổi").click()
    expect(page.get_by_role("row", name="H2")).to_contain_text("0% → 40")
    _looked_at(page)
    page.get_by_role("button", name="Ghi 2 việc").click()
    expect(page.get_by_text("Đã ghi 2 việc từ tệp.")).to_be_visible()
    assert list(Assignment.objects.filter(role="lead").order_by("pk").values_list("work", "percent")) == [
        ("progress", 40),
        ("submitted", 100),
        ("assigned", 0),
    ]


def test_the_office_sets_many_days_at_once_and_takes_them_back(town: Town, page_as: Callable[[User], Page]) -> None:
    _tasks(town)
    page, day = page_as(town.lan), timezone.localdate() + timedelta(days=40)
    page.goto("/nhiem-vu/?xep=ma")
    bar = page.get_by_role("group", name="Làm với các dòng đã chọn")
    expect(bar).to_be_hidden()
    page.get_by_role("checkbox", name="Chọn nhiệm vụ NV26-0001").check()
    page.get_by_role("checkbox", name="Chọn nhiệm vụ NV26-0003").check()
    expect(bar).to_contain_text("Đã chọn 2/3")
    _looked_at(page)
    bar.get_by_role("button", name="Đặt lại hạn").click()
    page.get_by_label("Hạn mới").fill(f"{day:%d/%m/%Y}")
    page.get_by_label("Lý do").fill("Bộ lùi thời điểm báo cáo")
    _looked_at(page)
    page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_role("row", name="NV26-0003")).to_contain_text(f"→ {day:%d/%m/%Y}")
    _looked_at(page)
    page.get_by_role("button", name="Đặt lại hạn các việc đã đánh dấu").click()
    expect(page.get_by_role("heading", name="Đã đặt lại hạn 2")).to_be_visible()
    _looked_at(page)
    page.get_by_role("button", name="Hoàn tác").click()
    page.get_by_role("button", name="Đồng ý").click()
    expect(page.get_by_text("Đã hoàn tác.")).to_be_visible()
    assert not Assignment.objects.filter(due_on=day).exists()


def test_a_head_hands_a_persons_work_over(town: Town, page_as: Callable[[User], Page]) -> None:
    _tasks(town)
    make_post(make_user("nga", "Lưu Thúy Nga"), town.planning, Role.OFFICER)
    page = page_as(town.tuan)
    page.goto("/nhiem-vu/?xep=ma")
    page.get_by_role("checkbox", name="Chọn tất cả").check()
    page.get_by_role("button", name="Giao cho một người").click()
    page.get_by_label("Người nhận").select_option(label="Trần Văn Minh, Phòng Kế hoạch - Tài chính")
    page.get_by_role("button", name="Xem trước").click()
    page.get_by_role("button", name="Giao cho một người các việc đã đánh dấu").click()
    page.goto("/ban-giao-viec/")
    _looked_at(page)
    page.get_by_role("link", name="Bàn giao Trần Văn Minh").click()
    _looked_at(page)
    page.get_by_label("Người nhận tất cả").fill("Lưu Thúy Nga")
    page.get_by_label("Lý do bàn giao").fill("Chuyển công tác")
    page.get_by_role("button", name="Bàn giao các việc đã đánh dấu").click()
    expect(page.get_by_text("Đã bàn giao 3 việc của Trần Văn Minh.")).to_be_visible()
    assert Assignment.objects.filter(person__username="nga", work="assigned").count() == 3
