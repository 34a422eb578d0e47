"""Plans that are written here: from nothing, from last year's, and drafts that are thrown away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from dondoc.web.organisations.permissions import Scope, scope_of
from dondoc.web.plans.actions.publishing import CannotPublish, publish
from dondoc.web.plans.actions.receiving import ask_to_read
from dondoc.web.plans.actions.writing_plans import NewPlan, a_year_on, copy_plan, discard, new_plan
from dondoc.web.plans.models import Assignment, AssignmentRole, Document, Match, Plan, PlanState, Question, Task
from tests.builders import make_task
from tests.people import Town
from tests.web.plans.reading.conftest import TODAY
from tests.web.plans.reading.test_publishing import NOW, details


@pytest.fixture
def published(draft: Plan, office: Scope) -> Plan:
    """The directive, published."""
    return publish(draft, details(draft), scope=office, now=NOW)


def test_a_plan_from_nothing_is_an_empty_draft_that_can_be_published(town: Town, office: Scope) -> None:
    plan = new_plan(town.department, NewPlan("Kế hoạch kiểm tra năm 2026", "kế hoạch"), scope=office, now=NOW)
    assert (plan.state, plan.document, plan.created_by, plan.tasks.count()) == (PlanState.DRAFT, None, town.lan, 0)
    make_task(plan, "Kiểm tra công vụ quý I", lead=town.planning)
    out = publish(plan, details(plan, number="3/KH-SNNMT", issued_on=TODAY), scope=office, now=NOW)
    assert out.tasks.get().code == "NV26-0001"


def test_a_copy_has_the_tasks_with_their_units_a_year_on(published: Plan, office: Scope) -> None:
    copy = copy_plan(published, scope=office, now=NOW)
    assert (copy.copied_from, copy.state, copy.number, copy.document) == (published, PlanState.DRAFT, "", None)
    assert copy.title == "Khắc phục tồn tại, hạn chế trong công tác cải cách hành chính năm 2027"
    first, second, _ = copy.tasks.all()
    old = published.tasks.all()[0]
    assert (first.text, first.due_on, first.due_strict, first.due_text, first.code) == (old.text, date(2027, 3, 31), True, "", "")
    assert (second.due_from, second.due_on) == (date(2027, 4, 1), date(2027, 6, 30))
    assert first.uid != old.uid
    assert [finding.text for finding in first.findings.all()] == [finding.text for finding in old.findings.all()]
    assert [part.unit.name for part in first.assignments.all() if part.unit] == ["Phòng Kế hoạch - Tài chính"]
    assert not Assignment.objects.filter(task__plan=copy, role=AssignmentRole.OVERSEEING).exists()
    assert copy.targets.get().task == copy.tasks.all()[2]


def test_every_copied_task_asks_to_be_checked(published: Plan, office: Scope) -> None:
    copy = copy_plan(published, scope=office, now=NOW)
    asked = Question.objects.filter(plan=copy, code="copied.check", asks=True)
    assert {question.task for question in asked} == set(copy.tasks.all())
    assert asked.first().vi.startswith("Chép từ Kế hoạch 12/KH-SNNMT")  # type: ignore[union-attr]


def test_a_unit_that_has_ended_leaves_its_name_and_a_question(published: Plan, office: Scope, town: Town) -> None:
    town.planning.valid_to = date(2026, 2, 1)
    town.planning.save()
    copy = copy_plan(published, scope=office, now=NOW)
    part = Assignment.objects.get(task__plan=copy, printed="Phòng Kế hoạch - Tài chính")
    assert (part.unit, part.match) == (None, Match.DISSOLVED)
    assert copy.questions.get(code="unit.dissolved").assignment == part


def test_the_original_is_left_as_it_was(published: Plan, office: Scope) -> None:
    before = (list(Task.objects.values()), list(Assignment.objects.values()))
    copy_plan(published, scope=office, now=NOW)
    tasks, parts = Task.objects.filter(plan=published), Assignment.objects.filter(task__plan=published)
    assert (list(tasks.values()), list(parts.values())) == before


@pytest.mark.parametrize(
    ("day", "next_year"), [(date(2026, 3, 31), date(2027, 3, 31)), (date(2028, 2, 29), date(2029, 2, 28)), (None, None)]
)
def test_a_day_a_year_on_is_the_same_day_or_the_last_of_february(day: date | None, next_year: date | None) -> None:
    assert a_year_on(day) == next_year


@pytest.mark.parametrize("who", ["minh", "tuan", "quan", "director", "hoa"])
def test_only_the_office_writes_copies_and_discards(published: Plan, town: Town, who: str) -> None:
    scope = scope_of(getattr(town, who), on=TODAY)
    for act in (
        lambda: new_plan(town.department, NewPlan("x"), scope=scope, now=NOW),
        lambda: copy_plan(published, scope=scope, now=NOW),
        lambda: discard(published, scope=scope),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_a_discarded_draft_leaves_its_document_to_be_read_again(
    draft: Plan, office: Scope, work_off: Callable[[], int], now: datetime
) -> None:
    discard(draft, scope=office)
    draft.refresh_from_db()
    assert draft.state == PlanState.DISCARDED
    document = Document.objects.get()
    ask_to_read(document, scope=office, now=now)
    assert work_off() == 1
    assert list(Plan.objects.order_by("pk").values_list("state", flat=True)) == [PlanState.DISCARDED, PlanState.DRAFT]


def test_a_published_plan_is_not_discarded(published: Plan, office: Scope) -> None:
    with pytest.raises(CannotPublish, match="không bỏ được"):
        discard(published, scope=office)
