"""A unit's own past and what has not moved → how likely a part is to be late, with the reasons that make it so.

The estimate is a sum that a person can do again by hand: the share of late ones among the unit's judged parts, drawn towards one in four
while there are few of them, and fixed additions for what is known of the part. It is a hint where to look first and decides nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

PRIOR_LATE, PRIOR_ALL = 1, 4
"""A unit without a past is taken to be late with one part in four."""
MOST = 95
HIGH = 50
"""From so many per cent on a risk is called high."""
CLOSE_DAYS = 7
STILL_DAYS = 30


class Reason(StrEnum):
    """What makes a lateness likely, in the order in which it is told."""

    PAST = "past"
    NOT_TAKEN = "not_taken"
    NEVER_UPDATED = "never"
    STILL = "still"
    HARDLY_BEGUN = "begun"
    RETURNED = "returned"
    ASKED_MORE_TIME = "asked"
    BLOCKED = "difficulty"


ADDED = {
    Reason.NOT_TAKEN: 15,
    Reason.NEVER_UPDATED: 15,
    Reason.STILL: 10,
    Reason.HARDLY_BEGUN: 15,
    Reason.RETURNED: 10,
    Reason.ASKED_MORE_TIME: 10,
    Reason.BLOCKED: 10,
}
"""Per cent that each reason adds to the unit's own share."""


@dataclass(frozen=True, slots=True)
class Past:
    """Of a unit's parts that were judged (submitted, or past their last day): how many were late, and all of them."""

    late: int
    judged: int

    @property
    def share(self) -> int:
        """The share of late ones in per cent, drawn towards one in four while there are few."""
        return round(100 * (self.late + PRIOR_LATE) / (self.judged + PRIOR_ALL))


@dataclass(frozen=True, slots=True)
class Running:
    """A part that runs: what is known of it that bears on whether it will be done in time."""

    due_on: date
    percent: int = 0
    taken: bool = True
    moved_on: date | None = None
    given_on: date | None = None
    returned: bool = False
    extension_open: bool = False
    difficulties: int = 0


@dataclass(frozen=True, slots=True)
class Risk:
    """A risk in per cent with the reasons that were added to the unit's own share, the weightiest first as listed."""

    percent: int
    share: int
    reasons: tuple[Reason, ...]

    @property
    def is_high(self) -> bool:
        """Whether one should look there."""
        return self.percent >= HIGH


def late_risk(part: Running, past: Past, *, on: date) -> Risk:
    """Return the risk of a part that is not late yet, as it stands on a day."""
    reasons = tuple(_reasons(part, past, on))
    total = past.share + sum(ADDED.get(reason, 0) for reason in reasons)
    return Risk(min(total, MOST), past.share, reasons)


def _reasons(part: Running, past: Past, on: date) -> list[Reason]:
    left = (part.due_on - on).days
    found = [Reason.PAST] if past.late else []
    if not part.taken:
        found.append(Reason.NOT_TAKEN)
    elif part.moved_on is None:
        found.append(Reason.NEVER_UPDATED)
    elif (on - part.moved_on).days >= STILL_DAYS:
        found.append(Reason.STILL)
    if left <= CLOSE_DAYS and part.percent < 50:
        found.append(Reason.HARDLY_BEGUN)
    if part.returned:
        found.append(Reason.RETURNED)
    if part.extension_open:
        found.append(Reason.ASKED_MORE_TIME)
    if part.difficulties:
        found.append(Reason.BLOCKED)
    return found
