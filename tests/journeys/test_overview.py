"""Where things stand in a real browser: each page read on the desk and on the phone, and a figure opened to its rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from dondoc.web.accounts.models import User
from tests.builders import make_plan, make_task
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


def test_the_office_reads_where_things_stand_and_opens_a_figure(town: Town, page_as: Callable[[User], Page]) -> None:
    plan = make_plan(town.department, number="7/KH-SNNMT", director=town.director)
    for number, days in enumerate((-20, -3, 2, 5, 30, 60)):
        due_on = timezone.localdate() + timedelta(days=days)
        make_task(
            plan, f"Rà soát hồ sơ đợt {number}", lead=town.planning if number % 2 else town.staff, code=f"NV26-000{number}",
            deadline_kind="date", due_on=due_on,
        )  # fmt: skip
    page = page_as(town.lan)
    page.goto("/")
    page.get_by_role("link", name="Tình hình").click()
    expect(page.get_by_role("heading", name="6 phần việc")).to_be_visible()
    _looked_at(page)
    for name in ("Theo tháng", "Người đứng đầu", "Gia hạn"):
        page.get_by_role("link", name=name, exact=True).click()
        _looked_at(page)
    page.get_by_role("link", name="Hiện nay").click()
    page.get_by_role("link", name="Văn bản", exact=True).last.click()
    expect(page.get_by_role("row", name="7/KH-SNNMT")).to_contain_text("6")
    page.get_by_role("navigation", name="Phần việc theo thời gian").get_by_role("link", name="Quá hạn").click()
    expect(page.get_by_role("row", name="Rà soát hồ sơ")).to_have_count(2)
    _looked_at(page)
    page.goto(f"/tinh-hinh/don-vi/{town.planning.pk}/")
    expect(page.get_by_text("3 phần việc: 1 quá hạn")).to_be_visible()
    _looked_at(page)
