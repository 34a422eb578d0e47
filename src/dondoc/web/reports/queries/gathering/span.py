"""The days that a period's report tells of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from functools import cached_property

from django.utils import timezone


@dataclass(frozen=True)  # without slots: its moments are kept once they were reckoned
class Span:
    """From the first day of a period to its cut-off, both included; `next_end` is the cut-off of the period that follows.

    Where things are told before the period is closed, `cut_off` is the day they are told on, and `closes` the period's own cut-off.
    """

    first: date
    cut_off: date
    next_end: date
    closes: date | None = None

    @cached_property
    def begin(self) -> datetime:
        """The first moment of the period."""
        return _midnight(self.first)

    @cached_property
    def end(self) -> datetime:
        """The first moment that no longer counts: what happened later is left to the next report."""
        return _midnight(self.cut_off + timedelta(days=1))

    @cached_property
    def _zone(self) -> tzinfo:
        return timezone.get_current_timezone()

    def day_of(self, moment: datetime) -> date:
        """Return the day of a moment in the office's own time."""
        return moment.astimezone(self._zone).date()

    def holds(self, day: date | None) -> bool:
        """Whether a day lies in the period."""
        return day is not None and self.first <= day <= self.cut_off

    def is_next(self, day: date | None) -> bool:
        """Whether a day lies in the period that follows."""
        return day is not None and (self.closes or self.cut_off) < day <= self.next_end


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
