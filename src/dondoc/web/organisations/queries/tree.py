"""The tree of units as it stood on a day, each branch shown only when asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from dondoc.web.organisations.models import Unit, UnitName, UnitParent
from dondoc.web.organisations.queries.succession import Successors, standing_successors, successors

MOST_SHOWN = 150
"""Units of one branch on a page: more are a link away."""


@dataclass(frozen=True, slots=True)
class Follower:
    """Who took over from a unit that ended."""

    unit_id: int
    name: str


@dataclass(frozen=True, slots=True)
class Node:
    """A unit in the tree; `below` counts the units that stand below it, `children` is `None` where the branch is not shown yet."""

    unit_id: int
    name: str
    short_name: str
    external: bool
    below: int
    ended: date | None
    heirs: tuple[Follower, ...]
    has_children: bool
    children: tuple[Node, ...] | None
    hidden: int = 0


@dataclass(frozen=True, slots=True)
class Forest:
    """The trees inside and the bodies outside, with the number of units that stand."""

    inside: tuple[Node, ...]
    outside: tuple[Node, ...]
    standing: int
    outside_standing: int
    ended: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What of the tree is wanted: the day, which branches are open, whether ended units are shown, from which child on."""

    on: date
    opened: frozenset[int] = frozenset()
    with_ended: bool = True
    skipped: int = 0


@dataclass(frozen=True, slots=True)
class _Row:
    unit_id: int
    name: str
    short_name: str
    external: bool
    position: int
    ended: date | None


class _Registry:
    """Every unit that was ever there up to a day, with the name and parent it bore then, or last."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.chain: Successors = successors()
        names = dict(_last_values(UnitName, asked.on, "name", "short_name"))
        parents = dict(_last_values(UnitParent, asked.on, "parent_id"))
        self.rows: dict[int, _Row] = {}
        self.children: dict[int | None, list[_Row]] = defaultdict(list)
        units = Unit.objects.filter(Q(valid_from=None) | Q(valid_from__lte=asked.on))
        for pk, name, short, external, position, ends in units.values_list("pk", "name", "short_name", "external", "position", "valid_to"):
            name, short = names.get(pk, (name, short))
            self.rows[pk] = _Row(pk, name, short, external, position, ends if ends is not None and ends <= asked.on else None)
        for pk, row in self.rows.items():
            parent = parents.get(pk, (None,))[0]
            # a unit of unknown age is not older than the unit above it
            if (parent is None or parent in self.rows) and (asked.with_ended or row.ended is None):
                self.children[parent].append(row)
        for rows in self.children.values():
            rows.sort(key=lambda row: (row.ended is not None, row.position, row.name))
        self.below: dict[int, int] = {}
        for row in self.children[None]:
            self._count(row)

    def _count(self, row: _Row) -> int:
        under = sum(self._count(child) for child in self.children.get(row.unit_id, ()))
        self.below[row.unit_id] = under
        return under + (row.ended is None)

    def node(self, row: _Row) -> Node:
        """Return a unit's node, with its children where its branch is open."""
        opened = row.unit_id in self.asked.opened
        mine = self.children.get(row.unit_id, [])
        heirs = standing_successors(row.unit_id, self.chain) if row.ended is not None else ()
        return Node(
            unit_id=row.unit_id,
            name=row.name,
            short_name=row.short_name,
            external=row.external,
            below=self.below.get(row.unit_id, 0),
            ended=row.ended,
            heirs=tuple(Follower(heir.unit_id, heir.name) for heir in heirs),
            has_children=bool(mine),
            children=tuple(self.node(child) for child in mine[:MOST_SHOWN]) if opened else None,
            hidden=max(len(mine) - MOST_SHOWN, 0) if opened else 0,
        )


def forest(asked: Asked) -> Forest:
    """Return the tree on a day in four statements, whatever its size."""
    registry = _Registry(asked)
    roots = registry.children[None]
    standing = [row for row in registry.rows.values() if row.ended is None]
    return Forest(
        inside=tuple(registry.node(row) for row in roots if not row.external),
        outside=tuple(registry.node(row) for row in roots if row.external)[: MOST_SHOWN * 2],
        standing=sum(1 for row in standing if not row.external),
        outside_standing=sum(1 for row in standing if row.external),
        ended=len(registry.rows) - len(standing),
    )


def branch(unit_id: int, asked: Asked) -> Node | None:
    """Return a unit's node with the units right below it, from the `skipped`-th on; `None` where there is no such unit on the day."""
    registry = _Registry(Asked(asked.on, asked.opened | {unit_id}, asked.with_ended))
    row = registry.rows.get(unit_id)
    if row is None:
        return None
    if asked.skipped:
        registry.children[unit_id] = registry.children[unit_id][asked.skipped :]
    return registry.node(row)


def chain_of(unit_ids: Iterable[int]) -> frozenset[int]:
    """Return the units and all above them, by today's paths: the branches to open so that they are seen."""
    paths = Unit.objects.filter(pk__in=set(unit_ids)).values_list("path", flat=True)
    return frozenset(int(part) for path in paths for part in path.rstrip(".").split("."))


def opened_first(forest_ids: Collection[int], *, on: date) -> frozenset[int]:
    """Return the branches that stand open when nobody asked for any: the only tree there is, and those of the given units."""
    roots = list(Unit.objects.standing(on).filter(parent=None, external=False).values_list("pk", flat=True)[:2])
    return chain_of(forest_ids) | frozenset(roots if len(roots) == 1 else ())


def _last_values(model: type[UnitName] | type[UnitParent], on: date, *fields: str) -> Iterable[tuple[int, tuple]]:
    """Yield each unit's values of the row that holds on a day or, where it ended before, of its last; rows in the order of time."""
    begun = model.objects.filter(Q(valid_from=None) | Q(valid_from__lte=on))
    dated = sorted(begun.values_list("unit_id", "valid_from", *fields), key=lambda row: (row[1] is not None, row[1] or on))
    for unit_id, _, *values in dated:
        yield unit_id, tuple(values)
