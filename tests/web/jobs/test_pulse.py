"""What keeps a worker's leases alive, and when it ends the worker instead."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from dondoc.web.jobs.actions import Wanted, enqueue
from dondoc.web.jobs.leases import claim
from dondoc.web.jobs.models import Job, State, Worker
from dondoc.web.jobs.pulse import Pulse, tidy, worker_name
from tests.web.jobs import chores

pytestmark = pytest.mark.django_db
LEASE = timedelta(seconds=60)


def running(now: datetime) -> Job:
    """A job that a worker has taken."""
    enqueue(chores.double, {"number": 1}, wanted=Wanted(None, "Nhân đôi"), now=now)
    job = claim("thợ", now=now, lease=LEASE)
    assert job is not None
    return job


@pytest.fixture
def ended() -> list[int]:
    """The exit codes with which the process was ended."""
    return []


@pytest.fixture
def pulse(ended: list[int]) -> Pulse:
    """The pulse of the worker that has the job; it beats when the test says so."""
    return Pulse("thợ", LEASE, end=ended.append)


def test_a_beat_renews_the_lease_and_the_sign_of_life(pulse: Pulse, ended: list[int]) -> None:
    now = timezone.now()
    job = running(now)
    Worker.objects.create(name="thợ", started_at=now, seen_at=now)
    later = now + LEASE / 2
    pulse.beat(later)
    job.refresh_from_db()
    assert (job.lease_until, Worker.objects.get().seen_at) == (later + LEASE, later)
    assert not ended


def test_a_job_that_does_not_hear_its_cancelling_costs_the_worker_its_life(pulse: Pulse, ended: list[int]) -> None:
    now = timezone.now()
    running(now)
    Job.objects.update(cancel_asked=True)
    pulse.beat(now)
    pulse.beat(now + LEASE)
    assert not ended
    pulse.beat(now + LEASE * 1.25)
    assert ended == [1]


def test_a_job_of_more_than_two_hours_hangs(pulse: Pulse, ended: list[int]) -> None:
    now = timezone.now()
    running(now)
    pulse.beat(now + timedelta(hours=2))
    assert not ended
    pulse.beat(now + timedelta(hours=2, seconds=1))
    assert ended == [1]


def test_old_jobs_and_silent_workers_are_forgotten() -> None:
    now = timezone.now()
    old, young, unfinished = (running(now) for _ in range(3))
    Job.objects.filter(pk=old.pk).update(state=State.DONE, finished_at=now - timedelta(days=91))
    Job.objects.filter(pk=young.pk).update(state=State.DONE, finished_at=now - timedelta(days=89))
    Worker.objects.create(name="cũ", started_at=now, seen_at=now - timedelta(days=2))
    Worker.objects.create(name="mới", started_at=now, seen_at=now)
    tidy(now)
    assert set(Job.objects.values_list("pk", flat=True)) == {young.pk, unfinished.pk}
    assert [worker.name for worker in Worker.objects.all()] == ["mới"]


def test_no_two_workers_have_one_name() -> None:
    assert len({worker_name() for _ in range(100)}) == 100
