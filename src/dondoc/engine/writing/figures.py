"""Turns numbers, dates and operators into the figures that a Vietnamese or an English reader expects."""

from __future__ import annotations

from datetime import date

from dondoc.engine.writing.language import Language

OPERATORS = {">=": "≥", "<=": "≤", "=": "=", ">": ">", "<": "<"}


def number(value: float, language: Language) -> str:
    """Return a number without needless zeros: `6200.5` is `6.200,5` in Vietnamese and `6,200.5` in English."""
    shown = f"{value:,.4f}".rstrip("0").rstrip(".")
    return shown.translate(str.maketrans(",.", ".,")) if language is Language.VI else shown


def change(value: float, language: Language) -> str:
    """Return a change with its sign: `-2.15` is `−2,15` in Vietnamese."""
    return ("+" if value > 0 else "−" if value < 0 else "") + number(abs(value), language)


def day(value: date) -> str:
    """Return a date as Decree 30/2020 prints it: days below 10 and the months 1 and 2 with a leading zero."""
    month = f"{value.month:02}" if value.month <= 2 else str(value.month)
    return f"{value.day:02}/{month}/{value.year}"


def printed_day(value: str) -> str:
    """Return a day, month or year of the document's head (`2026-01-23`, `2026-04`, `2024`) as people write it."""
    return "/".join(reversed(value.split("-")))
