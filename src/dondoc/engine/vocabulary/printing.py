"""Turns numbers and days into the figures that a Vietnamese document prints."""

from __future__ import annotations

from datetime import date

_SWAPPED = str.maketrans(",.", ".,")


def printed_number(value: float) -> str:
    """Return a number with a decimal comma and dots between thousands, without needless zeros: `6200.5` is `6.200,5`."""
    return f"{value:,.4f}".rstrip("0").rstrip(".").translate(_SWAPPED)


def day(value: date) -> str:
    """Return a date as Decree 30/2020 prints it: days below 10 and the months 1 and 2 with a leading zero."""
    month = f"{value.month:02}" if value.month <= 2 else str(value.month)
    return f"{value.day:02}/{month}/{value.year}"
