"""Asks for work in the background, and lets its owner stop it or try it again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, task_backends
from django_tasks.base import Task

from dondoc.web.accounts.models import User
from dondoc.web.jobs.backends import RowBackend, named
from dondoc.web.jobs.models import Job, State
from dondoc.web.jobs.permissions import may_steer_job

_ENDED_BADLY = (State.FAILED, State.CANCELLED)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Who wants a job, and what the owner sees of it.

    `label` says what is being done ("Đọc văn bản %(name)s"), marked for translation and with places for `values`; `url` leads to what comes
    of it. `key` names the work: while a job with an equal key waits, runs or is done (for 90 days), asking again gives that job. `owner` is
    `None` for work of the system's own.
    """

    owner: User | None
    label: str
    values: Mapping[str, str | int] = field(default_factory=dict)
    url: str = ""
    key: str | None = None
    tries_allowed: int = 3


class Refused(Exception):
    """What cannot be done with a job as it stands; `words` say so."""

    words: str | Promise = ""


class NotWaiting(Refused):
    """A job that has ended and cannot be cancelled any more."""

    words = _("Việc này đã kết thúc nên không hủy được nữa.")


class NotEnded(Refused):
    """A job that waits, runs or is done, so that there is nothing to try again."""

    words = _("Chỉ làm lại được việc không xong hoặc đã hủy.")


def enqueue(task: Task, arguments: Mapping[str, object], *, wanted: Wanted, now: datetime) -> Job:
    """Ask for `task` with `arguments` and return its job; a worker takes it once the transaction is committed.

    The task is a module's own function under `django_tasks.task`, safe to run twice. Raises TypeError for arguments that do not fit it.
    """
    values = {
        "task": task.module_path,
        "arguments": named(task, (), arguments),
        "label": wanted.label[:300],
        "label_values": dict(wanted.values),
        "url": wanted.url,
        "owner": wanted.owner,
        "tries_allowed": wanted.tries_allowed,
        "run_after": max(task.run_after or now, now),
        "created_at": now,
    }
    with transaction.atomic():
        if wanted.key is None:
            job, is_new = Job.objects.create(id=uuid4(), **values), True
        else:
            job, is_new = Job.objects.get_or_create(key=wanted.key, defaults={"id": uuid4(), **values})
        if is_new or _wait_again(job, values):
            _carry(job)
    return job


def cancel(job: Job, *, by: User, now: datetime) -> Job:
    """End a job that waits; ask one that runs to stop at its next report. Raises PermissionDenied or NotWaiting."""
    if not may_steer_job(by, job):
        raise PermissionDenied
    with transaction.atomic():
        waiting = Job.objects.filter(pk=job.pk, state=State.WAITING)
        running = Job.objects.filter(pk=job.pk, state=State.RUNNING)
        if not waiting.update(state=State.CANCELLED, finished_at=now) and not running.update(cancel_asked=True):
            raise NotWaiting
    job.refresh_from_db()
    return job


def retry(job: Job, *, by: User, now: datetime) -> Job:
    """Let a job that failed or was cancelled wait for a worker again. Raises PermissionDenied or NotEnded."""
    if not may_steer_job(by, job):
        raise PermissionDenied
    with transaction.atomic():
        if not _wait_again(job, {"run_after": now}):
            raise NotEnded
        _carry(job)
    return job


def _wait_again(job: Job, values: Mapping[str, object]) -> bool:
    """Put a job that ended badly back to its beginning; return whether it had."""
    changed = Job.objects.filter(pk=job.pk, state__in=_ENDED_BADLY).update(
        **values,
        state=State.WAITING,
        tries=0,
        cancel_asked=False,
        done=0,
        total=0,
        result=None,
        worker="",
        started_at=None,
        finished_at=None,
        failure_vi="",
        failure_en="",
    )
    if changed:
        job.refresh_from_db()
    return bool(changed)


def _carry(job: Job) -> None:
    backend = task_backends[DEFAULT_TASK_BACKEND_ALIAS]
    if not isinstance(backend, RowBackend):
        raise TypeError("the tasks backend keeps no rows")
    backend.carry(job)
