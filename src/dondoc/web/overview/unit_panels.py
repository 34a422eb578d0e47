"""What the overview shows on a unit's page: its parts by where they stand in time."""

from __future__ import annotations

from dondoc.web.organisations.models import Unit
from dondoc.web.organisations.panels import Panel
from dondoc.web.organisations.requests import Request


def parts_by_state(request: Request, unit: Unit) -> list[Panel]:
    """Return the counts of a unit's parts."""
    return []
