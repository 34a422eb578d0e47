"""A part's last day, the rules of its department and a day → which reminders and reports to superiors are owed, each on its own day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dondoc.engine.tracking.workdays import WorkCalendar


class Urge(StrEnum):
    """Why somebody is told of a part: `BEFORE` and `AFTER` its last day, urged by a person (`BY_HAND`), reported to the unit's `HEAD`
    or to the `DIRECTOR`, or to be looked at again because nothing is due (`REVIEW`).
    """

    BEFORE = "before"
    AFTER = "after"
    BY_HAND = "hand"
    HEAD = "head"
    DIRECTOR = "director"
    REVIEW = "review"


COUNTED = frozenset({Urge.BEFORE, Urge.AFTER, Urge.BY_HAND})
"""The kinds that press who does the work, and so count as proof of urging; reports to superiors do not."""
LOOK_BACK = timedelta(days=14)
"""What fell due while nobody looked is made up for so long, and no longer: an office that starts late is not flooded."""


@dataclass(frozen=True, slots=True)
class UrgingRules:
    """How a department presses, in working days: so many `before` the last day, then after every `after_every` (0: never), at most `cap`
    times.

    A superior is told once a part is late by so many days, or once it was urged so many times, whichever comes first; 0 leaves it out.
    """

    before: tuple[int, ...] = (7, 3, 1)
    after_every: int = 3
    cap: int = 10
    head_days: int = 3
    head_times: int = 5
    director_days: int = 10
    director_times: int = 0


@dataclass(frozen=True, slots=True)
class Owed:
    """One thing that is owed on a day; `step` tells those of a kind apart: working days before, or how manieth after."""

    kind: Urge
    on: date
    step: int


@dataclass(frozen=True, slots=True)
class Pressed:
    """What is known of a part that is under way: its last day, the day it was given, and the days on which a person urged it."""

    due_on: date
    given_on: date
    urged_on: tuple[date, ...] = ()


def owed(part: Pressed, rules: UrgingRules, *, calendar: WorkCalendar, on: date) -> tuple[Owed, ...]:
    """Return what is owed on a day or was in the two weeks before it, in the order of its days.

    Nothing is owed for a day up to the one on which the part was given. The same day gives the same however often and however late it is
    asked for: only the last day, the rules, the calendar and the days of urging by hand decide.
    """
    times = tuple(sorted(_reminders(part.due_on, rules, calendar), key=lambda one: one.on))
    # a part that was given after a reminder's day was not urged by it
    told = sorted([one.on for one in times if one.on > part.given_on] + list(part.urged_on))
    late = (
        *_report(Urge.HEAD, part.due_on, told=told, limits=(rules.head_days, rules.head_times), calendar=calendar),
        *_report(Urge.DIRECTOR, part.due_on, told=told, limits=(rules.director_days, rules.director_times), calendar=calendar),
    )
    first = max(part.given_on, on - LOOK_BACK)
    return tuple(sorted((one for one in (*times, *late) if first < one.on <= on), key=lambda one: (one.on, one.kind, one.step)))


def farthest(rules: UrgingRules) -> tuple[timedelta, timedelta]:
    """Return how long before and after its last day a part may owe something under the rules, generously: in days of the year.

    Parts beyond need not be asked for. A working week has at least two days that count, save around the longest holidays.
    """
    after = max(rules.after_every * rules.cap, rules.head_days, rules.director_days)
    before = max(rules.before, default=0)
    return _generous(before), _generous(after) + LOOK_BACK


def _reminders(due_on: date, rules: UrgingRules, calendar: WorkCalendar) -> Iterator[Owed]:
    for days in sorted(set(rules.before)):
        yield Owed(Urge.BEFORE, calendar.add_working_days(due_on, -days), days)
    if rules.after_every > 0:
        for number in range(1, rules.cap + 1):
            yield Owed(Urge.AFTER, calendar.add_working_days(due_on, number * rules.after_every), number)


def _report(kind: Urge, due_on: date, *, told: Sequence[date], limits: tuple[int, int], calendar: WorkCalendar) -> Iterator[Owed]:
    """Yield the one report of a kind, on the first day that calls for it; nobody is reported before the part is late."""
    days, times = limits
    first_late = calendar.add_working_days(due_on, 1)
    calling = [calendar.add_working_days(due_on, days)] if days else []
    if times and len(told) >= times:
        calling.append(max(told[times - 1], first_late))
    if calling:
        yield Owed(kind, min(calling), 1)


def _generous(working_days: int) -> timedelta:
    return timedelta(days=working_days * 2 + 21)
