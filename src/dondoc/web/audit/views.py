"""The page of the whole log."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from dondoc.web.audit.forms import LogForm
from dondoc.web.audit.queries import log_page
from dondoc.web.audit.requests import Request


@require_GET
def log(request: Request) -> HttpResponse:
    """Show the log to who may read it; for anybody else there is no such page."""
    if not request.scope.may_read_log():
        raise Http404
    form = LogForm(request.GET)
    page = log_page(form.search(), before=form.cleaned_data.get("truoc") or 0) if form.is_valid() else None
    searching = any(request.GET.get(name) for name in ("tim", "nguoi", "tu", "den", "loai"))
    return render(request, "audit/log.html", {"form": form, "page": page, "searching": searching})
