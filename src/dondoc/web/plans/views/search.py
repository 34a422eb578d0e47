"""The one search, and the units that a picker offers."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from dondoc.web.organisations.requests import Request
from dondoc.web.plans.queries.search import search as search_for
from dondoc.web.plans.queries.search import suggested_plans
from dondoc.web.plans.queries.units import suggested_units


@require_safe
def search(request: Request) -> HttpResponse:
    """Show what a person sees of what was typed."""
    text, on = request.GET.get("q", "").strip()[:200], timezone.localdate()
    found = search_for(text, request.scope, on=on)
    return render(request, "plans/register/search.html", {"text": text, "found": found, "today": on})


@require_safe
def suggest_units(request: Request) -> JsonResponse:
    """Return the units to offer for the words typed so far, as JSON: key, name, short name, the unit above, whether it is gone."""
    units = suggested_units(request.GET.get("q", ""), request.scope)
    rows = [{"id": one.pk, "name": one.name, "short": one.short_name, "above": one.above, "gone": one.gone is not None} for one in units]
    return JsonResponse({"units": rows})


@require_safe
def suggest_plans(request: Request) -> JsonResponse:
    """Return the visible plans to offer for what was typed so far, as JSON: key, number, title."""
    plans = suggested_plans(request.GET.get("q", ""), request.scope)
    rows = [{"id": one.pk, "number": one.number, "title": one.title[:90]} for one in plans]
    return JsonResponse({"plans": rows})
