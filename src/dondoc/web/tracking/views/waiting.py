"""All things of one kind that wait for a person."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from dondoc.web.calendars.queries.calendars import calendars_now
from dondoc.web.organisations.requests import Request
from dondoc.web.tracking.list_doors import doors_of_kind
from dondoc.web.tracking.queries.waiting import KINDS, Reach, kinds_for, ordering, rows_of

PAGE = 50


@require_safe
def waiting_list(request: Request, name: str) -> HttpResponse:
    """Show the parts of one kind, a page at a time; a kind that is not for the person's posts is not there."""
    if name not in kinds_for(request.scope):
        raise Http404
    kind, on = KINDS[name], timezone.localdate()
    parts = kind.parts(Reach(request.scope, on)).order_by(*ordering(kind))
    page = Paginator(parts, PAGE).get_page(request.GET.get("trang"))
    first = (page.number - 1) * PAGE
    rows = rows_of(parts[first : first + PAGE], on=on, calendars=calendars_now())
    values = {"kind": kind, "rows": rows, "page": page, "today": on, "doors": doors_of_kind(name)}
    return render(request, "tracking/waiting.html", values)
