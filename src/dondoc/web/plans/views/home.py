"""The first page: what waits for this person today."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from dondoc.web.calendars.queries.calendars import calendars_now
from dondoc.web.organisations.requests import Request
from dondoc.web.plans.home_panels import waiting_for
from dondoc.web.plans.queries.home import home as home_of


@require_safe
def home(request: Request) -> HttpResponse:
    """Show what waits for the person."""
    on, calendars = timezone.localdate(), calendars_now()
    context = {
        "home": home_of(request.scope, on=on, calendars=calendars),
        "waiting": waiting_for(request.scope, on=on, calendars=calendars),
        "today": on,
    }
    return render(request, "plans/register/home.html", context)
