"""What the calendar's pages are asked: whose calendar, which year, and may this person change it."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404

from dondoc.engine.tracking.legal_holidays import FIRST_YEAR, LAST_YEAR
from dondoc.web.calendars.permissions import may_keep_calendar, may_keep_some_calendar
from dondoc.web.organisations.forms.fields import unit_meant
from dondoc.web.organisations.models import Role, Unit
from dondoc.web.organisations.requests import Request

COUNTRY = "0"
"""What an address says for the calendar of the whole country."""


def asked_unit(request: Request, *, on: date) -> tuple[Unit | None, str]:
    """Return the unit whose calendar is asked for and what is wrong with the words for it; by default the person's own unit."""
    words = request.GET.get("don-vi", "").replace("\x00", "").strip()
    if not words:
        own = request.scope.standings[:1]
        return (_found(own[0].unit_id) if own else None), ""
    if words == COUNTRY:
        return None, ""
    if words.isascii() and words.isdigit() and len(words) < 10:
        return _found(int(words)), ""
    try:
        return unit_meant(words[:600], on=on), ""
    except ValidationError as refused:
        return None, refused.messages[0]


def asked_year(request: Request, *, on: date) -> int:
    """Return the year asked for, this year where the address says none or one without a calendar."""
    words = request.GET.get("nam", "")
    year = int(words) if words.isascii() and words.isdigit() and len(words) < 5 else on.year
    return year if FIRST_YEAR <= year <= LAST_YEAR else on.year


def demand_keeper(request: Request) -> None:
    """For who keeps no calendar, the pages that change one do not exist."""
    if not may_keep_some_calendar(request.scope):
        raise Http404


def demand_keeper_of(request: Request, unit: Unit | None) -> None:
    """A row that this person may not change is absent."""
    if not may_keep_calendar(request.scope, unit):
        raise Http404


def unit_kept(request: Request, *, on: date) -> Unit | None:
    """Return the unit that a new row is for until the person says otherwise: the one asked for, else the one they administer."""
    if request.GET.get("don-vi"):
        asked = asked_unit(request, on=on)[0]
        if asked is None or may_keep_calendar(request.scope, asked):
            return asked
    if request.user.is_administrator:
        return None
    own = next((standing.unit_id for standing in request.scope.standings if standing.role == Role.ADMINISTRATOR), None)
    return _found(own) if own is not None else None


def _found(pk: int) -> Unit:
    return get_object_or_404(Unit.objects.select_related("parent"), pk=pk)
