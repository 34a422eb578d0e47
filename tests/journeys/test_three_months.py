"""Three months of one task that twelve units lead: given, handed down, urged, extended, late, returned and closed, and told as it was."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from dondoc.engine.tracking import Act, Work
from dondoc.web.accounts.models import User
from dondoc.web.organisations.models import GroupKind, Role, Unit, UnitGroup
from dondoc.web.organisations.permissions import scope_of
from dondoc.web.plans.actions.publishing import Details, publish
from dondoc.web.plans.models import Assignment, AssignmentRole, PlanState, Task
from dondoc.web.tracking.actions.acting import Said, act_on
from dondoc.web.tracking.actions.handing_down import Share, hand_down
from dondoc.web.urging.actions.ticking import tick
from tests.builders import make_plan, make_post, make_task, make_unit, make_user
from tests.journeys.watching import assert_accessible, assert_fits
from tests.people import Town

DUE = date(2026, 10, 30)  # a Friday
FILE = {"name": "bao-cao-bo-sung.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 ket qua bo sung"}
RESULT = "Đã rà soát xong toàn bộ hồ sơ của đơn vị, không có văn bản riêng."
UNITS = 12


@dataclass
class Months:
    """The office and its twelve units, with the day that it is for everybody, the server too."""

    town: Town
    units: list[Unit] = field(default_factory=list)
    heads: list[User] = field(default_factory=list)
    now: datetime = timezone.make_aware(datetime(2026, 9, 1, 9))

    def go_to(self, month: int, day: int, hour: int = 9) -> None:
        """Let it be a morning of 2026."""
        self.now = timezone.make_aware(datetime(2026, month, day, hour))

    def part(self, number: int) -> Assignment:
        """The part of one of the units, counted from 1."""
        return Assignment.objects.get(task=self.task, unit=self.units[number - 1], role=AssignmentRole.LEAD)

    @property
    def task(self) -> Task:
        """The one task."""
        return Task.objects.get(plan__number="12/KH")

    def act(self, number: int, act: Act, **said: object) -> None:
        """Let a unit's head do something to its part, or the office where it is hers to do."""
        person = self.town.lan if act in (Act.CONFIRM, Act.RETURN) else self.heads[number - 1]
        scope = scope_of(person, on=timezone.localdate(self.now))
        act_on(self.part(number), act, said=Said(**said), scope=scope, now=self.now)  # type: ignore[arg-type]


@pytest.fixture
def months(town: Town, monkeypatch: pytest.MonkeyPatch, settings: Settings, live_server: LiveServer) -> Months:
    """Twelve units with a head each, a clock that the test sets, and mail."""
    settings.SITE_URL = live_server.url
    told = Months(town)
    monkeypatch.setattr(timezone, "now", lambda: told.now)
    under = make_unit("Khối đơn vị trực thuộc", town.department)
    for number in range(1, UNITS + 1):
        unit = make_unit(f"Chi cục số {number:02}", under)
        head = make_user(f"truong{number}", f"Trưởng Số {number:02}", email=f"truong{number}@hachau.example")
        make_post(head, unit, Role.HEAD)
        told.units.append(unit)
        told.heads.append(head)
    group = UnitGroup.objects.create(name="Các chi cục", kind=GroupKind.CLOSED, scope=town.department, children_of=under)
    plan = make_plan(town.department, "Kế hoạch rà soát hồ sơ quá hạn", state=PlanState.DRAFT, number="12/KH")
    task = make_task(plan, "Rà soát hồ sơ quá hạn", deadline_kind="date", due_on=DUE)
    Assignment.objects.create(task=task, role=AssignmentRole.LEAD, group=group, printed="Các chi cục")
    details = Details(plan.title, "kế hoạch", "12/KH", issued_on=date(2026, 8, 28), director=town.director)
    publish(plan, details, scope=scope_of(town.lan, on=date(2026, 9, 1)), now=told.now)
    return told


def test_three_months_end_in_the_figures_of_a_table_made_by_hand(
    months: Months, page_as: Callable[[User], Page], open_window: Callable[..., Page]
) -> None:
    assert Assignment.objects.filter(task=months.task, role=AssignmentRole.LEAD, unit__isnull=False).count() == UNITS
    _september(months, page_as)
    _reminded(months, open_window)
    _extended(months, page_as)
    _handed_in(months, page_as)
    _november(months)
    _told(months, page_as)


def _september(months: Months, page_as: Callable[[User], Page]) -> None:
    """The first unit takes its part in the browser and hands half of it to an officer; the others take theirs."""
    months.go_to(9, 3)
    head = page_as(months.heads[0])
    head.goto(f"/nhiem-vu/{months.task.code}/")
    head.get_by_role("button", name="Nhận việc").click()
    expect(head.get_by_text("Đã nhận việc.")).to_be_visible()
    officer = make_user("canbo1", "Cán Bộ Một")
    make_post(officer, months.units[0], Role.OFFICER)
    scope = scope_of(months.heads[0], on=date(2026, 9, 3))
    hand_down(months.part(1), [Share(months.units[0], officer, "Lập danh mục")], scope=scope, now=months.now)
    for number in range(2, UNITS + 1):
        months.act(number, Act.ACCEPT)


def _reminded(months: Months, open_window: Callable[..., Page]) -> None:
    """Seven working days before the day a mail comes; the second unit answers from it, without a log-in."""
    months.go_to(10, 21, 21)
    tick(months.now, whole=True)
    [letter] = [one for one in mail.outbox if one.to == ["truong2@hachau.example"]]
    address = next(found for found in re.findall(r"https?://[^\s/]+(/tra-loi/\S+)", str(letter.body)))
    visitor = open_window()
    visitor.goto(address)
    assert_accessible(visitor)
    visitor.get_by_role("button", name="Báo đang làm").click()
    expect(visitor.get_by_text("Người giao việc thấy ngay")).to_be_visible()
    assert months.part(2).work == Work.IN_PROGRESS
    assert months.part(12).reminders == 1


def _extended(months: Months, page_as: Callable[[User], Page]) -> None:
    """The third unit asks for three weeks more, and the office grants them."""
    months.go_to(10, 22)
    address = f"/nhiem-vu/{months.task.code}/"
    head, lan = page_as(months.heads[2]), page_as(months.town.lan)
    head.goto(address)
    head.get_by_role("link", name="Xin gia hạn").click()
    head.get_by_label("Xin đến hết ngày").fill("20/11/2026")
    head.get_by_label("Lý do").fill("Chờ số liệu của các xã")
    head.get_by_role("button", name="Gửi đề nghị").click()
    expect(head.get_by_text("chờ quyết định").first).to_be_visible()
    lan.goto("/")
    expect(lan.locator("#xin-gia-han")).to_contain_text("Chi cục số 03")
    lan.locator("#xin-gia-han a.t").click()
    lan.get_by_role("button", name="Đồng ý gia hạn").click()
    expect(lan.get_by_text("Đã quyết định về gia hạn.")).to_be_visible()
    assert (months.part(3).due_on, months.part(3).first_due_on) == (date(2026, 11, 20), DUE)


def _handed_in(months: Months, page_as: Callable[[User], Page]) -> None:
    """Nine units hand in a day early; the fourth gets its work back and closes it with a file."""
    months.go_to(10, 29)
    for number in (1, 2, 4, 5, 6, 7, 8, 9, 10):
        months.act(number, Act.SUBMIT, text=RESULT)
    months.go_to(11, 2)
    for number in (1, 2, 5, 6, 7, 8, 9, 10):
        months.act(number, Act.CONFIRM)
    address = f"/nhiem-vu/{months.task.code}/?phan={months.part(4).pk}"
    lan, head = page_as(months.town.lan), page_as(months.heads[3])
    lan.goto(address)
    lan.get_by_label("Ý kiến").fill("Thiếu biểu số liệu kèm theo")
    lan.get_by_role("button", name="Trả lại").click()
    expect(lan.get_by_text("Đã trả lại để làm tiếp.")).to_be_visible()
    head.goto("/")
    expect(head.locator("#tra-lai")).to_contain_text("Rà soát hồ sơ quá hạn")
    months.go_to(11, 4)
    head = page_as(months.heads[3])
    head.goto(address)
    head.get_by_label("Đã làm được gì").fill("Đã bổ sung biểu số liệu")
    head.get_by_label("Tệp minh chứng").set_input_files(FILE)  # type: ignore[arg-type]  # one file as Playwright takes it
    head.get_by_role("button", name="Nộp kết quả").click()
    expect(head.get_by_role("link", name="bao-cao-bo-sung.pdf")).to_be_visible()
    lan = page_as(months.town.lan)
    lan.goto(address)
    lan.get_by_role("button", name="Xác nhận hoàn thành").click()
    expect(lan.get_by_text("Đã xác nhận hoàn thành.")).to_be_visible()


def _november(months: Months) -> None:
    """The eleventh hands in four working days late, the third within its new time, and the twelfth says nothing."""
    months.go_to(11, 5)
    months.act(11, Act.SUBMIT, text=RESULT)
    months.act(11, Act.CONFIRM)
    months.go_to(11, 18)
    months.act(3, Act.SUBMIT, text=RESULT)
    months.act(3, Act.CONFIRM)
    for day in (2, 3, 6, 13, 20):
        months.go_to(11, day, 21)
        tick(months.now, whole=True)


def _told(months: Months, page_as: Callable[[User], Page]) -> None:
    """On 30 November every page says the same as the table made by hand."""
    months.go_to(11, 30)
    late = {number: months.part(number).late_days for number in range(1, UNITS + 1)}
    assert late == {**dict.fromkeys(range(1, 11), 0), 11: 4, 12: None}
    assert (months.task.percent, months.task.work) == (91, Work.IN_PROGRESS)
    assert months.part(12).reminders >= 3
    director = page_as(months.town.director)
    director.goto("/tinh-hinh/")
    director.get_by_role("link", name="Khối đơn vị trực thuộc").click()
    expect(director.get_by_role("heading", level=1)).to_contain_text("Khối đơn vị trực thuộc")
    assert_fits(director)
    above = months.units[0].parent_id
    director.goto(f"/tinh-hinh/?don-vi={above}")
    counted = {
        row.locator("th").inner_text().strip().split("\n")[0]: row.locator("td").all_inner_texts()
        for row in director.locator("table.counts tbody tr").all()
    }
    columns = ("all", "late", "soon", "in", "open", "done", "dlate", "halt")
    by_hand = {**dict.fromkeys(range(1, 11), "done"), 11: "dlate", 12: "late"}
    for number, state in by_hand.items():
        told = dict(zip(columns, counted[f"Chi cục số {number:02}"], strict=False))
        assert told[state] == "1", (number, told)
    assert_accessible(director)
    assert_fits(director)
    director.goto(f"/tinh-hinh/nguoi-dung-dau/?don-vi={above}")
    shares = {
        row.locator("th").inner_text().strip().split("\n")[0]: row.locator("td b").inner_text()
        for row in director.locator("table.ratios tbody tr").all()
    }
    assert [shares[f"Chi cục số {number:02}"] for number in (1, 4, 11, 12)] == ["0,0%", "0,0%", "100,0%", "100,0%"]
