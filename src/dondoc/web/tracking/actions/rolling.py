"""Rolls up what changed on a part: to the part it was cut from, and to the task."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from dondoc.engine.tracking import PartState, Rolled, Work, rolled_up, shared_percent
from dondoc.web.plans.actions.parts import CARRIED
from dondoc.web.plans.actions.spreading import spread
from dondoc.web.plans.models import Assignment, AssignmentRole, Task, TaskState

_STATES = {Work.DONE: TaskState.DONE, Work.PAUSED: TaskState.PAUSED, Work.CANCELLED: TaskState.DROPPED}


def state_of(part: Assignment) -> PartState:
    """Return what the roll-up asks of a part."""
    submitted = timezone.localdate(part.submitted_at) if part.submitted_at else None
    return PartState(part.role == AssignmentRole.LEAD, Work(part.work), part.percent, part.due_on, submitted, part.late_days)


def roll_up(part: Assignment, *, now: datetime) -> None:
    """Bring the percent of the part's chain, and its task, up to date after a change of the part."""
    above = part.of
    while above is not None:
        above.percent = shared_percent([state_of(share) for share in above.shares.all()], above.percent)
        above.save(update_fields=["percent"])
        above = above.of
    roll_up_task(part.task, now=now)


def roll_up_task(task: Task, *, now: datetime) -> None:
    """Write what the parts make of a task, and repeat on them what they bear of it where that has changed."""
    rolled, before = rolled_of(task), (task.state, task.last_day)
    # Called off with its last part, a task is taken up again with the first that is; what a document dropped stays dropped.
    if task.state == TaskState.DROPPED and task.work == Work.CANCELLED and rolled.work is not Work.CANCELLED:
        task.state = TaskState.ACTIVE
    task.work, task.percent, task.done_on, task.late_days = rolled.work, rolled.percent, rolled.done_on, rolled.late_days
    if rolled.last_day is not None:
        task.last_day = rolled.last_day
    task.moved_at = task.updated_at = now
    if task.state in (TaskState.ACTIVE, TaskState.DONE, TaskState.PAUSED):
        task.state = _STATES.get(rolled.work, TaskState.ACTIVE)
    task.save(update_fields=["work", "percent", "done_on", "late_days", "last_day", "moved_at", "updated_at", "state"])
    if (task.state, task.last_day) != before:
        spread([task.pk])


def rolled_of(task: Task) -> Rolled:
    """Return what the parts that units lead or cooperate in make of a task; shares count in the part they were cut from."""
    return rolled_up([state_of(part) for part in carried_parts(task) if part.role != AssignmentRole.SHARE])


def carried_parts(task: Task) -> Iterable[Assignment]:
    """Return the parts of a task that units carry to an end."""
    return Assignment.objects.filter(task=task, unit__isnull=False, role__in=CARRIED)
