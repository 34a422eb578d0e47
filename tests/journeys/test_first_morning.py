"""A department's first morning, from an empty installation to units that see their own tasks, all in the browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from dondoc.web.plans.models import Assignment, Plan, PlanState, Task
from tests.builders import WORD
from tests.corpus import CORPUS
from tests.jobs import run_waiting_jobs
from tests.journeys.watching import Complaints, assert_accessible

SAMPLE = Path(__file__).resolve().parents[2] / "src" / "dondoc" / "sample" / "ke-hoach-mau.docx"
DIRECTIVE = CORPUS / "hung-yen-snn-2024.txt" if CORPUS else SAMPLE


def set_password(page: Page, link: str) -> None:
    """Open a one-time link, choose a password, and log in with it."""
    page.goto(link)
    for field in page.locator("input[type=password]").all():
        field.fill(WORD)
    page.locator("main form button.main").click()


def log_in(page: Page, username: str) -> None:
    """Log in by name and password."""
    page.goto("/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu").fill(WORD)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page).not_to_have_url(re.compile("dang-nhap"))


def found_department(page: Page) -> None:
    """Found the department from its ready list, and stay its consolidator no longer than needed."""
    page.goto("/")
    page.get_by_role("link", name=re.compile("Lập")).first.click()
    page.goto("/to-chuc/lap/")
    page.get_by_role("link", name=re.compile("Nông nghiệp và Môi trường")).click()
    page.get_by_label("Tên cơ quan").fill("Sở Nông nghiệp và Môi trường")
    assert_accessible(page)
    page.get_by_role("button", name="Lập đơn vị").click()
    expect(page.get_by_text("Văn phòng Sở").first).to_be_visible()


def add_person(page: Page, name: str, *, username: str, unit: str, role: str) -> str:
    """Add a person with a post and return their one-time link."""
    page.goto("/to-chuc/nguoi/moi/")
    page.get_by_label("Họ và tên").fill(name)
    page.get_by_label("Tên đăng nhập").fill(username)
    page.locator("[name=unit]").fill(unit)
    page.get_by_label("Vai trò").first.select_option(label=role)
    page.get_by_role("button", name="Thêm người").click()
    return page.locator("#set-up-link").inner_text()


def read_in(page: Page) -> Plan:
    """Read the directive in and return its draft."""
    page.goto("/van-ban/nap/")
    assert_accessible(page)
    page.locator("input[type=file]").set_input_files(str(DIRECTIVE))
    page.get_by_role("button", name="Nạp và đọc").click()
    expect(page).not_to_have_url(re.compile("/nap/"))
    assert run_waiting_jobs()
    return Plan.objects.get()


def publish(page: Page, plan: Plan) -> None:
    """Settle the names that the registry does not know and publish the draft as it was read."""
    page.goto(f"/van-ban/{plan.pk}/xac-nhan/?phan=ten")
    settle = page.get_by_role("button", name="Áp dụng cho mọi chỗ")
    if settle.count():
        with page.expect_response(re.compile(r"\?phan=ten")):
            settle.click()
    page.goto(f"/van-ban/{plan.pk}/xac-nhan/")
    page.get_by_role("link", name="Đưa vào sổ và giao…").click()
    assert_accessible(page)
    page.get_by_role("button", name=re.compile("Đưa vào sổ và giao")).click()
    expect(page).to_have_url(re.compile(rf"/ke-hoach/{plan.pk}/$"))
    assert_accessible(page)
    plan.refresh_from_db()
    assert plan.state == PlanState.PUBLISHED
    assert not Task.objects.filter(plan=plan, code="").exclude(state="dropped").exists()


@pytest.mark.django_db(transaction=True)
def test_a_directive_read_in_at_eight_is_in_its_units_before_a_quarter_past(
    open_window: Callable[..., Page], complaints: Complaints
) -> None:
    complaints.expect("404")
    said = StringIO()
    call_command("createadmin", username="quan", full_name="Đỗ Minh Quân", stdout=said)
    admin = open_window()
    set_password(admin, said.getvalue().split()[-1])
    log_in(admin, "quan")
    found_department(admin)
    links = {
        "lan": add_person(admin, "Nguyễn Thị Lan", username="lan", unit="Sở Nông nghiệp và Môi trường", role="Tổng hợp"),
        "minh": add_person(admin, "Trần Văn Minh", username="minh", unit="Phòng Kế hoạch - Tài chính", role="Chuyên viên"),
    }
    admin.goto("/nhiem-vu/")
    expect(admin.locator("main")).not_to_contain_text("Rà soát")

    lan = open_window()
    set_password(lan, links["lan"])
    log_in(lan, "lan")
    plan = read_in(lan)
    publish(lan, plan)

    minh = open_window()
    set_password(minh, links["minh"])
    log_in(minh, "minh")
    mine = {str(key) for key in Assignment.objects.filter(unit__name="Phòng Kế hoạch - Tài chính").values_list("task", flat=True)}
    assert mine
    minh.goto("/nhiem-vu/?so-dong=100")
    rows = minh.locator("main table a[href^='/nhiem-vu/']")
    expect(rows.first).to_be_visible()
    addresses = [re.search(r"/nhiem-vu/([^/?]+)/", row.get_attribute("href") or "") for row in rows.all()]
    assert {address[1] for address in addresses if address} == mine
    assert_accessible(minh)
    task = Task.objects.filter(pk__in=mine, evidence__has_key="text").order_by("code")[0]
    minh.goto(f"/nhiem-vu/{task.code}/")
    expect(minh.locator("main")).to_contain_text(" ".join(task.text.split())[:60])
    expect(minh.locator("main .src.quote").first).to_be_visible()
    assert_accessible(minh)
    foreign = Task.objects.filter(plan=plan, state="active").exclude(pk__in=mine).first()
    assert foreign is not None
    answer = minh.goto(f"/nhiem-vu/{foreign.code}/")
    assert answer is not None
    assert answer.status == 404
    minh.goto("/tim/?q=" + foreign.code)
    expect(minh.locator("main")).not_to_contain_text(foreign.text[:40])
