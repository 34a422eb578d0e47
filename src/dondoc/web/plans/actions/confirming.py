"""What a person says of a task that was read: right, for later, not a task, or right with other values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from textwrap import shorten

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from dondoc.engine.vocabulary.folding import fold, unaccented
from dondoc.web.organisations.permissions import Scope
from dondoc.web.plans.actions.draft_edit import CannotEdit, Edit, Overwritten, draft_edit
from dondoc.web.plans.models import Decision, Finding, Plan, Question, QuestionState, Step, Task, TaskState


@dataclass(frozen=True, slots=True)
class TaskValues:
    """What a person may set of a task; `kind` is a DeadlineKind's value or empty where the document says nothing of time."""

    text: str
    number: str = ""
    kind: str = ""
    due_from: date | None = None
    due_on: date | None = None
    due_strict: bool = False
    due_text: str = ""
    deliverable: str = ""


_FIELDS = {
    "text": ("text",),
    "number": ("number",),
    "deadline": ("deadline_kind", "due_from", "due_on", "due_strict", "due_text"),
    "deliverable": ("deliverable",),
}
"""The name under which a decision is kept, and the columns that it covers."""


def label_of(task: Task) -> str:
    """Return how a step names a task: its printed number and first words."""
    return shorten(f"{task.number} {task.text}", 120, placeholder="…")


def task_of(plan: Plan, task_id: int, version: int | None = None) -> Task:
    """Return a task of the plan, locked; raises CannotEdit where it is gone and Overwritten where it is newer than `version`."""
    task = Task.objects.select_for_update().filter(plan=plan, pk=task_id).first()
    if task is None:
        raise CannotEdit(_("Nhiệm vụ này không còn trong bản đọc; tải lại trang."))
    if version is not None and task.version != version:
        last = Step.objects.filter(plan=plan, after__has_key=f"task:{task.pk}").select_related("actor").order_by("-number").first()
        raise Overwritten(last.actor.full_name if last else "")
    task.plan = plan
    return task


def accept(task: Task, *, scope: Scope, values: TaskValues | None = None, version: int | None = None) -> None:
    """Say that a task is right, with other values where given; what was asked of it counts as looked at."""
    with draft_edit(task.plan, scope=scope, verb=gettext_noop("xác nhận nhiệm vụ"), label=label_of(task)) as edit:
        row = task_of(edit.plan, task.pk, version)
        edit.touch(row)
        _settle_all(edit, row)
        row.decision = Decision.ACCEPTED
        edit.save(row, "decision", *(_set(row, values) if values else ()))


def accept_certain(plan: Plan, *, scope: Scope) -> int:
    """Say that every task nothing is asked of is right, in one step; return how many."""
    with draft_edit(plan, scope=scope, verb=gettext_noop("xác nhận các nhiệm vụ chắc chắn"), label="") as edit:
        pending = Task.objects.select_for_update().filter(plan=edit.plan, state=TaskState.DRAFT).exclude(decision=Decision.ACCEPTED)
        asked = Question.objects.filter(plan=edit.plan, asks=True, state=QuestionState.OPEN, task__isnull=False).values("task")
        rows = list(pending.exclude(pk__in=asked))
        for row in rows:
            edit.touch(row)
            row.decision = Decision.ACCEPTED
            edit.save(row, "decision")
        return len(rows)


def change(task: Task, values: TaskValues, *, scope: Scope, version: int | None = None) -> None:
    """Set other values without saying yet that the task is right."""
    with draft_edit(task.plan, scope=scope, verb=gettext_noop("sửa nhiệm vụ"), label=label_of(task)) as edit:
        row = task_of(edit.plan, task.pk, version)
        edit.touch(row)
        fields = _set(row, values)
        if fields:
            edit.save(row, *fields)


def defer(task: Task, *, scope: Scope) -> None:
    """Leave a task for later."""
    _decide(task, Decision.DEFERRED, scope=scope, verb=gettext_noop("để nhiệm vụ xem sau"))


def reopen(task: Task, *, scope: Scope) -> None:
    """Take back that a task is right."""
    _decide(task, Decision.PENDING, scope=scope, verb=gettext_noop("mở lại nhiệm vụ"))


def drop(task: Task, *, scope: Scope) -> None:
    """Say that what was read is no task; the row stays, so that a later reading does not bring it back."""
    _change_state(task, TaskState.DROPPED, scope=scope, verb=gettext_noop("bỏ nhiệm vụ"))


def restore(task: Task, *, scope: Scope) -> None:
    """Take a dropped task up again."""
    _change_state(task, TaskState.DRAFT, scope=scope, verb=gettext_noop("lấy lại nhiệm vụ"))


def set_findings(task: Task, findings: Iterable[int], *, scope: Scope) -> None:
    """Tie a task to the findings that it remedies; others of the same plan only."""
    with draft_edit(task.plan, scope=scope, verb=gettext_noop("gắn nhiệm vụ với tồn tại"), label=label_of(task)) as edit:
        row = task_of(edit.plan, task.pk)
        edit.touch(row)
        row.findings.set(Finding.objects.filter(plan=edit.plan, dropped=False, pk__in=list(findings)))
        row.decided = sorted({*row.decided, "findings"})
        edit.save(row, "decided")


def _decide(task: Task, decision: str, *, scope: Scope, verb: str) -> None:
    with draft_edit(task.plan, scope=scope, verb=verb, label=label_of(task)) as edit:
        row = task_of(edit.plan, task.pk)
        edit.touch(row)
        row.decision = decision
        edit.save(row, "decision")


def _change_state(task: Task, state: str, *, scope: Scope, verb: str) -> None:
    with draft_edit(task.plan, scope=scope, verb=verb, label=label_of(task)) as edit:
        row = task_of(edit.plan, task.pk)
        edit.touch(row)
        row.state = state
        row.decision = Decision.ACCEPTED if state == TaskState.DROPPED else Decision.PENDING
        row.decided = sorted({*row.decided, "state"})
        edit.save(row, "state", "decision", "decided")


def _set(row: Task, values: TaskValues) -> tuple[str, ...]:
    """Put values into a row and return the columns that changed; each changed field counts as decided by a person."""
    if not values.text.strip():
        raise CannotEdit(_("Nội dung nhiệm vụ không được để trống. Nếu đây không phải nhiệm vụ, bấm “Không phải nhiệm vụ”."))
    if values.due_from and values.due_on and values.due_from > values.due_on:
        raise CannotEdit(_("Ngày bắt đầu sau ngày hết hạn; xem lại hai ngày."))
    given = {
        "text": values.text.strip(), "number": values.number.strip(), "deadline_kind": values.kind, "due_from": values.due_from,
        "due_on": values.due_on, "due_strict": values.due_strict, "due_text": values.due_text.strip(),
        "deliverable": values.deliverable.strip(),
    }  # fmt: skip
    columns = [column for column, value in given.items() if getattr(row, column) != value]
    for column in columns:
        setattr(row, column, given[column])
    decided = {name for name, covered in _FIELDS.items() if set(covered) & set(columns)}
    if not columns:
        return ()
    row.decided = sorted({*row.decided, *decided})
    row.folded = unaccented(fold(f"{row.number} {row.text}".strip()))
    return (*columns, "decided", "folded")


def _settle_all(edit: Edit, task: Task) -> None:
    for question in Question.objects.filter(task=task, state=QuestionState.OPEN):
        edit.touch(question)
        question.state = QuestionState.SETTLED
        question.settled_by = edit.scope.user
        question.settled_at = timezone.now()
        edit.save(question, "state", "settled_by", "settled_at")
