"""What is kept of a part's days, and any day of the past → where the part stood in time on that day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dondoc.engine.tracking.time_state import TimeState, Told, finished_state, time_state
from dondoc.engine.tracking.workflow import ENDED, Work

CLOSED = ENDED | {Work.PAUSED}
"""States in which a part's clock does not run."""


@dataclass(frozen=True, slots=True)
class PartDays:
    """The days that a part keeps: given, first submitted completely, ended; `due_on` is the last day by which it is judged."""

    work: Work
    due_on: date | None = None
    late: int | None = None
    given_on: date | None = None
    submitted_on: date | None = None
    ended_on: date | None = None


def state_on(part: PartDays, *, on: date) -> Told | None:
    """Return where a part stood at the end of a day, none where it was not given yet.

    On a day on which all that happened has happened this is `part_state`. Of a pause no day is kept: what is paused now is told as halted
    for all its past. The last day is the one in force now; to ask by the first one, give that as `due_on`.
    """
    if part.given_on is None or part.given_on > on:
        return None
    if part.work in CLOSED and (part.ended_on is None or part.ended_on <= on):
        return finished_state(part.late) if part.work is Work.DONE else Told(TimeState.HALTED)
    if part.submitted_on is not None and part.submitted_on <= on:
        return Told(TimeState.LATE, part.late) if part.late else Told(TimeState.IN_TIME)
    return time_state(part.due_on, kind="open", on=on)
