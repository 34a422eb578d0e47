"""Where all parts stand: now, over the months, by head, and by the days that were moved."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from dondoc.web.organisations.permissions import READING
from dondoc.web.organisations.requests import Request
from dondoc.web.overview.queries import extended as moved
from dondoc.web.overview.queries.narrowing import filters_of
from dondoc.web.overview.queries.part_query import ROLES, PartQuery
from dondoc.web.overview.queries.ratios import ratios
from dondoc.web.overview.queries.reach import reach_of
from dondoc.web.overview.queries.standing import GROUPS, Group
from dondoc.web.overview.queries.standing import standing as counts_of
from dondoc.web.overview.queries.standing_page import standing_page
from dondoc.web.overview.queries.trend import trend as months_of
from dondoc.web.overview.queries.unit_status import unit_status

LINES = 100
"""Units on a page of the heads' ratios."""


@require_safe
def standing(request: Request) -> HttpResponse:
    """Show the counts of the parts that the address asks for, of those the person sees."""
    query, on = PartQuery.of(request.GET).but(time=""), timezone.localdate()
    asked = request.GET.get("theo", "")
    page = standing_page(query, request.scope, group=Group(asked) if asked in set(Group) else Group.UNIT, on=on)
    groups = [(value, label) for value, label in GROUPS.items() if value != Group.FIELD or query.plan is not None]
    return render(request, "overview/standing.html", _frame(request, query) | {"page": page, "groups": groups, "tab": "standing"})


@require_safe
def trend(request: Request) -> HttpResponse:
    """Show how it went month by month."""
    query, on = PartQuery.of(request.GET).but(time=""), timezone.localdate()
    months = months_of(query, reach_of(request.scope), on=on)
    return render(request, "overview/trend.html", _frame(request, query) | {"months": months, "tab": "trend"})


@require_safe
def heads(request: Request) -> HttpResponse:
    """Show each unit's share not done or late in a year: a proposal to who rates its head, with the rows behind it."""
    query, on = PartQuery.of(request.GET).but(time=""), timezone.localdate()
    year = query.year or on.year
    lines = Paginator(ratios(query, reach_of(request.scope), year=year, on=on), LINES).get_page(request.GET.get("trang"))
    context = {"lines": lines, "year": year, "years": range(on.year, on.year - 4, -1), "tab": "heads"}
    return render(request, "overview/heads.html", _frame(request, query.but(year=None, weight="")) | context)


@require_safe
def extended(request: Request) -> HttpResponse:
    """Show the counts by the last day given first beside those by the day in force, and who was given more time."""
    query, on = PartQuery.of(request.GET).but(time="", day=None, basis=""), timezone.localdate()
    reach = reach_of(request.scope)
    now = counts_of(query, reach, group=Group.UNIT, on=on).whole.counts
    context = {
        "states": moved.both_ways(query, reach, current=now, on=on),
        "lines": moved.extended_lines(query, reach, on=on),
        "tab": "extended",
    }
    return render(request, "overview/extended.html", _frame(request, query) | context)


@require_safe
def unit(request: Request, pk: int) -> HttpResponse:
    """Show where one unit stands on a page that prints on one side."""
    reach, on = reach_of(request.scope), timezone.localdate()
    found = get_object_or_404(reach.units(), pk=pk)
    return render(
        request,
        "overview/unit.html",
        {"status": unit_status(found, reach, on=on), "groups": [(Group.UNIT, GROUPS[Group.UNIT])], "today": on},
    )


def _frame(request: Request, query: PartQuery) -> dict[str, object]:
    """Return what all these pages show above their figures."""
    on = timezone.localdate()
    return {
        "query": query,
        "filters": filters_of(query, request.scope, on=on),
        "roles": ROLES,
        "sees": request.scope.holds(*READING),
        "today": on,
    }
