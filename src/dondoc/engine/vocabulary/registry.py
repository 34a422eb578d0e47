"""The tables under `units/` → the registry of units, by id and by every spelling of their names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from dondoc.engine.vocabulary.folding import fold
from dondoc.engine.vocabulary.grammar import grammar
from dondoc.engine.vocabulary.loading import table, words
from dondoc.engine.vocabulary.naming import spellings
from dondoc.engine.vocabulary.unit import Group, Level, Unit, UnitKind

TABLES = {
    "central": Level.CENTRAL,
    "commune": Level.COMMUNE,
    "department": Level.DEPARTMENT,
    "firms": Level.PROVINCE,
    "groups": Level.PROVINCE,
    "party": Level.PROVINCE,
    "province": Level.PROVINCE,
}
"""The tables with the level of their units, which an entry states only where its own differs."""


@dataclass(frozen=True, slots=True)
class Registry:
    """All units by id, and the ids that each folded spelling may mean.

    `loose` spellings count only where a unit is expected; `short_forms` are those printed in capitals ("STC").
    """

    units: dict[str, Unit]
    names: dict[str, tuple[str, ...]]
    loose: dict[str, tuple[str, ...]]
    short_forms: frozenset[str]

    def unit(self, unit_id: str) -> Unit:
        """Return the unit of that id; `KeyError` where there is none."""
        return self.units[unit_id]


@cache
def registry() -> Registry:
    """Return the registry of the tables that ship with dondoc."""
    units = {unit_id: _unit(unit_id, entry, level) for name, level in TABLES.items() for unit_id, entry in table(f"units/{name}").items()}
    names: dict[str, tuple[str, ...]] = {}
    loose: dict[str, tuple[str, ...]] = {}
    for unit in units.values():
        for name in (unit.name, *unit.aliases):
            _add(names, name, unit.id)
        for name in unit.loose:
            _add(loose, name, unit.id)
    short = frozenset(fold(name) for unit in units.values() for name in (*unit.aliases, *unit.loose) if _is_short(name))
    return Registry(units, names, loose, short)


def _add(names: dict[str, tuple[str, ...]], name: str, unit_id: str) -> None:
    for spelling in spellings(name):
        known = names.get(spelling)
        if known is None:
            names[spelling] = (unit_id,)
        elif unit_id not in known:
            names[spelling] = (*known, unit_id)


def _unit(unit_id: str, entry: dict[str, object], level: Level) -> Unit:
    group, basis, own = entry.get("group"), entry.get("basis"), entry.get("level")
    return Unit(
        id=unit_id,
        name=str(entry["name"]),
        kind=_kind(entry),
        level=level if own is None else Level(str(own)),
        example=str(entry["example"]),
        aliases=words(entry, "aliases"),
        loose=words(entry, "loose"),
        group=None if group is None else Group(str(group)),
        valid_from=_day(entry, "valid_from"),
        valid_to=_day(entry, "valid_to"),
        successors=words(entry, "successors"),
        basis=None if basis is None else str(basis),
    )


def _is_short(name: str) -> bool:
    return " " not in name and name[1:].isupper()


def _kind(entry: dict[str, object]) -> UnitKind:
    """Return the stated kind, or that of the word that opens the name ("Sở …"); a group's is `GROUP`."""
    if "kind" in entry:
        return UnitKind[str(entry["kind"]).upper()]
    if "group" in entry:
        return UnitKind.GROUP
    head = grammar().head_words.phrase_at(fold(str(entry["name"])), 0)
    return grammar().heads[head].kind


def _day(entry: dict[str, object], field: str) -> date | None:
    value = entry.get(field)
    if value is not None and not isinstance(value, date):
        raise TypeError(f"{field}: a date was expected, not {value!r}")
    return value
