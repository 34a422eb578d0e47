"""Shapes the registry as the engine asks it: every unit under each name it bore, and the groups that a department names."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from django.db.models import Q

from dondoc.engine.comparing import KnownUnit
from dondoc.engine.vocabulary.folding import fold, unaccented
from dondoc.web.organisations.models import Alias, EventParty, Unit, UnitGroup, UnitKind, UnitName

_BODIES = (UnitKind.PROVINCE, UnitKind.DEPARTMENT, UnitKind.COMMUNE)
"""Kinds of units whose names count everywhere, not only inside the body that they belong to."""


def known_units(department: Unit) -> list[KnownUnit]:
    """Return every unit that a document of the department may name, once for each name it bore, in four statements."""
    units = {unit.pk: unit for unit in Unit.objects.only("pk", "name", "short_name", "kind", "path", "external", "valid_from", "valid_to")}
    bodies = {pk for pk, unit in units.items() if unit.kind in _BODIES or unit.external or "." not in unit.path.rstrip(".")}
    aliases = _aliases(department)
    successors = _successors()
    named: dict[int, list[UnitName]] = defaultdict(list)
    for name in UnitName.objects.all():
        named[name.unit_id].append(name)
    return [
        KnownUnit(
            key=str(unit.pk),
            name=name.name,
            aliases=tuple(filter(None, (name.short_name, *aliases.get(unit.pk, ())))),
            valid_from=max(filter(None, (name.valid_from, unit.valid_from)), default=None),
            valid_to=_last_day(min(filter(None, (name.valid_to, unit.valid_to)), default=None)),
            successors=successors.get(unit.pk, ()),
            scope=None if unit.pk in bodies else _body(unit, bodies),
        )
        for unit in units.values()
        for name in named.get(unit.pk) or [UnitName(unit=unit, name=unit.name, short_name=unit.short_name)]
    ]


def known_groups(department: Unit) -> dict[str, UnitGroup]:
    """Return the department's groups by every folded name that they go by."""
    groups = {group.pk: group for group in UnitGroup.objects.filter(scope=department)}
    by_name = {folded_name(group.name): group for group in groups.values()}
    for alias in Alias.objects.filter(group__in=groups):
        by_name.setdefault(folded_name(alias.text), groups[alias.group_id or 0])
    return by_name


def folded_name(name: str) -> str:
    """Return a name as groups are looked up."""
    return unaccented(fold(" ".join(name.split())).strip(" .,;:"))


def _aliases(department: Unit) -> dict[int, tuple[str, ...]]:
    aliases: dict[int, tuple[str, ...]] = {}
    for alias in Alias.objects.filter(Q(scope=None) | Q(scope=department), group=None):
        aliases[alias.unit_id or 0] = (*aliases.get(alias.unit_id or 0, ()), alias.text)
    return aliases


def _successors() -> dict[int, tuple[str, ...]]:
    old: dict[int, list[int]] = defaultdict(list)
    new: dict[int, list[int]] = defaultdict(list)
    for event, unit, is_new in EventParty.objects.values_list("event_id", "unit_id", "is_new"):
        (new if is_new else old)[event].append(unit)
    followers: dict[int, dict[str, None]] = defaultdict(dict)
    for event, units in old.items():
        for unit in units:
            followers[unit].update((str(other), None) for other in new[event] if other != unit)
    return {unit: tuple(keys) for unit, keys in followers.items()}


def _body(unit: Unit, bodies: set[int]) -> str | None:
    """Return the nearest body above a unit."""
    above = [int(key) for key in unit.path.rstrip(".").split(".")[:-1]]
    return next((str(key) for key in reversed(above) if key in bodies), None)


def _last_day(first_without: date | None) -> date | None:
    return first_without - timedelta(days=1) if first_without is not None else None
