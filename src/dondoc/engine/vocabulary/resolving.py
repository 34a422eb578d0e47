"""The name of a unit, as someone printed it → the unit of the registry that it means on a day, or what it may have meant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from enum import StrEnum

from dondoc.engine.vocabulary.communes import Commune, find_communes
from dondoc.engine.vocabulary.folding import fold
from dondoc.engine.vocabulary.registry import registry
from dondoc.engine.vocabulary.splitting import split_units
from dondoc.engine.vocabulary.unit import Level, Unit

_ALIKE = 0.85
"""How alike two names must be for one to be suggested for the other: two wrong letters in a name of twenty."""
_MOST_SUGGESTIONS = 3
_COMMUNE = re.compile(r"\b(?:[Xx]ã|[Pp]hường|[Đđ]ặc khu)\s.+$")


class Outcome(StrEnum):
    """What became of a name."""

    FOUND = "found"
    AMBIGUOUS = "ambiguous"
    DISSOLVED = "dissolved"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Match:
    """The units that a name means; of a dissolved one the `successors`, of an unknown one the `suggestions`.

    `communes` are those that a name like "UBND phường Hạc Thành" may belong to, one for each province that has the name.
    """

    outcome: Outcome
    units: tuple[Unit, ...] = ()
    successors: tuple[Unit, ...] = ()
    suggestions: tuple[Unit, ...] = ()
    communes: tuple[Commune, ...] = ()


def resolve(name: str, on: date | None = None) -> Match:
    """Return what `name` means on the day `on`, or at any time where no day is given.

    A name counts as it stands, then as an alias, then without what is added to it ("tỉnh Tân Giang", "chủ trì"). A name
    that comes close to a known one ("Sở Nông nghệp và Môi trường") only suggests it: a person decides.
    """
    meant = [registry().unit(unit_id) for unit_id in _ids(name)]
    if not meant:
        return Match(Outcome.NOT_FOUND, suggestions=_suggestions(name))
    standing = [unit for unit in meant if on is None or unit.stands_on(on)]
    ended = [unit for unit in meant if on is not None and unit.valid_to is not None and unit.valid_to < on]
    if not standing and ended:
        return Match(Outcome.DISSOLVED, tuple(ended), successors=_successors(ended, on))
    chosen = tuple(standing or meant)
    communes = _communes(name) if chosen[0].level is Level.COMMUNE else ()
    return Match(Outcome.FOUND if len(chosen) == 1 else Outcome.AMBIGUOUS, chosen, communes=communes)


def _ids(name: str) -> tuple[str, ...]:
    spelling = " ".join(fold(name).split()).strip(" .,;:")
    known = dict.fromkeys((*registry().names.get(spelling, ()), *registry().loose.get(spelling, ())))
    if known:
        return tuple(known)
    parts = split_units(name)
    return (parts[0].unit_id,) if len(parts) == 1 and parts[0].unit_id is not None else ()


def _communes(name: str) -> tuple[Commune, ...]:
    place = _COMMUNE.search(name)
    return find_communes(place.group()) if place else ()


def _successors(units: list[Unit], on: date | None) -> tuple[Unit, ...]:
    """Return those who took over and still stand on the day, through several mergers where there were several."""
    found: dict[str, Unit] = {}
    waiting = [successor for unit in units for successor in unit.successors]
    seen: set[str] = set()
    while waiting:
        unit = registry().unit(waiting.pop(0))
        if unit.id in seen:
            continue
        seen.add(unit.id)
        if on is not None and unit.valid_to is not None and unit.valid_to < on and unit.successors:
            waiting.extend(unit.successors)
        else:
            found[unit.id] = unit
    return tuple(found.values())


def _suggestions(name: str) -> tuple[Unit, ...]:
    """Return units whose names are nearly `name`, best first, among those that open with the same letter."""
    spelling = " ".join(fold(name).split())
    near = [known for known in registry().names if known[:1] == spelling[:1] and abs(len(known) - len(spelling)) <= len(spelling) // 5]
    alike = get_close_matches(spelling, near, n=_MOST_SUGGESTIONS * 2, cutoff=_ALIKE)
    ids = dict.fromkeys(unit_id for known in alike for unit_id in registry().names[known])
    return tuple(registry().unit(unit_id) for unit_id in ids)[:_MOST_SUGGESTIONS]
