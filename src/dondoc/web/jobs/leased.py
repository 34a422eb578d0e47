"""The backend of the embedded database: the table of jobs is all there is, and workers look into it themselves."""

from __future__ import annotations

import logging
from datetime import timedelta
from threading import Event

from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from dondoc.web.jobs.backends import RowBackend
from dondoc.web.jobs.leases import claim
from dondoc.web.jobs.models import Job
from dondoc.web.jobs.performing import perform
from dondoc.web.jobs.pulse import Pulse, worker_name

logger = logging.getLogger(__name__)
_PAUSE = 0.25  # seconds between two looks at an empty table
_PAUSE_AFTER_ERROR = 5.0


class LeasedBackend(RowBackend):
    """Jobs are rows; committing them is enough."""

    def carry(self, job: Job) -> None:
        """Nothing carries a job: the next worker that looks finds it."""


def work(stop: Event, *, lease: timedelta, pause: float = _PAUSE) -> None:
    """Work on jobs, one after the other, until `stop` is set; a job that runs then is put back at its next report."""
    name = worker_name()
    with Pulse(name, lease):
        while not stop.is_set():
            try:
                job = claim(name, now=timezone.now(), lease=lease)
                if job is not None:
                    perform(job, stopping=stop.is_set)
            except DatabaseError:
                # The lease brings the job back, to this worker or to another.
                logger.exception("the table of jobs cannot be reached")
                stop.wait(_PAUSE_AFTER_ERROR)
            else:
                stop.wait(pause if job is None else 0)
            close_old_connections()
