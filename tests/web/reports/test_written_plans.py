"""A plan of the register written as an official document reads back as the same plan: findings, tasks, units, deadlines, results."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from django.utils import timezone

from dondoc.engine.extraction import extract
from dondoc.engine.extraction.plan import DeadlineKind, Plan
from dondoc.engine.sources import read
from dondoc.engine.writing.official.docx import official_docx
from dondoc.engine.writing.official.pdf import official_pdf
from dondoc.web.audit.models import Entry
from dondoc.web.plans.models import Assignment, Cause, Finding, FindingCause, Target, TaskState
from dondoc.web.plans.models import Plan as Row
from dondoc.web.reports.actions.outgoing import give_number, propose
from dondoc.web.reports.actions.outgoing.letters import begin_from_plan
from dondoc.web.reports.actions.outgoing.steps import document_of
from dondoc.web.reports.models import OutgoingKind
from dondoc.web.reports.queries.outgoing.plan_values import plan_value
from tests.builders import make_plan, make_task
from tests.people import Town


@dataclass(frozen=True)
class Read:
    """What must be the same of a task on both sides."""

    text: str
    finding: str
    leads: tuple[str, ...]
    partners: tuple[str, ...]
    deadline: tuple[object, ...]
    result: str


def _tasks(plan: Plan) -> list[Read]:
    found = []
    for task in plan.tasks:
        due = task.deadline
        found.append(
            Read(
                " ".join(task.text.split()),
                " ".join(plan.findings[task.finding].text.split()) if task.finding is not None else "",
                tuple(unit.name for unit in task.leads),
                tuple(unit.name for unit in task.cooperating),
                (due.kind, due.start, due.end, due.strict, due.recurrence) if due is not None else (),
                task.deliverable.value if task.deliverable is not None else "",
            )
        )
    return found


@pytest.fixture
def written(town: Town) -> Row:
    """A plan written in the office: findings with causes, tasks with every kind of deadline, and what must not be written."""
    plan = make_plan(
        town.department, "Khắc phục tồn tại, hạn chế trong cải cách hành chính năm 2026", place="Hà Châu", issuer=town.department.name,
        issued_on=date(2026, 3, 2),
    )  # fmt: skip
    findings = [
        Finding.objects.create(plan=plan, position=place, number=f"{place}", text=text)
        for place, text in enumerate(("Một số thủ tục giải quyết quá hạn", "Tỷ lệ hồ sơ trực tuyến còn thấp"), 1)
    ]
    cause = Cause.objects.create(unit=town.department, text="Chưa phân công rõ người chịu trách nhiệm", folded="x")
    FindingCause.objects.create(finding=findings[0], cause=cause, printed="Chưa phân công rõ người chịu trách nhiệm")
    one = {"deadline_kind": DeadlineKind.DATE.value}
    first = make_task(
        plan,
        "Rà soát, đơn giản hóa quy trình giải quyết thủ tục",
        lead=town.planning,
        cooperating=town.staff,
        due_on=date(2026, 6, 30),
        **one,
    )
    first.findings.add(findings[0])
    second = make_task(plan, "Tập huấn kỹ năng số cho công chức", lead=town.staff, due_on=date(2026, 9, 15), due_strict=True, **one)
    second.findings.add(findings[0])
    third = make_task(plan, "Hướng dẫn người dân nộp hồ sơ trực tuyến", lead=town.office, deadline_kind=DeadlineKind.CONTINUOUS.value)
    third.due_text = "Thường xuyên"
    third.deliverable = "Báo cáo kết quả"
    third.save()
    third.findings.add(findings[1])
    make_task(
        plan, "Công khai kết quả trên trang thông tin", lead=town.office, cooperating=town.planning,
        deadline_kind=DeadlineKind.SPAN.value, due_from=date(2026, 7, 1), due_on=date(2026, 9, 30),
    )  # fmt: skip
    make_task(plan, "Việc đã bỏ", lead=town.staff, state=TaskState.DROPPED)
    Target.objects.create(plan=plan, subject="Tỷ lệ hồ sơ giải quyết đúng hạn", op=">=", value=98, unit="%", position=1)
    return plan


@pytest.mark.parametrize("ending", ["docx", "pdf"])
def test_a_plan_of_the_register_reads_back_as_the_same_plan(town: Town, written: Row, ending: str) -> None:
    made = begin_from_plan(written, OutgoingKind.PLAN, by=town.lan, now=timezone.now())
    document, meant = document_of(made), plan_value(written)
    data = official_docx(document) if ending == "docx" else official_pdf(document).data
    found = extract(read(data, f"ke-hoach.{ending}"))
    assert _tasks(found) == _tasks(meant)
    assert [(one.text, [cause.text for cause in one.causes]) for one in found.findings] == [
        (one.text, [cause.text for cause in one.causes]) for one in meant.findings
    ]
    targets = [(target.subject, target.op, target.value, target.unit) for target in found.targets]
    assert ("Tỷ lệ hồ sơ giải quyết đúng hạn", ">=", 98.0, "%") in targets
    assert len(meant.tasks) == 4


def test_what_was_changed_in_the_register_is_what_the_document_says(town: Town, written: Row) -> None:
    task = written.tasks.get(text__startswith="Tập huấn")
    task.due_on, task.due_strict, task.decided, task.due_text = date(2026, 12, 20), False, ["deadline"], "trước ngày 15/9/2026"
    task.save()
    part = Assignment.objects.get(task=task, role="lead")
    part.unit, part.match = town.planning, "settled"
    part.save()
    found = extract(
        read(official_docx(document_of(begin_from_plan(written, OutgoingKind.PLAN, by=town.lan, now=timezone.now()))), "k.docx")
    )
    [changed] = [one for one in found.tasks if one.text.startswith("Tập huấn")]
    assert changed.deadline is not None
    assert (changed.deadline.end, changed.deadline.strict) == (date(2026, 12, 20), False)
    assert [unit.name for unit in changed.leads] == ["Phòng Kế hoạch - Tài chính"]


def test_the_plans_document_is_a_draft_in_the_departments_own_form(town: Town, written: Row) -> None:
    made = begin_from_plan(written, OutgoingKind.PLAN, by=town.lan, now=timezone.now())
    head = document_of(made).letterhead
    assert (head.number, head.issued, head.symbol, head.place) == (None, None, "KH-SNNMT", "Hà Châu")
    assert made.plan == written


def test_a_plan_without_a_number_takes_the_one_that_it_is_issued_under(town: Town, written: Row) -> None:
    Row.objects.filter(pk=written.pk).update(number="", folded_number="", issued_on=None)
    now = timezone.now()
    draft = begin_from_plan(written, OutgoingKind.PLAN, by=town.lan, now=now)
    given = give_number(propose(draft, by=town.lan, now=now), by=town.lan, now=now)

    written.refresh_from_db()
    assert (written.number, written.folded_number, written.issued_on) == ("01/KH-SNNMT", "01/kh-snnmt", given.issued_on)
    assert "01/kh-snnmt" in written.folded
    assert Entry.objects.filter(
        subject_type="plans.plan", subject_id=str(written.pk), verb="ghi số của sổ văn bản đi vào kế hoạch"
    ).exists()


def test_a_plan_that_has_its_number_keeps_it(town: Town, written: Row) -> None:
    Row.objects.filter(pk=written.pk).update(number="12/KH-SNNMT")
    now = timezone.now()
    give_number(propose(begin_from_plan(written, OutgoingKind.PLAN, by=town.lan, now=now), by=town.lan, now=now), by=town.lan, now=now)

    written.refresh_from_db()
    assert (written.number, written.issued_on) == ("12/KH-SNNMT", date(2026, 3, 2))
