"""A quarter's report in the browser: a duty out of a directive, twelve units that answer, the report of it, and its way to be signed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings

from dondoc.engine.extraction import extract
from dondoc.engine.sources import read
from dondoc.engine.tracking import Act
from dondoc.engine.writing.plan_values import dump_plan
from dondoc.engine.writing.source_values import dump_source
from dondoc.web.accounts.models import User
from dondoc.web.organisations.models import Role, Unit
from dondoc.web.organisations.permissions import Scope, scope_of
from dondoc.web.plans.actions.drafting import Read, draft_plan
from dondoc.web.plans.actions.publishing import Details, publish
from dondoc.web.plans.models import Assignment, AssignmentRole, Decision, Document, DocumentState, Match, Plan, Reading, Task
from dondoc.web.reports.actions.answering import Typed, save_answers
from dondoc.web.reports.actions.periods import open_periods
from dondoc.web.reports.actions.submitting import submit
from dondoc.web.reports.marks import NEVER
from dondoc.web.reports.models import AnswerState, Outgoing, Period, ReportDuty, UnitReport
from dondoc.web.reports.queries.outgoing.files import path_of
from dondoc.web.tracking.actions.acting import Said, act_on
from tests.builders import make_post, make_unit, make_user
from tests.corpus import CORPUS
from tests.jobs import run_waiting_jobs
from tests.journeys.watching import Complaints, assert_accessible, assert_fits
from tests.outgoing import signed_pdf, written_pdf
from tests.people import Town
from tests.signed_files import authority

SAMPLE = Path(__file__).resolve().parents[2] / "src" / "dondoc" / "sample" / "ke-hoach-mau.docx"
DIRECTIVE = CORPUS / "thanh-hoa-ubnd-2022.txt" if CORPUS else SAMPLE
UNITS = 12
RESULT = "Đã rà soát xong toàn bộ hồ sơ của đơn vị, không có văn bản riêng."
DUE = {
    **dict.fromkeys(range(1, 7), date(2026, 12, 10)),
    7: date(2026, 12, 1),
    8: date(2026, 12, 4),
    9: date(2027, 1, 29),
    10: date(2027, 1, 29),
}
"""The last day of the task that each unit leads; the last two are done always."""
BY_HAND = {"in_time": 6, "done_late": 1, "overdue": 1, "running": 2, "undated": 2}
"""How the twelve tasks stand in mid-December, reckoned by hand: 1–6 done, 7 four days late, 8 not, 9 and 10 in time, 11 and 12 always."""
SENTENCE = re.compile(
    r"12 nhiệm vụ: đã hoàn thành 7 nhiệm vụ \(58,3%\), trong đó 6 đúng hạn, 1 quá hạn; đang thực hiện trong hạn 2 nhiệm vụ;"
    r".* 2 nhiệm vụ; quá hạn chưa hoàn thành 1 nhiệm vụ\."
)
"""The same table as the report says it."""


@dataclass
class Quarter:
    """The office, its twelve units with their heads, and the day that it is for everybody, the server too."""

    town: Town
    plan: Plan | None = None
    units: list[Unit] = field(default_factory=list)
    heads: list[User] = field(default_factory=list)
    now: datetime = timezone.make_aware(datetime(2026, 11, 2, 9))

    def go_to(self, month: int, day: int, hour: int = 9) -> None:
        """Let it be an hour of 2026."""
        self.now = timezone.make_aware(datetime(2026, month, day, hour))

    def scope(self, person: User) -> Scope:
        """What a person's posts give them today."""
        return scope_of(person, on=timezone.localdate(self.now))

    def task(self, number: int) -> Task:
        """The task that a unit leads, counted from 1."""
        return Task.objects.get(assignments__unit=self.units[number - 1], assignments__role=AssignmentRole.LEAD)

    def act(self, number: int, act: Act) -> None:
        """Let a unit's head submit its work, or the office confirm it."""
        part = self.task(number).assignments.get(role=AssignmentRole.LEAD)
        person = self.town.lan if act is Act.CONFIRM else self.heads[number - 1]
        act_on(part, act, said=Said(text=RESULT), scope=self.scope(person), now=self.now)

    def report(self, number: int) -> UnitReport:
        """A unit's report of the quarter."""
        return UnitReport.objects.select_related("period__duty", "unit").get(unit=self.units[number - 1])

    def send_in(self, number: int) -> None:
        """Let a unit's head write the report and send it in."""
        report, scope = self.report(number), self.scope(self.heads[number - 1])
        words = {
            item.key: Typed(f"{report.unit.name} đã thực hiện đủ nội dung được giao.", NEVER) for item in report.period.duty.outline.all()
        }
        save_answers(report, words, scope=scope, now=self.now)
        submit(report, scope=scope, version=None, now=self.now)


@pytest.fixture
def quarter(town: Town, monkeypatch: pytest.MonkeyPatch) -> Quarter:
    """Twelve units under the department, each with a head and a task of the directive, and a clock that the test sets."""
    told = Quarter(town)
    monkeypatch.setattr(timezone, "now", lambda: told.now)
    for number in range(1, UNITS + 1):
        unit = make_unit(f"Chi cục số {number:02}", town.department)
        head = make_user(f"truong{number}", f"Trưởng Số {number:02}")
        make_post(head, unit, Role.HEAD)
        told.units.append(unit)
        told.heads.append(head)
    told.plan = _published(told)
    return told


def _published(quarter: Quarter) -> Plan:
    """The directive as it was read; of its tasks the first twelve are kept, one for each unit, with the days that the test tells of."""
    lan, department = quarter.town.lan, quarter.town.department
    data = DIRECTIVE.read_bytes()
    source = read(data, DIRECTIVE.name)
    found = extract(source)
    values = {"sha256": "1" * 64, "name": DIRECTIVE.name, "size": len(data), "state": DocumentState.READ}
    document = Document.objects.create(unit=department, uploaded_by=lan, uploaded_at=quarter.now, **values)
    reading = Reading.objects.create(document=document, engine="thử", source=dump_source(source), plan=dump_plan(found))
    draft = draft_plan(reading, by=lan, on=date(2026, 11, 2), values=Read.of(source, found))
    draft.questions.all().delete()
    tasks = list(draft.tasks.filter(parent=None).order_by("position")[:UNITS])
    draft.tasks.exclude(pk__in=[task.pk for task in tasks]).delete()
    for number, task in enumerate(tasks, 1):
        task.assignments.all().delete()
        lead = quarter.units[number - 1]
        Assignment.objects.create(task=task, role=AssignmentRole.LEAD, unit=lead, printed=lead.name, match=Match.SETTLED)
        task.due_on, task.due_from, task.due_strict, task.recurrence = DUE.get(number), None, False, ""
        task.deadline_kind, task.decision = "date" if number in DUE else "continuous", Decision.ACCEPTED
        task.save()
    details = Details(
        "Kế hoạch khắc phục tồn tại, hạn chế", "kế hoạch", "38/KH-SNNMT", issued_on=date(2026, 10, 30), issuer=department.name
    )
    plan = publish(draft, details, scope=quarter.scope(lan), now=quarter.now)
    Plan.objects.filter(pk=plan.pk).update(place="Hà Châu")
    return plan


def test_a_quarters_report_says_what_a_table_made_by_hand_says(
    quarter: Quarter, page_as: Callable[[User], Page], complaints: Complaints, settings: Settings, tmp_path: Path
) -> None:
    complaints.expect("422")
    root = tmp_path / "goc.pem"
    root.write_bytes(authority().pem)
    settings.TRUSTED_CERTIFICATES = (str(root),)
    _duty_set_up(quarter, page_as(quarter.town.lan))
    _work_done(quarter)
    _units_answer(quarter, page_as)
    _returned_and_accepted(quarter, page_as)
    report = _written(quarter, page_as)
    _read_and_worded(quarter, report)
    _proposed(quarter, report)
    _printed()
    _numbered(quarter, page_as)
    _signed(quarter, report)


def _duty_set_up(quarter: Quarter, lan: Page) -> None:
    """The quarterly duty that the directive prints becomes a duty of the twelve units by one confirmation."""
    assert quarter.plan is not None
    lan.goto(f"/bao-cao/che-do/tu-ke-hoach/{quarter.plan.pk}/")
    printed = quarter.plan.duties.filter(frequency="quarterly").order_by("position")[0]
    for box in lan.locator("input[name$='-lap']").all():
        box.set_checked(box.get_attribute("name") == f"c{printed.pk}-lap")
    entry = lan.locator("li.entry").filter(has=lan.locator(f"[name=c{printed.pk}-lap]"))
    entry.locator("details.change > summary").click()
    entry.locator(f"[name=c{printed.pk}-reporters]").fill("\n".join(unit.name for unit in quarter.units))
    entry.locator(f"[name=c{printed.pk}-collector]").fill("Văn phòng Sở")
    entry.locator(f"[name=c{printed.pk}-addressee]").fill("Ủy ban nhân dân tỉnh")
    assert_accessible(lan)
    lan.get_by_role("button", name="Lập các chế độ đã đánh dấu").click()
    expect(lan.get_by_text("Đã lập 1 chế độ báo cáo.")).to_be_visible()
    duty = ReportDuty.objects.get()
    assert (duty.frequency, duty.read_from, duty.reporters.count()) == ("quarterly", printed, UNITS)


def _work_done(quarter: Quarter) -> None:
    """Six submit in time, the seventh four working days late, and the office confirms; the others go on."""
    quarter.go_to(12, 1)
    open_periods(quarter.now)
    quarter.go_to(12, 7)
    for number in range(1, 8):
        quarter.act(number, Act.SUBMIT)
        quarter.act(number, Act.CONFIRM)
    assert quarter.task(7).late_days == 4
    period = Period.objects.get()
    # By the one directive the 14th closes the figures; by the sample units send them in by then, so they are closed a working day before.
    assert (period.cut_off, UnitReport.objects.filter(period=period).count()) == (date(2026, 12, 14 if CORPUS else 11), UNITS)


def _units_answer(quarter: Quarter, page_as: Callable[[User], Page]) -> None:
    """The first unit answers in the browser from what the register drafted; nine more answer in time, the eleventh late, the last never."""
    quarter.go_to(12, 14, 8)
    head = page_as(quarter.heads[0])
    head.goto(f"/bao-cao/nop/{quarter.report(1).pk}/")
    for text in head.locator("textarea[name^=text-]").all():
        if not text.input_value():
            text.fill("Không có nội dung phát sinh.")
    head.get_by_role("button", name="Nộp báo cáo").click()
    expect(head.get_by_text("đã nộp").first).to_be_visible()
    for number in range(2, 11):
        quarter.send_in(number)
    quarter.go_to(12, 17)
    quarter.send_in(11)
    late = {number: quarter.report(number).late_days for number in range(1, UNITS + 1)}
    assert late == {**dict.fromkeys(range(1, 11), 0), 11: late[11], 12: None}
    assert late[11] == (2 if CORPUS else 3)  # the one directive says the 15th, the sample before it


def _returned_and_accepted(quarter: Quarter, page_as: Callable[[User], Page]) -> None:
    """The office sends the tenth's report back with a reason, which changes its time no more, and accepts the others."""
    lan, tenth = page_as(quarter.town.lan), quarter.report(10)
    lan.goto(f"/bao-cao/nop/{tenth.pk}/")
    lan.get_by_role("link", name="Trả lại").first.click()
    lan.locator("textarea").first.fill("Thiếu số liệu hồ sơ quá hạn")
    lan.locator("main form button.main, main form button.danger").last.click()
    assert quarter.report(10).state == AnswerState.RETURNED
    quarter.go_to(12, 18)
    tenth = quarter.report(10)
    submit(tenth, scope=quarter.scope(quarter.heads[9]), version=None, now=quarter.now)
    again = quarter.report(10)
    assert (again.returns, again.late_days, again.first_submitted_at) == (1, 0, tenth.first_submitted_at)


def _written(quarter: Quarter, page_as: Callable[[User], Page]) -> Page:
    """From the collected reports the office goes on to the consolidated one; its figures are those of the table."""
    lan = page_as(quarter.town.lan)
    period = Period.objects.get()
    lan.goto(f"/bao-cao/thu/{period.pk}/")
    expect(lan.get_by_text("11/12").first).to_be_visible()
    lan.get_by_role("link", name="Báo cáo tổng hợp").first.click()
    expect(lan.get_by_text("Chưa chốt số liệu của kỳ này")).to_be_visible()
    lan.get_by_role("button", name="Chốt số liệu và viết dự thảo").click()
    expect(lan.get_by_text("Còn 1 đơn vị chưa nộp.")).to_be_visible()
    sheet = lan.locator(".desk")
    expect(sheet).to_contain_text(SENTENCE)
    expect(sheet).to_contain_text("11/12 đơn vị")
    expect(sheet).to_contain_text(quarter.units[11].name)
    assert_accessible(lan)
    assert_fits(lan)
    for count in (BY_HAND["overdue"], BY_HAND["in_time"] + BY_HAND["done_late"]):
        sheet.locator("a.so", has_text=re.compile(rf"^{count}$")).first.click()
        expect(lan.locator("tr[data-source]")).to_have_count(count)
        lan.go_back()
    return lan


def _read_and_worded(quarter: Quarter, lan: Page) -> None:
    """One passage is worded anew; every other is read, section by section; what was worded is printed."""
    opening = lan.locator("form.psg[data-doan]").first
    opening.locator("summary").click()
    opening.get_by_label("Nội dung đoạn").fill("Sở báo cáo kết quả quý IV năm 2026 như sau:")
    opening.get_by_role("button", name="Lưu đoạn").click()
    expect(lan.locator(".desk")).to_contain_text("Sở báo cáo kết quả quý IV năm 2026 như sau:")
    lan.set_viewport_size({"width": 390, "height": 800})
    assert_fits(lan)
    assert_accessible(lan)
    lan.set_viewport_size({"width": 1366, "height": 800})
    lan.goto(f"/bao-cao/tong-hop/{Period.objects.get().pk}/")
    for _section in range(20):
        whole, one = lan.get_by_role("button", name=re.compile("^Đã đọc cả mục")), lan.get_by_role("button", name="Đã đọc", exact=True)
        if not whole.count() and not one.count():
            break
        (whole if whole.count() else one).first.click()
        lan.goto(f"/bao-cao/tong-hop/{Period.objects.get().pk}/")
    expect(lan.get_by_text("đã đọc hết các đoạn")).to_be_visible()
    expect(lan.locator(".desk mark")).to_have_count(0)


def _proposed(quarter: Quarter, lan: Page) -> None:
    """Everything is read, so the report goes to the director without a further question."""
    lan.get_by_role("link", name="Trình ký").click()
    assert_accessible(lan)
    expect(lan.get_by_text("chưa ai đọc")).to_have_count(0)
    lan.get_by_role("button", name="Trình ký").click()
    expect(lan.get_by_text("Đã trình ký.")).to_be_visible()
    outgoing = Outgoing.objects.get()
    assert (outgoing.state, outgoing.signer) == ("proposed", quarter.town.director)
    assert outgoing.snapshot is not None
    counts = outgoing.snapshot.counts
    assert (counts["total"], counts["done"], counts["done_late"], counts["overdue"]) == (UNITS, 7, BY_HAND["done_late"], BY_HAND["overdue"])


def _printed() -> None:
    """The files say the same as the table, and name the unit that kept silent."""
    run_waiting_jobs()
    outgoing = Outgoing.objects.get()
    files = {file.format: file for file in outgoing.files.filter(of_version=outgoing.text_version)}
    for ending in ("docx", "pdf"):
        with default_storage.open(path_of(files[ending].sha256)) as file:
            text = " ".join(read(file.read(), f"bao-cao.{ending}").text.split())
        assert SENTENCE.search(text), (ending, text[:3000])
        assert "Chi cục số 12" in text
        assert "Sở báo cáo kết quả quý IV năm 2026 như sau:" in text


def _numbered(quarter: Quarter, page_as: Callable[[User], Page]) -> None:
    """The director signs with one press: the report gets the first number of the year, and files that bear it."""
    outgoing, director = Outgoing.objects.get(), page_as(quarter.town.director)
    director.goto(f"/van-ban-di/{outgoing.pk}/")
    assert_accessible(director)
    assert_fits(director)
    director.get_by_role("button", name="Ký và cấp số").click()
    director.get_by_role("dialog").get_by_role("button", name="Ký và cấp số").click()
    expect(director.get_by_role("heading", name=re.compile("Kết quả|Báo cáo|Tình hình|quý", re.IGNORECASE)).first).to_be_visible()
    run_waiting_jobs()
    outgoing.refresh_from_db()
    assert (outgoing.state, outgoing.number, outgoing.issued_on) == ("numbered", 1, date(2026, 12, 18))


def _signed(quarter: Quarter, lan: Page) -> None:
    """The signed PDF comes back: one that was tampered with is refused, the sound one issues the report and locks it."""
    outgoing = Outgoing.objects.get()
    sound = signed_pdf(outgoing, name=quarter.town.director.full_name, at=quarter.now)
    tampered = bytearray(sound)
    tampered[len(written_pdf(outgoing)) // 2] ^= 1
    lan.goto(f"/van-ban-di/{outgoing.pk}/")
    _bring(lan, bytes(tampered))
    expect(lan.locator(".err", has_text="tệp đã bị sửa sau khi ký")).to_be_visible()
    assert_accessible(lan)
    _bring(lan, sound)
    expect(lan.get_by_text("Hồ sơ đã khóa: không ai sửa được nữa.")).to_be_visible()
    expect(lan.get_by_text("chuỗi chứng thư tin cậy")).to_be_visible()
    assert_accessible(lan)
    lan.set_viewport_size({"width": 390, "height": 800})
    assert_fits(lan)
    outgoing.refresh_from_db()
    assert outgoing.state == "issued"
    expect(lan.locator("main form")).to_have_count(0)


def _bring(lan: Page, data: bytes) -> None:
    lan.locator("input[type=file]").set_input_files({"name": "da-ky.pdf", "mimeType": "application/pdf", "buffer": data})
    lan.get_by_role("button", name="Kiểm tra chữ ký và ban hành").click()
