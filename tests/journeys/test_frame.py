"""The frame in a real browser: log-in, look, keys, menus, and pages that cannot be shown."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, Route, expect

from dondoc.web.accounts.models import User
from tests.builders import WORD
from tests.journeys.watching import Complaints, assert_accessible, assert_fits
from tests.people import Town

PHONE = {"width": 390, "height": 844}


def test_a_person_logs_in_chooses_the_dark_and_keeps_it(town: Town, page: Page) -> None:
    page.goto("/")
    expect(page).to_have_url(re.compile("/dang-nhap/"))
    assert_accessible(page)
    page.get_by_label("Tên đăng nhập").fill(town.lan.username)
    page.get_by_label("Mật khẩu").fill(WORD)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert_accessible(page)
    page.get_by_text("Giao diện, cỡ chữ, ngôn ngữ").locator("..").click()
    with page.expect_response("**/toi/tuy-chon/"):
        page.get_by_role("button", name="Tối", exact=True).click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    with page.expect_response("**/toi/tuy-chon/"):
        page.get_by_role("button", name="Lớn hơn").click()
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.locator("html")).to_have_attribute("data-font", "110")
    town.lan.refresh_from_db()
    assert (town.lan.theme, town.lan.font_percent) == ("dark", 110)


def test_the_look_is_kept_without_a_script_too(town: Town, open_window: Callable[..., Page]) -> None:
    page = open_window(town.minh, java_script_enabled=False)
    page.goto("/tro-giup/phim-tat/")
    page.locator(".look-menu summary").click()
    page.get_by_role("button", name="Sáng", exact=True).click()
    expect(page).to_have_url(re.compile("/tro-giup/phim-tat/$"))
    expect(page.locator("html")).to_have_attribute("data-theme", "light")


def test_english_is_one_press_away_for_a_visitor(town: Town, page: Page) -> None:
    page.goto("/dang-nhap/")
    page.locator(".look-menu summary").click()
    page.locator(".look-menu").get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_text("Skip to content")).to_be_attached()


def test_the_question_mark_opens_the_keys_and_escape_closes_them(town: Town, page_as: Callable[[User], Page]) -> None:
    page = page_as(town.lan)
    page.goto("/")
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Phím tắt")
    expect(dialog.get_by_text("Tìm trong sổ")).to_be_visible()
    assert_accessible(page)
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


def test_the_slash_finds_the_search_and_writes_no_slash(town: Town, page_as: Callable[[User], Page]) -> None:
    page = page_as(town.lan)
    page.goto("/")
    search = page.get_by_role("searchbox", name="Tìm trong sổ")
    page.keyboard.press("/")
    expect(search).to_be_focused()
    expect(search).to_have_value("")
    page.keyboard.type("g t ?")
    expect(search).to_have_value("g t ?")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_g_and_a_letter_go_to_a_station(town: Town, page_as: Callable[[User], Page]) -> None:
    page = page_as(town.lan)
    page.goto("/tro-giup/phim-tat/")
    page.keyboard.press("g")
    page.keyboard.press("t")
    expect(page).to_have_url(re.compile("/nhiem-vu/"))
    expect(page.get_by_role("navigation", name="Chức năng").get_by_role("link", name="Nhiệm vụ")).to_have_attribute("aria-current", "page")


def test_single_letters_rest_when_a_person_turns_them_off(town: Town, page_as: Callable[[User], Page]) -> None:
    page = page_as(town.lan)
    page.goto("/tro-giup/phim-tat/")
    page.get_by_role("button", name="Tắt", exact=True).click()
    expect(page.get_by_text("đang tắt")).to_be_visible()
    page.keyboard.press("?")
    page.keyboard.press("/")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("searchbox", name="Tìm trong sổ")).not_to_be_focused()


def test_a_menu_closes_by_escape_and_by_a_press_elsewhere(town: Town, page_as: Callable[[User], Page]) -> None:
    page = page_as(town.minh)
    page.goto("/")
    mine = page.locator("summary.who")
    way_out = page.get_by_role("button", name="Đăng xuất")
    mine.click()
    expect(way_out).to_be_visible()
    page.keyboard.press("Escape")
    expect(way_out).to_be_hidden()
    mine.click()
    page.locator("main").click(position={"x": 5, "y": 300})
    expect(way_out).to_be_hidden()


def test_what_is_not_there_says_so_and_leads_back(town: Town, page_as: Callable[[User], Page], complaints: Complaints) -> None:
    complaints.expect("404")
    page = page_as(town.minh)
    page.goto("/khong-co-trang-nay/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Không có gì ở địa chỉ này")
    assert_accessible(page)
    page.get_by_role("link", name="Về Việc chờ tôi").click()
    expect(page).to_have_url(re.compile("^[^/]+//[^/]+/$"))


def test_the_frame_fits_a_phone_at_the_largest_type(town: Town, open_window: Callable[..., Page]) -> None:
    User.objects.filter(pk=town.lan.pk).update(font_percent=140)
    page = open_window(town.lan, viewport=PHONE)
    for address in ("/", "/tro-giup/phim-tat/"):
        page.goto(address)
        assert_fits(page)
    assert_accessible(page)


def put(page: Page, markup: str) -> None:
    """Put a piece into the page, as a template of another part would have it."""
    page.evaluate("markup => { document.querySelector('main').insertAdjacentHTML('afterbegin', markup) }", markup)


def test_an_act_that_cannot_be_undone_asks_first(town: Town, page_as: Callable[[User], Page]) -> None:
    page = page_as(town.lan)
    page.goto("/tro-giup/phim-tat/")
    put(
        page, "<form action='/nhiem-vu/' data-confirm='Bỏ 3 nhiệm vụ?' data-confirm-yes='Bỏ'><button name='a' value='1'>Gửi</button></form>"
    )
    page.get_by_role("button", name="Gửi").click()
    dialog = page.get_by_role("dialog", name="Bỏ 3 nhiệm vụ?")
    assert_accessible(page)
    dialog.get_by_role("button", name="Thôi").click()
    expect(dialog).to_have_count(0)
    expect(page).to_have_url(re.compile("/phim-tat/$"))
    page.get_by_role("button", name="Gửi").click()
    dialog.get_by_role("button", name="Bỏ").click()
    expect(page).to_have_url(re.compile(r"/nhiem-vu/\?a=1$"))


def test_long_work_tells_how_far_it_is_until_it_is_done(town: Town, page_as: Callable[[User], Page]) -> None:
    answers = ["trang 7 trong 12", "trang 9 trong 12", "<span data-done>đọc xong</span>", "không hỏi nữa"]

    def answer(route: Route) -> None:
        route.fulfill(body=answers.pop(0), content_type="text/html; charset=utf-8")

    page = page_as(town.lan)
    page.route("**/doc-den-dau/", answer)
    page.goto("/tro-giup/phim-tat/")
    page.clock.install()
    put(page, "<p id='place' data-poll='/doc-den-dau/' data-every='2'>đang chờ</p>")
    page.evaluate("dondoc.poll(document.getElementById('place'))")
    for words in ("trang 7 trong 12", "trang 9 trong 12", "đọc xong"):
        page.clock.run_for(2_000)
        expect(page.locator("#place")).to_have_text(words)
    page.clock.run_for(60_000)
    assert answers == ["không hỏi nữa"]


def test_a_list_is_walked_ticked_and_opened_by_keys(town: Town, page_as: Callable[[User], Page]) -> None:
    page = page_as(town.lan)
    page.goto("/tro-giup/phim-tat/")
    rows = "".join(
        f"<tr><td><input type='checkbox' aria-label='chọn {n}'></td><td><a href='?dong={n}'>dòng {n}</a></td></tr>" for n in (1, 2)
    )
    put(page, f"<table data-list><tbody>{rows}</tbody></table>")
    for key in "jjkj":
        page.keyboard.press(key)
    page.keyboard.press("x")
    expect(page.get_by_label("chọn 2")).to_be_checked()
    expect(page.get_by_label("chọn 1")).not_to_be_checked()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"\?dong=2$"))


def test_a_message_of_success_floats_and_can_be_closed(town: Town, page: Page) -> None:
    page.goto("/dang-nhap/")
    page.evaluate("dondoc.toast('Đã đôn đốc 14 đơn vị', () => { document.title = 'hoàn tác' })")
    toast = page.get_by_role("status").get_by_text("Đã đôn đốc 14 đơn vị")
    expect(toast).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Hoàn tác").click()
    expect(toast).to_have_count(0)
    expect(page).to_have_title("hoàn tác")
