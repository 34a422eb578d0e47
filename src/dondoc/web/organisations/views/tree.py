"""The tree of units on a day, one branch of it, and the search behind every unit picker."""

from __future__ import annotations

from datetime import date

from django import forms
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from dondoc.web.organisations.models import Role, Unit
from dondoc.web.organisations.permissions import may_manage_units
from dondoc.web.organisations.queries.naming import search_units
from dondoc.web.organisations.queries.people import administrators_to_ask
from dondoc.web.organisations.queries.tree import MOST_SHOWN, Asked, branch, chain_of, forest, opened_first
from dondoc.web.organisations.requests import Request

SUGGESTED = 12


@require_safe
def tree(request: Request) -> HttpResponse:
    """Show the tree, what a search found, or one branch for the script that opens it."""
    asked = _asked(request)
    opened = _number(request, "mo")
    if (wanted := _number(request, "nhanh")) is not None:
        return _branch(request, wanted, asked)
    words = request.GET.get("q", "").strip()[:100]
    mine = [standing.unit_id for standing in request.scope.standings]
    branches = chain_of([opened]) if opened is not None else opened_first(mine, on=asked.on)
    shown = forest(Asked(asked.on, branches, asked.with_ended))
    values = {
        "forest": shown,
        "words": words,
        "found": search_units(words, on=asked.on) if words else (),
        "today": timezone.localdate(),
        "on": asked.on,
        "with_ended": asked.with_ended,
        "may_found": may_manage_units(request.scope),
        "may_add": may_manage_units(request.scope) or request.scope.holds(Role.ADMINISTRATOR),
        "since": _since(asked),
        "then": f"?ngay={asked.on.isoformat()}" if asked.on != timezone.localdate() else "",
        "most": MOST_SHOWN,
        "to_ask": () if shown.standing or shown.ended else administrators_to_ask(),
    }
    return render(request, "organisations/tree.html", values)


@require_safe
def search(request: Request) -> JsonResponse:
    """Return the units that the words typed into a picker may mean."""
    found = search_units(request.GET.get("q", "")[:100], on=timezone.localdate(), standing_only=True, limit=SUGGESTED)
    return JsonResponse({"units": [{"id": unit.unit_id, "label": unit.label, "met": unit.other_name} for unit in found]})


def unit_asked(request: Request, name: str) -> Unit | None:
    """Return the unit whose number the address gives."""
    number = _number(request, name)
    return Unit.objects.select_related("parent").filter(pk=number).first() if number is not None else None


def _branch(request: Request, unit_id: int, asked: Asked) -> HttpResponse:
    skipped = _number(request, "tu") or 0
    node = branch(unit_id, Asked(asked.on, asked.opened, asked.with_ended, skipped))
    if node is None:
        raise Http404
    values = {
        "node": node,
        "on": asked.on,
        "today": timezone.localdate(),
        "next": skipped + MOST_SHOWN,
        "most": MOST_SHOWN,
        "since": _since(asked),
        "then": f"?ngay={asked.on.isoformat()}" if asked.on != timezone.localdate() else "",
    }
    return render(request, "organisations/branch.html", values)


def _asked(request: Request) -> Asked:
    return Asked(day_asked(request) or timezone.localdate(), with_ended=request.GET.get("het") != "0")


def _since(asked: Asked) -> SafeString:
    """Return what the address of a branch must say to show it like the tree around it."""
    day = f"&amp;ngay={asked.on.isoformat()}" if asked.on != timezone.localdate() else ""
    return SafeString(day + ("" if asked.with_ended else "&amp;het=0"))


def day_asked(request: Request) -> date | None:
    """Return the day that the address gives, if it is one."""
    try:
        given: date = forms.DateField().clean(request.GET.get("ngay", ""))
    except forms.ValidationError:
        return None
    return given


def _number(request: Request, name: str) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
