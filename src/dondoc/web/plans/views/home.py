"""The first page: what waits for this person today."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from dondoc.web.organisations.requests import Request
from dondoc.web.plans.queries.home import home as waiting


@require_safe
def home(request: Request) -> HttpResponse:
    """Show what waits for the person."""
    on = timezone.localdate()
    return render(request, "plans/register/home.html", {"home": waiting(request.scope, on=on), "today": on})
