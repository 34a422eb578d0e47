"""Takes a list of tasks away as a workbook: a long one is written in the background and kept for its owner a few days."""

from __future__ import annotations

from datetime import timedelta
from tempfile import TemporaryFile
from uuid import UUID

from django.core.files import File
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop
from django_tasks import TaskContext, task

from dondoc.web.accounts.models import User
from dondoc.web.jobs.actions import Wanted, enqueue
from dondoc.web.jobs.models import Job, State
from dondoc.web.jobs.progress import progress
from dondoc.web.organisations.permissions import READING, Scope, scope_of
from dondoc.web.plans.exporting import write_tasks
from dondoc.web.plans.queries.exports import WRITER
from dondoc.web.plans.queries.task_query import TaskQuery

KEPT = timedelta(days=7)


def ask_for_export(query: TaskQuery, *, scope: Scope) -> Job:
    """Let all that a query means for a person be written; the job tells how far it is and leads to the file."""
    job = enqueue(
        write_export,
        {"user": scope.user.pk, "address": query.anywhere().but().address()},
        wanted=Wanted(owner=scope.user, label=gettext_noop("Bảng nhiệm vụ (XLSX)")),
        now=timezone.now(),
    )
    Job.objects.filter(pk=job.pk).update(url=reverse("plans:exported", args=[job.pk]))
    job.refresh_from_db()
    return job


@task(takes_context=True)
def write_export(context: TaskContext, user: int, address: str) -> dict[str, object]:
    """Write the workbook of a list with what its owner may see at this moment; safe to run twice."""
    on = timezone.localdate()
    scope = scope_of(User.objects.get(pk=user), on=on)
    path = export_path(UUID(str(context.task_result.id)))
    forget_exports(scope.user)
    with TemporaryFile() as file:
        rows = write_tasks(file, TaskQuery.read(address), scope=scope, on=on, report=progress(context).report)
        file.seek(0)
        default_storage.delete(path)
        default_storage.save(path, File(file))
    return {"rows": rows, "paths": list(scope.paths(*READING)), "on": on.isoformat()}


def forget_exports(user: User, *, writer: str = WRITER) -> None:
    """Delete the workbooks of a person that a task wrote longer ago than KEPT."""
    old = Job.objects.filter(owner=user, task=writer, state=State.DONE, finished_at__lt=timezone.now() - KEPT)
    for key in old.values_list("pk", flat=True):
        default_storage.delete(export_path(key))


def export_path(job: UUID) -> str:
    """Return where the workbook of a job lies in storage."""
    return f"exports/{job}.xlsx"
