"""Moments of late 2026: Friday 20 November is the last day, Tuesday 24 November a holiday."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

DUE = date(2026, 11, 20)


def at(day: int, month: int = 11, hour: int = 9) -> datetime:
    """An hour of a day of 2026."""
    return timezone.make_aware(datetime(2026, month, day, hour))
