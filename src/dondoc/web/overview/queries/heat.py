"""The parts still to be submitted → how many are due in each of the coming weeks, line by line of the units."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count

from dondoc.web.overview.queries.narrowing import UNDONE, WEEK, narrowed
from dondoc.web.overview.queries.part_query import PartQuery
from dondoc.web.overview.queries.reach import Reach
from dondoc.web.overview.queries.standing import Heads, Line, heads_of

WEEKS = 10
MOST_LINES = 12
_STEPS = 4


@dataclass(frozen=True, slots=True)
class Square:
    """How many parts are due in one week, how dark that is shown (0 to 4), and the rows behind it."""

    count: int
    heat: int
    query: PartQuery


@dataclass(frozen=True, slots=True)
class HeatLine:
    """A unit with its weeks."""

    name: str
    note: str
    squares: tuple[Square, ...]
    total: int


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
    due = narrowed(asked, reach, on=on).filter(UNDONE, due_on__gte=first, due_on__lt=first + WEEK * WEEKS).order_by()
    found: dict[Line, Counter[int]] = {}
    rows = list(due.values_list("unit", "due_on").annotate(n=Count("pk")))
    heads = heads or heads_of(asked, reach, {unit for unit, _day, _number in rows if unit is not None})
    for unit, day, number in rows:
        found.setdefault(heads.line_of(unit), Counter())[(day - first).days // 7] += number
    most = max((count for counts in found.values() for count in counts.values()), default=0)
    lines = [_line(line, counts, weeks=weeks, most=most) for line, counts in found.items()]
    lines.sort(key=lambda line: (-line.total, line.name))
    peak = max(((square, line.name) for line in lines for square in line.squares), key=lambda one: one[0].count, default=(None, ""))
    return HeatMap(weeks, tuple(lines[:MOST_LINES]), max(len(lines) - MOST_LINES, 0), *peak)


def _line(line: Line, counts: Counter[int], *, weeks: tuple[date, ...], most: int) -> HeatLine:
    query = line.query.but(time="", undone=True)
    squares = tuple(Square(counts[place], _heat(counts[place], most), query.but(week=week)) for place, week in enumerate(weeks))
    return HeatLine(line.name, line.note, squares, counts.total())


def _heat(count: int, most: int) -> int:
    """Return how dark a count is among the others: none is the ground, the most the darkest."""
    return -(-count * _STEPS // most) if count else 0
