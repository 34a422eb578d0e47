"""Figures reported on days → the straight line through them, and where it leads by a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

_FARTHEST = 3660
"""A line that meets its target in more days than ten years says nothing."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure as it stood at the end of a day."""

    on: date
    value: float


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line through figures: `at_first` its value on the day `first`, `a_day` what is added each day."""

    first: date
    at_first: float
    a_day: float

    def at(self, day: date) -> float:
        """Return where the line is on a day."""
        return self.at_first + self.a_day * (day - self.first).days

    def reaches(self, value: float, *, after: date) -> date | None:
        """Return the first day after `after` on which the line meets a value; none where it leads away from it, or not in ten years."""
        if self.a_day == 0 or (value - self.at(after)) / self.a_day <= 0:
            return None
        days = (value - self.at(after)) / self.a_day
        return after + timedelta(days=-int(-days // 1)) if days <= _FARTHEST else None


def line_through(figures: Sequence[Measured]) -> Line | None:
    """Return the line of least squares through figures; none where they are not of two days at least."""
    if len({figure.on for figure in figures}) < 2:
        return None
    first = min(figure.on for figure in figures)
    days = [(figure.on - first).days for figure in figures]
    middle, mean = sum(days) / len(days), sum(figure.value for figure in figures) / len(figures)
    spread = sum((day - middle) ** 2 for day in days)
    a_day = sum((day - middle) * (figure.value - mean) for day, figure in zip(days, figures, strict=True)) / spread
    return Line(first, mean - a_day * middle, a_day)


def is_met(value: float, op: str, wanted: float) -> bool:
    """Return whether a figure meets a target as it is written: at least, at most, more, less, or just so much."""
    return {">=": value >= wanted, ">": value > wanted, "<=": value <= wanted, "<": value < wanted}.get(op, value == wanted)
