"""The parts with a last day in a year → each unit's share not done or late, with its heads and the rows behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count

from dondoc.engine.tracking.head_ratio import Ratio, Weight
from dondoc.web.organisations.models import Post, Role, covering
from dondoc.web.overview.queries.conditions import weighing
from dondoc.web.overview.queries.counting import summed
from dondoc.web.overview.queries.narrowing import narrowed
from dondoc.web.overview.queries.part_query import PartQuery
from dondoc.web.overview.queries.reach import Reach
from dondoc.web.overview.queries.standing import Head, Line, heads_of


@dataclass(frozen=True, slots=True)
class RatioLine:
    """A unit with those who head it, its ratio, and the rows that weigh against it, all that weigh, and those left out."""

    name: str
    note: str
    unit: int
    heads: tuple[str, ...]
    ratio: Ratio
    against: PartQuery
    in_favour: PartQuery
    left_out: PartQuery

    @property
    def width(self) -> int:
        """The share in whole per cent, for its bar."""
        return int(100 * (self.ratio.share or 0))


def ratios(query: PartQuery, reach: Reach, *, year: int, on: date) -> tuple[RatioLine, ...]:
    """Return the ratios of a year as they run on a day, the worst first; of the units below the one asked for, or the person's own."""
    asked = query.but(time="", day=None, year=None, weight="")
    by_unit = weights_by_unit(asked, reach, year=year, on=on)
    heads = heads_of(asked, reach, by_unit)
    gathered: dict[Head, list[Mapping[str, int]]] = {}
    for unit, counts in by_unit.items():
        gathered.setdefault(heads[unit], []).append(counts)
    people = _heads_of({head.unit for head in gathered}, on=on)
    found = [
        _line(head.line(asked, {}), summed(counts, list(Weight)), heads=people.get(head.unit, ()), year=year)
        for head, counts in gathered.items()
    ]
    return tuple(sorted(found, key=lambda line: (-(line.ratio.share or 0), -line.ratio.counted, line.name)))


def weights_by_unit(query: PartQuery, reach: Reach, *, year: int, on: date) -> dict[int, dict[str, int]]:
    """Return how many of each unit's own parts weigh which way."""
    of_year = {"first_due_on__gte": date(year, 1, 1), "first_due_on__lte": date(year, 12, 31)}
    parts = narrowed(query, reach, on=on).filter(**of_year).order_by()
    asked = {weight.value: Count("pk", filter=weighing(weight, year=year, on=on)) for weight in Weight}
    rows: Iterable[Any] = parts.values("unit").annotate(**{f"n_{name}": count for name, count in asked.items()})
    return {row["unit"]: {weight.value: row[f"n_{weight.value}"] for weight in Weight} for row in rows}


def _line(line: Line, counts: Mapping[str, int], *, heads: tuple[str, ...], year: int) -> RatioLine:
    against, out = counts[Weight.AGAINST], counts[Weight.LEFT_OUT]
    query = line.query.but(year=year)
    return RatioLine(
        line.name,
        line.note,
        line.key or 0,
        heads,
        Ratio(against, against + counts[Weight.FOR], out),
        query.but(weight=Weight.AGAINST),
        query.but(weight=Weight.FOR),
        query.but(weight=Weight.LEFT_OUT),
    )


def _heads_of(units: set[int], *, on: date) -> dict[int, tuple[str, ...]]:
    posts = Post.objects.filter(covering(on), unit__in=units, role__in=[Role.HEAD, Role.DIRECTOR]).select_related("user")
    found: dict[int, tuple[str, ...]] = {}
    for post in posts.order_by("user__full_name"):
        found[post.unit_id] = (*found.get(post.unit_id, ()), post.user.full_name)
    return found
