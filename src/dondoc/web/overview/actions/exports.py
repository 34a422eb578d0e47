"""Takes a long list of parts away as a workbook that is written in the background."""

from __future__ import annotations

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
from dondoc.web.jobs.models import Job
from dondoc.web.jobs.progress import progress
from dondoc.web.organisations.permissions import READING, Scope, scope_of
from dondoc.web.overview.exporting import write_parts
from dondoc.web.overview.queries.part_query import PartQuery
from dondoc.web.plans.actions.exports import export_path, forget_exports

WRITER = "dondoc.web.overview.actions.exports.write_part_list"


def ask_for_parts(query: PartQuery, *, scope: Scope) -> Job:
    """Let all that a query means for a person be written; the job tells how far it is and leads to the file."""
    job = enqueue(
        write_part_list,
        {"user": scope.user.pk, "address": query.but().address()},
        wanted=Wanted(owner=scope.user, label=gettext_noop("Bảng phần việc (XLSX)")),
        now=timezone.now(),
    )
    Job.objects.filter(pk=job.pk).update(url=reverse("overview:exported", args=[job.pk]))
    job.refresh_from_db()
    return job


@task(takes_context=True)
def write_part_list(context: TaskContext, user: int, address: str) -> dict[str, object]:
    """Write the workbook of a list with what its owner may see at this moment; safe to run twice."""
    on = timezone.localdate()
    scope = scope_of(User.objects.get(pk=user), on=on)
    path = export_path(UUID(str(context.task_result.id)))
    forget_exports(scope.user, writer=WRITER)
    with TemporaryFile() as file:
        rows = write_parts(file, PartQuery.read(address), scope=scope, on=on, report=progress(context).report)
        file.seek(0)
        default_storage.delete(path)
        default_storage.save(path, File(file))
    return {"rows": rows, "paths": list(scope.paths(*READING)), "on": on.isoformat()}
