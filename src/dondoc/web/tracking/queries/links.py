"""What a task waits for and what waits for it, its periods, and who watches it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from dondoc.engine.tracking import Work
from dondoc.engine.tracking.workdays import WorkCalendar
from dondoc.web.organisations.permissions import Scope
from dondoc.web.plans.models import Task, TaskState
from dondoc.web.plans.queries.due import Due, due_of
from dondoc.web.plans.queries.sight import visible_tasks
from dondoc.web.tracking.models import Block, Watch
from dondoc.web.tracking.words import STATE_NAMES

PERIODS = 24
MOST = 40


@dataclass(frozen=True, slots=True)
class Linked:
    """A task at the other end of a link; `is_seen` says whether the person may open it: else only its code is told."""

    block: Block
    task: Task
    is_seen: bool

    @property
    def is_done(self) -> bool:
        """Whether nothing holds up any more."""
        return self.task.state in (TaskState.DONE, TaskState.DROPPED, TaskState.SUPERSEDED)

    @property
    def state(self) -> str:
        """How far it is, in words."""
        return str(STATE_NAMES[Work(self.task.work)])


@dataclass(frozen=True, slots=True)
class Links:
    """What a task waits for, what waits for it, and whether the person watches it."""

    waits_for: tuple[Linked, ...]
    holds_up: tuple[Linked, ...]
    watching: bool

    @property
    def open(self) -> tuple[Linked, ...]:
        """What it still waits for."""
        return tuple(linked for linked in self.waits_for if not linked.is_done)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One period of a recurring task, with where it stands."""

    task: Task
    due: Due

    @property
    def state(self) -> str:
        """How far the work is, in words."""
        return str(STATE_NAMES[Work(self.task.work)])


def links_of(task: Task, scope: Scope) -> Links:
    """Return a task's links, and whether the person watches it."""
    seen = visible_tasks(scope, few=True)
    blocks = Block.objects.filter(Q(task=task) | Q(by=task)).select_related("task", "by").order_by("pk")
    blocks = blocks.annotate(sees_by=Exists(seen.filter(pk=OuterRef("by"))), sees_task=Exists(seen.filter(pk=OuterRef("task"))))
    held = list(blocks[: 2 * MOST])
    return Links(
        tuple(Linked(block, block.by, block.sees_by) for block in held if block.task_id == task.pk),
        tuple(Linked(block, block.task, block.sees_task) for block in held if block.by_id == task.pk),
        Watch.objects.filter(task=task, user=scope.user).exists(),
    )


def occurrences_of(task: Task, scope: Scope, *, on: date, calendar: WorkCalendar) -> list[Occurrence]:
    """Return the newest periods of a recurring task that the person sees, with where each stands."""
    rows = visible_tasks(scope, few=True).filter(occurrence_of=task).order_by("-period_from")[:PERIODS]
    return [Occurrence(row, due_of(row, on=on, calendar=calendar)) for row in rows]
