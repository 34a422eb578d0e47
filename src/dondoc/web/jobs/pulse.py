"""Renews, from a thread of its own, the leases of a worker and the row that shows it alive."""

from __future__ import annotations

import logging
import os
import secrets
import socket
from datetime import timedelta
from threading import Event, Thread
from types import TracebackType

from django.db import DatabaseError, connections
from django.utils import timezone

from dondoc.web.jobs.leases import renew
from dondoc.web.jobs.models import Worker

logger = logging.getLogger(__name__)
_BEATS = 4  # in one lease
_FORGET = timedelta(days=1)


def worker_name() -> str:
    """Return a name that no other worker has: host, process and something random."""
    return f"{socket.gethostname()[:48]}:{os.getpid()}:{secrets.token_hex(4)}"


class Pulse:
    """Beats four times in a lease while it is entered, whatever the worker is busy with."""

    def __init__(self, worker: str, lease: timedelta) -> None:
        self.worker = worker
        self.lease = lease
        self._end = Event()
        self._thread = Thread(target=self._beat_on, name="pulse", daemon=True)

    def __enter__(self) -> Pulse:
        now = timezone.now()
        Worker.objects.filter(seen_at__lt=now - _FORGET).delete()
        Worker.objects.create(name=self.worker, started_at=now, seen_at=now)
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Stop beating and take the worker off the list."""
        self._end.set()
        self._thread.join()
        Worker.objects.filter(name=self.worker).delete()

    def beat(self) -> None:
        """Renew the leases and the row once."""
        now = timezone.now()
        renew(self.worker, now=now, lease=self.lease)
        Worker.objects.filter(name=self.worker).update(seen_at=now)

    def _beat_on(self) -> None:
        while not self._end.wait(self.lease.total_seconds() / _BEATS):
            try:
                self.beat()
            except DatabaseError:
                logger.exception("the pulse could not be written; the next beat tries again")
            connections.close_all()
