"""What higher apps show on the first page: each hands in a function when it is set up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from dondoc.web.calendars.queries.calendars import Calendars
from dondoc.web.organisations.permissions import Scope
from dondoc.web.plans.queries.due import Due
from dondoc.web.plans.queries.tasks import Count


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """One thing that waits for a person: the work, whose it is, and what is asked; `url` is where it is done.

    `part` is its key where it can be ticked.
    """

    url: str
    number: str
    text: str
    plan: str
    unit: str
    due: Due
    note: str = ""
    part: int | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """Things of one kind that wait: the first of them, how many, and the address of all; `glyph` is a state of the frame.

    `what` heads the column of the work where it is no task.
    """

    name: str
    title: str
    note: str
    glyph: str
    rows: tuple[WaitingRow, ...]
    total: Count
    url: str
    what: str = ""

    @property
    def icon(self) -> str:
        """The name of its glyph in the sprite."""
        return f"g-{self.glyph}"


Panels = Callable[[Scope, date, Calendars], list[Waiting]]
_PANELS: list[Panels] = []


def show_on_home(panels: Panels) -> None:
    """Add kinds of waiting things to the first page, before what the register itself knows."""
    if panels not in _PANELS:
        _PANELS.append(panels)


def waiting_for(scope: Scope, *, on: date, calendars: Calendars) -> list[Waiting]:
    """Return what higher apps know to wait for a person on a day."""
    return [waiting for panels in _PANELS for waiting in panels(scope, on, calendars)]
