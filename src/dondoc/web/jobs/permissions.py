"""Who may see and steer a job: its owner, and whoever administers this installation."""

from __future__ import annotations

from dondoc.web.accounts.models import User
from dondoc.web.jobs.models import Job, JobQuerySet


def jobs_seen_by(user: User) -> JobQuerySet:
    """Return the jobs that a person may see."""
    jobs = Job.objects.all()
    return jobs if user.is_administrator else jobs.filter(owner=user)


def may_steer_job(user: User, job: Job) -> bool:
    """Whether the person may cancel a job or let it be tried again."""
    return user.is_active and (user.is_administrator or job.owner_id == user.pk)
