"""Shows on a task's page how often each part was pressed for, when and by whom, and lets who gave it press again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dondoc.engine.tracking import RUNNING
from dondoc.web.plans.actions.parts import CARRIED
from dondoc.web.plans.models import Assignment
from dondoc.web.plans.panels import Look, TaskPanel, TaskPanels
from dondoc.web.plans.permissions import may_see_whole
from dondoc.web.urging.models import Urging
from dondoc.web.urging.permissions import may_urge

_SHOWN = 6
_MOST = 60


@dataclass(frozen=True, slots=True)
class PressedPart:
    """A part with how often it was pressed for, the last times, and whether this person may press for it."""

    part: Assignment
    urgings: Sequence[Urging]
    may_urge: bool


def pressed_parts(look: Look) -> TaskPanels:
    """Return the panel of a task, in two statements; of a task where nothing was pressed for and nobody may, none."""
    scope, task = look.request.scope, look.detail.task
    parts = Assignment.objects.filter(task=task, role__in=CARRIED, unit__isnull=False, given_at__isnull=False).select_related(
        "unit", "person", "task__plan__unit", "of__unit"
    )
    rows = [part for part in parts.order_by("due_on", "pk")[:_MOST] if _sees(look, part)]
    urgings: dict[int, list[Urging]] = {}
    for urging in Urging.objects.filter(part__in=[part.pk for part in rows]).select_related("by").order_by("-on", "-pk")[:200]:
        urgings.setdefault(urging.part_id, []).append(urging)
    shown = [PressedPart(part, urgings.get(part.pk, [])[:_SHOWN], part.work in RUNNING and may_urge(scope, part)) for part in rows]
    shown = [one for one in shown if one.urgings or one.may_urge]
    if not shown:
        return TaskPanels()
    return TaskPanels(aside=(TaskPanel("urging/task_panel.html", {"parts": shown}),), styles=("urging/urging.css",))


def _sees(look: Look, part: Assignment) -> bool:
    """Whether the person sees how another's part is pressed for: who sees the whole plan, and who stands at or above its unit."""
    scope = look.request.scope
    path = part.unit.path if part.unit is not None else "-"
    return (
        may_see_whole(scope, part.task.plan) or part.person_id == scope.user.pk or any(path.startswith(one.path) for one in scope.standings)
    )
