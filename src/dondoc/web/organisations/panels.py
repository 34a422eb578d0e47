"""What higher apps show of a unit on its page: each hands in a function that turns a request and a unit into a panel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dondoc.web.organisations.models import Unit, UnitEvent
from dondoc.web.organisations.requests import Request


@dataclass(frozen=True, slots=True)
class Panel:
    """A figure of a unit or an event with the rows behind it: a word, a count, an address, and what it counts."""

    label: str
    count: int
    url: str
    note: str = ""


UnitPanel = Callable[[Request, Unit], Panel | None]
EventPanel = Callable[[Request, UnitEvent], Panel | None]

_OF_UNITS: list[UnitPanel] = []
_OF_EVENTS: list[EventPanel] = []


def show_on_units(panel: UnitPanel) -> None:
    """Add a panel to every unit's page; called once, when the higher app is set up. `None` from it shows nothing."""
    if panel not in _OF_UNITS:
        _OF_UNITS.append(panel)


def show_on_events(panel: EventPanel) -> None:
    """Add a panel to what is shown of every event of a unit."""
    if panel not in _OF_EVENTS:
        _OF_EVENTS.append(panel)


def unit_panels(request: Request, unit: Unit) -> list[Panel]:
    """Return what higher apps show of a unit to this person."""
    return [shown for panel in _OF_UNITS if (shown := panel(request, unit)) is not None]


def event_panels(request: Request, event: UnitEvent) -> list[Panel]:
    """Return what higher apps show of an event to this person."""
    return [shown for panel in _OF_EVENTS if (shown := panel(request, event)) is not None]
