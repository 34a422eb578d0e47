"""Gives each unit's part in a task its own last day, from which it is carried to its end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Literal

from django.utils import timezone

from dondoc.engine.tracking import OPEN, Work, after_move
from dondoc.engine.tracking.workdays import WorkCalendar
from dondoc.web.calendars.queries.calendars import calendar_for, calendars_now
from dondoc.web.plans.actions.clocks import CLOCK, clock_of, set_clock
from dondoc.web.plans.actions.spreading import spread
from dondoc.web.plans.models import Assignment, AssignmentRole, Task

COOPERATING_AHEAD = 3
"""A cooperating unit is due so many working days before the lead, where the time that is left allows it."""
REVIEW_DAYS = 90
"""Work without a last day is looked at again after so many days."""
CARRIED = (AssignmentRole.LEAD, AssignmentRole.COOPERATING, AssignmentRole.SHARE)
"""The roles whose parts are carried to an end."""
_BATCH = 200


def begin_parts(tasks: Sequence[Task], *, now: datetime) -> None:
    """Start the clock of every part of these tasks that has not started: the lead's ends with the task, a cooperating unit's before it."""
    by_key = {task.pk: task for task in tasks}
    calendars = calendars_now()
    parts = list(Assignment.objects.filter(task__in=by_key, unit__isnull=False, role__in=CARRIED, given_at=None).select_related("unit"))
    for part in parts:
        calendar = calendars.of(part.unit.path if part.unit else "")
        part.due_on = part.first_due_on = due_day(
            part.role, by_key[part.task_id].last_day, given=timezone.localdate(now), calendar=calendar
        )
        part.given_at = now
    Assignment.objects.bulk_update(parts, ["due_on", "first_due_on", "given_at"], batch_size=_BATCH)
    _set_review(parts, now=now)
    spread(by_key)


def move_parts(task: Task, *, now: datetime) -> None:
    """Let the open parts follow the task's new last day, as an amending document orders it.

    A part whose day had passed stays known as late since then: a later day does not make it on time.
    """
    on = timezone.localdate(now)
    open_parts = Assignment.objects.filter(task=task, unit__isnull=False, role__in=CARRIED, work__in=OPEN, submitted_at=None)
    for part in open_parts.select_related("unit"):
        due_on = due_day(part.role, task.last_day, given=on, calendar=calendar_for(part.unit))
        set_clock(part, after_move(clock_of(part), due_on, on=on))
        part.version += 1
        part.save(update_fields=[*CLOCK, "version"])


def end_part(part: Assignment, *, work: Literal[Work.TRANSFERRED, Work.CANCELLED], now: datetime) -> None:
    """End a part that goes to another unit or is called off; that it was late by then stays known."""
    clock = after_move(clock_of(part), part.due_on, on=timezone.localdate(now))
    set_clock(part, replace(clock, work=work))
    part.ended_at, part.version = now, part.version + 1
    part.save(update_fields=[*CLOCK, "ended_at", "version"])


def due_day(role: str, day: date | None, *, given: date, calendar: WorkCalendar) -> date | None:
    """Return the last day of a part in a task whose own is `day`."""
    if day is None or role != AssignmentRole.COOPERATING:
        return day
    ahead = calendar.add_working_days(day, -COOPERATING_AHEAD)
    return ahead if ahead > given else day


def _set_review(parts: Iterable[Assignment], *, now: datetime) -> None:
    undated = [part.pk for part in parts if part.due_on is None]
    Assignment.objects.filter(pk__in=undated).update(review_on=timezone.localdate(now) + timedelta(days=REVIEW_DAYS))
