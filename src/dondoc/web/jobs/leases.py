"""Takes jobs, holds them and lets them go by conditional updates, so that one try at a time has a job.

On PostgreSQL a row that another is taking is skipped; on the embedded database every transaction that writes is alone.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from dondoc.web.jobs.failures import Failure, given_up
from dondoc.web.jobs.models import Job, JobQuerySet, State


def claim(worker: str, *, now: datetime, lease: timedelta) -> Job | None:
    """Take the job that has been due the longest, or nothing; it is the worker's until `now + lease`."""
    while Job.objects.due(now).exists():  # a read first: looking for work locks nothing
        with transaction.atomic():
            found = _locked(Job.objects.due(now))
            if found is None:
                return None
            if (taken := _take(found, worker, now=now, lease=lease)) is not None:
                return taken
    return None


def claim_one(job: Job, worker: str, *, now: datetime, lease: timedelta) -> Job | None:
    """Take this very job if it is due; else nothing."""
    with transaction.atomic():
        found = _locked(Job.objects.filter(pk=job.pk).due(now))
        return None if found is None else _take(found, worker, now=now, lease=lease)


def renew(worker: str, *, now: datetime, lease: timedelta) -> None:
    """Hold what the worker has for another `lease`."""
    Job.objects.filter(worker=worker, state=State.RUNNING).update(lease_until=now + lease)


def finish(job: Job, state: State, *, now: datetime, result: object = None, failure: Failure | None = None) -> bool:
    """End the try that holds the job; return whether it still held it."""
    return bool(
        _held(job).update(
            state=state,
            finished_at=now,
            lease_until=None,
            result=result,
            failure_vi=failure.vi if failure else "",
            failure_en=failure.en if failure else "",
        )
    )


def put_back(job: Job, *, run_after: datetime, count: bool) -> bool:
    """Let the job wait for its next try; `count` says whether this one counts. Return whether the try still held it."""
    tries = job.tries if count else job.tries - 1
    return bool(_held(job).update(state=State.WAITING, run_after=run_after, lease_until=None, worker="", tries=tries))


def _held(job: Job) -> JobQuerySet:
    return Job.objects.filter(pk=job.pk, worker=job.worker, tries=job.tries, state=State.RUNNING)


def _locked(due: JobQuerySet) -> Job | None:
    return due.select_for_update(skip_locked=True).order_by("run_after", "created_at", "pk").first()


def _take(job: Job, worker: str, *, now: datetime, lease: timedelta) -> Job | None:
    """Take a locked job; one that is to be cancelled, or whose workers died too often, ends here instead."""
    if job.cancel_asked:
        _end(job, State.CANCELLED, now=now)
        return None
    if job.state == State.RUNNING and job.tries >= job.tries_allowed:
        _end(job, State.FAILED, now=now, failure=given_up(job.tries))
        return None
    job.state, job.worker, job.tries = State.RUNNING, worker, job.tries + 1
    job.started_at, job.lease_until, job.done, job.total = now, now + lease, 0, 0
    job.save(update_fields=["state", "worker", "tries", "started_at", "lease_until", "done", "total"])
    return job


def _end(job: Job, state: State, *, now: datetime, failure: Failure | None = None) -> None:
    """End a locked job that nobody runs."""
    job.state, job.finished_at, job.lease_until = state, now, None
    job.failure_vi, job.failure_en = (failure.vi, failure.en) if failure else ("", "")
    job.save(update_fields=["state", "finished_at", "lease_until", "failure_vi", "failure_en"])
