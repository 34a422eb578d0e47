"""A plan's rows in the register → the engine's own plan, so that it is written as a document and reads back as the same plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from dondoc.engine.extraction import plan as read
from dondoc.engine.extraction.plan import DeadlineKind, Evidence
from dondoc.web.plans.models import Assignment, AssignmentRole, Finding, FindingCause, Match, Plan, Target, Task, TaskState

_ROLES = (AssignmentRole.LEAD, AssignmentRole.COOPERATING)
_STANDING = (TaskState.ACTIVE, TaskState.PAUSED, TaskState.DONE)
_ROOM = 10
"""How far the places of two rows stand apart: rows have no place in a text, yet a target must lie within its task's."""


def plan_value(plan: Plan) -> read.Plan:
    """Return the plan as the register holds it now, in six statements; what was dropped or replaced is left out."""
    tasks = list(plan.tasks.filter(state__in=_STANDING, occurrence_of=None, amends=None).order_by("position", "pk"))
    findings = list(plan.findings.filter(dropped=False).order_by("position", "pk"))
    places = {row.pk: place for place, row in enumerate(findings)}
    through = Task.findings.through._default_manager.filter(task__in=[task.pk for task in tasks], finding__in=list(places))
    remedied: dict[int, int] = {}
    for task, finding in through.order_by("pk").values_list("task_id", "finding_id"):
        remedied.setdefault(task, places[finding])
    mentions = _mentions([task.pk for task in tasks])
    return read.Plan(
        document=_head(plan),
        findings=_findings(findings),
        tasks=tuple(
            _task(task, place, finding=remedied.get(task.pk), mentions=mentions.get(task.pk, {})) for place, task in enumerate(tasks, 1)
        ),
        targets=_targets(plan, tasks),
    )


def deadline_of(task: Task) -> read.Deadline | None:
    """Return a task's deadline; the printed phrase stays its words unless a person has set another day since."""
    if not task.deadline_kind:
        return None
    words = "" if "deadline" in task.decided else task.due_text
    return read.Deadline(
        DeadlineKind(task.deadline_kind),
        task.due_from,
        task.due_on,
        _place(0, words),
        strict=task.due_strict,
        recurrence=task.recurrence or None,
    )


def _place(at: int, text: str) -> Evidence:
    return Evidence(line=at + 1, start=at * _ROOM, end=(at + 1) * _ROOM, text=text, rule="register")


def _printed(value: str) -> read.Printed | None:
    return read.Printed(value, _place(0, value)) if value else None


def _head(plan: Plan) -> read.Header:
    issued = plan.issued_on.isoformat() if plan.issued_on is not None else plan.issued_text
    name = _printed(plan.signer_name)
    return read.Header(
        kind=_printed(plan.kind),
        number=_printed(plan.number),
        symbol=_printed(plan.number.partition("/")[2]),
        issuer=_printed(plan.issuer),
        place=_printed(plan.place),
        issued_on=_printed(issued),
        title=_printed(plan.title),
        signer=read.Signer(name, _printed(plan.signer_position)) if name is not None else None,
    )


def _findings(findings: Sequence[Finding]) -> tuple[read.Finding, ...]:
    causes: dict[int, list[read.Cause]] = defaultdict(list)
    links = FindingCause.objects.filter(finding__in=[row.pk for row in findings]).order_by("pk")
    for finding, printed, text in links.values_list("finding_id", "printed", "cause__text"):
        causes[finding].append(read.Cause(printed or text, _place(0, printed or text)))
    return tuple(read.Finding(row.text, _place(0, row.text), row.number or None, tuple(causes[row.pk])) for row in findings)


def _task(task: Task, place: int, *, finding: int | None, mentions: Mapping[str, list[read.UnitMention]]) -> read.Task:
    return read.Task(
        text=task.text,
        evidence=_place(place, task.text),
        number=task.number or None,
        heading=tuple(task.heading),
        finding=finding,
        leads=tuple(mentions.get(AssignmentRole.LEAD, ())),
        cooperating=tuple(mentions.get(AssignmentRole.COOPERATING, ())),
        deadline=deadline_of(task),
        deliverable=_printed(task.deliverable),
    )


def _mentions(tasks: Sequence[int]) -> dict[int, dict[str, list[read.UnitMention]]]:
    """Return who leads and who takes part in each task, as the plan names them: a printed name unless a person chose another unit."""
    found: dict[int, dict[str, list[read.UnitMention]]] = defaultdict(lambda: defaultdict(list))
    rows = Assignment.objects.filter(task__in=tasks, role__in=_ROLES, via=None).select_related("unit", "group").order_by("position", "pk")
    for row in rows:
        known = row.unit.name if row.unit is not None else row.group.name if row.group is not None else ""
        name = known if known and (row.match == Match.SETTLED or not row.printed) else row.printed
        if name:
            found[row.task_id][row.role].append(read.UnitMention(name, _place(0, name)))
    return found


def _targets(plan: Plan, tasks: Sequence[Task]) -> tuple[read.Target, ...]:
    """Return the targets; one that stands in a task's own words lies within the task's place, and is not told a second time."""
    places = {task.pk: place for place, task in enumerate(tasks, 1)}
    rows = Target.objects.filter(plan=plan, dropped=False).order_by("position", "pk")
    return tuple(
        read.Target(
            row.subject,
            row.op,
            row.value,
            row.unit or None,
            _place(places.get(row.task_id or 0, len(places) + 1), row.subject),
            row.maximum,
        )
        for row in rows
    )
