"""Reading again by a newer engine: nothing that a person decided is lost, what nobody touched follows the new reading."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

import dondoc
from dondoc.engine.extraction.plan import Plan as ReadPlan
from dondoc.engine.extraction.plan import Task as ReadTask
from dondoc.engine.sources.source import Source
from dondoc.engine.writing.plan_values import dump_plan
from dondoc.engine.writing.source_values import dump_source
from dondoc.web.audit.models import Entry
from dondoc.web.organisations.permissions import Scope, scope_of
from dondoc.web.plans.actions import confirming, restructuring, settling
from dondoc.web.plans.actions.confirming import TaskValues
from dondoc.web.plans.actions.draft_edit import CannotEdit
from dondoc.web.plans.actions.drafting import draft_plan
from dondoc.web.plans.actions.rereading import reread
from dondoc.web.plans.actions.touching import ROLES
from dondoc.web.plans.models import (
    Assignment,
    AssignmentRole,
    Decision,
    Document,
    Match,
    Plan,
    PlanState,
    Question,
    QuestionState,
    Reading,
    Step,
    Task,
    TaskState,
)
from tests.people import Town, make_town
from tests.web.plans.reading.conftest import DIRECTIVE, TODAY


def as_read(text: str) -> tuple[Source, ReadPlan]:
    """What the engine reads of a text."""
    source = dondoc.read(text.encode(), "ke-hoach.txt")
    return source, dondoc.extract(source)


def reading_of(document: Document, source: Source, plan: ReadPlan, engine: str) -> Reading:
    """Store a reading as a named engine's."""
    return Reading.objects.create(document=document, engine=engine, source=dump_source(source), plan=dump_plan(plan))


def read_by(plan: Plan, source: Source, found: ReadPlan, engine: str = "mới") -> Plan:
    """Bring a draft up to what another engine read; return it anew."""
    assert plan.document is not None
    reread(plan, reading_of(plan.document, source, found, engine))
    return Plan.objects.get(pk=plan.pk)


def with_task(found: ReadPlan, index: int, **changed: object) -> ReadPlan:
    """The reading with one task read otherwise."""
    tasks = list(found.tasks)
    tasks[index] = replace(tasks[index], **changed)  # type: ignore[arg-type]
    return replace(found, tasks=tuple(tasks))


def without_task(found: ReadPlan, index: int) -> ReadPlan:
    """The reading without one task."""
    return replace(found, tasks=tuple(task for at, task in enumerate(found.tasks) if at != index))


def extra(task: ReadTask, text: str = "Công khai danh sách hồ sơ quá hạn trên trang của Sở.") -> ReadTask:
    """A task that an earlier reading had not seen."""
    return replace(task, text=text, number="d)")


def test_the_same_reading_by_another_engine_changes_nothing_but_its_name(draft: Plan) -> None:
    before = list(draft.tasks.values_list("pk", "uid", "position", "text", "due_on", "decision"))
    questions = sorted(draft.questions.values_list("code", "task"))
    renewed = read_by(draft, *as_read(DIRECTIVE))
    assert list(renewed.tasks.values_list("pk", "uid", "position", "text", "due_on", "decision")) == before
    assert sorted(renewed.questions.values_list("code", "task")) == questions
    assert renewed.reading is not None
    assert renewed.reading.engine == "mới"
    assert Entry.objects.filter(verb="đọc lại văn bản bằng bộ đọc mới").count() == 1


def test_untouched_fields_follow_the_new_reading(draft: Plan) -> None:
    source, found = as_read(DIRECTIVE)
    changed = with_task(found, 0, text="Rà soát toàn bộ hồ sơ quá hạn, giải quyết dứt điểm.", deadline=None, leads=found.tasks[2].leads)
    task = read_by(draft, source, changed).tasks.all()[0]
    assert (task.text, task.deadline_kind, task.due_on) == ("Rà soát toàn bộ hồ sơ quá hạn, giải quyết dứt điểm.", "", None)
    assert [part.printed for part in task.assignments.all()] == ["Phòng Tổ chức - Cán bộ"]


def test_fields_that_a_person_set_stay_while_the_others_follow(draft: Plan, office: Scope) -> None:
    first = draft.tasks.all()[0]
    confirming.change(first, TaskValues(first.text, "a)", "date", due_on=date(2026, 5, 1)), scope=office)
    source, found = as_read(DIRECTIVE)
    task = read_by(
        draft, source, with_task(found, 0, text="Rà soát toàn bộ hồ sơ quá hạn, giải quyết dứt điểm.", deadline=None)
    ).tasks.all()[0]
    assert (task.due_on, task.deadline_kind) == (date(2026, 5, 1), "date")
    assert task.text == "Rà soát toàn bộ hồ sơ quá hạn, giải quyết dứt điểm."


def test_an_accepted_task_stays_and_says_what_is_read_otherwise(draft: Plan, office: Scope) -> None:
    first = draft.tasks.all()[0]
    confirming.accept(first, scope=office)
    source, found = as_read(DIRECTIVE)
    task = read_by(draft, source, with_task(found, 0, text="Rà soát hồ sơ quá hạn và giải quyết dứt điểm.", deadline=None)).tasks.all()[0]
    assert (task.text, task.due_on, task.decision) == (first.text, date(2026, 3, 31), Decision.ACCEPTED)
    question = task.questions.get()
    assert (question.code, question.asks) == ("reread.changed", True)
    assert question.vi == "Lần đọc mới đọc khác bản đã xác nhận: nội dung, thời hạn. Bản đã xác nhận vẫn giữ nguyên."


def test_a_task_that_was_not_seen_before_comes_in_with_a_question(draft: Plan) -> None:
    source, found = as_read(DIRECTIVE)
    renewed = read_by(draft, source, replace(found, tasks=(found.tasks[0], extra(found.tasks[0]), *found.tasks[1:])))
    numbers = [task.number for task in renewed.tasks.all()]
    assert numbers == ["a)", "d)", "b)", "c)"]
    new = renewed.tasks.get(number="d)")
    assert new.questions.get(code="reread.new").vi == "Lần đọc mới thấy thêm nhiệm vụ này."
    assert (new.decision, new.assignments.count()) == (Decision.PENDING, 1)


def test_an_untouched_task_that_is_not_read_any_more_goes(draft: Plan) -> None:
    source, found = as_read(DIRECTIVE)
    assert [task.number for task in read_by(draft, source, without_task(found, 1)).tasks.all()] == ["a)", "c)"]


@pytest.mark.parametrize("act", [confirming.accept, confirming.defer])
def test_a_task_that_a_person_looked_at_stays_with_a_note(draft: Plan, office: Scope, act: Callable[..., None]) -> None:
    act(draft.tasks.all()[1], scope=office)
    source, found = as_read(DIRECTIVE)
    renewed = read_by(draft, source, without_task(found, 1))
    assert [task.number for task in renewed.tasks.all()] == ["a)", "b)", "c)"]
    note = renewed.questions.get(code="reread.gone")
    assert (note.task, note.asks) == (renewed.tasks.all()[1], False)


def test_a_dropped_task_does_not_come_back(draft: Plan, office: Scope) -> None:
    dropped = draft.tasks.all()[1]
    confirming.drop(dropped, scope=office)
    renewed = read_by(draft, *as_read(DIRECTIVE))
    assert renewed.tasks.count() == 3
    dropped.refresh_from_db()
    assert dropped.state == TaskState.DROPPED


def test_a_chosen_unit_stays_chosen_and_is_not_asked_again(draft: Plan, office: Scope, town: Town) -> None:
    part = Assignment.objects.get(printed="Phòng Pháp chế")
    settling.choose_unit(part, town.staff, scope=office)
    renewed = read_by(draft, *as_read(DIRECTIVE))
    part.refresh_from_db()
    assert (part.unit, part.match) == (town.staff, Match.SETTLED)
    assert not renewed.questions.filter(code="unit.not-found", state=QuestionState.OPEN).exists()


def test_a_unit_that_was_founded_since_is_found_now(draft: Plan, town: Town) -> None:
    from tests.builders import make_unit

    unit = make_unit("Phòng Pháp chế", town.department)
    read_by(draft, *as_read(DIRECTIVE))
    assert Assignment.objects.get(printed="Phòng Pháp chế").unit == unit
    assert not Question.objects.filter(code="unit.not-found").exists()


def test_what_was_noted_once_is_not_asked_again(draft: Plan, office: Scope) -> None:
    question = draft.questions.get(code="unit.open-group")
    settling.settle_question(question, scope=office, noted=True)
    codes = list(read_by(draft, *as_read(DIRECTIVE)).questions.values_list("code", "state"))
    assert codes.count(("unit.open-group", QuestionState.OPEN)) <= 1
    assert len(codes) == len(set(codes))


def test_places_move_with_the_words_when_the_text_itself_is_read_otherwise(draft: Plan, office: Scope) -> None:
    confirming.accept(draft.tasks.all()[2], scope=office)
    source, found = as_read("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n" + DIRECTIVE)
    renewed = read_by(draft, source, found)
    places = [place for task in renewed.tasks.all() for place in task.evidence.values()]
    places += [row.evidence for row in Assignment.objects.filter(task__plan=renewed) if row.evidence]
    places += [row.evidence for row in (*renewed.targets.all(), *renewed.findings.all(), *renewed.questions.all()) if row.evidence]
    assert len(places) > 10
    assert all(source.text[place["start"] : place["end"]] == place["text"] for place in places)


def test_a_merged_task_keeps_the_words_units_and_targets_of_both(draft: Plan, office: Scope) -> None:
    _, second, third = draft.tasks.all()
    restructuring.merge(third, scope=office)
    read_by(draft, *as_read(DIRECTIVE))
    second.refresh_from_db()
    third.refresh_from_db()
    assert second.text.endswith("Bảo đảm ít nhất 98% hồ sơ được trả đúng hạn.")
    assert {part.printed for part in second.assignments.all()} >= {"Phòng Pháp chế", "Phòng Tổ chức - Cán bộ"}
    assert (third.state, [target.task for target in draft.targets.all()]) == (TaskState.DROPPED, [second])


def test_a_head_that_a_person_wrote_over_stays(draft: Plan) -> None:
    Plan.objects.filter(pk=draft.pk).update(number="13/KH-SNNMT")
    source, found = as_read(DIRECTIVE.replace("Hà Châu, ngày 23", "Hà Châu, ngày 24"))
    renewed = read_by(draft, source, found)
    assert (renewed.number, renewed.issued_on) == ("13/KH-SNNMT", date(2026, 1, 24))


def test_steps_before_a_new_reading_cannot_be_undone_any_more(draft: Plan, office: Scope) -> None:
    confirming.accept(draft.tasks.all()[0], scope=office)
    assert Step.objects.exists()
    read_by(draft, *as_read(DIRECTIVE))
    assert not Step.objects.exists()


def test_a_published_plan_is_not_touched(draft: Plan) -> None:
    Plan.objects.filter(pk=draft.pk).update(state=PlanState.PUBLISHED)
    source, found = as_read(DIRECTIVE)
    assert read_by(draft, source, without_task(found, 0)).tasks.count() == 3


@dataclass(frozen=True)
class Kept:
    """What a person has decided of a task, as it must stand after any reading."""

    values: dict[str, object]
    parts: dict[str, list[tuple[object, ...]]]


_COLUMNS = {
    "text": ("text",),
    "number": ("number",),
    "deadline": ("deadline_kind", "due_from", "due_on", "due_strict"),
    "deliverable": ("deliverable",),
    "state": ("state",),
}


def decided(plan: Plan) -> dict[int, Kept]:
    """Everything that people have decided of a plan's tasks."""
    kept = {}
    for task in plan.tasks.all():
        fields = set(task.decided) | ({*_COLUMNS, *ROLES} if task.decision == Decision.ACCEPTED or not task.origin else set())
        values = {column: getattr(task, column) for name in fields & _COLUMNS.keys() for column in _COLUMNS[name]}
        if task.decision != Decision.PENDING:
            values["decision"] = task.decision
        parts = {role: parts_of(task, role) for role in fields & {*map(str, ROLES)}}
        if values or parts:
            kept[task.pk] = Kept(values, parts)
    return kept


def parts_of(task: Task, role: str) -> list[tuple[object, ...]]:
    """The parts of a task in a role."""
    return sorted(task.assignments.filter(role=role).values_list("unit", "printed", "match", "via"), key=str)


ACTS = ["accept", "change", "defer", "drop", "split", "merge", "add", "unit", "remove", "open", "move"]


def act(plan: Plan, name: str, at: int, scope: Scope) -> None:
    """Let a person do something to one of a draft's tasks, if it can be done."""
    tasks = list(plan.tasks.all())
    task = tasks[at % len(tasks)]
    parts = list(task.assignments.all())
    match name:
        case "accept" | "defer" | "drop":
            getattr(confirming, name)(task, scope=scope)
        case "change":
            values = TaskValues(f"{task.text} (sửa)", task.number, "date", due_on=date(2026, 5, 1 + at), deliverable="Báo cáo")
            confirming.change(task, values, scope=scope)
        case "split":
            restructuring.split(task, task.text[:20], second=task.text[20:], scope=scope)
        case "merge":
            restructuring.merge(task, scope=scope)
        case "add":
            restructuring.add_task(plan, TaskValues(f"Việc thêm {at}"), scope=scope, after=task)
        case "move":
            restructuring.move(task, after=tasks[0], scope=scope)
        case "unit":
            settling.add_part(task, settling.Part(AssignmentRole.COOPERATING, unit_id=plan.unit_id), scope=scope)
        case "remove":
            if parts:
                settling.remove_part(parts[at % len(parts)], scope=scope)
        case _:
            if parts:
                settling.leave_open(parts[at % len(parts)], scope=scope)


@pytest.mark.django_db
@settings(max_examples=25)
@given(
    acts=st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 7)), max_size=7),
    lost=st.sets(st.integers(0, 2)),
    other=st.sets(st.integers(0, 2)),
    added=st.booleans(),
    moved=st.booleans(),
)
def test_nothing_that_a_person_decided_is_lost_by_any_reading(
    acts: list[tuple[str, int]], lost: set[int], other: set[int], added: bool, moved: bool
) -> None:
    with transaction.atomic():
        town = make_town()
        document = Document.objects.create(unit=town.department, sha256="0" * 64, name="a.txt", size=1, uploaded_by=town.lan)
        plan = draft_plan(reading_of(document, *as_read(DIRECTIVE), "cũ"), by=town.lan, on=TODAY)
        scope = scope_of(town.lan, on=TODAY)
        for name, at in acts:
            with suppress(CannotEdit):
                act(plan, name, at, scope)
        kept = decided(plan)
        source, found = as_read(("Trang 1\n" if moved else "") + DIRECTIVE)
        for index in other:
            found = with_task(found, index, text=found.tasks[index].text.replace("hồ sơ", "thủ tục"), deadline=None, leads=())
        if added:
            found = replace(found, tasks=(extra(found.tasks[0]), *found.tasks))
        found = replace(found, tasks=tuple(task for at, task in enumerate(found.tasks) if at not in lost))
        renewed = read_by(plan, source, found)
        rows = {task.pk: task for task in renewed.tasks.all()}
        for key, was in kept.items():
            assert key in rows
            assert {column: getattr(rows[key], column) for column in was.values} == was.values
            assert {role: parts_of(rows[key], role) for role in was.parts} == was.parts
        assert [task.position for task in rows.values()] == list(range(1, len(rows) + 1))
        read_now = {task.text for task in found.tasks}
        assert read_now <= {str(task.as_read.get("text")) for task in rows.values()}
        transaction.set_rollback(True)
