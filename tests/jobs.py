"""Runs, inside a test, the jobs that its actions have asked for."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from dondoc.web.jobs.leases import claim
from dondoc.web.jobs.models import Job
from dondoc.web.jobs.performing import perform

WORKER = "bài thử"


def run_waiting_jobs() -> list[Job]:
    """Run the jobs that wait, also those that they ask for, in this thread; return them as they ended, in the order they ran."""
    ran = []
    while (job := claim(WORKER, now=timezone.now(), lease=timedelta(minutes=1))) is not None:
        perform(job)
        job.refresh_from_db()
        ran.append(job)
    return ran
