"""Cuts, joins, adds and moves the tasks of a draft."""

from __future__ import annotations

from django.db.models import F, Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from dondoc.engine.vocabulary.folding import fold, unaccented
from dondoc.web.organisations.permissions import Scope
from dondoc.web.plans.actions.confirming import TaskValues, label_of, task_of
from dondoc.web.plans.actions.draft_edit import CannotEdit, Edit, draft_edit
from dondoc.web.plans.models import Assignment, Decision, Finding, Plan, Target, Task, TaskState

_COPIED = ("number", "heading", "deadline_kind", "due_from", "due_on", "due_strict", "due_text", "recurrence", "deliverable", "parent_id")


def split(task: Task, first: str, *, second: str, scope: Scope) -> Task:
    """Cut a task in two: the first keeps its row, the second starts with the same units, deadline and findings; return the second."""
    with draft_edit(task.plan, scope=scope, verb=gettext_noop("tách nhiệm vụ"), label=label_of(task)) as edit:
        row = task_of(edit.plan, task.pk)
        if not first.strip() or not second.strip():
            raise CannotEdit(_("Mỗi phần sau khi tách phải có nội dung."))
        other = Task(
            plan=edit.plan,
            position=_room_after(row),
            text=second.strip(),
            folded=_folded(row.number, second),
            evidence={**row.evidence},
            decided=["text"],
            **{name: getattr(row, name) for name in _COPIED},
        )
        edit.add(other)
        other.findings.set(row.findings.all())
        for part in row.assignments.filter(via=None):
            edit.add(_copy_of(part, other))
        edit.touch(row)
        row.text, row.folded, row.decided = first.strip(), _folded(row.number, first), sorted({*row.decided, "text"})
        edit.save(row, "text", "folded", "decided")
        return other


def merge(task: Task, *, scope: Scope) -> Task:
    """Join a task into the one before it, which takes over its words, units, targets and findings; return that one."""
    with draft_edit(task.plan, scope=scope, verb=gettext_noop("gộp vào nhiệm vụ trước"), label=label_of(task)) as edit:
        row = task_of(edit.plan, task.pk)
        before = Task.objects.filter(plan=edit.plan, state=TaskState.DRAFT, position__lt=row.position).order_by("-position").first()
        if before is None:
            raise CannotEdit(_("Không có nhiệm vụ nào đứng trước để gộp vào."))
        edit.touch(before)
        before.text = f"{before.text.rstrip().rstrip(';.,')}; {row.text}"
        before.folded = _folded(before.number, before.text)
        before.decided = sorted({*before.decided, "text"})
        held = {(part.role, part.unit_id, part.group_id, part.printed) for part in before.assignments.all()}
        for part in row.assignments.filter(via=None):
            if (part.role, part.unit_id, part.group_id, part.printed) not in held:
                edit.add(_copy_of(part, before))
        before.findings.add(*row.findings.all())
        _move_targets(edit, row, before)
        edit.save(before, "text", "folded", "decided")
        edit.touch(row)
        # The row stays, so that a later reading knows that its words are taken care of.
        row.state, row.decision, row.decided = TaskState.DROPPED, Decision.ACCEPTED, sorted({*row.decided, "state"})
        edit.save(row, "state", "decision", "decided")
        return before


def add_task(plan: Plan, values: TaskValues, *, scope: Scope, after: Task | None = None, evidence: dict[str, object] | None = None) -> Task:
    """Add a task that the reading missed, or that the document does not print, after another one or at the end."""
    with draft_edit(plan, scope=scope, verb=gettext_noop("thêm nhiệm vụ"), label=values.text[:120]) as edit:
        if not values.text.strip():
            raise CannotEdit(_("Ghi nội dung nhiệm vụ."))
        anchor = task_of(edit.plan, after.pk) if after else None
        last = Task.objects.filter(plan=edit.plan).aggregate(last=Max("position"))["last"] or 0
        task = Task(
            plan=edit.plan,
            position=_room_after(anchor) if anchor else last + 1,
            number=values.number.strip(),
            heading=anchor.heading if anchor else [],
            text=values.text.strip(),
            folded=_folded(values.number, values.text),
            deadline_kind=values.kind,
            due_from=values.due_from,
            due_on=values.due_on,
            due_strict=values.due_strict,
            due_text=values.due_text.strip(),
            deliverable=values.deliverable.strip(),
            evidence=evidence or {},
            decided=["deadline", "deliverable", "number", "text"],
        )
        edit.add(task)
        if anchor:
            task.findings.set(anchor.findings.all())
        return task


def move(task: Task, *, after: Task | None, scope: Scope) -> None:
    """Put a task behind another one, under its headings and findings; without one, first of all."""
    with draft_edit(task.plan, scope=scope, verb=gettext_noop("chuyển chỗ nhiệm vụ"), label=label_of(task)) as edit:
        row = task_of(edit.plan, task.pk)
        anchor = task_of(edit.plan, after.pk) if after and after.pk != task.pk else None
        edit.touch(row)
        if anchor:
            row.position = _room_after(anchor)
            row.heading = anchor.heading
            row.findings.set(anchor.findings.all())
        else:
            Task.objects.filter(plan=edit.plan).update(position=F("position") + 1)
            row.position = 1
        row.decided = sorted({*row.decided, "findings", "position"})
        edit.save(row, "position", "heading", "decided")


def set_parent(task: Task, parent: Task | None, *, scope: Scope) -> None:
    """Make a task a part of another one, or stand by itself again; a task is never its own forebear."""
    with draft_edit(task.plan, scope=scope, verb=gettext_noop("đổi nhiệm vụ cha"), label=label_of(task)) as edit:
        row = task_of(edit.plan, task.pk)
        above = task_of(edit.plan, parent.pk) if parent else None
        at = above
        while at is not None:
            if at.pk == row.pk:
                raise CannotEdit(_("Một nhiệm vụ không thể nằm trong chính nó."))
            at = at.parent
        edit.touch(row)
        row.parent = above
        row.decided = sorted({*row.decided, "parent"})
        edit.save(row, "parent", "decided")


def set_finding(finding: Finding, text: str, *, scope: Scope, dropped: bool = False) -> None:
    """Change the words of a finding, or say that it is none."""
    with draft_edit(finding.plan, scope=scope, verb=gettext_noop("sửa tồn tại, hạn chế"), label=finding.text[:120]) as edit:
        row = Finding.objects.select_for_update().get(plan=edit.plan, pk=finding.pk)
        if not text.strip():
            raise CannotEdit(_("Nội dung tồn tại, hạn chế không được để trống."))
        edit.touch(row)
        row.text, row.folded, row.dropped = text.strip(), _folded(row.number, text), dropped
        row.decided = sorted({*row.decided, "text"})
        edit.save(row, "text", "folded", "dropped", "decided")


def _room_after(task: Task) -> int:
    """Return a place right behind a task; the ones behind move on by one, which changes nothing that anyone decided."""
    Task.objects.filter(plan_id=task.plan_id, position__gt=task.position).update(position=F("position") + 1)
    return task.position + 1


def _copy_of(part: Assignment, task: Task) -> Assignment:
    return Assignment(
        task=task, role=part.role, position=part.position, unit=part.unit, group=part.group,
        printed=part.printed, match=part.match, evidence=part.evidence,
    )  # fmt: skip


def _move_targets(edit: Edit, old: Task, new: Task) -> None:
    for target in Target.objects.filter(task=old):
        edit.touch(target)
        target.task = new
        edit.save(target, "task")


def _folded(number: str, text: str) -> str:
    return unaccented(fold(f"{number} {text}".strip()))
