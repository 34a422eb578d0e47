"""Runs the task of a job that a worker has taken, and writes down how it ended."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from django.utils import timezone, translation
from django.utils.module_loading import import_string
from django_tasks import TaskResult, TaskResultStatus
from django_tasks.base import Task
from django_tasks.utils import normalize_json

from dondoc.web.jobs.failures import failure_of, wait_before_next
from dondoc.web.jobs.leases import finish, put_back
from dondoc.web.jobs.models import Job, State
from dondoc.web.jobs.progress import Cancelled, Context, Lost, Progress, Stopping, never

logger = logging.getLogger(__name__)
_STATUS = {State.WAITING: TaskResultStatus.READY, State.RUNNING: TaskResultStatus.RUNNING, State.DONE: TaskResultStatus.SUCCESSFUL}


class UnknownTask(Exception):
    """A job whose function is not there any more."""


def perform(job: Job, *, stopping: Callable[[], bool] = never) -> datetime | None:
    """Run a job that was claimed; return when it shall be tried again, or nothing where it has ended.

    The owner's language is active while it runs. Whatever the task raises becomes the job's end, save what ends the process.
    """
    try:
        with translation.override(job.owner.language if job.owner else "vi"):
            result = normalize_json(_call(job, Progress(job.pk, job.worker, job.tries, stopping)))
    except Cancelled:
        finish(job, State.CANCELLED, now=timezone.now())
    except Stopping:
        return _again(job, timezone.now(), count=False)
    except Lost:
        logger.warning("job %s was taken by another worker; this try ends", job.pk)
    except Exception as error:  # noqa: BLE001 - a task may fail in any way; its owner is told
        return _failed(job, error)
    else:
        finish(job, State.DONE, now=timezone.now(), result=result)
    return None


def task_of(path: str) -> Task:
    """Return the task at a dotted path; raises UnknownTask."""
    try:
        found = import_string(path)
    except ImportError as error:
        raise UnknownTask(path) from error
    if not isinstance(found, Task):
        raise UnknownTask(path)
    return found


def result_of(job: Job, task: Task, backend: str) -> TaskResult:
    """Return the job as Django's tasks API shows it."""
    result: TaskResult = TaskResult(
        task=task,
        id=str(job.pk),
        status=_STATUS.get(State(job.state), TaskResultStatus.FAILED),
        enqueued_at=job.created_at,
        started_at=job.started_at,
        finished_at=job.finished_at,
        last_attempted_at=job.started_at,
        args=[],
        kwargs=job.arguments,
        backend=backend,
        errors=[],
        worker_ids=[job.worker] * job.tries,
    )
    object.__setattr__(result, "_return_value", job.result)  # as the package's own backends fill it
    return result


def _call(job: Job, progress: Progress) -> object:
    task = task_of(job.task)
    if not task.takes_context:
        return task.call(**job.arguments)
    return task.call(Context(task_result=result_of(job, task, task.backend), progress=progress), **job.arguments)


def _failed(job: Job, error: Exception) -> datetime | None:
    wait = wait_before_next(error, job)
    if wait is None:
        finish(job, State.FAILED, now=timezone.now(), failure=failure_of(error, job))
        return None
    logger.warning("job %s (%s) is tried again in %s: %s", job.pk, job.task, wait, error)
    return _again(job, timezone.now() + wait, count=True)


def _again(job: Job, at: datetime, *, count: bool) -> datetime | None:
    return at if put_back(job, run_after=at, count=count) else None
