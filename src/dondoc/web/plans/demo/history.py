"""Lets acts of the sample office happen on past days: what they write bears the moment that the story gives, not that of loading."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone

from dondoc.web.accounts.models import User
from dondoc.web.audit.moment import happening_at
from dondoc.web.jobs.leases import claim
from dondoc.web.jobs.models import Job
from dondoc.web.jobs.performing import perform
from dondoc.web.notices.models import Notice
from dondoc.web.organisations.models import UnitEvent
from dondoc.web.plans.models import Plan, Question, Reading, Step, Task

WORKER = "dondoc demo"
_LEASE = timedelta(hours=1)
_STAMPED: tuple[tuple[type[models.Model], tuple[str, ...]], ...] = (
    (User, ("created_at",)),
    (UnitEvent, ("recorded_at",)),
    (Notice, ("at",)),
    (Reading, ("read_at",)),
    (Plan, ("created_at",)),
    (Task, ("created_at", "updated_at")),
    (Question, ("settled_at",)),
    (Step, ("at",)),
    (Job, ("finished_at",)),
)
"""Where rows take their time from the clock by themselves."""


class OutOfOrder(ValueError):
    """An act told after a later one."""


@dataclass(slots=True)
class History:
    """The story as far as it is told; its acts come in the order of their moments."""

    told_up_to: datetime | None = None

    @contextmanager
    def at(self, moment: datetime) -> Iterator[datetime]:
        """Let what the block does, and the jobs that it asks for, happen at `moment`."""
        if self.told_up_to is not None and moment < self.told_up_to:
            raise OutOfOrder(f"{moment} comes before {self.told_up_to}")
        self.told_up_to = moment
        began = timezone.now()  # what the rows below took from the same clock lies after it
        with happening_at(moment):
            yield moment
            _run_jobs(moment)
        for model, fields in _STAMPED:
            for field in fields:
                model._default_manager.filter(**{f"{field}__range": (began, timezone.now())}).update(**{field: moment})


def _run_jobs(moment: datetime) -> None:
    """Do the background work that waits, here and at once."""
    while (job := claim(WORKER, now=moment, lease=_LEASE)) is not None:
        perform(job)
