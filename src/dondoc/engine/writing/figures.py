"""Turns numbers, dates and operators into the figures that a Vietnamese or an English reader expects."""

from __future__ import annotations

from dondoc.engine.vocabulary.printing import printed_number
from dondoc.engine.writing.language import Language

OPERATORS = {">=": "≥", "<=": "≤", "=": "=", ">": ">", "<": "<"}


def number(value: float, language: Language) -> str:
    """Return a number without needless zeros: `6200.5` is `6.200,5` in Vietnamese and `6,200.5` in English."""
    return printed_number(value) if language is Language.VI else f"{value:,.4f}".rstrip("0").rstrip(".")


def change(value: float, language: Language) -> str:
    """Return a change with its sign: `-2.15` is `−2,15` in Vietnamese."""
    return ("+" if value > 0 else "−" if value < 0 else "") + number(abs(value), language)


def printed_day(value: str) -> str:
    """Return a day, month or year of the document's head (`2026-01-23`, `2026-04`, `2024`) as people write it."""
    return "/".join(reversed(value.split("-")))
