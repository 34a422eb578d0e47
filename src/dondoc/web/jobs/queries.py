"""Reads jobs as the pages show them, and whether anybody works on them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.paginator import Page, Paginator

from dondoc.web.accounts.models import User
from dondoc.web.jobs.models import Job, Worker
from dondoc.web.jobs.permissions import jobs_seen_by

PAGE = 25


def worker_seen_since(moment: datetime) -> bool:
    """Whether a worker gave a sign of life since then."""
    return Worker.objects.filter(seen_at__gte=moment).exists()


@dataclass(frozen=True, slots=True)
class JobList:
    """A page of the jobs that a person may see; `everybodys` says whether others' are among them."""

    page: Page[Job]
    everybodys: bool


def job_list(user: User, number: str) -> JobList:
    """Return the page with that number, newest first; a number that is none gives the nearest page."""
    jobs = jobs_seen_by(user).select_related("owner").order_by("-created_at", "pk")
    return JobList(Paginator(jobs, PAGE).get_page(number), everybodys=user.is_administrator)


def job_seen_by(user: User, pk: UUID) -> Job | None:
    """Return a job that the person may see, or nothing."""
    return jobs_seen_by(user).select_related("owner").filter(pk=pk).first()
