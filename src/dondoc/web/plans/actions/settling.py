"""Ties the printed names of a draft to units and groups of the registry, and settles what was asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from dondoc.web.organisations.models import Unit, UnitGroup
from dondoc.web.organisations.permissions import Scope
from dondoc.web.plans.actions.confirming import label_of, task_of
from dondoc.web.plans.actions.draft_edit import CannotEdit, Edit, draft_edit
from dondoc.web.plans.models import Assignment, AssignmentRole, Match, Plan, Question, QuestionState, Target, Task


@dataclass(frozen=True, slots=True)
class Part:
    """A unit or a group that shall do a task, chosen by a person; `printed` is what the document says for it, if anything."""

    role: str
    unit_id: int | None = None
    group_id: int | None = None
    printed: str = ""
    evidence: dict[str, object] | None = None


def add_part(task: Task, part: Part, *, scope: Scope) -> None:
    """Add a unit or group to a task; one that is there in this role already is left as it is."""
    with draft_edit(task.plan, scope=scope, verb=gettext_noop("thêm đơn vị"), label=label_of(task)) as edit:
        row = task_of(edit.plan, task.pk)
        _add(edit, row, part=part)
        decide(edit, row, part.role)


def remove_part(assignment: Assignment, *, scope: Scope) -> None:
    """Take a unit or group off a task; what was asked about it is settled by that."""
    task = assignment.task
    with draft_edit(task.plan, scope=scope, verb=gettext_noop("bỏ đơn vị"), label=label_of(task)) as edit:
        row = task_of(edit.plan, task.pk)
        _remove(edit, assignment)
        decide(edit, row, assignment.role)


def choose_unit(assignment: Assignment, unit: Unit, *, scope: Scope, everywhere: bool = False) -> int:
    """Tie a printed name to a unit, here or wherever the plan prints the same unmatched name; return how many rows that were."""
    task = assignment.task
    with draft_edit(task.plan, scope=scope, verb=gettext_noop("chọn đơn vị"), label=f"{assignment.printed} → {unit.name}") as edit:
        rows = _alike(edit.plan, assignment) if everywhere else [assignment]
        for row in rows:
            owner = task_of(edit.plan, row.task_id)
            tie(edit, row, unit=unit)
            decide(edit, owner, row.role)
        return len(rows)


def choose_members(assignment: Assignment, units: Sequence[Unit], *, scope: Scope) -> None:
    """Name the units that an open group ("các đơn vị liên quan") stands for; the printed row stays above them."""
    task = assignment.task
    with draft_edit(task.plan, scope=scope, verb=gettext_noop("chọn các đơn vị của nhóm"), label=assignment.printed) as edit:
        row = task_of(edit.plan, task.pk)
        if not units:
            raise CannotEdit(_("Chọn ít nhất một đơn vị, hoặc bấm “Để không rõ”."))
        for member in Assignment.objects.filter(via=assignment).exclude(unit__in=units):
            _remove(edit, member)
        for unit in units:
            part = Part(assignment.role, unit_id=unit.pk, printed=assignment.printed, evidence=assignment.evidence)
            _add(edit, row, part=part, via=assignment)
        edit.touch(assignment)
        assignment.match = Match.SETTLED
        edit.save(assignment, "match")
        _settle(edit, Question.objects.filter(assignment=assignment, state=QuestionState.OPEN))
        decide(edit, row, assignment.role)


def leave_open(assignment: Assignment, *, scope: Scope) -> None:
    """Say that a printed name stays as vague as it is."""
    task = assignment.task
    with draft_edit(task.plan, scope=scope, verb=gettext_noop("để đơn vị không rõ"), label=assignment.printed) as edit:
        row = task_of(edit.plan, task.pk)
        edit.touch(assignment)
        assignment.match = Match.LEFT_OPEN
        edit.save(assignment, "match")
        _settle(edit, Question.objects.filter(assignment=assignment, state=QuestionState.OPEN))
        decide(edit, row, assignment.role)


def settle_question(question: Question, *, scope: Scope, noted: bool = False) -> None:
    """Say that what was asked needs no more looking at; `noted` where the directive should be mended by its writer."""
    with draft_edit(question.plan, scope=scope, verb=gettext_noop("xem nhận xét"), label=question.vi[:200]) as edit:
        _settle(edit, Question.objects.filter(pk=question.pk), QuestionState.NOTED if noted else QuestionState.SETTLED)


@dataclass(frozen=True, slots=True)
class TargetValues:
    """What a person may set of a target."""

    subject: str
    op: str
    value: float
    unit: str = ""


def set_target(target: Target, values: TargetValues | None, *, scope: Scope) -> None:
    """Give a target other values, or, without values, say that the words state none."""
    with draft_edit(target.plan, scope=scope, verb=gettext_noop("sửa chỉ tiêu"), label=target.subject[:120]) as edit:
        row = Target.objects.select_for_update().get(plan=edit.plan, pk=target.pk)
        edit.touch(row)
        row.decided, row.dropped = True, values is None
        if values is not None:
            row.subject, row.op, row.value, row.unit = values.subject, values.op, values.value, values.unit
        edit.save(row, "decided", "dropped", "subject", "op", "value", "unit")


def tie(edit: Edit, row: Assignment, *, unit: Unit | None = None, group: UnitGroup | None = None, match: str = Match.SETTLED) -> None:
    """Tie a printed name to a unit or group within an edit; where the task has that unit in this role already, the name goes."""
    if unit is not None and Assignment.objects.filter(task=row.task_id, role=row.role, unit=unit).exclude(pk=row.pk).exists():
        _remove(edit, row)
        return
    edit.touch(row)
    row.unit, row.group, row.match = unit, group, match
    edit.save(row, "unit", "group", "match")
    _settle(edit, Question.objects.filter(assignment=row, state=QuestionState.OPEN))


def _alike(plan: Plan, assignment: Assignment) -> list[Assignment]:
    unmatched = Assignment.objects.filter(task__plan=plan, printed=assignment.printed).exclude(match__in=(Match.FOUND, Match.SETTLED))
    return list(unmatched.select_related("task"))


def _add(edit: Edit, task: Task, *, part: Part, via: Assignment | None = None) -> None:
    if part.unit_id is None and part.group_id is None and not part.printed:
        raise CannotEdit(_("Chưa chọn đơn vị nào."))
    there = Assignment.objects.filter(task=task, role=part.role)
    if part.unit_id is not None and there.filter(unit=part.unit_id).exists():
        return
    edit.add(
        Assignment(
            task=task,
            role=part.role,
            position=there.count() + 1,
            unit_id=part.unit_id,
            group_id=part.group_id,
            via=via,
            printed=part.printed[:300],
            match=Match.SETTLED if part.unit_id or part.group_id else Match.NOT_FOUND,
            evidence=part.evidence,
        )
    )


def _remove(edit: Edit, assignment: Assignment) -> None:
    for member in Assignment.objects.filter(via=assignment):
        _remove(edit, member)
    for question in Question.objects.filter(assignment=assignment):
        edit.touch(question)
        question.assignment = None
        edit.save(question, "assignment")
        if question.state == QuestionState.OPEN:
            _settle(edit, Question.objects.filter(pk=question.pk))
    edit.remove(assignment)


def _settle(edit: Edit, questions: Iterable[Question], state: str = QuestionState.SETTLED) -> None:
    for question in questions:
        edit.touch(question)
        question.state = state
        question.settled_by = edit.scope.user
        question.settled_at = timezone.now()
        edit.save(question, "state", "settled_by", "settled_at")


def decide(edit: Edit, task: Task, role: str) -> None:
    """Keep that a person has decided who does a task, so that a later reading leaves it alone; who leads is then no open question."""
    edit.touch(task)
    task.decided = sorted({*task.decided, role})
    edit.save(task, "decided")
    if role == AssignmentRole.LEAD:
        _settle(edit, Question.objects.filter(task=task, code="task.no-lead", state=QuestionState.OPEN))
