"""The states in time of tasks as conditions on their rows, each task in just one, as `due_of` tells them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone

from dondoc.engine.extraction.plan import DeadlineKind
from dondoc.engine.tracking import TimeState, soon_until
from dondoc.web.plans.models import TaskState

STILL_DAYS = 30
"""Work that has not moved for so many days stands still."""


def task_in(state: str, *, on: date) -> Q:
    """Return the condition that a published task is in a state in time on a day."""
    active, soon = Q(state=TaskState.ACTIVE), soon_until(on)
    done, late = Q(state=TaskState.DONE), Q(late_days__gt=0)
    bound = Q(deadline_kind__in=[kind.value for kind in DeadlineKind])
    match TimeState(state):
        case TimeState.LATE:
            return active & Q(last_day__lt=on)
        case TimeState.SOON:
            return active & Q(last_day__gte=on, last_day__lte=soon)
        case TimeState.IN_TIME:
            return active & Q(last_day__gt=soon)
        case TimeState.OPEN:
            return active & bound & Q(last_day=None)
        case TimeState.NO_DATE:
            return active & ~bound & Q(last_day=None)
        case TimeState.DONE:
            return done & (Q(late_days=None) | Q(late_days=0))
        case TimeState.DONE_LATE:
            return done & late
        case _:
            return Q(state__in=[TaskState.PAUSED, TaskState.DROPPED, TaskState.SUPERSEDED])


def task_still(quiet: str, *, on: date) -> Q:
    """Return the condition that a task that is still to be done has never moved, or not for thirty days and more."""
    if quiet == "chua-cap-nhat":
        return Q(state=TaskState.ACTIVE, moved_at=None)
    before = timezone.make_aware(datetime.combine(on - timedelta(days=STILL_DAYS - 1), time()))
    return Q(state=TaskState.ACTIVE) & (Q(moved_at__lt=before) | Q(moved_at=None, plan__published_at__lt=before))
