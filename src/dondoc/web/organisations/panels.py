"""What higher apps show of a unit on its page and do after an event: each hands in functions when it is set up."""

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


UnitPanels = Callable[[Request, Unit], list[Panel]]
EventPanel = Callable[[Request, UnitEvent], Panel | None]
NextStep = Callable[[Request, UnitEvent], str | None]

_OF_UNITS: list[UnitPanels] = []
_OF_EVENTS: list[EventPanel] = []
_NEXT_STEPS: list[NextStep] = []


def show_on_units(panels: UnitPanels) -> None:
    """Add panels to every unit's page; called once, when the higher app is set up."""
    if panels not in _OF_UNITS:
        _OF_UNITS.append(panels)


def show_on_events(panel: EventPanel) -> None:
    """Add a panel to what is shown of every event of a unit; `None` from it shows nothing."""
    if panel not in _OF_EVENTS:
        _OF_EVENTS.append(panel)


def unit_panels(request: Request, unit: Unit) -> list[Panel]:
    """Return what higher apps show of a unit to this person."""
    return [panel for panels in _OF_UNITS for panel in panels(request, unit)]


def event_panels(request: Request, event: UnitEvent) -> list[Panel]:
    """Return what higher apps show of an event to this person."""
    return [shown for panel in _OF_EVENTS if (shown := panel(request, event)) is not None]


def lead_on_from_events(step: NextStep) -> None:
    """Let a higher app say where a person goes after recording an event: an address, or `None` where there is nothing to do."""
    if step not in _NEXT_STEPS:
        _NEXT_STEPS.append(step)


def next_step(request: Request, event: UnitEvent) -> str | None:
    """Return where a person who recorded an event goes on, if a higher app knows."""
    return next((address for step in _NEXT_STEPS if (address := step(request, event)) is not None), None)
