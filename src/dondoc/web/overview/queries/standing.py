"""The parts that a query means → how many are in each state in time, in all and by unit, plan, field or leader."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import accumulate
from typing import Any, TypeVar

from django.db.models import Case, Count, Q, Value, When
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from dondoc.engine.tracking import TimeState
from dondoc.web.accounts.models import User
from dondoc.web.overview.queries.conditions import any_of, pieces_now, pieces_then
from dondoc.web.overview.queries.counting import summed
from dondoc.web.overview.queries.kept_counts import are_kept, states_kept
from dondoc.web.overview.queries.narrowing import day_of, in_state, is_past, narrowed
from dondoc.web.overview.queries.part_query import NO_FIELD, TIMES, PartQuery
from dondoc.web.overview.queries.reach import Reach
from dondoc.web.plans.models import Plan
from dondoc.web.ui.templatetags.ui import Share

States = Mapping[str, int]
Key = TypeVar("Key")
NAMES = tuple(state.value for state in TIMES)
MOST_ROWS = 60


class Group(StrEnum):
    """By what the counts are parted."""

    UNIT = "don-vi"
    PLAN = "van-ban"
    LEADER = "lanh-dao"
    FIELD = "linh-vuc"


GROUPS: dict[str, str | Promise] = {
    Group.UNIT: pgettext_lazy("một", "Đơn vị"),
    Group.PLAN: pgettext_lazy("một", "Văn bản"),
    Group.LEADER: gettext_lazy("Lãnh đạo phụ trách"),
    Group.FIELD: gettext_lazy("Mục trong văn bản"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One count with the rows behind it."""

    state: str
    count: int
    query: PartQuery


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A unit, plan, field or leader with the counts of its parts; `query` means all of them."""

    name: str
    key: int | None
    counts: States
    query: PartQuery
    note: str = ""

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.counts.values())

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The counts in the order of the states."""
        return tuple(Cell(name, self.counts[name], self.query.but(time=name)) for name in NAMES if name != TimeState.NO_DATE)

    @property
    def judged(self) -> int:
        """How many were due or are done: those that can be late."""
        return self.late + self.counts[TimeState.DONE]

    @property
    def late(self) -> int:
        """How many are late or were done late."""
        return self.counts[TimeState.LATE] + self.counts[TimeState.DONE_LATE]

    @property
    def late_percent(self) -> int | None:
        """The share of late ones among those judged; none where none was."""
        return round(100 * self.late / self.judged) if self.judged else None


@dataclass(frozen=True, slots=True, eq=False)
class Head:
    """The unit under which another's parts are counted, with all below it or by itself alone; each is there once."""

    unit: int
    name: str
    alone: bool

    def line(self, query: PartQuery, counts: States) -> Line:
        """Return its line of what a query means."""
        return Line(
            self.name, self.unit, counts, query.but(unit=self.unit, alone=self.alone), _("việc của chính đơn vị") if self.alone else ""
        )


Heads = Mapping[int, Head]
"""Under which one each unit is counted."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the parts that a query means stand: in all, line by line, and unit by unit."""

    whole: Line
    group: Group
    lines: tuple[Line, ...]
    more: int
    heads: Heads
    by_unit: Mapping[int, States]

    @property
    def shares(self) -> list[Share]:
        """The stretches of one bar; the view gives them their addresses."""
        return [Share(cell.state, cell.count, cell.query.link()) for cell in self.whole.cells]


def standing(query: PartQuery, reach: Reach, *, group: Group, on: date) -> Standing:
    """Return the counts that a query means, of what the person sees."""
    query = query.but(time="")  # the states are what is counted
    by_unit = states_by_unit(query, reach, on=on)
    whole = Line(_("Tất cả"), None, summed(by_unit.values(), NAMES), query)
    heads = heads_of(query, reach, by_unit)
    lines, more = _lines_of_units(query, heads, by_unit) if group is Group.UNIT else _LINES[group](query, reach, on)
    return Standing(whole, group, lines, more, heads, by_unit)


def _worst(counted: Iterable[tuple[Key, States]]) -> tuple[list[tuple[Key, States]], int]:
    """Return those with most that is late, and how many more there are."""
    found = sorted(counted, key=lambda one: (-one[1][TimeState.LATE], -sum(one[1].values())))
    return found[:MOST_ROWS], max(len(found) - MOST_ROWS, 0)


def states_by_unit(query: PartQuery, reach: Reach, *, on: date) -> dict[int, dict[str, int]]:
    """Return how many of each unit's own parts are in each state, for the units that have any."""
    asked = query.but(time="")
    return states_kept(asked, reach, on=on) if are_kept(asked) else _weighed(asked, reach, by="unit", on=on)


def _weighed(query: PartQuery, reach: Reach, *, by: str, on: date) -> dict[Any, dict[str, int]]:
    """Return the same in one pass over the parts, for what the counts do not know; by a column."""
    state = Case(*(When(any_of(some), then=Value(name)) for name, some in _pieces(query, on).items() if some), default=Value(""))
    found: dict[Any, dict[str, int]] = {}
    rows = narrowed(query, reach, on=on).order_by().annotate(state=state).exclude(state="")
    for key, name, number in rows.values_list(by, "state").annotate(n=Count("pk")):
        found.setdefault(key, dict.fromkeys(NAMES, 0))[name] = number
    return found


def _pieces(query: PartQuery, on: date) -> dict[str, tuple[Q, ...]]:
    """Return the pieces of every state, by the last day and on the day that the query asks for."""
    if query.basis:
        return {state.value: (in_state(query, state, on=on),) for state in TIMES}
    pieces = pieces_then if is_past(query, on) else pieces_now
    return {state.value: pieces(state, on=day_of(query, on)) for state in TIMES}


def heads_of(query: PartQuery, reach: Reach, units: Iterable[int]) -> Heads:
    """Return under which unit each of these is counted: the units just below the one asked for (or the person's own), each with all below
    it, and that one's own parts by themselves.
    """
    wanted = set(units)
    units_seen = reach.counted_units().values_list("pk", "name", "path", named=True)
    known: dict[str, Any] = {unit.path: unit for unit in units_seen} if wanted else {}
    asked = [unit.path for unit in known.values() if unit.pk == query.unit]
    bases = asked or (list(reach.own) if len(reach.own) == 1 else [])
    tops = {*reach.own, *(path for path, unit in known.items() if unit.pk in wanted and not path.startswith(reach.own))}
    heads: dict[tuple[str, bool], Head] = {}
    found = {}
    for path, unit in known.items():
        if unit.pk in wanted:
            at, alone = _counted_at(path, bases, tops=tops, alone=query.alone)
            key = (at, alone)
            if key not in heads:
                head = known.get(at, unit)
                heads[key] = Head(head.pk, head.name, alone)
            found[unit.pk] = heads[key]
    return found


def _counted_at(path: str, bases: Iterable[str], *, tops: Container[str], alone: bool) -> tuple[str, bool]:
    """Return under the path of which unit another is counted, and whether that line is of this unit alone."""
    above = next((base for base in bases if path.startswith(base)), None)
    if alone or path == above:
        return path, True
    if above is not None:
        return above + path[len(above) :].split(".", 1)[0] + ".", False
    if path in tops and path.count(".") == 1:
        return path, False  # nothing is above it
    chain = accumulate(f"{number}." for number in path.split(".")[:-1])
    return next(prefix for prefix in chain if prefix in tops), False


Lines = tuple[tuple[Line, ...], int]
"""The lines of a table with how many more there are."""


def _lines_of_units(query: PartQuery, heads: Heads, by_unit: Mapping[int, States]) -> Lines:
    gathered: dict[Head, list[States]] = {}
    for unit, counts in by_unit.items():
        gathered.setdefault(heads[unit], []).append(counts)
    ordered = sorted(gathered.items(), key=lambda one: one[0].name)
    shown, more = _worst((head, summed(counts, NAMES) if len(counts) > 1 else counts[0]) for head, counts in ordered)
    return tuple(head.line(query, counts) for head, counts in shown), more


def _lines_of_plans(query: PartQuery, reach: Reach, on: date) -> Lines:
    shown, more = _worst(_weighed(query.but(time=""), reach, by="plan", on=on).items())
    plans = Plan.objects.only("kind", "number", "title").in_bulk([plan for plan, _counts in shown])
    return tuple(Line(str(plans[key]), key, counts, query.but(plan=key), plans[key].title) for key, counts in shown), more


def _lines_of_leaders(query: PartQuery, reach: Reach, on: date) -> Lines:
    shown, more = _worst(_weighed(query.but(time=""), reach, by="plan__director", on=on).items())
    names = dict(User.objects.filter(pk__in=[leader for leader, _counts in shown]).values_list("pk", "full_name"))
    nobody = _("chưa ghi lãnh đạo phụ trách")
    return tuple(Line(names.get(key, nobody), key, counts, query.but(leader=key or 0)) for key, counts in shown), more


def _lines_of_fields(query: PartQuery, reach: Reach, on: date) -> Lines:
    """Return the first headings of a plan's document; without a plan there are none, for each document has its own."""
    counted = _weighed(query.but(time=""), reach, by="task__heading__0", on=on) if query.plan is not None else {}
    shown, more = _worst(counted.items())
    nothing = _("không có đề mục")
    return tuple(Line(str(field or nothing), None, counts, query.but(field=field or NO_FIELD)) for field, counts in shown), more


_LINES = {Group.PLAN: _lines_of_plans, Group.LEADER: _lines_of_leaders, Group.FIELD: _lines_of_fields}
