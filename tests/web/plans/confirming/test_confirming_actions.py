"""What a person says of a draft: each act changes what it names, can be undone, is logged, and refuses who may not."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from dondoc.web.audit.models import Entry
from dondoc.web.organisations.models import Alias, Unit
from dondoc.web.organisations.permissions import Scope, scope_of
from dondoc.web.plans.actions import confirming, restructuring, settling, undoing
from dondoc.web.plans.actions.confirming import TaskValues
from dondoc.web.plans.actions.draft_edit import CannotEdit, Overwritten, snapshot
from dondoc.web.plans.actions.naming import Choice, NameDecision, settle_names
from dondoc.web.plans.actions.selecting import Selection, Use, use_selection
from dondoc.web.plans.models import Assignment, AssignmentRole, Decision, Match, Plan, PlanState, QuestionState, Target, Task, TaskState
from dondoc.web.plans.queries.confirming import draft_of, source_of
from tests.directives import TODAY
from tests.people import Town


def task_at(plan: Plan, position: int) -> Task:
    """The task of a plan at a place, counted from 1."""
    return Task.objects.select_related("plan__unit").filter(plan=plan, state=TaskState.DRAFT).order_by("position", "id")[position - 1]


def unsure(plan: Plan) -> Assignment:
    """The part whose name the registry does not know."""
    return Assignment.objects.select_related("task__plan__unit").get(task__plan=plan, printed="Phòng Pháp chế")


COUNTERS = ("version", "updated_at", "position")


def rows_of(plan: Plan) -> dict[str, object]:
    """Every row of a plan that a person may change, as stored, without what only counts changes."""
    kept = {}
    for model in (Task, Assignment, Target):
        query = model.objects.filter(plan=plan) if model is not Assignment else Assignment.objects.filter(task__plan=plan)
        for row in query:
            values = snapshot(row)
            kept[f"{model.__name__}{row.pk}"] = {
                name: value for name, value in values.items() if name not in ("version", "updated_at", "position")
            }
    return kept


def test_the_draft_has_a_certain_task_and_one_to_look_at(draft: Plan, lans_scope: Scope) -> None:
    read = draft_of(draft, lans_scope)
    assert [row.task.number for row in read.rows] == ["a)", "b)", "c)"]
    assert [row.to_look_at for row in read.rows] == [False, True, False]
    assert (read.certain, read.to_look_at, read.accepted) == (2, 1, 0)


def test_accepting_what_is_certain_leaves_what_is_asked(draft: Plan, lans_scope: Scope) -> None:
    assert confirming.accept_certain(draft, scope=lans_scope) == 2
    assert [task_at(draft, place).decision for place in (1, 2, 3)] == [Decision.ACCEPTED, Decision.PENDING, Decision.ACCEPTED]
    assert draft.steps.count() == 1


def test_accepting_a_task_settles_what_was_asked_of_it(draft: Plan, lans_scope: Scope) -> None:
    task = task_at(draft, 2)
    confirming.accept(task, scope=lans_scope, version=task.version)
    assert not task.questions.filter(state=QuestionState.OPEN).exists()
    assert draft_of(draft, lans_scope).to_look_at == 0


def test_changed_values_count_as_decided_by_a_person(draft: Plan, lans_scope: Scope) -> None:
    task = task_at(draft, 1)
    values = TaskValues(task.text, task.number, "date", due_on=date(2026, 4, 15), due_text=task.due_text)
    confirming.change(task, values, scope=lans_scope, version=task.version)
    task.refresh_from_db()
    assert (task.due_on, task.due_strict, task.decided) == (date(2026, 4, 15), False, ["deadline"])
    assert task.as_read["deadline"]["due_on"] == "2026-03-31"


def test_a_form_older_than_the_row_overwrites_nothing_and_names_who_changed_it(draft: Plan, lans_scope: Scope) -> None:
    task = task_at(draft, 1)
    confirming.change(task, TaskValues("Rà soát toàn bộ hồ sơ."), scope=lans_scope, version=task.version)
    with pytest.raises(Overwritten) as problem:
        confirming.change(task, TaskValues("Một nội dung khác."), scope=lans_scope, version=task.version)
    assert problem.value.who == "Nguyễn Thị Lan"
    assert task_at(draft, 1).text == "Rà soát toàn bộ hồ sơ."


@pytest.mark.parametrize(
    "values", [TaskValues("  "), TaskValues("Rà soát", kind="span", due_from=date(2026, 5, 1), due_on=date(2026, 4, 1))]
)
def test_values_that_make_no_task_are_refused_and_leave_no_trace(draft: Plan, lans_scope: Scope, values: TaskValues) -> None:
    before, entries = rows_of(draft), Entry.objects.count()
    with pytest.raises(CannotEdit):
        confirming.change(task_at(draft, 1), values, scope=lans_scope)
    assert rows_of(draft) == before
    assert (draft.steps.count(), Entry.objects.count()) == (0, entries)


def test_what_is_no_task_leaves_the_register_and_can_be_taken_up_again(draft: Plan, lans_scope: Scope) -> None:
    task = task_at(draft, 1)
    confirming.drop(task, scope=lans_scope)
    assert len(draft_of(draft, lans_scope).rows) == 2
    confirming.restore(task, scope=lans_scope)
    assert len(draft_of(draft, lans_scope).rows) == 3


def test_a_cut_task_becomes_two_with_the_same_units_and_deadline(draft: Plan, lans_scope: Scope) -> None:
    task = task_at(draft, 1)
    other = restructuring.split(task, "Rà soát toàn bộ hồ sơ quá hạn.", second="Giải quyết dứt điểm từng hồ sơ.", scope=lans_scope)
    assert [task_at(draft, place).text for place in (1, 2)] == ["Rà soát toàn bộ hồ sơ quá hạn.", "Giải quyết dứt điểm từng hồ sơ."]
    assert other.due_on == task.due_on
    assert [part.printed for part in other.assignments.all()] == [part.printed for part in task.assignments.all()]


def test_a_joined_task_hands_its_words_and_units_to_the_one_before(draft: Plan, lans_scope: Scope) -> None:
    joined = restructuring.merge(task_at(draft, 3), scope=lans_scope)
    assert joined.pk == task_at(draft, 2).pk
    assert "98%" in joined.text
    assert {part.printed for part in joined.assignments.filter(role=AssignmentRole.LEAD)} == {"Phòng Pháp chế", "Phòng Tổ chức - Cán bộ"}
    assert Target.objects.get(plan=draft, dropped=False).task_id == joined.pk


def test_the_first_task_has_none_to_be_joined_to(draft: Plan, lans_scope: Scope) -> None:
    with pytest.raises(CannotEdit):
        restructuring.merge(task_at(draft, 1), scope=lans_scope)


def test_a_task_added_behind_another_takes_its_heading(draft: Plan, lans_scope: Scope) -> None:
    first = task_at(draft, 1)
    restructuring.add_task(draft, TaskValues("Công khai kết quả trên trang thông tin."), scope=lans_scope, after=first)
    assert task_at(draft, 2).text == "Công khai kết quả trên trang thông tin."
    assert task_at(draft, 2).heading == first.heading


def test_a_task_moves_behind_another_and_first_of_all(draft: Plan, lans_scope: Scope) -> None:
    a, b, c = (task_at(draft, place) for place in (1, 2, 3))
    restructuring.move(a, after=c, scope=lans_scope)
    assert [task_at(draft, place).pk for place in (1, 2, 3)] == [b.pk, c.pk, a.pk]
    restructuring.move(c, after=None, scope=lans_scope)
    assert [task_at(draft, place).pk for place in (1, 2, 3)] == [c.pk, b.pk, a.pk]


def test_no_task_becomes_a_part_of_its_own_part(draft: Plan, lans_scope: Scope) -> None:
    a, b = task_at(draft, 1), task_at(draft, 2)
    restructuring.set_parent(b, a, scope=lans_scope)
    with pytest.raises(CannotEdit):
        restructuring.set_parent(a, b, scope=lans_scope)


def test_a_chosen_unit_answers_the_question_about_its_name(town: Town, draft: Plan, lans_scope: Scope) -> None:
    part = unsure(draft)
    settling.choose_unit(part, town.office, scope=lans_scope)
    part.refresh_from_db()
    assert (part.unit_id, part.match, part.printed) == (town.office.pk, Match.SETTLED, "Phòng Pháp chế")
    assert not part.questions.filter(state=QuestionState.OPEN).exists()


def test_members_picked_for_an_open_group_stand_below_its_printed_name(town: Town, draft: Plan, lans_scope: Scope) -> None:
    group = Assignment.objects.select_related("task__plan__unit").get(task__plan=draft, role=AssignmentRole.COOPERATING)
    settling.choose_members(group, [town.office, town.staff], scope=lans_scope)
    assert {member.unit for member in group.members.all()} == {town.office, town.staff}
    settling.choose_members(group, [town.office], scope=lans_scope)
    assert [member.unit for member in group.members.all()] == [town.office]


def test_one_decision_ties_a_name_wherever_it_stands_and_is_known_the_next_time(town: Town, draft: Plan, lans_scope: Scope) -> None:
    decision = NameDecision("Phòng Pháp chế", Choice.UNIT, unit=town.office)
    assert settle_names(draft, [decision], scope=lans_scope, today=TODAY) == 1
    assert Alias.objects.get(unit=town.office).text == "Phòng Pháp chế"
    undoing.undo(draft, scope=lans_scope)
    assert unsure(draft).match == Match.NOT_FOUND


def test_a_body_outside_is_added_to_the_registry_once(draft: Plan, lans_scope: Scope) -> None:
    decision = NameDecision("Phòng Pháp chế", Choice.OUTSIDE)
    settle_names(draft, [decision], scope=lans_scope, today=TODAY)
    unit = Unit.objects.get(name="Phòng Pháp chế")
    assert unit.external
    assert Assignment.objects.get(task__plan=draft, printed="Phòng Pháp chế").unit == unit


@pytest.mark.parametrize(
    "words, use, check",
    [
        ("Trước ngày 30/6/2026", Use.DEADLINE, lambda task: task.due_on == date(2026, 6, 30) and task.due_strict),
        (
            "Phòng Tổ chức - Cán bộ",
            Use.COOPERATING,
            lambda task: task.assignments.filter(role="cooperating", unit__isnull=False),
        ),
        ("ít nhất 98% hồ sơ được trả đúng hạn", Use.TARGET, lambda task: task.targets.filter(value=98, op=">=").exists()),
        ("quy chế phối hợp luân chuyển hồ sơ", Use.DELIVERABLE, lambda task: task.deliverable == "quy chế phối hợp luân chuyển hồ sơ"),
    ],
)
def test_words_marked_in_the_source_become_the_value_they_state(
    draft: Plan, lans_scope: Scope, words: str, use: Use, check: object
) -> None:
    source = source_of(draft)
    assert source is not None
    start = source.text.index(words)
    task = task_at(draft, 1)
    use_selection(draft, source, selection=Selection(start, start + len(words), use, task), scope=lans_scope)
    assert check(task_at(draft, 1))  # type: ignore[operator]


def test_marked_words_become_a_task_in_its_place_with_its_evidence(draft: Plan, lans_scope: Scope) -> None:
    source = source_of(draft)
    assert source is not None
    words = "giải quyết dứt điểm từng hồ sơ"
    start = source.text.index(words)
    made = use_selection(draft, source, selection=Selection(start, start + len(words), Use.TASK), scope=lans_scope)
    assert task_at(draft, 2).pk == made.pk
    assert source.text[made.evidence["text"]["start"] : made.evidence["text"]["end"]] == words


@pytest.mark.parametrize("start, end", [(0, 0), (5, 2), (0, 10**9)])
def test_a_range_without_words_is_refused_with_what_to_do(draft: Plan, lans_scope: Scope, start: int, end: int) -> None:
    source = source_of(draft)
    assert source is not None
    with pytest.raises(CannotEdit):
        use_selection(draft, source, selection=Selection(start, end, Use.TASK), scope=lans_scope)


def test_undo_takes_back_ones_own_last_step_only(town: Town, draft: Plan, lans_scope: Scope) -> None:
    before = rows_of(draft)
    confirming.drop(task_at(draft, 1), scope=lans_scope)
    with pytest.raises(PermissionDenied):
        undoing.undo(draft, scope=scope_of(town.minh, on=TODAY))
    undoing.undo(draft, scope=lans_scope)
    assert rows_of(draft) == before
    with pytest.raises(CannotEdit):
        undoing.undo(draft, scope=lans_scope)


ACTS = {
    "drop": lambda plan, scope: confirming.drop(task_at(plan, 1), scope=scope),
    "defer": lambda plan, scope: confirming.defer(task_at(plan, 1), scope=scope),
    "accept": lambda plan, scope: confirming.accept(task_at(plan, 2), scope=scope),
    "certain": lambda plan, scope: confirming.accept_certain(plan, scope=scope),
    "change": lambda plan, scope: confirming.change(task_at(plan, 1), TaskValues("Nội dung khác."), scope=scope),
    "split": lambda plan, scope: restructuring.split(task_at(plan, 1), "Một phần.", second="Phần kia.", scope=scope),
    "merge": lambda plan, scope: restructuring.merge(task_at(plan, 2), scope=scope),
    "add": lambda plan, scope: restructuring.add_task(plan, TaskValues("Việc thêm."), scope=scope, after=task_at(plan, 1)),
    "remove unit": lambda plan, scope: settling.remove_part(
        Assignment.objects.select_related("task__plan__unit").filter(task=task_at(plan, 2)).order_by("pk")[0], scope=scope
    ),
    "no finding": lambda plan, scope: confirming.set_findings(task_at(plan, 1), [], scope=scope),
}


@pytest.mark.parametrize("name", ACTS)
def test_each_act_can_be_undone_and_leaves_a_row_in_the_log(draft: Plan, lans_scope: Scope, name: str) -> None:
    before, entries = rows_of(draft), Entry.objects.count()
    ACTS[name](draft, lans_scope)
    assert rows_of(draft) != before
    assert Entry.objects.count() == entries + 1
    undoing.undo(draft, scope=lans_scope)
    assert rows_of(draft) == before


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize("who", ["minh", "hoa", "quan", "director"])
def test_only_the_office_may_change_a_draft(town: Town, draft: Plan, name: str, who: str) -> None:
    before = rows_of(draft)
    with pytest.raises(PermissionDenied):
        ACTS[name](draft, scope_of(getattr(town, who), on=TODAY))
    assert rows_of(draft) == before


@pytest.mark.parametrize("name", ACTS)
def test_what_is_published_is_no_draft_any_more(draft: Plan, lans_scope: Scope, name: str) -> None:
    Plan.objects.filter(pk=draft.pk).update(state=PlanState.PUBLISHED)
    with pytest.raises(CannotEdit):
        ACTS[name](draft, lans_scope)


@pytest.mark.parametrize(
    "names",
    [
        ("split", "drop", "accept"),
        ("add", "change", "certain"),
        ("certain", "drop", "split", "add"),
        ("change", "change", "defer", "no finding"),
    ],
)
def test_a_run_of_acts_is_undone_step_by_step_to_the_beginning(draft: Plan, lans_scope: Scope, names: tuple[str, ...]) -> None:
    states = [rows_of(draft)]
    done = 0
    for name in names:
        ACTS[name](draft, lans_scope)
        if draft.steps.count() > done:
            done = draft.steps.count()
            states.append(rows_of(draft))
    while len(states) > 1:
        assert rows_of(draft) == states.pop()
        undoing.undo(draft, scope=lans_scope)
    assert rows_of(draft) == states[0]


def test_a_plan_written_here_has_no_source(town: Town, lans_scope: Scope) -> None:
    plan = Plan.objects.create(unit=town.department, title="Kế hoạch viết tại đây")
    assert source_of(plan) is None
