"""The tables under `units/` → the registry of units, by id and by every spelling of their names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from dondoc.engine.vocabulary.loading import table, words
from dondoc.engine.vocabulary.naming import spellings
from dondoc.engine.vocabulary.unit import Group, Level, Unit, UnitKind

TABLES = ("central", "commune", "department", "firms", "groups", "party", "province")


@dataclass(frozen=True, slots=True)
class Registry:
    """All units by id, and the ids that each folded spelling may mean; `loose` spellings count only in lists."""

    units: dict[str, Unit]
    names: dict[str, tuple[str, ...]]
    loose: dict[str, tuple[str, ...]]

    def unit(self, unit_id: str) -> Unit:
        """Return the unit of that id; `KeyError` where there is none."""
        return self.units[unit_id]


@cache
def registry() -> Registry:
    """Return the registry of the tables that ship with dondoc."""
    units = {unit_id: _unit(unit_id, entry) for name in TABLES for unit_id, entry in table(f"units/{name}").items()}
    names: dict[str, tuple[str, ...]] = {}
    loose: dict[str, tuple[str, ...]] = {}
    for unit in units.values():
        for name in (unit.name, *unit.aliases):
            _add(names, name, unit.id)
        for name in unit.loose:
            _add(loose, name, unit.id)
    return Registry(units, names, loose)


def _add(names: dict[str, tuple[str, ...]], name: str, unit_id: str) -> None:
    for spelling in spellings(name):
        known = names.get(spelling)
        if known is None:
            names[spelling] = (unit_id,)
        elif unit_id not in known:
            names[spelling] = (*known, unit_id)


def _unit(unit_id: str, entry: dict[str, object]) -> Unit:
    group, basis = entry.get("group"), entry.get("basis")
    return Unit(
        id=unit_id,
        name=str(entry["name"]),
        kind=UnitKind[str(entry["kind"]).upper()],
        level=Level(str(entry["level"])),
        example=str(entry["example"]),
        aliases=words(entry, "aliases"),
        loose=words(entry, "loose"),
        group=None if group is None else Group(str(group)),
        valid_from=_day(entry, "valid_from"),
        valid_to=_day(entry, "valid_to"),
        successors=words(entry, "successors"),
        basis=None if basis is None else str(basis),
    )


def _day(entry: dict[str, object], field: str) -> date | None:
    value = entry.get(field)
    if value is not None and not isinstance(value, date):
        raise TypeError(f"{field}: a date was expected, not {value!r}")
    return value
