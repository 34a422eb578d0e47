"""What the register holds of a plan or of what is late → the values that a letter is written from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from dondoc.engine.reporting.snapshot import PlanHead
from dondoc.engine.tracking import TimeState
from dondoc.engine.writing.official.letters import AssignedTask, Assignment, Conclusion, OverduePart, Point, Reminder
from dondoc.engine.writing.official.plan_wording import deadline_cell
from dondoc.web.calendars.queries.calendars import calendars_now
from dondoc.web.organisations.models import Unit
from dondoc.web.overview.queries.conditions import any_of, pieces_now
from dondoc.web.plans.models import Assignment as Part
from dondoc.web.plans.models import AssignmentRole, Plan, PlanState, Task, TaskState
from dondoc.web.reports.queries.outgoing.plan_values import deadline_of

_TOGETHER = (AssignmentRole.LEAD, AssignmentRole.COOPERATING)
_STANDING = (TaskState.ACTIVE, TaskState.PAUSED, TaskState.DONE)
MOST_ADDRESSEES = 12
"""So many units are named one by one as addressees; more are named together."""


@dataclass(frozen=True, slots=True)
class UnitOverdue:
    """A unit with what it has late, the longest first."""

    unit: Unit
    parts: tuple[OverduePart, ...]

    @property
    def longest(self) -> int:
        """The working days by which its oldest is late."""
        return max(part.late_days for part in self.parts)


def plan_head(plan: Plan) -> PlanHead:
    """Return what a letter says of a plan."""
    return PlanHead(f"kh:{plan.pk}", plan.kind, plan.number, plan.title, plan.issuer, plan.issued_on)


def assignment_of(plan: Plan) -> Assignment:
    """Return the tasks of a published plan with who carries each, in three statements."""
    tasks = list(standing_tasks(plan))
    units = _units_of(tasks)
    return Assignment(plan_head(plan), tuple(_assigned(task, units[task.pk], plan) for task in tasks))


def standing_tasks(plan: Plan) -> QuerySet[Task]:
    """Return the tasks of a plan that stand: not dropped or replaced, and what recurs once."""
    return plan.tasks.filter(state__in=_STANDING, occurrence_of=None, amends=None).order_by("position", "pk")


def conclusion_of(plan: Plan) -> Conclusion:
    """Return a plan's tasks as the points of a conclusion; who presided is who signed the plan, and the day its own."""
    tasks = list(standing_tasks(plan))
    units = _units_of(tasks)
    chair = " ".join(part for part in (plan.signer_position, plan.signer_name) if part)
    points = tuple(
        Point(task.text, "; ".join(units[task.pk][0]), tuple(units[task.pk][1]), _due(task, plan)) for task in tasks
    )  # fmt: skip
    return Conclusion(chair, plan.issued_on or plan.created_at.date(), plan.title, points)


def overdue_by_unit(department: Unit, *, on: date, plan: Plan | None = None, tasks: Sequence[int] = ()) -> tuple[UnitOverdue, ...]:
    """Return what units owe the department past its day, by unit, the longest first; of one plan or of some tasks where they are given.

    Late days are working days by each unit's calendar. Two statements.
    """
    rows = (
        Part.objects.filter(
            any_of(pieces_now(TimeState.LATE, on=on)), role__in=_TOGETHER, unit__isnull=False, due_on__isnull=False,
            plan__unit__path__startswith=department.path, plan__state=PlanState.PUBLISHED, task_active=True, submitted_at=None,
        )
        .select_related("unit", "task")
        .order_by("due_on", "pk")
    )  # fmt: skip
    rows = rows.filter(plan=plan) if plan is not None else rows
    rows = rows.filter(task__in=tasks) if tasks else rows
    calendars = calendars_now()
    units: dict[int, Unit] = {}
    found: dict[int, list[OverduePart]] = defaultdict(list)
    for row in rows:
        if row.unit is None or row.due_on is None:
            continue
        late = max(calendars.of(row.unit.path).working_days_between(row.due_on, on), 1)
        units[row.unit.pk] = row.unit
        name = row.task.code or row.task.number
        found[row.unit.pk].append(OverduePart(f"p:{row.pk}", name, row.task.text, row.unit.name, row.due_on, late, row.percent))
    groups = (UnitOverdue(units[key], tuple(sorted(parts, key=lambda one: -one.late_days))) for key, parts in found.items())
    return tuple(sorted(groups, key=lambda one: (-one.longest, one.unit.name)))


def reminder_of(groups: Sequence[UnitOverdue], *, on: date, answer_by: date | None, plan: Plan | None) -> Reminder:
    """Return what a reminder says of some units."""
    parts = tuple(part for group in groups for part in group.parts)
    return Reminder(on, parts, plan_head(plan) if plan is not None else None, answer_by)


def addressees_of(names: Sequence[str], department: Unit) -> tuple[str, ...]:
    """Return to whom a letter goes: each unit, or all of them together where they are many."""
    once = tuple(dict.fromkeys(names))
    if 0 < len(once) <= MOST_ADDRESSEES:
        return once
    return (f"Các phòng, đơn vị thuộc {department.name}",)


def _units_of(tasks: Sequence[Task]) -> dict[int, tuple[list[str], list[str]]]:
    """Return the names of who leads and who takes part in each task, groups by their own names."""
    found: dict[int, tuple[list[str], list[str]]] = {task.pk: ([], []) for task in tasks}
    rows = Part.objects.filter(task__in=list(found), role__in=_TOGETHER, via=None).select_related("unit", "group")
    for row in rows.order_by("position", "pk"):
        name = row.unit.name if row.unit is not None else row.group.name if row.group is not None else row.printed
        found[row.task_id][0 if row.role == AssignmentRole.LEAD else 1].append(name)
    return found


def _assigned(task: Task, units: tuple[list[str], list[str]], plan: Plan) -> AssignedTask:
    leads, partners = units
    return AssignedTask(f"nv:{task.pk}", task.number, task.text, "; ".join(leads), tuple(partners), _due(task, plan), task.deliverable)


def _due(task: Task, plan: Plan) -> str:
    words = deadline_cell(deadline_of(task), "", issued=plan.issued_on)
    return words[:1].lower() + words[1:]
