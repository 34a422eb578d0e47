"""The open parts of units that are no more: what waits to be handed over, and to whom it would go."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from dondoc.web.organisations.models import Role, Unit
from dondoc.web.organisations.permissions import Scope, within
from dondoc.web.organisations.queries.succession import Successor, standing_successors, successors
from dondoc.web.plans.models import Assignment, AssignmentRole, Handover, TaskState


@dataclass(frozen=True, slots=True)
class OpenPart:
    """One open part: the task, what the unit did for it, and the unit that would take it, where only one took over."""

    assignment: Assignment
    proposed: Successor | None


@dataclass(frozen=True, slots=True)
class EndedUnit:
    """A unit that is no more, with how many open parts it left and who took over from it."""

    unit: Unit
    count: int
    heirs: tuple[Successor, ...]


def open_parts() -> QuerySet[Assignment]:
    """Return the parts in running tasks of units that have ended and nobody has decided on."""
    decided = Handover.objects.filter(assignment=OuterRef("pk"))
    ended = Unit.objects.filter(valid_to__isnull=False).order_by().values("pk")  # few: the database begins with them
    return Assignment.objects.filter(
        unit__in=ended, role__in=[AssignmentRole.LEAD, AssignmentRole.COOPERATING], task__state=TaskState.ACTIVE
    ).exclude(Exists(decided))


def waiting_parts(scope: Scope) -> QuerySet[Assignment]:
    """Return what waits to be handed over in the plans that the person consolidates."""
    return open_parts().filter(within("task__plan__unit__path", scope.paths(Role.OFFICE)))


def ended_units(scope: Scope) -> list[EndedUnit]:
    """Return the ended units that left something open, the latest first, in three statements."""
    counted: dict[int, int] = {}
    for unit_id in waiting_parts(scope).values_list("unit", flat=True).order_by():
        counted[unit_id or 0] = counted.get(unit_id or 0, 0) + 1
    chain = successors() if counted else {}
    units = Unit.objects.filter(pk__in=counted).order_by("-valid_to", "name")
    return [EndedUnit(unit, counted[unit.pk], standing_successors(unit.pk, chain)) for unit in units]


def parts_of_unit(parts: QuerySet[Assignment], ended: EndedUnit) -> QuerySet[Assignment]:
    """Return the open parts that one unit left, in the order of the register."""
    rows = parts.filter(unit=ended.unit).select_related("task__plan")
    return rows.order_by("task__last_day", "task__plan", "task__position", "role")


def proposed_for(assignments: list[Assignment], ended: EndedUnit) -> list[OpenPart]:
    """Return the parts with whom they would go to: the one that took over, nobody where there are several or none."""
    heir = ended.heirs[0] if len(ended.heirs) == 1 else None
    return [OpenPart(assignment, heir) for assignment in assignments]
