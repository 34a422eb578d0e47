"""A task of a plan or of a register as one thing to compare: its words, its printed number, what stands above it, its place."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Item:
    """What is compared: `key` is the caller's own name for it, `text` its words as printed.

    `number` is the marker printed before it, `heading` the titles above it, outermost first, `place` where it stands in its
    document (an offset or a line; `None` where that is not known). Places of one list need not be in order.
    """

    key: str
    text: str
    number: str | None = None
    heading: tuple[str, ...] = ()
    place: int | None = None
