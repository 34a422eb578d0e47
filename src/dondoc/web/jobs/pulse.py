"""Renews, from a thread of its own, the leases of a worker and the row that shows it alive, and ends a worker that hangs."""

from __future__ import annotations

import logging
import os
import secrets
import socket
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event, Thread
from types import TracebackType

from django.db import DatabaseError, connections
from django.utils import timezone

from dondoc.web.jobs.leases import renew
from dondoc.web.jobs.models import Job, State, Worker

logger = logging.getLogger(__name__)
_BEATS = 4  # in one lease
_LONGEST = timedelta(hours=2)  # that a try may run; whatever takes longer hangs
_SILENT = timedelta(days=1)
_KEPT = timedelta(days=90)
_BETWEEN_TIDYINGS = timedelta(hours=6)
_KILLED = 1


def worker_name() -> str:
    """Return a name that no other worker has: host, process and something random."""
    return f"{socket.gethostname()[:48]}:{os.getpid()}:{secrets.token_hex(4)}"


class Pulse:
    """Beats four times in a lease while it is entered, whatever the worker is busy with.

    A job that hears nothing, of two hours or of a person who cancelled it one lease ago, sits in a call that does not return: `end` then
    ends the process, and the job is taken up or cancelled by the next worker.
    """

    def __init__(self, worker: str, lease: timedelta, *, end: Callable[[int], object] = os._exit) -> None:
        self.worker = worker
        self.lease = lease
        self._end_process = end
        self._end = Event()
        self._thread = Thread(target=self._beat_on, name="pulse", daemon=True)
        self._asked: datetime | None = None
        self._tidied: datetime | None = None

    def __enter__(self) -> Pulse:
        now = timezone.now()
        Worker.objects.create(name=self.worker, started_at=now, seen_at=now)
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Stop beating and take the worker off the list."""
        self._end.set()
        self._thread.join()
        Worker.objects.filter(name=self.worker).delete()

    def beat(self, now: datetime) -> None:
        """Renew the leases and the row once; from time to time, forget what is old."""
        if self._hangs(now):
            logger.error("worker %s hangs in a job and is ended", self.worker)
            self._end_process(_KILLED)
        renew(self.worker, now=now, lease=self.lease)
        Worker.objects.filter(name=self.worker).update(seen_at=now)
        if self._tidied is None or now - self._tidied > _BETWEEN_TIDYINGS:
            self._tidied = now
            tidy(now)

    def _hangs(self, now: datetime) -> bool:
        job = Job.objects.filter(worker=self.worker, state=State.RUNNING).only("started_at", "cancel_asked").first()
        if job is None or not job.cancel_asked:
            self._asked = None
        elif self._asked is None:
            self._asked = now
        if job is None or job.started_at is None:
            return False
        return now - job.started_at > _LONGEST or (self._asked is not None and now - self._asked > self.lease)

    def _beat_on(self) -> None:
        while not self._end.wait(self.lease.total_seconds() / _BEATS):
            try:
                self.beat(timezone.now())
            except DatabaseError:
                logger.exception("the pulse could not be written; the next beat tries again")
            connections.close_all()


def tidy(now: datetime) -> None:
    """Forget workers that have been silent for a day, and jobs that ended 90 days ago."""
    Worker.objects.filter(seen_at__lt=now - _SILENT).delete()
    Job.objects.filter(finished_at__lt=now - _KEPT).delete()
