"""The backend of PostgreSQL: procrastinate carries the number of a job to a worker on any host, the job's row stays the truth.

A carrier may come twice or too early; the lease on the row decides. A worker that died leaves its carrier behind, and the next sweep
of any worker sends it on its way again; so it does for a row whose carrier is gone.
"""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime, timedelta
from threading import Event
from uuid import UUID

from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone
from procrastinate import App, BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job as Carrier

from dondoc.web.jobs.backends import RowBackend
from dondoc.web.jobs.leases import claim_one
from dondoc.web.jobs.models import Job, State
from dondoc.web.jobs.performing import perform
from dondoc.web.jobs.pulse import Pulse, worker_name

logger = logging.getLogger(__name__)
_LOOKS = 5.0  # seconds between two looks at the queue, where no notification came through
_PAUSE_AFTER_ERROR = 5.0
_LATE = 2  # leases after which a row that nobody takes is thought to have lost its carrier


class Later(Exception):
    """The job cannot be taken now; its carrier comes again at `at`."""

    def __init__(self, at: datetime) -> None:
        super().__init__(at.isoformat())
        self.at = at


class ComeAgain(BaseRetryStrategy):
    """Sends a carrier again when the job says so, and also where the database failed it."""

    def get_retry_decision(self, *, exception: BaseException, job: Carrier) -> RetryDecision:
        """Return when the carrier comes again."""
        at = exception.at if isinstance(exception, Later) else timezone.now() + timedelta(seconds=_PAUSE_AFTER_ERROR)
        return RetryDecision(retry_at=at)


class QueuedBackend(RowBackend):
    """Jobs are rows, and a carrier is sent for each in the transaction that lets it wait."""

    def carry(self, job: Job) -> None:
        """Send a carrier for the job."""
        deliver.configure(schedule_at=job.run_after).defer(job=str(job.pk))


class _Desk:
    """What the one worker of this process works with; a carrier's thread finds it here."""

    name = ""
    lease = timedelta(seconds=60)
    stop = Event()


@app.task(name="dondoc.deliver", retry=ComeAgain())
def deliver(job: str) -> None:
    """Run the job that a carrier names, unless it has ended; raises Later where it is not yet to be taken."""
    row = Job.objects.filter(pk=UUID(job)).first()
    if row is None or row.finished:
        return
    now = timezone.now()
    taken = claim_one(row, _Desk.name, now=now, lease=_Desk.lease)
    if taken is not None:
        again = perform(taken, stopping=_Desk.stop.is_set)
        if again is not None:
            raise Later(again)
        return
    row.refresh_from_db()
    if not row.finished:
        raise Later(max(now, (row.lease_until or now) if row.state == State.RUNNING else row.run_after) + timedelta(seconds=1))


def work(stop: Event, *, lease: timedelta, looks: float = _LOOKS) -> None:
    """Work on jobs, one after the other, until `stop` is set; a job that runs then is put back at its next report."""
    _Desk.name, _Desk.lease, _Desk.stop = worker_name(), lease, stop
    with Pulse(_Desk.name, lease):
        while not stop.is_set():
            try:
                with app.replace_connector(DjangoConnector().get_worker_connector()) as connected:
                    asyncio.run(_work(connected, looks))
            except ConnectorException:
                logger.exception("the queue cannot be reached")
                stop.wait(_PAUSE_AFTER_ERROR)


async def _work(connected: App, looks: float) -> None:
    """Take carriers until the worker is to stop; the job in hand is waited for."""
    beat = _Desk.lease.total_seconds()
    async with connected.open_async():
        worker = asyncio.create_task(
            connected.run_worker_async(
                name=_Desk.name,
                concurrency=1,
                install_signal_handlers=False,
                fetch_job_polling_interval=looks,
                update_heartbeat_interval=beat / 4,
                stalled_worker_timeout=beat,
                delete_jobs="successful",
            )
        )
        sweeper = asyncio.create_task(_sweep_on(connected, beat))
        stopped = asyncio.create_task(asyncio.to_thread(_Desk.stop.wait))
        await asyncio.wait((worker, stopped), return_when=asyncio.FIRST_COMPLETED)
        sweeper.cancel()
        worker.cancel()
        await asyncio.gather(worker, sweeper, return_exceptions=True)
        if not stopped.done():
            stopped.cancel()


async def _sweep_on(connected: App, beat: float) -> None:
    while True:
        try:
            await sweep(connected, beat)
        except Exception:  # the next sweep tries again; a worker must not end for it
            logger.exception("what dead workers left could not be looked through")
        await asyncio.sleep(beat / 2)


async def sweep(connected: App, beat: float) -> None:
    """Send the carriers of dead workers again, and new ones for rows whose carrier is gone."""
    for carrier in await connected.job_manager.get_stalled_jobs(task_name="dondoc.deliver", seconds_since_heartbeat=beat):
        try:
            await connected.job_manager.retry_job(carrier)
        except ConnectorException:
            logger.info("another worker was first with carrier %s", carrier.id)
    await sync_to_async(carry_lost, thread_sensitive=False)(timezone.now())


def carry_lost(now: datetime) -> int:
    """Send a carrier for every job that is long due and has none on its way; return how many."""
    late = Job.objects.due(now - _LATE * timedelta(seconds=settings.JOB_LEASE))
    on_their_way = {
        carrier.args.get("job") for carrier in ProcrastinateJob.objects.filter(task_name="dondoc.deliver", status__in=("todo", "doing"))
    }
    lost = [job for job in late if str(job.pk) not in on_their_way]
    for job in lost:
        deliver.defer(job=str(job.pk))
    close_old_connections()
    return len(lost)
