"""A part's columns ↔ the engine's clock."""

from __future__ import annotations

from django.utils import timezone

from dondoc.engine.tracking import Clock, Work
from dondoc.web.plans.models import Assignment

CLOCK = ("work", "due_on", "late_since", "late_days", "extension_open")
"""The columns that a clock sets; `submitted_at` is a moment, written by who submits."""


def clock_of(part: Assignment) -> Clock:
    """Return the clock that a part's columns hold."""
    submitted = timezone.localdate(part.submitted_at) if part.submitted_at else None
    return Clock(Work(part.work), part.due_on, part.late_since, submitted, part.late_days, part.extension_open)


def set_clock(part: Assignment, clock: Clock) -> None:
    """Set a part's columns from a clock; the caller saves them."""
    for name in CLOCK:
        setattr(part, name, getattr(clock, name))
