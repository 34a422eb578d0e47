"""What the calendar says of a task, given the day."""

from __future__ import annotations

from dondoc.engine.tracking.time_state import SOON_DAYS, TimeState, Told, last_day, time_state

__all__ = ["SOON_DAYS", "TimeState", "Told", "last_day", "time_state"]
