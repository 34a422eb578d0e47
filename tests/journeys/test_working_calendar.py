"""The working calendar in a real browser: read by everybody, the yearly notice taken in, a term tried out on it."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from dondoc.web.accounts.models import User
from tests.journeys.watching import assert_accessible, assert_fits
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


def test_an_administrator_takes_a_notice_in_and_a_term_follows_it(town: Town, page_as: Callable[[User], Page]) -> None:
    page = page_as(town.quan)
    page.goto("/to-chuc/")
    page.locator("main").get_by_role("link", name="Lịch làm việc").click()
    page.goto("/lich-lam-viec/?nam=2027")
    expect(page.get_by_text("Năm 2027 tạm tính.")).to_be_visible()
    _looked_at(page)
    page.get_by_role("link", name="Nhập thông báo năm").click()
    _looked_at(page)
    page.get_by_label("Văn bản thông báo").fill("Thông báo số 1/TB-BNV")
    page.get_by_label("Các ngày").fill("03/02 - 09/02/2027 nghỉ Tết Nguyên đán\n02/9 - 03/9/2027 nghỉ Quốc khánh\n31/8 nghỉ; 22/8 làm bù")
    page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_text("sẽ thôi là ngày nghỉ tạm tính")).to_contain_text("10/02")
    _looked_at(page)
    page.get_by_role("button", name="Ghi 11 ngày của năm 2027").click()
    expect(page.get_by_text("Đã đặt 11 ngày theo thông báo.")).to_be_visible()
    expect(page.get_by_text("tạm tính")).to_have_count(0)
    _looked_at(page)
    page.get_by_role("link", name="Tính thử một thời hạn").click()
    page.get_by_label("Nhận ngày").fill("20/08/2027")
    page.get_by_label("Lúc").fill("16:00")
    page.get_by_label("Thời hạn").fill("7")
    page.get_by_role("button", name="Tính").click()
    # Sunday the 22nd is worked, the 31st, 2/9 and 3/9 are off.
    expect(page.get_by_text("17:00 Thứ")).to_contain_text("30/08/2027")
    _looked_at(page)


def test_who_keeps_no_calendar_reads_it_and_finds_no_way_to_change_it(town: Town, page_as: Callable[[User], Page]) -> None:
    page = page_as(town.hoa)
    page.goto("/lich-lam-viec/?nam=2026")
    expect(page.get_by_role("row", name="Thứ Ba, 24/11")).to_be_visible()
    page.get_by_role("link", name="24 nghỉ lễ, Tết: Ngày Văn hóa Việt Nam").click()
    expect(page).to_have_url(re.compile("#ngay-2026-11-24$"))
    expect(page.get_by_role("link", name="Đặt một ngày")).to_have_count(0)
    _looked_at(page)
