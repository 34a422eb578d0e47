"""The confirm page in a real browser: by mouse, by keyboard alone, with marked words, on a phone, and without a script."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from dondoc.web.plans.models import Decision, Plan, Task
from tests.directives import DIRECTIVE, draft_from
from tests.journeys.watching import assert_accessible, assert_fits
from tests.people import Town

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def draft(town: Town) -> Plan:
    """The directive of the tests, drafted and not yet looked at."""
    return draft_from(DIRECTIVE, town)


def opened(page: Page, draft: Plan, query: str = "") -> Page:
    """Go to the confirm page."""
    page.goto(f"/van-ban/{draft.pk}/xac-nhan/{query}")
    return page


def test_pointing_at_a_value_lights_its_words_in_the_source(town: Town, draft: Plan, page_as: Callable[..., Page]) -> None:
    page = opened(page_as(town.lan), draft)
    lead = page.locator(".src .ev", has_text="Phòng Pháp chế").first
    expect(lead).to_have_class(re.compile(r"\bon\b"))
    page.locator("[id$='-deadline']").hover()
    expect(page.locator(".src .ev", has_text="Quý II/2026")).to_have_class(re.compile(r"\bnear\b"))
    page.locator(".src .ev", has_text="Rà soát toàn bộ").click()
    expect(page.get_by_label("Nội dung", exact=True)).to_have_value(re.compile("Rà soát toàn bộ"))


def test_the_draft_is_gone_through_by_keys_alone(town: Town, draft: Plan, page_as: Callable[..., Page]) -> None:
    page = opened(page_as(town.lan), draft)
    pane = page.locator("#reg-pane")
    pane.focus()
    for number in ("b)", "c)", "a)"):
        expect(page.get_by_label("Số mục in")).to_have_value(number)
        with page.expect_response(re.compile(r"xac-nhan/\?viec=")):
            page.keyboard.press("Enter")
        page.wait_for_timeout(100)
    expect(page.locator("#bench-top")).to_contain_text("3 trong 3 nhiệm vụ đã xác nhận")
    with page.expect_response(re.compile(r"xac-nhan/\?viec=")):
        page.keyboard.press("u")
    expect(page.locator("#bench-top")).to_contain_text("2 trong 3 nhiệm vụ đã xác nhận")
    assert Task.objects.filter(plan=draft, decision=Decision.ACCEPTED).count() == 2


def test_words_marked_in_the_source_become_a_task(town: Town, draft: Plan, page_as: Callable[..., Page]) -> None:
    page = opened(page_as(town.lan), draft)
    page.evaluate(
        """() => { const run = [...document.querySelectorAll(".src .ev")].find((one) => one.textContent.includes("dứt điểm"));
           const text = run.firstChild, start = text.data.indexOf("giải quyết dứt điểm"), range = document.createRange();
           range.setStart(text, start); range.setEnd(text, start + "giải quyết dứt điểm từng hồ sơ".length);
           getSelection().removeAllRanges(); getSelection().addRange(range); }"""
    )
    page.get_by_role("toolbar").get_by_role("button", name="Nhiệm vụ mới").click()
    expect(page.get_by_label("Nội dung", exact=True)).to_have_value("giải quyết dứt điểm từng hồ sơ")
    assert Task.objects.filter(plan=draft).count() == 4


def test_the_confirm_page_stands_without_a_script(town: Town, draft: Plan, open_window: Callable[..., Page]) -> None:
    page = opened(open_window(town.lan, java_script_enabled=False), draft)
    page.get_by_role("button", name="Xác nhận 2 việc chắc chắn").click()
    expect(page.locator("#bench-top")).to_contain_text("2 trong 3 nhiệm vụ đã xác nhận")
    page.get_by_role("button", name="Xác nhận, sang chỗ tiếp").click()
    expect(page.locator("#bench-top")).to_contain_text("3 trong 3 nhiệm vụ đã xác nhận")


@pytest.mark.parametrize("part", ["", "?phan=ten", "?phan=nhan-xet", "?phan=dau"])
def test_every_part_of_the_confirm_page_is_accessible_and_fits(
    town: Town, draft: Plan, open_window: Callable[..., Page], part: str
) -> None:
    wide = opened(open_window(town.lan), draft, part)
    assert_accessible(wide)
    narrow = opened(open_window(town.lan, viewport=PHONE), draft, part)
    assert_accessible(narrow)
    assert_fits(narrow)
