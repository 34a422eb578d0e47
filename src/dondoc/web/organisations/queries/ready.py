"""The ready lists of departments: `ready_departments.toml` and the engine's own registry of names → what a founder may take over."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dondoc.engine.vocabulary.folding import key
from dondoc.engine.vocabulary.registry import registry
from dondoc.engine.vocabulary.unit import Unit as KnownName
from dondoc.web.organisations.models import GroupKind, UnitKind

# "Phòng KHTC", "Sở NN&MT"
_ABBREVIATED = re.compile(r"[A-ZĐ]{2}|[A-ZĐ]&[A-ZĐ]")
_FILE = Path(__file__).parents[1] / "ready_departments.toml"
_HEADS = (
    ("văn phòng đăng ký", UnitKind.PUBLIC_SERVICE),
    ("văn phòng", UnitKind.OFFICE),
    ("phòng", UnitKind.DIVISION),
    ("thanh tra sở", UnitKind.DIVISION),
    ("chi cục", UnitKind.BRANCH),
    ("trung tâm", UnitKind.PUBLIC_SERVICE),
    ("ban quản lý", UnitKind.PUBLIC_SERVICE),
    ("bệnh viện", UnitKind.PUBLIC_SERVICE),
    ("trường", UnitKind.PUBLIC_SERVICE),
    ("quỹ", UnitKind.PUBLIC_SERVICE),
    ("sở", UnitKind.DEPARTMENT),
    ("ủy ban nhân dân tỉnh", UnitKind.PROVINCE),
    ("ủy ban nhân dân xã", UnitKind.COMMUNE),
    ("ủy ban nhân dân phường", UnitKind.COMMUNE),
    ("ubnd xã", UnitKind.COMMUNE),
    ("ubnd phường", UnitKind.COMMUNE),
)
"""The opening of a name and the kind of unit it tells, the longer opening first."""


@dataclass(frozen=True, slots=True)
class ReadyUnit:
    """A unit of a ready list, with its usual abbreviations."""

    name: str
    short_name: str
    kind: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadyGroup:
    """A standing group: all units right below the department (`everyone`), those of some kinds, or, when open, nobody yet."""

    name: str
    kind: str
    everyone: bool
    kinds: tuple[str, ...]
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadyDepartment:
    """A kind of department: its name and the units it typically has."""

    key: str
    name: str
    short_name: str
    aliases: tuple[str, ...]
    units: tuple[ReadyUnit, ...]


@cache
def ready_departments() -> tuple[ReadyDepartment, ...]:
    """Return the ready lists, the general one last."""
    return tuple(_department(entry) for entry in _table()["department"])


@cache
def ready_groups() -> tuple[ReadyGroup, ...]:
    """Return the groups that every department's directives name."""
    return tuple(
        ReadyGroup(
            name=entry["name"],
            kind=GroupKind.OPEN if entry.get("open") else GroupKind.CLOSED,
            everyone=bool(entry.get("everyone")),
            kinds=tuple(entry.get("kinds", ())),
            aliases=tuple(entry.get("aliases", ())),
        )
        for entry in _table()["group"]
    )


@cache
def ready_partners() -> tuple[ReadyUnit, ...]:
    """Return the bodies of a province that a department works with."""
    return tuple(ready_unit(name) for name in _table()["partners"]["names"])


def ready_unit(name: str) -> ReadyUnit:
    """Return a unit of that name with the kind its opening tells and the abbreviations that the engine knows for it."""
    known = _known().get(key(name))
    aliases = () if known is None else tuple(dict.fromkeys((*known.aliases, *known.loose)))
    return ReadyUnit(name, _short(aliases), kind_of(name), aliases)


def kind_of(name: str) -> str:
    """Return the kind of unit that a name's opening tells."""
    folded = key(name)
    return next((kind for head, kind in _HEADS if folded.startswith(head)), UnitKind.OTHER)


@cache
def _table() -> dict:
    return tomllib.loads(_FILE.read_text("utf-8"))


def _department(entry: dict) -> ReadyDepartment:
    own = ready_unit(entry["name"])
    return ReadyDepartment(
        key=entry["key"],
        name=own.name,
        short_name=entry.get("short_name", own.short_name),
        aliases=own.aliases,
        units=tuple(ready_unit(name) for name in entry["units"]),
    )


@cache
def _known() -> dict[str, KnownName]:
    return {key(unit.name): unit for unit in registry().units.values() if unit.group is None}


def _short(aliases: tuple[str, ...]) -> str:
    """Return the abbreviation to show, one that keeps its opening word ("Phòng KHTC", not "P. KHTC"), or none."""
    return next((alias for alias in aliases if _ABBREVIATED.search(alias) and alias != alias.upper() and "thành phố" not in alias), "")
