"""The parts of a task → how far the whole has come, when it was done, how late, and its last day in force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dondoc.engine.tracking.workflow import Work

WHOLE = 100


@dataclass(frozen=True, slots=True)
class PartState:
    """What the roll-up asks of a part: `leads` says that it decides on the whole, `submitted_on` is its first complete submission."""

    leads: bool
    work: Work
    percent: int = 0
    due_on: date | None = None
    submitted_on: date | None = None
    late_days: int | None = None


@dataclass(frozen=True, slots=True)
class Rolled:
    """A task as its parts make it; `done_on` and `late_days` only where all of it is done."""

    work: Work
    percent: int
    last_day: date | None
    done_on: date | None = None
    late_days: int | None = None


def rolled_up(parts: Sequence[PartState]) -> Rolled:
    """Return what the leading parts make together; parts that were called off or given to another unit decide nothing.

    The rule: all of it is done when every lead is; the percent is the mean of the leads', rounded down; it is as late as the latest lead,
    on the day of the last one's first complete submission; and its last day is the latest of theirs. Cooperating units answer for their
    own parts and hold up nobody. Where nobody leads, all that are left count alike.
    """
    left = [part for part in parts if part.work not in (Work.CANCELLED, Work.TRANSFERRED)]
    deciding = [part for part in left if part.leads] or left
    if not deciding:
        return Rolled(Work.CANCELLED if parts else Work.ASSIGNED, 0, None)
    work = _joint({part.work for part in deciding})
    days = [part.due_on for part in deciding]
    last = None if None in days else max(day for day in days if day is not None)
    percent = sum(percent_of(part.work, part.percent) for part in deciding) // len(deciding)
    if work is not Work.DONE:
        return Rolled(work, percent, last)
    submitted = [part.submitted_on for part in deciding if part.submitted_on is not None]
    late = [part.late_days for part in deciding if part.late_days is not None]
    return Rolled(work, WHOLE, last, max(submitted, default=None), max(late, default=None))


def percent_of(work: Work, percent: int) -> int:
    """Return how much of a part is done, of a hundred: all of it once that is confirmed."""
    return WHOLE if work is Work.DONE else percent


def shared_percent(shares: Sequence[PartState], own: int) -> int:
    """Return the percent of a part that was handed down: the mean of its shares that are left, or its own where none is."""
    left = [share for share in shares if share.work not in (Work.CANCELLED, Work.TRANSFERRED)]
    return sum(percent_of(share.work, share.percent) for share in left) // len(left) if left else own


def _joint(states: set[Work]) -> Work:
    """Return the state of several parts together: what needs somebody's hand comes before what goes by itself."""
    if len(states) == 1:
        return next(iter(states))
    if Work.RETURNED in states:
        return Work.RETURNED
    if states <= {Work.DONE, Work.SUBMITTED}:
        return Work.SUBMITTED
    if states <= {Work.ASSIGNED, Work.ACCEPTED}:
        return Work.ACCEPTED
    return Work.PAUSED if states <= {Work.DONE, Work.PAUSED} else Work.IN_PROGRESS
