"""Turns the button that was pressed on a draft task into the action that it stands for."""

from __future__ import annotations

from django.core.exceptions import BadRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from dondoc.engine.extraction.plan import Evidence, UnitMention
from dondoc.web.organisations.models import Unit
from dondoc.web.organisations.requests import Request
from dondoc.web.plans.actions import confirming, restructuring, settling
from dondoc.web.plans.actions.confirming import TaskValues
from dondoc.web.plans.actions.draft_edit import CannotEdit
from dondoc.web.plans.actions.matching_units import Registry, Tied
from dondoc.web.plans.forms.confirming import TargetForm
from dondoc.web.plans.models import Assignment, AssignmentRole, Plan, Target, Task
from dondoc.web.plans.queries.confirming import Row, draft_of


def act_on(task: Task, values: TaskValues, *, request: Request, version: int) -> int | None:
    """Save the typed values, do what `act` names, and return the task to open next; raises CannotEdit, BadRequest for no such button."""
    verb, _colon, rest = request.POST.get("act", "save").partition(":")
    if verb == "accept":
        confirming.accept(task, scope=request.scope, values=values, version=version)
        following = draft_of(task.plan, request.scope).next_row(task.pk)
        return following.task.pk if following else task.pk
    confirming.change(task, values, scope=request.scope, version=version)
    if verb in _PLAIN:
        return _PLAIN[verb](task, request)
    if verb in ("remove", "choose", "everywhere", "leave", "members"):
        _on_part(verb, rest, task=task, request=request)
    elif verb == "add":
        _add_unit(task, rest, request)
    elif verb in ("target", "no-target"):
        _on_target(task, rest, request=request, keep=verb == "target")
    elif verb != "save":
        raise BadRequest
    return task.pk


def _defer(task: Task, request: Request) -> int | None:
    confirming.defer(task, scope=request.scope)
    return _next(task, request)


def _drop(task: Task, request: Request) -> int | None:
    confirming.drop(task, scope=request.scope)
    return _next(task, request)


def _reopen(task: Task, request: Request) -> int:
    confirming.reopen(task, scope=request.scope)
    return task.pk


def _split(task: Task, request: Request) -> int:
    restructuring.split(task, request.POST.get("first", ""), second=request.POST.get("second", ""), scope=request.scope)
    return task.pk


def _merge(task: Task, request: Request) -> int:
    return restructuring.merge(task, scope=request.scope).pk


def _findings(task: Task, request: Request) -> int:
    confirming.set_findings(task, (int(one) for one in request.POST.getlist("findings") if one.isdigit()), scope=request.scope)
    return task.pk


def _move(task: Task, request: Request) -> int:
    after = _numbered(task.plan, request.POST.get("after", "")) if request.POST.get("after", "").strip() else None
    restructuring.move(task, after=after, scope=request.scope)
    return task.pk


def _parent(task: Task, request: Request) -> int:
    parent = _numbered(task.plan, request.POST.get("parent", "")) if request.POST.get("parent", "").strip() else None
    restructuring.set_parent(task, parent, scope=request.scope)
    return task.pk


_PLAIN = {
    "defer": _defer, "drop": _drop, "reopen": _reopen, "split": _split, "merge": _merge, "findings": _findings, "move": _move,
    "parent": _parent,
}  # fmt: skip


def _next(task: Task, request: Request) -> int | None:
    following = draft_of(task.plan, request.scope).next_row(task.pk)
    return following.task.pk if following else None


def _numbered(plan: Plan, number: str) -> Task:
    found = list(Task.objects.filter(plan=plan, number=number.strip()).order_by("position")[:2])
    if not found:
        raise CannotEdit(_("Không có nhiệm vụ nào mang số mục “%(number)s”.") % {"number": number.strip()})
    return found[0]


def _on_part(verb: str, rest: str, *, task: Task, request: Request) -> None:
    key, _colon, unit_key = rest.partition(":")
    if not key.isdigit():
        raise BadRequest
    part = get_object_or_404(Assignment.objects.select_related("task__plan__unit"), task=task, pk=int(key))
    if verb == "remove":
        settling.remove_part(part, scope=request.scope)
    elif verb == "leave":
        settling.leave_open(part, scope=request.scope)
    elif verb == "members":
        units = [unit_named(task.plan, name) for name in request.POST.getlist(f"member-{part.pk}") if name.strip()]
        settling.choose_members(part, units, scope=request.scope)
    else:
        unit = (
            get_object_or_404(Unit, pk=int(unit_key))
            if unit_key.isdigit()
            else unit_named(task.plan, request.POST.get(f"unit-{part.pk}", ""))
        )
        settling.choose_unit(part, unit, scope=request.scope, everywhere=verb == "everywhere")


def _add_unit(task: Task, role: str, request: Request) -> None:
    if role not in (AssignmentRole.LEAD, AssignmentRole.COOPERATING):
        raise BadRequest
    name = request.POST.get(f"new-{role}", "")
    if not name.strip():
        raise CannotEdit(_("Gõ tên đơn vị hoặc nhóm đơn vị trước khi bấm Thêm."))
    tied = tied_to(task.plan, name)
    settling.add_part(task, settling.Part(role, unit_id=tied.unit_id, group_id=tied.group_id), scope=request.scope)


def unit_named(plan: Plan, name: str) -> Unit:
    """Return the unit that a person typed the name of; raises CannotEdit with the nearest names where there is none or several."""
    tied = tied_to(plan, name)
    if tied.unit_id is None:
        raise CannotEdit(_("“%(name)s” là một nhóm; ở đây cần tên một đơn vị.") % {"name": name.strip()})
    return Unit.objects.get(pk=tied.unit_id)


def near_units(row: Row) -> dict[int, list[Unit]]:
    """Return for each name of a task that was not tied to one unit those that it may mean, the nearest first."""
    asked = {question.assignment_id: question.candidates for _number, question in row.asked if question.assignment_id}
    units = Unit.objects.in_bulk({int(key) for keys in asked.values() for key in keys}) if any(asked.values()) else {}
    return {part: [units[key] for key in keys[:4] if key in units] for part, keys in asked.items()}


def tied_to(plan: Plan, name: str) -> Tied:
    """Return what a typed name means; raises CannotEdit with the nearest names where the registry holds none of it."""
    words = " ".join(name.split())
    if not words:
        raise CannotEdit(_("Gõ tên đơn vị trước khi bấm."))
    registry = Registry.of(plan.unit, plan.issued_on or plan.created_at.date())
    tied = registry.tie(UnitMention(words, Evidence(1, 0, len(words), words, "typed")))
    if tied.unit_id is None and tied.group_id is None:
        raise CannotEdit(_unknown(name, [unit.name for unit in tied.candidates]))
    return tied


def _unknown(name: str, near: list[str]) -> str:
    if near:
        return _("Chưa rõ “%(name)s” là đơn vị nào. Gần giống: %(near)s.") % {"name": name.strip(), "near": "; ".join(near[:5])}
    return _("Danh bạ không có “%(name)s”. Thêm đơn vị ở mục Đơn vị, hoặc để tên như văn bản in.") % {"name": name.strip()}


def _on_target(task: Task, key: str, *, request: Request, keep: bool) -> None:
    target = get_object_or_404(Target, task=task, pk=int(key)) if key.isdigit() else None
    if target is None:
        raise BadRequest
    form = TargetForm(request.POST, prefix=f"target-{target.pk}")
    if keep and not form.is_valid():
        raise CannotEdit(_("Chỉ tiêu cần tên và một con số (ví dụ 80 hoặc 98,5)."))
    settling.set_target(target, settling.TargetValues(**form.cleaned_data) if keep else None, scope=request.scope)
