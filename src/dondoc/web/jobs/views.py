"""A person's jobs: the list, one of them, how far it is, and the two things that may be done with it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from dondoc.web.accounts.requests import Request
from dondoc.web.jobs import actions
from dondoc.web.jobs.models import Job
from dondoc.web.jobs.queries import job_list, job_seen_by


@require_GET
def jobs(request: Request) -> HttpResponse:
    """List the jobs that the person may see."""
    return render(request, "jobs/list.html", {"jobs": job_list(request.user, request.GET.get("trang", ""))})


@require_GET
def detail(request: Request, pk: UUID) -> HttpResponse:
    """Show one job; while it is unfinished the page renews how far it is."""
    return render(request, "jobs/detail.html", {"job": _job(request, pk)})


@require_GET
def state(request: Request, pk: UUID) -> HttpResponse:
    """Answer with the piece of the page that says how far a job is; it has `data-done` when nothing more will come."""
    return render(request, "jobs/state.html", {"job": _job(request, pk)})


@require_POST
def cancel(request: Request, pk: UUID) -> HttpResponse:
    """Cancel a job, or ask it to stop."""
    try:
        job = actions.cancel(_job(request, pk), by=request.user, now=timezone.now())
    except actions.NotWaiting as error:
        messages.warning(request, error.words)
    else:
        messages.success(request, _("Đã hủy.") if job.finished else _("Đã yêu cầu dừng; việc dừng ở bước tới."))
    return redirect("jobs:detail", pk)


@require_POST
def retry(request: Request, pk: UUID) -> HttpResponse:
    """Let a job be tried again."""
    try:
        actions.retry(_job(request, pk), by=request.user, now=timezone.now())
    except actions.NotEnded as error:
        messages.warning(request, error.words)
    return redirect("jobs:detail", pk)


def _job(request: Request, pk: UUID) -> Job:
    job = job_seen_by(request.user, pk)
    if job is None:
        raise Http404
    return job
