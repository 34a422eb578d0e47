"""Joins a plan with the source it was read from and the file's digest: what every way out is given."""

from __future__ import annotations

from dataclasses import dataclass

from dondoc.engine.extraction.plan import Cause, Finding, Plan
from dondoc.engine.sources.source import Source

_BULLETS = frozenset("-+*–—•·")


@dataclass(frozen=True, slots=True)
class Register:
    """A plan, its source, and the SHA-256 of the file's bytes in hexadecimal."""

    plan: Plan
    source: Source
    sha256: str


def stated_causes(finding: Finding) -> tuple[Cause, ...]:
    """Return the causes that stand apart from their finding; one paragraph may state both, and need not be shown twice."""
    return tuple(cause for cause in finding.causes if cause.evidence.start != finding.evidence.start)


def numbered(printed: str | None) -> str:
    """Return a number printed before a paragraph, and nothing for a bullet: `-`, `+` and their like number nothing."""
    return "" if printed is None or printed in _BULLETS else printed
