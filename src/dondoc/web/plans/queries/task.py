"""One task with all that belongs to it: units and their people, findings, targets, deadline, its words in the source, its twins."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from dondoc.engine.tracking import Work
from dondoc.web.calendars.queries.calendars import Calendars, calendars_now
from dondoc.web.organisations.models import Post, Role, covering
from dondoc.web.organisations.permissions import Scope
from dondoc.web.plans.models import Assignment, AssignmentRole, Finding, FindingCause, Plan, Target, Task, TaskState, TaskTwin, TwinState
from dondoc.web.plans.permissions import may_see_whole, may_tidy
from dondoc.web.plans.queries.due import Due, due_of
from dondoc.web.plans.queries.evidence import Quoted, quoted
from dondoc.web.plans.queries.sight import REGISTERED, visible_findings, visible_tasks

_MEMBERS_SHOWN = 60
_AMENDMENTS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class UnitPart:
    """A unit's part in a task: who answers there, and the units that a group stands for."""

    assignment: Assignment
    name: str
    people: tuple[Post, ...]
    members: tuple[str, ...] = ()
    more: int = 0

    @property
    def is_unclear(self) -> bool:
        """Whether no unit of the registry stands behind the printed name."""
        return self.assignment.unit_id is None and self.assignment.group_id is None and not self.members


@dataclass(frozen=True, slots=True)
class TwinRow:
    """A task of another plan that orders the same, and what was said of it."""

    twin: TaskTwin
    other: Task

    @property
    def is_linked(self) -> bool:
        """Whether a person has said that the two are one."""
        return self.twin.state == TwinState.LINKED


@dataclass(frozen=True, slots=True)
class Amended:
    """The words of an amending plan that changed a task, in that plan's own document; `row` is their row there."""

    plan: Plan
    row: int
    quotes: Quoted


@dataclass(frozen=True, slots=True)
class TaskDetail:
    """One task as one person sees it; `whole` says that its whole document is open to them."""

    task: Task
    due: Due
    whole: bool
    tidies: bool
    leads: tuple[UnitPart, ...]
    cooperating: tuple[UnitPart, ...]
    findings: tuple[Finding, ...]
    targets: tuple[Target, ...]
    quotes: Quoted
    amendments: tuple[Amended, ...]
    twins: tuple[TwinRow, ...]
    calendars: Calendars

    @property
    def is_gone(self) -> bool:
        """Whether the task is kept to be looked up only."""
        return self.task.state in (TaskState.DROPPED, TaskState.SUPERSEDED)


def tasks_called(name: str, scope: Scope) -> list[Task]:
    """Return the visible tasks that an address names: by key the one, by code those of every department that gave it."""
    seen = visible_tasks(scope, few=True).select_related("plan", "plan__unit", "plan__director", "plan__focal_unit", "plan__reading")
    if name.isascii() and name.isdigit():
        return list(seen.filter(pk=int(name[:15])))
    return list(seen.filter(code=name.upper())[:10])


def task_detail(task: Task, scope: Scope, *, on: date) -> TaskDetail:
    """Return a task's page; the caller has found the task among the visible ones."""
    parts = list(
        task.assignments.exclude(role=AssignmentRole.OVERSEEING)
        .exclude(work=Work.TRANSFERRED)
        .select_related("unit", "group")
        .order_by("position", "pk")
    )
    people = _people((part.unit_id for part in parts if part.unit_id and part.via_id is None), on)
    targets = tuple(Target.objects.filter(task=task, dropped=False))
    calendars = calendars_now()
    return TaskDetail(
        task=task,
        due=due_of(task, on=on, calendar=calendars.of(task.plan.unit.path)),
        whole=may_see_whole(scope, task.plan),
        tidies=may_tidy(scope, task.plan.unit),
        leads=_parts(parts, AssignmentRole.LEAD, people),
        cooperating=_parts(parts, AssignmentRole.COOPERATING, people),
        findings=tuple(_findings(task, scope)),
        targets=targets,
        quotes=quoted(task, parts, targets),
        amendments=tuple(_amendments(task)),
        twins=tuple(_twins(task, scope)),
        calendars=calendars,
    )


def _amendments(task: Task) -> Iterable[Amended]:
    """Yield what later plans of the register said of a task, the newest first; who sees the task sees what changed it."""
    rows = task.amended_by.filter(state=TaskState.SUPERSEDED, plan__state__in=REGISTERED).order_by("-plan__published_at", "-pk")
    for row in rows.select_related("plan", "plan__reading").prefetch_related("assignments")[:_AMENDMENTS_SHOWN]:
        yield Amended(row.plan, row.pk, quoted(row, [part for part in row.assignments.all() if part.via_id is None], ()))


def _parts(parts: list[Assignment], role: str, people: dict[int, list[Post]]) -> tuple[UnitPart, ...]:
    members: dict[int, list[str]] = {}
    for part in parts:
        if part.via_id is not None and part.unit is not None:
            members.setdefault(part.via_id, []).append(part.unit.name)
    return tuple(
        UnitPart(
            assignment=part,
            name=part.unit.name if part.unit else part.printed or (part.group.name if part.group else "–"),
            people=tuple(people.get(part.unit_id or 0, ())),
            members=tuple(members.get(part.pk, ())[:_MEMBERS_SHOWN]),
            more=max(len(members.get(part.pk, ())) - _MEMBERS_SHOWN, 0),
        )
        for part in parts
        if part.role == role and part.via_id is None
    )


def _people(units: Iterable[int], on: date) -> dict[int, list[Post]]:
    """Return who heads each unit, else the officers there."""
    posts = Post.objects.filter(covering(on), unit__in=set(units), role__in=[Role.HEAD, Role.OFFICER], user__is_active=True)
    found: dict[int, list[Post]] = {}
    for post in posts.select_related("user").order_by("role", "pk"):
        found.setdefault(post.unit_id, []).append(post)
    return {unit: [post for post in held if post.role == Role.HEAD] or held[:3] for unit, held in found.items()}


def _findings(task: Task, scope: Scope) -> QuerySet[Finding]:
    causes = Prefetch("cause_links", FindingCause.objects.select_related("cause").order_by("pk"))
    seen = visible_findings(scope, few=True).values("pk")
    return task.findings.filter(pk__in=seen).order_by("position").prefetch_related(causes)


def _twins(task: Task, scope: Scope) -> Iterable[TwinRow]:
    """Yield the other tasks of pairs, both of which the person sees; what is only suggested is for those who decide it."""
    states = [TwinState.LINKED, TwinState.SUGGESTED] if may_tidy(scope, task.plan.unit) else [TwinState.LINKED]
    twins = TaskTwin.objects.filter(Q(first=task) | Q(second=task), state__in=states).order_by("-likeness", "pk")
    pairs = {(twin.second_id if twin.first_id == task.pk else twin.first_id): twin for twin in twins}
    others = visible_tasks(scope, few=True).filter(pk__in=pairs.keys()).select_related("plan").in_bulk() if pairs else {}
    for key, twin in pairs.items():
        if key in others:
            yield TwinRow(twin, others[key])
