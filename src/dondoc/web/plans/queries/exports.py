"""The workbooks that were written for a person, while that person may still see all that is in them."""

from __future__ import annotations

from uuid import UUID

from dondoc.web.jobs.models import Job, State
from dondoc.web.organisations.permissions import READING, Scope

WRITER = "dondoc.web.plans.actions.exports.write_export"


def finished_export(pk: UUID, scope: Scope, *, writer: str = WRITER) -> Job | None:
    """Return the job of a workbook that its owner may take: who has since lost one of the posts behind it may not.

    `writer` names the task that wrote it.
    """
    job = Job.objects.filter(pk=pk, owner=scope.user, task=writer, state=State.DONE).first()
    held = scope.paths(*READING)
    written = (job.result or {}).get("paths", []) if job else []
    return job if job and all(any(path.startswith(own) for own in held) for path in written) else None
