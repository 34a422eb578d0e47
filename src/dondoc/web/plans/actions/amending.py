"""Carries an amending directive into the plan that it amends: tasks keep their identity, code and history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from dondoc.engine.tracking import OPEN, Work, last_day
from dondoc.web.audit.actions import Change, record
from dondoc.web.organisations.permissions import Scope
from dondoc.web.plans.actions.citing import link_from_others
from dondoc.web.plans.actions.parts import CARRIED, begin_parts, end_part, move_parts
from dondoc.web.plans.actions.publishing import (
    CannotPublish,
    Details,
    News,
    activate,
    check_head,
    give_out,
    look_for_twins_later,
    number_tasks,
    set_head,
    tell_units,
)
from dondoc.web.plans.actions.reading_rows import searched
from dondoc.web.plans.actions.touching import DEADLINE, ROLES
from dondoc.web.plans.models import Assignment, Plan, PlanState, Task, TaskState
from dondoc.web.plans.permissions import may_confirm
from dondoc.web.plans.queries.amending import Changed, Difference, changed_fields, difference
from dondoc.web.plans.queries.publishing import parts_of
from dondoc.web.plans.queries.sight import REGISTERED


@dataclass(frozen=True, slots=True)
class Ticked:
    """What a person takes over of an amendment: rows of the amending plan that are new or changed, and tasks that end.

    With `version`, a draft that someone changed since is not taken over.
    """

    new: frozenset[int]
    changed: frozenset[int]
    dropped: frozenset[int]
    version: int | None = None


def set_amended(plan: Plan, amended: Plan | None, *, scope: Scope) -> None:
    """Say which plan of the register a draft amends, or that it amends none. Raises PermissionDenied and CannotPublish."""
    with transaction.atomic():
        draft = _locked(plan, scope)
        if draft.state != PlanState.DRAFT:
            raise CannotPublish(_("Văn bản này không còn là bản chờ xác nhận."))
        if amended is not None and (amended.unit_id != draft.unit_id or amended.state not in REGISTERED or amended.pk == draft.pk):
            raise CannotPublish(_("Chỉ sửa đổi được kế hoạch đã có trong sổ của cùng cơ quan."))
        changes = {"sửa đổi, bổ sung": Change(_named(draft.amends), _named(amended))}
        draft.amends, draft.version = amended, draft.version + 1
        draft.save(update_fields=["amends", "version"])
        record(scope.user, gettext_noop("chọn văn bản được sửa đổi"), subject=draft, changes=changes)


def apply_amendment(plan: Plan, ticked: Ticked, *, details: Details, scope: Scope, now: datetime) -> Plan:
    """Take over what a person ticked of an amending draft, publish it, and return it; one that was taken over already is given back.

    A changed task keeps its uid, code and history and takes the new words, units and deadline; the log tells from what to what, by
    which document. A dropped one ends with that document as its reason. A new one gets its code and belongs to the amending plan. What
    was not ticked stays as it was. Raises PermissionDenied and CannotPublish.
    """
    on = timezone.localdate(now)
    with transaction.atomic():
        draft = _locked(plan, scope)
        if draft.applied_at is not None:
            return draft
        if draft.state != PlanState.DRAFT or draft.amends is None:
            raise CannotPublish(_("Văn bản này không sửa đổi kế hoạch nào trong sổ."))
        if ticked.version is not None and ticked.version != draft.version:
            raise CannotPublish(_("Có người vừa sửa bản này sau khi anh, chị mở trang. Xem lại rồi bấm lần nữa."))
        amended = _locked(draft.amends, scope)
        check_head(details)
        found = difference(draft, amended)
        set_head(draft, details, scope=scope, now=now)
        held = _holders([pair.old for pair in found.changed if pair.new.pk in ticked.changed])
        touched = _take_changed(found, ticked, draft=draft, scope=scope, now=now)
        touched += _take_dropped(found, ticked, draft=draft, scope=scope, now=now)
        new = [added.task for added in found.new if added.task.pk in ticked.new]
        _leave_rest(found, ticked)
        given = give_out(new, draft, focal_unit=details.focal_unit, on=on)
        number_tasks(new, draft.unit, on=on)
        activate(new, now=now)
        begin_parts([*new, *touched], now=now)
        draft.applied_at = now
        draft.save(update_fields=["applied_at"])
        link_from_others(draft)
        _record(draft, amended, new=new, touched=touched, scope=scope)
        parts = parts_of(touched, on=on)
        changed = News("plan.amended", reverse("plans:plan", args=[amended.pk]), f"plan.amended:{draft.pk}")
        tell_units(amended, given | {task.pk: parts.all_units(task) for task in touched}, news=changed, on=on)
        still = _holders(touched)
        lost = {task: units - still.get(task, set()) for task, units in held.items()}
        # to the tasks that are left: the plan may not be theirs to see any more
        taken = News("plan.taken_away", reverse("plans:tasks"), f"plan.taken_away:{draft.pk}")
        tell_units(amended, lost, news=taken, on=on)
        look_for_twins_later(draft, scope=scope, now=now)
        return draft


def _locked(plan: Plan, scope: Scope) -> Plan:
    row = Plan.objects.select_for_update(of=("self",)).select_related("unit", "amends").get(pk=plan.pk)
    if not may_confirm(scope, row):
        raise PermissionDenied
    return row


def _take_changed(found: Difference, ticked: Ticked, *, draft: Plan, scope: Scope, now: datetime) -> list[Task]:
    taken = []
    for pair in found.changed:
        if pair.new.pk in ticked.changed:
            _take(pair, draft, renumbers=found.restates, scope=scope, now=now)
            taken.append(pair.old)
    return taken


def _take(pair: Changed, draft: Plan, *, renumbers: bool, scope: Scope, now: datetime) -> None:
    """Give a task the words, units and deadline of the row that changes it; what that row does not state stays.

    Its own document's place is told no more of what another document states now: that has its place in the row.
    """
    old, new = pair.old, pair.new
    with override("vi"):  # the log names fields in Vietnamese, whoever works in which language
        changes = {field.name: Change(field.old, field.new) for field in changed_fields(old, new, renumbers=renumbers)}
    for column in (*(("number",) if renumbers else ()), "text", "deliverable"):
        if getattr(new, column):
            setattr(old, column, getattr(new, column))
    if new.deadline_kind:
        for column in DEADLINE:
            setattr(old, column, getattr(new, column))
    stated = {name for name, value in (("deadline", new.deadline_kind), ("deliverable", new.deliverable)) if value}
    old.evidence = {name: place for name, place in old.evidence.items() if name not in stated}
    old.folded, old.version, old.updated_at = searched(old.number, old.text), old.version + 1, now
    if new.deadline_kind:
        old.last_day = last_day(old.due_on, strict=old.due_strict) if old.due_on else None
    old.save(update_fields=["number", "text", "folded", "deliverable", *DEADLINE, "last_day", "evidence", "version", "updated_at"])
    move_parts(old, now=now)
    for role in ROLES:
        _take_parts(old, new, role=role, now=now)
    new.amends, new.state = old, TaskState.SUPERSEDED
    new.save(update_fields=["amends", "state"])
    record(scope.user, gettext_noop("sửa nhiệm vụ theo văn bản sửa đổi"), subject=old, changes=changes, reason=str(draft))


def _take_parts(old: Task, new: Task, *, role: str, now: datetime) -> None:
    """Replace the units of one role where the amendment names any; its groups are fanned out to the members of the day.

    A unit that is named again goes on with its part; one that is not keeps what it did, in a part that has ended.
    """
    stated = [part for part in new.assignments.all() if part.role == role and part.via_id is None]
    if not stated:
        return
    members = parts_of([new], on=timezone.localdate(now)).members
    named = {part.unit_id for part in stated} | {unit for part in stated for unit in members.get(part.group_id or 0, ())}
    kept = _leave_parts(old, role=role, named=named, now=now)
    others = Assignment.objects.filter(task=old, unit__isnull=False, role__in=ROLES).exclude(role=role)
    held = set(others.values_list("unit_id", flat=True)) | kept
    for part in stated:
        group = part if part.group_id is not None and part.unit_id is None else None
        if part.unit_id in kept:
            continue
        part.pk, part.task, part.evidence, part._state.adding = None, old, None, True
        part.save(force_insert=True)
        for unit in members.get(group.group_id or 0, ()) if group is not None else ():
            if unit not in held and not any(other.unit_id == unit for other in stated):
                held.add(unit)
                Assignment.objects.create(task=old, role=role, unit_id=unit, via=part, printed=part.printed)


def _holders(tasks: Sequence[Task]) -> dict[int, set[int]]:
    """Return the units that lead or cooperate in each of some tasks."""
    held: dict[int, set[int]] = {}
    parts = Assignment.objects.filter(task__in=tasks, unit__isnull=False, role__in=ROLES).exclude(work=Work.TRANSFERRED)
    for task, unit in parts.values_list("task", "unit"):
        held.setdefault(task, set()).add(unit)
    return held


def _leave_parts(old: Task, *, role: str, named: set[int | None], now: datetime) -> set[int | None]:
    """End the parts of the units that are not named any more, drop the groups, and return the units whose parts go on."""
    kept: set[int | None] = set()
    Assignment.objects.filter(task=old, role=role, via__isnull=False).update(via=None)
    for part in Assignment.objects.filter(task=old, role=role, unit__isnull=False).exclude(work=Work.TRANSFERRED):
        if part.unit_id in named:
            kept.add(part.unit_id)
            part.evidence = None  # another document states it now, and has the place in its row
            part.save(update_fields=["evidence"])
        elif part.moved_at is None and part.submitted_at is None:
            part.delete()
        else:
            end_part(part, work=Work.TRANSFERRED, now=now)
    Assignment.objects.filter(task=old, role=role, unit=None).delete()
    return kept


def _take_dropped(found: Difference, ticked: Ticked, *, draft: Plan, scope: Scope, now: datetime) -> list[Task]:
    taken = [task for task in found.dropped if task.pk in ticked.dropped]
    for task in taken:
        task.state, task.version, task.updated_at = TaskState.DROPPED, task.version + 1, now
        task.save(update_fields=["state", "version", "updated_at"])
        for part in Assignment.objects.filter(task=task, unit__isnull=False, role__in=CARRIED, work__in=[*OPEN, Work.PAUSED]):
            end_part(part, work=Work.CANCELLED, now=now)
        changes = {"trạng thái": Change("đã giao", "đã bỏ")}
        record(scope.user, gettext_noop("bỏ nhiệm vụ theo văn bản sửa đổi"), subject=task, changes=changes, reason=str(draft))
    return taken


def _leave_rest(found: Difference, ticked: Ticked) -> None:
    """What restates a task is kept as its row in the amendment; what nobody took over is dropped there."""
    for pair in found.same:
        pair.new.amends, pair.new.state = pair.old, TaskState.SUPERSEDED
        pair.new.save(update_fields=["amends", "state"])
    left = [added.task.pk for added in found.new if added.task.pk not in ticked.new]
    left += [pair.new.pk for pair in found.changed if pair.new.pk not in ticked.changed]
    Task.objects.filter(pk__in=left).update(state=TaskState.DROPPED)


def _record(draft: Plan, amended: Plan, *, new: Sequence[Task], touched: Sequence[Task], scope: Scope) -> None:
    ended = sum(task.state == TaskState.DROPPED for task in touched)
    said = {
        "nhiệm vụ mới": Change(None, len(new)),
        "nhiệm vụ sửa": Change(None, len(touched) - ended),
        "nhiệm vụ bỏ": Change(None, ended),
    }
    record(scope.user, gettext_noop("đưa văn bản sửa đổi vào sổ"), subject=draft, changes=said, reason=str(amended))
    record(scope.user, gettext_noop("được sửa đổi, bổ sung"), subject=amended, changes=said, reason=str(draft))
    for row in new:
        record(scope.user, gettext_noop("giao nhiệm vụ"), subject=row, changes={"mã": Change("", row.code)})


def _named(plan: Plan | None) -> str | None:
    return str(plan) if plan is not None else None
