"""What a running task holds of its job: it reports how far it is, and learns here that it shall stop."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

from django_tasks import TaskContext

from dondoc.web.jobs.models import Job, State

_PAUSE = 0.2  # seconds between two reports that are written


class Cancelled(Exception):
    """A person asked that the job be cancelled."""


class Stopping(Exception):
    """The worker is asked to end; the job goes back to wait for the next one."""


class Lost(Exception):
    """The lease has run out and another worker has the job: whatever this one does now, it must not write."""


def never() -> bool:
    """Answer that nobody asks the worker to end."""
    return False


@dataclass(slots=True)
class Progress:
    """How far one try of a job is; `worker` and `tries` together name the try that holds the lease."""

    job: UUID
    worker: str
    tries: int
    stopping: Callable[[], bool] = never
    _written: float = field(default=float("-inf"))

    def report(self, done: int, total: int) -> None:
        """Tell that `done` of `total` are done; call it often and outside of transactions: few calls are written.

        Raises Cancelled, Stopping or Lost where the task shall stop; let them pass.
        """
        if self.stopping():
            raise Stopping
        now = time.monotonic()
        if now - self._written < _PAUSE and done < total:
            return
        self._written = now
        held = Job.objects.filter(pk=self.job, worker=self.worker, tries=self.tries, state=State.RUNNING)
        if held.filter(cancel_asked=True).exists():
            raise Cancelled
        if not held.update(done=max(done, 0), total=max(total, 0)):
            raise Lost


@dataclass(frozen=True, slots=True, kw_only=True)
class Context(TaskContext):
    """The context that a task is given here: Django's own, with the progress of the job."""

    progress: Progress


def progress(context: TaskContext) -> Progress:
    """Return the progress of the job that a task runs for; its context comes from a worker."""
    if not isinstance(context, Context):
        raise TypeError("this task was not started by a worker of dondoc")
    return context.progress
