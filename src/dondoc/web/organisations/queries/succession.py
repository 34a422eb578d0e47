"""Who took over from whom: the chain of successors, and every unit mapped to those that stand for it on a day."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import F

from dondoc.web.organisations.models import EventKind, EventParty, Unit

ENDINGS = (EventKind.MERGE, EventKind.SPLIT, EventKind.DISSOLVE)
"""Events that may end a unit."""


@dataclass(frozen=True, slots=True)
class Successor:
    """A unit that took over from another, and which of its functions, where the event says."""

    unit_id: int
    name: str
    valid_to: date | None
    share: str


Successors = dict[int, tuple[Successor, ...]]


def successors() -> Successors:
    """Return, for every unit that ended, those that took over at once, in one statement."""
    found: dict[int, list[Successor]] = defaultdict(list)
    rows = (
        EventParty.objects.filter(is_new=False, event__kind__in=ENDINGS, unit__valid_to=F("event__on"), event__parties__is_new=True)
        .order_by("unit_id", "event__parties__id")
        .values_list(
            "unit_id",
            "event__parties__unit_id",
            "event__parties__unit__name",
            "event__parties__unit__valid_to",
            "event__parties__share",
        )
    )
    for unit_id, heir_id, name, valid_to, share in rows:
        found[unit_id].append(Successor(heir_id, name, valid_to, share))
    return {unit_id: tuple(heirs) for unit_id, heirs in found.items()}


def standing_successors(unit_id: int, chain: Successors) -> tuple[Successor, ...]:
    """Follow the chain from a unit that ended to those of its successors that have not; none where nobody took over."""
    found: dict[int, Successor] = {}
    waiting, seen = list(chain.get(unit_id, ())), {unit_id}
    while waiting:
        heir = waiting.pop(0)
        if heir.unit_id in seen:
            continue
        seen.add(heir.unit_id)
        if heir.valid_to is None:
            found[heir.unit_id] = heir
        waiting.extend(chain.get(heir.unit_id, ()) if heir.valid_to is not None else ())
    return tuple(found.values())


def today_units() -> dict[int, tuple[int, ...]]:
    """Map every unit that ended to those that stand for it today, in one statement: figures of the past "on today's units".

    A unit that stands is not in the map and stands for itself, nor is one that nobody followed. After a split there are several: a
    figure then belongs to each of them, and must not be added up over them.
    """
    chain = successors()
    followed = ((old, standing_successors(old, chain)) for old in chain)
    return {old: tuple(heir.unit_id for heir in heirs) for old, heirs in followed if heirs}


def predecessors_of(unit: Unit) -> list[Unit]:
    """Return the units for which `unit` stands today, the latest first: whose figures are its own "on today's units"."""
    ids = [old for old, standing in today_units().items() if unit.pk in standing]
    return list(Unit.objects.filter(pk__in=ids).order_by("-valid_to", "name")) if ids else []
