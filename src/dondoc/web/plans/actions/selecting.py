"""Turns words that a person marked in the source into a task, or into a value of the task that is open."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from dondoc.engine.extraction.fragments import deadline_in, evidence_of, targets_in, units_in
from dondoc.engine.extraction.plan import Deadline, Evidence, UnitMention
from dondoc.engine.sources.source import Source
from dondoc.web.organisations.permissions import Scope
from dondoc.web.plans.actions.confirming import TaskValues, label_of, task_of
from dondoc.web.plans.actions.draft_edit import CannotEdit, draft_edit
from dondoc.web.plans.actions.matching_units import Registry
from dondoc.web.plans.actions.reading_rows import place
from dondoc.web.plans.actions.restructuring import add_task
from dondoc.web.plans.actions.settling import Part, add_part
from dondoc.web.plans.models import AssignmentRole, Plan, Target, Task


class Use(StrEnum):
    """What marked words are to become."""

    TASK = "task"
    LEAD = "lead"
    COOPERATING = "cooperating"
    DEADLINE = "deadline"
    TARGET = "target"
    DELIVERABLE = "deliverable"


@dataclass(frozen=True, slots=True)
class Selection:
    """A range of the source's text, in characters, and what it is to become; `task` is the open one, needed for all but a new task."""

    start: int
    end: int
    use: Use
    task: Task | None = None


def use_selection(plan: Plan, source: Source, *, selection: Selection, scope: Scope) -> Task:
    """Make the marked words what the person says they are; return the task that was made or changed.

    Raises CannotEdit where the words state no such value, and says what was expected.
    """
    try:
        picked = evidence_of(source, selection.start, selection.end)
    except ValueError as error:
        raise CannotEdit(_("Hãy bôi đen một đoạn chữ trong văn bản.")) from error
    if selection.use is Use.TASK:
        # A new task stands behind the last one that is printed before it.
        before = [task for task in Task.objects.filter(plan=plan) if _start(task) <= picked.start]
        after = max(before, key=lambda task: (_start(task), task.position), default=None)
        return add_task(plan, TaskValues(" ".join(picked.text.split())), scope=scope, after=after, evidence={"text": place(picked)})
    if selection.task is None:
        raise CannotEdit(_("Mở một nhiệm vụ trước, rồi bôi đen chữ để gắn vào nhiệm vụ ấy."))
    match selection.use:
        case Use.LEAD | Use.COOPERATING:
            _add_units(selection.task, units_in(source, picked), role=AssignmentRole(selection.use.value), scope=scope)
        case Use.DEADLINE:
            _set_deadline(selection.task, picked, found=deadline_in(source, picked, plan.issued_on), scope=scope)
        case Use.TARGET:
            _add_targets(selection.task, source, picked=picked, scope=scope)
        case _:
            _set_deliverable(selection.task, picked, scope=scope)
    return selection.task


def _start(task: Task) -> int:
    place = task.evidence.get("text") or {}
    return int(place.get("start", -1))


def _add_units(task: Task, mentions: tuple[UnitMention, ...], *, role: str, scope: Scope) -> None:
    if not mentions:
        raise CannotEdit(_("Không thấy tên đơn vị nào trong đoạn vừa bôi đen."))
    registry = Registry.of(task.plan.unit, task.plan.issued_on or timezone.localdate(task.plan.created_at))
    for mention in mentions:
        tied = registry.tie(mention)
        add_part(
            task,
            Part(role, printed=mention.name, unit_id=tied.unit_id, group_id=tied.group_id, evidence=place(mention.evidence)),
            scope=scope,
        )


def _set_deadline(task: Task, picked: Evidence, *, found: Deadline | None, scope: Scope) -> None:
    if found is None:
        raise CannotEdit(_("Đoạn “%(words)s” không nêu thời hạn nào; gõ ngày vào ô Thời hạn.") % {"words": picked.text[:80]})
    with draft_edit(task.plan, scope=scope, verb=gettext_noop("lấy thời hạn từ văn bản"), label=label_of(task)) as edit:
        row = task_of(edit.plan, task.pk)
        edit.touch(row)
        row.deadline_kind, row.due_from, row.due_on = found.kind.value, found.start, found.end
        row.due_strict, row.recurrence, row.due_text = found.strict, found.recurrence or "", found.evidence.text[:300]
        row.evidence = {**row.evidence, "deadline": place(found.evidence)}
        row.decided = sorted({*row.decided, "deadline"})
        edit.save(row, "deadline_kind", "due_from", "due_on", "due_strict", "recurrence", "due_text", "evidence", "decided")


def _add_targets(task: Task, source: Source, *, picked: Evidence, scope: Scope) -> None:
    found = targets_in(source, picked)
    if not found:
        raise CannotEdit(_("Đoạn “%(words)s” không nêu con số phải đạt.") % {"words": picked.text[:80]})
    with draft_edit(task.plan, scope=scope, verb=gettext_noop("lấy chỉ tiêu từ văn bản"), label=label_of(task)) as edit:
        row = task_of(edit.plan, task.pk)
        for position, target in enumerate(found, Target.objects.filter(plan=edit.plan).count() + 1):
            edit.add(
                Target(
                    plan=edit.plan, task=row, position=position, subject=target.subject, op=target.op, value=target.value,
                    unit=target.unit or "", maximum=target.maximum, evidence=place(target.evidence), decided=True,
                )
            )  # fmt: skip


def _set_deliverable(task: Task, picked: Evidence, *, scope: Scope) -> None:
    with draft_edit(task.plan, scope=scope, verb=gettext_noop("lấy sản phẩm từ văn bản"), label=label_of(task)) as edit:
        row = task_of(edit.plan, task.pk)
        edit.touch(row)
        row.deliverable = " ".join(picked.text.split())
        row.evidence = {**row.evidence, "deliverable": place(picked)}
        row.decided = sorted({*row.decided, "deliverable"})
        edit.save(row, "deliverable", "evidence", "decided")
