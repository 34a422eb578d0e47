"""From the log-in to a published directive with the keyboard alone: nothing is reached by a mouse, and what has the focus shows it."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from dondoc.web.plans.models import Plan, PlanState
from tests.builders import WORD
from tests.directives import DIRECTIVE
from tests.jobs import run_waiting_jobs
from tests.people import Town

REACH = 120
"""Presses of Tab after which a control counts as out of reach."""

NAME = """() => { const one = document.activeElement; if (!one.matches("a, button, input, select, textarea, summary")) return "";
  const label = one.labels && one.labels.length ? one.labels[0].innerText : "";
  return [one.getAttribute("aria-label") || "", label, one.innerText || "", one.value || ""].join(" ").replace(/\\s+/g, " ").trim(); }"""
OUTLINED = """() => { const look = getComputedStyle(document.activeElement);
  return look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 1; }"""


def tab_to(page: Page, words: str) -> None:
    """Press Tab until the control with these words has the focus, and see that it shows it."""
    for _press in range(REACH):
        page.keyboard.press("Tab")
        if words in page.evaluate(NAME):
            assert page.evaluate(OUTLINED), f"{words}: the focus does not show"
            return
    raise AssertionError(f"{words}: out of reach of the keyboard on {page.url}")


def press_on(page: Page, words: str, *, leads_to: str) -> None:
    """Reach a control, press Enter, and wait for the page it leads to."""
    tab_to(page, words)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(leads_to))


def test_a_directive_is_read_in_confirmed_and_published_by_the_keyboard_alone(town: Town, page: Page) -> None:
    page.goto("/dang-nhap/")
    if "Tên đăng nhập" not in page.evaluate(NAME):
        tab_to(page, "Tên đăng nhập")
    page.keyboard.type(town.lan.username)
    tab_to(page, "Mật khẩu")
    page.keyboard.type(WORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r":\d+/$"))
    page.wait_for_load_state()  # the keys are the page's own script's
    page.keyboard.press("g")
    page.keyboard.press("b")
    expect(page).to_have_url(re.compile("/van-ban/$"))
    press_on(page, "Nạp văn bản", leads_to="/van-ban/nap/")
    page.locator("input[type=file]").set_input_files({"name": "ke-hoach.txt", "mimeType": "text/plain", "buffer": DIRECTIVE.encode()})
    tab_to(page, "Nạp và đọc")
    page.keyboard.press("Enter")
    expect(page).not_to_have_url(re.compile("/nap/"))
    assert run_waiting_jobs()
    plan = Plan.objects.get()
    page.reload()
    confirm_by_keys(page)
    press_on(page, "Đưa vào sổ và giao…", leads_to="dua-vao-so")
    press_on(page, "Đưa vào sổ và giao 3", leads_to=rf"/ke-hoach/{plan.pk}/$")
    plan.refresh_from_db()
    assert plan.state == PlanState.PUBLISHED


def confirm_by_keys(page: Page) -> None:
    """Go to the confirm page, say with Enter that each of its tasks is right, and wait until all are."""
    if "/xac-nhan/" not in page.url:
        press_on(page, "Xác nhận", leads_to="/xac-nhan/")
    tab_to(page, "Đến chỗ của việc đang mở")
    page.keyboard.press("Tab")
    page.locator("#reg-pane").focus()
    for done in ("1", "2", "3"):
        page.keyboard.press("Enter")
        expect(page.locator("#bench-top")).to_contain_text(f"{done} trong 3 nhiệm vụ đã xác nhận")
