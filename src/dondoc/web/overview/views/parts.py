"""The list of parts behind every figure."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from dondoc.web.organisations.requests import Request
from dondoc.web.overview.queries.part_query import QUIET, ROLES, SORTS, TIME_NAMES, WORKS, PartQuery
from dondoc.web.overview.queries.parts import part_page
from dondoc.web.overview.queries.reach import reach_of


@require_safe
def parts(request: Request) -> HttpResponse:
    """Show the parts that the address asks for, of those the person sees."""
    query, on = PartQuery.of(request.GET), timezone.localdate()
    context = {
        "list": part_page(query, request.scope, reach=reach_of(request.scope), on=on),
        "query": query,
        "address": query.but().address(),
        "choices": (("thoi-gian", query.time, TIME_NAMES), ("xu-ly", query.work, WORKS), ("im-lang", query.quiet, QUIET)),
        "roles": ROLES,
        "sorts": [(value, label, query.but(sort=value).link(), query.sort == value) for value, label in SORTS.items()],
        "today": on,
    }
    return render(request, "overview/parts.html", context)
