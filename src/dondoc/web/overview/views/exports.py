"""A list of parts as a workbook: a short one at once, a long one from the background."""

from __future__ import annotations

from tempfile import TemporaryFile
from uuid import UUID

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from dondoc.web.organisations.requests import Request
from dondoc.web.overview.actions.exports import WRITER, ask_for_parts
from dondoc.web.overview.exporting import write_parts
from dondoc.web.overview.queries.narrowing import narrowed
from dondoc.web.overview.queries.part_query import PartQuery
from dondoc.web.overview.queries.reach import reach_of
from dondoc.web.plans.actions.exports import export_path
from dondoc.web.plans.queries.exports import finished_export

AT_ONCE = 1_000
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_POST
def export(request: Request) -> HttpResponseBase:
    """Answer with the workbook of the list at the posted address, or with the page of the job that writes it."""
    query, on = PartQuery.read(request.POST.get("address", "")), timezone.localdate()
    found = narrowed(query, reach_of(request.scope), on=on).order_by()
    if len(found.values_list("pk", flat=True)[: AT_ONCE + 1]) > AT_ONCE:
        return redirect("jobs:detail", pk=ask_for_parts(query, scope=request.scope).pk)
    file = TemporaryFile()  # noqa: SIM115 - the answer closes it
    write_parts(file, query, scope=request.scope, on=on, report=_nothing)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"phan-viec-{on:%Y-%m-%d}.xlsx", content_type=_XLSX)


@require_safe
def exported(request: Request, pk: UUID) -> HttpResponseBase:
    """Answer with a workbook that was written in the background, to whom it was written for."""
    job = finished_export(pk, request.scope, writer=WRITER)
    if job is None or not default_storage.exists(export_path(pk)):
        raise Http404
    name = f"phan-viec-{(job.result or {}).get('on', '')}.xlsx"
    return FileResponse(default_storage.open(export_path(pk)), as_attachment=True, filename=name, content_type=_XLSX)


def _nothing(_done: int, _total: int) -> None:
    """Tell nobody: the answer is there before anyone could look."""
