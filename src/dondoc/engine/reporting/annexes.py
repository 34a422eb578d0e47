"""Turns a snapshot into the annexes that its report has, so that a sentence can name the one that holds the rest."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from dondoc.engine.reporting.snapshot import Snapshot

_ROMAN = ("I", "II", "III", "IV")


class AnnexKind(StrEnum):
    """What an annex lists, in the order of the report."""

    TASKS = "tasks"
    UNITS = "units"
    TARGETS = "targets"
    FIGURES = "figures"


def annexes(snapshot: Snapshot) -> tuple[AnnexKind, ...]:
    """Return the annexes that have something to list; figures tables stand in one annex."""
    return tuple(_annexes(snapshot))


def annex_name(snapshot: Snapshot, kind: AnnexKind) -> str:
    """Return an annex as a sentence names it: "Phụ lục II", or "Phụ lục kèm theo" where it is the only one."""
    of = annexes(snapshot)
    return f"Phụ lục {_ROMAN[of.index(kind)]}" if len(of) > 1 else "Phụ lục kèm theo"


def _annexes(snapshot: Snapshot) -> Iterator[AnnexKind]:
    for kind, rows in (
        (AnnexKind.TASKS, snapshot.tasks),
        (AnnexKind.UNITS, snapshot.answers),
        (AnnexKind.TARGETS, snapshot.targets),
        (AnnexKind.FIGURES, snapshot.tables),
    ):
        if rows:
            yield kind
