"""The engine's states of parts as conditions on their rows, each as pieces that no row meets twice."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from functools import reduce
from itertools import product
from operator import or_

from django.db.models import F, Q
from django.db.models.functions import TruncDate
from django.utils import timezone

from dondoc.engine.tracking import OPEN, TimeState, Work, soon_until
from dondoc.engine.tracking.head_ratio import Weight
from dondoc.engine.tracking.past_state import CLOSED

_OPEN = sorted(OPEN)
_CLOSED = sorted(CLOSED)
_HALTED = sorted(CLOSED - {Work.DONE})
_OFF = (Work.CANCELLED, Work.TRANSFERRED)
NOTHING = Q(pk__in=[])
DAY = timedelta(days=1)
Pieces = tuple[Q, ...]


def begins(day: date) -> datetime:
    """Return the moment at which a day begins in the office's own time."""
    return timezone.make_aware(datetime.combine(day, time()))


def any_of(pieces: Iterable[Q]) -> Q:
    """Return the condition that a row meets one of the pieces; with none, no row does."""
    return reduce(or_, pieces, NOTHING)


def pieces_now(state: TimeState, *, on: date) -> Pieces:
    """Return when a part is in a state today (`part_state`), as pieces that one index answers each."""
    running = Q(work__in=_OPEN)
    return _judged(state, running=(running & Q(submitted_at=None),), handed_in=(running & Q(submitted_at__isnull=False),), on=on)


def pieces_then(state: TimeState, *, on: date) -> Pieces:
    """Return when a part was in a state at the end of a day (`state_on`)."""
    end = begins(on + DAY)
    given = Q(given_at__lt=end)
    running = (Q(work__in=_OPEN), Q(work__in=_CLOSED, ended_at__gte=end))
    waiting = (Q(submitted_at=None), Q(submitted_at__gte=end))
    ended = given & (Q(ended_at=None) | Q(ended_at__lt=end))
    return _judged(
        state,
        running=tuple(one & two & given for one, two in product(running, waiting)),
        handed_in=tuple(one & given & Q(submitted_at__lt=end) for one in running),
        on=on,
        ended=ended,
    )


def _judged(state: TimeState, *, running: Pieces, handed_in: Pieces, on: date, ended: Q | None = None) -> Pieces:
    """Return a state's pieces: `running` are the rows judged by their last day, `handed_in` those by their first submission."""
    closed = ended if ended is not None else Q()
    soon = soon_until(on)
    in_time, late = Q(late_days=None) | Q(late_days=0), Q(late_days__gt=0)

    def of(day: Q) -> Pieces:
        return tuple(one & day for one in running)

    match state:
        case TimeState.LATE:
            return (*of(Q(due_on__lt=on)), *(one & late for one in handed_in))
        case TimeState.SOON:
            return of(Q(due_on__gte=on, due_on__lte=soon))
        case TimeState.IN_TIME:
            return (*of(Q(due_on__gt=soon)), *(one & in_time for one in handed_in))
        case TimeState.OPEN:
            return of(Q(due_on=None))
        case TimeState.DONE:
            return (Q(work=Work.DONE) & in_time & closed,)
        case TimeState.DONE_LATE:
            return (Q(work=Work.DONE) & late & closed,)
        case TimeState.HALTED:
            return (Q(work__in=_HALTED) & closed,)
        case _:  # who gives a part binds it: none is without a word of time
            return ()


SAME_DAY = Q(first_due_on=F("due_on")) | Q(first_due_on=None, due_on=None)
"""The condition that a part is judged by the day it was given with."""


def by_first_day(state: TimeState, *, on: date) -> Q:
    """Return when a part would be in a state today if its last day had never been moved.

    The query must hold `submitted_day` (see `with_submitted_day`).
    """
    moved = Q(first_due_on__isnull=False) & ~Q(first_due_on=F("due_on")) | Q(first_due_on__isnull=False, due_on=None)
    moved |= Q(first_due_on=None, due_on__isnull=False)
    missed = Q(submitted_day__gt=F("first_due_on"))
    kept = Q(submitted_day=None) | Q(first_due_on=None) | Q(submitted_day__lte=F("first_due_on"))
    running = Q(work__in=_OPEN, submitted_at=None)
    handed_in = Q(work__in=_OPEN, submitted_at__isnull=False)
    soon = soon_until(on)
    first = {
        TimeState.LATE: running & Q(first_due_on__lt=on) | handed_in & missed,
        TimeState.SOON: running & Q(first_due_on__gte=on, first_due_on__lte=soon),
        TimeState.IN_TIME: running & Q(first_due_on__gt=soon) | handed_in & kept,
        TimeState.OPEN: running & Q(first_due_on=None),
        TimeState.DONE: Q(work=Work.DONE) & kept,
        TimeState.DONE_LATE: Q(work=Work.DONE) & missed,
        TimeState.HALTED: Q(work__in=_HALTED),
    }
    return SAME_DAY & any_of(pieces_now(state, on=on)) | moved & first.get(state, NOTHING)


SUBMITTED_DAY = TruncDate("submitted_at")


def weighing(weight: Weight, *, year: int, on: date) -> Q:
    """Return which parts weigh so in a year's ratio (`weight_of`)."""
    of_year = Q(first_due_on__gte=date(year, 1, 1), first_due_on__lte=date(year, 12, 31))
    halted, off = Q(work=Work.PAUSED), Q(work__in=_OFF)
    begun = Q(late_days__gt=0) | Q(late_since__isnull=False)
    clean = (Q(late_days=None) | Q(late_days=0)) & Q(late_since=None)
    going = Q(work__in=_OPEN, submitted_at=None)
    finished = Q(work=Work.DONE) | Q(work__in=_OPEN, submitted_at__isnull=False)
    match weight:
        case Weight.AGAINST:
            return of_year & (~halted & begun | going & clean & Q(due_on__lt=on))
        case Weight.LEFT_OUT:
            return of_year & (halted | clean & (off | finished & Q(extensions__gt=0)))
        case _:
            return of_year & clean & (going & (Q(due_on__gte=on) | Q(due_on=None)) | finished & Q(extensions=0))
