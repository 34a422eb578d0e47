"""What the calendar says of a task, given the day."""

from __future__ import annotations

from dondoc.engine.tracking.clock import Clock, after_act, after_decision, after_move
from dondoc.engine.tracking.lateness import late_days, lateness_begun, part_state
from dondoc.engine.tracking.reminders import COUNTED, LOOK_BACK, Owed, Pressed, Urge, UrgingRules, farthest, owed
from dondoc.engine.tracking.rollup import PartState, Rolled, rolled_up, shared_percent
from dondoc.engine.tracking.time_state import TimeState, Told, finished_state, last_day, soon_until, time_state
from dondoc.engine.tracking.workflow import ENDED, OPEN, RUNNING, Act, NotOpen, Side, Work, acts_open, next_state, side_of

__all__ = [
    "COUNTED",
    "ENDED",
    "LOOK_BACK",
    "OPEN",
    "RUNNING",
    "Act",
    "NotOpen",
    "Owed",
    "Pressed",
    "Side",
    "TimeState",
    "Told",
    "Urge",
    "UrgingRules",
    "Work",
    "acts_open",
    "farthest",
    "finished_state",
    "last_day",
    "next_state",
    "owed",
    "side_of",
    "soon_until",
    "time_state",
    "PartState",
    "Rolled",
    "late_days",
    "lateness_begun",
    "part_state",
    "rolled_up",
    "shared_percent",
    "Clock",
    "after_act",
    "after_decision",
    "after_move",
]
