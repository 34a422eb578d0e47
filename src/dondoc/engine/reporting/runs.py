"""The values that a line of a report is made of: words, and figures that name the rows they were counted from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of text of one weight."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as printed, with the keys of the rows that it was counted from."""

    text: str
    sources: tuple[str, ...]


Run = Words | Figure


def plain(text: str) -> tuple[Run, ...]:
    """Return a text as the runs of one paragraph."""
    return (Words(text),)


def text_of(runs: tuple[Run, ...]) -> str:
    """Return runs as they are read."""
    return "".join(run.text for run in runs)
