"""The parts of a unit with a last day in a year → the share not done or late, by which its head's rating is proposed.

"Không hoàn thành hoặc hoàn thành chậm trễ 30% các nhiệm vụ được cấp có thẩm quyền giao trong năm" rates the head as not having
fulfilled the task. The text says "30%"; from 30 % on is its cautious reading. What follows from it is a person's decision.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from dondoc.engine.tracking.past_state import PartDays
from dondoc.engine.tracking.workflow import Work

THRESHOLD = Fraction(30, 100)
"""From this share on a proposal is made."""


class Weight(StrEnum):
    """How a part weighs in the ratio: against the unit, for it (done in time, or its day still to come), or not at all."""

    AGAINST = "against"
    FOR = "for"
    LEFT_OUT = "out"


@dataclass(frozen=True, slots=True)
class RatedPart:
    """A part as the ratio asks of it: `first_due_on` is the day it was given with, `extensions` how often a later one was granted.

    `late_since` is the first day of a lateness that has begun, whatever was moved since.
    """

    days: PartDays
    first_due_on: date | None
    extensions: int = 0
    late_since: date | None = None


@dataclass(frozen=True, slots=True)
class Ratio:
    """How many parts weigh against a unit, how many weigh at all, and how many were left out."""

    against: int
    counted: int
    left_out: int = 0

    @property
    def share(self) -> Fraction | None:
        """The share that weighs against; none where nothing weighs."""
        return Fraction(self.against, self.counted) if self.counted else None

    @property
    def percent(self) -> Fraction:
        """The share in per cent, cut after one decimal, so that it never reads as more than it is; 0 where nothing weighs."""
        return Fraction(int((self.share or 0) * 1000), 10)

    @property
    def favourable(self) -> int:
        """How many weigh for the unit."""
        return self.counted - self.against

    @property
    def is_flagged(self) -> bool:
        """Whether a proposal is made."""
        return self.share is not None and self.share >= THRESHOLD


def weight_of(part: RatedPart, *, year: int, on: date) -> Weight | None:
    """Return how a part weighs in a year's ratio as it runs on a day; none where its first last day lies in another year.

    Against it weighs what is done late or not done on its last day. Left out is what the assigner paused, what was called off or given
    to another unit before it was late, and what was done within a later day that was granted. Lateness that has begun is not washed off
    by a transfer or a later day.
    """
    if part.first_due_on is None or part.first_due_on.year != year:
        return None
    days = part.days
    if days.work is Work.PAUSED:
        return Weight.LEFT_OUT
    if days.late or part.late_since is not None:
        return Weight.AGAINST
    if days.work in (Work.CANCELLED, Work.TRANSFERRED):
        return Weight.LEFT_OUT
    if days.submitted_on is None and days.work is not Work.DONE:
        return Weight.AGAINST if days.due_on is not None and days.due_on < on else Weight.FOR
    return Weight.LEFT_OUT if part.extensions else Weight.FOR
