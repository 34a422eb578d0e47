"""The registry as the rows of a list that can be read in again."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

from dondoc.web.organisations.lists.units import BETWEEN
from dondoc.web.organisations.models import Alias, Unit, UnitKind

Line = tuple[str | int | date | None, ...]


def unit_lines() -> Iterator[Line]:
    """Yield every unit, those above before those below, as `lists.units.COLUMNS` order its cells, from two statements."""
    aliases: dict[int, list[str]] = defaultdict(list)
    for unit_id, text in Alias.objects.filter(group=None).values_list("unit_id", "text"):
        aliases[unit_id or 0].append(text)
    units = {unit.pk: unit for unit in Unit.objects.order_by("path")}
    called = Counter(unit.name for unit in units.values())
    for unit in units.values():
        yield (
            unit.name,
            unit.official_code,
            unit.short_name,
            str(UnitKind(unit.kind).label),
            _above(unit, units, called),
            "; ".join(aliases[unit.pk]),
            unit.valid_from,
            unit.valid_to,
            unit.position,
            "có" if unit.external else "",
        )


def _above(unit: Unit, units: dict[int, Unit], called: Counter[str]) -> str:
    """Return what tells the unit above: its name where only one bears it, else the names down to it."""
    line = [units[int(part)].name for part in unit.path.rstrip(".").split(".")][:-1]
    if not line or called[line[-1]] == 1:
        return line[-1] if line else ""
    return BETWEEN.join(line)
