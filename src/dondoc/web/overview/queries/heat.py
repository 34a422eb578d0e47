"""The parts still to be submitted → how many are due in each of the coming weeks, line by line of the units."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count

from dondoc.web.overview.queries.kept_counts import are_kept, weeks_kept
from dondoc.web.overview.queries.narrowing import UNDONE, WEEK, narrowed
from dondoc.web.overview.queries.part_query import PartQuery
from dondoc.web.overview.queries.reach import Reach
from dondoc.web.overview.queries.standing import Head, Heads, heads_of

WEEKS = 10
MOST_LINES = 12
_STEPS = 4


@dataclass(frozen=True, slots=True)
class Square:
    """How many parts are due in one week, how dark that is shown (0 to 4), and the Monday of that week."""

    count: int
    heat: int
    week: date


@dataclass(frozen=True, slots=True)
class HeatLine:
    """A unit with its weeks; `query` means the parts of all of them."""

    name: str
    note: str
    squares: tuple[Square, ...]
    total: int
    query: PartQuery


@dataclass(frozen=True, slots=True)
class HeatMap:
    """The coming weeks by their Mondays, the units with most deadlines first, and how many units more have any."""

    weeks: tuple[date, ...]
    lines: tuple[HeatLine, ...]
    more: int
    peak: Square | None
    peak_name: str = ""


def heat_map(query: PartQuery, reach: Reach, *, heads: Heads | None, on: date) -> HeatMap:
    """Return when the parts that a query means are due, of those that still are to be submitted.

    `heads` are the lines of all units that have parts, where the caller knows them.
    """
    asked = query.but(time="", week=None, undone=True)
    first = on - timedelta(days=on.weekday())
    weeks = tuple(first + WEEK * number for number in range(WEEKS))
    found: defaultdict[Head, Counter[int]] = defaultdict(Counter)
    rows = list(_due(asked, reach, weeks=weeks, on=on))
    heads = heads or heads_of(asked, reach, {unit for unit, _day, _number in rows})
    for unit, day, number in rows:
        found[heads[unit]][(day - first).days // 7] += number
    most = max((count for counts in found.values() for count in counts.values()), default=0)
    ordered = sorted(found.items(), key=lambda one: (-one[1].total(), one[0].name))
    lines = tuple(_line(head, counts, query=asked, weeks=weeks, most=most) for head, counts in ordered[:MOST_LINES])
    peak, name = None, ""
    for head, counts in ordered:
        if most and most in counts.values() and peak is None:
            place = min(week for week, count in counts.items() if count == most)
            peak, name = _line(head, counts, query=asked, weeks=weeks, most=most).squares[place], head.name
    return HeatMap(weeks, lines, max(len(ordered) - MOST_LINES, 0), peak, name)


def _due(query: PartQuery, reach: Reach, *, weeks: tuple[date, ...], on: date) -> Iterable[tuple[int, date, int]]:
    """Yield how many of each unit's parts are due on a day, or in the week that begins on it."""
    if are_kept(query.but(undone=False)):
        return weeks_kept(query, reach, weeks)
    due = narrowed(query, reach, on=on).filter(UNDONE, due_on__gte=weeks[0], due_on__lt=weeks[-1] + WEEK).order_by()
    return due.values_list("unit", "due_on").annotate(n=Count("pk"))


def _line(head: Head, counts: Counter[int], *, query: PartQuery, weeks: tuple[date, ...], most: int) -> HeatLine:
    line = head.line(query, {})
    squares = tuple(Square(counts[place], _heat(counts[place], most), week) for place, week in enumerate(weeks))
    return HeatLine(line.name, line.note, squares, counts.total(), line.query)


def _heat(count: int, most: int) -> int:
    """Return how dark a count is among the others: none is the ground, the most the darkest."""
    return -(-count * _STEPS // most) if count else 0
