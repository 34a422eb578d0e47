"""The files of an outgoing document: asked for, awaited, taken."""

from __future__ import annotations

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST, require_safe

from dondoc.web.organisations.requests import Request
from dondoc.web.plans.views.downloading import as_download, opened
from dondoc.web.reports.actions.outgoing.files import ask_for_files
from dondoc.web.reports.queries.outgoing.files import file_name, files_of, path_of
from dondoc.web.reports.queries.outgoing.page import outgoing_page
from dondoc.web.reports.views.outgoing.finding import found


@require_POST
def write_out(request: Request, pk: int) -> HttpResponse:
    """Let the files of the words as they stand be written."""
    ask_for_files(found(request, pk), by=request.user, now=timezone.now())
    return redirect("reports:out", pk)


@require_GET
def writing(request: Request, pk: int) -> HttpResponse:
    """Give the piece of the page that tells how far the files are; it leads to the page once they are written."""
    return render(request, "reports/outgoing/files.html", {"page_of": outgoing_page(found(request, pk), request.scope), "polled": True})


@require_safe
def file(request: Request, pk: int, ending: str) -> HttpResponseBase:
    """Give a file of the words as they stand, to be saved and never shown."""
    outgoing = found(request, pk)
    row = next((one for one in files_of(outgoing) if one.format == ending and one.is_ready), None)
    if row is None or row.written is None:
        raise Http404
    return as_download(opened(path_of(row.written.sha256)), file_name(outgoing, ending))
