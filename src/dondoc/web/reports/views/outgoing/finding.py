"""Finds the outgoing document of an address, and answers an act with what became of it."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from dondoc.web.organisations.models import Unit
from dondoc.web.organisations.requests import Request
from dondoc.web.reports.models import Outgoing
from dondoc.web.reports.permissions import may_write_out
from dondoc.web.reports.queries.outgoing.register import departments_written_for, visible_outgoing
from dondoc.web.tracking.actions.refusals import Refused


def found(request: Request, pk: int) -> Outgoing:
    """Return a document that the person may see; raises Http404."""
    seen = visible_outgoing(request.scope).select_related("unit", "signer", "plan", "created_by", "consolidation")
    return get_object_or_404(seen, pk=pk)


def written_by(request: Request, pk: int) -> Outgoing:
    """Return a document that the person may work on; raises Http404."""
    outgoing = found(request, pk)
    if not may_write_out(request.scope, outgoing.unit):
        raise Http404
    return outgoing


def department(request: Request, pk: int) -> Unit:
    """Return a department for which the person may write documents; raises Http404."""
    return get_object_or_404(departments_written_for(request.scope), pk=pk)


def acted(request: Request, pk: int, *, act: Callable[[], object], done: str) -> HttpResponse:
    """Do an act and lead back to the document, with the words for what was done or why it was not."""
    try:
        act()
    except Refused as refused:
        messages.error(request, str(refused.words))
    except PermissionDenied as error:
        raise Http404 from error
    else:
        messages.success(request, done)
    return redirect("reports:out", pk)


def version_of(request: Request) -> int | None:
    """Return the version that the person had before them, nothing where the form does not say."""
    typed = request.POST.get("version", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else None
