"""The parts that a query means → how many are in each state in time, in all and by unit, plan, field or leader."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Case, Count, Q, Value, When
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from dondoc.engine.tracking import TimeState
from dondoc.web.organisations.models import Unit
from dondoc.web.overview.queries.conditions import any_of, pieces_now, pieces_then
from dondoc.web.overview.queries.counting import counted_by, summed
from dondoc.web.overview.queries.narrowing import asked_of, day_of, in_state, is_past, narrowed
from dondoc.web.overview.queries.part_query import NO_FIELD, TIMES, PartQuery
from dondoc.web.overview.queries.reach import Reach, published_parts
from dondoc.web.plans.models import Plan
from dondoc.web.plans.queries.sight import REGISTERED
from dondoc.web.ui.templatetags.ui import Share

States = Mapping[str, int]
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


@dataclass(frozen=True, slots=True)
class Heads:
    """Under which line each unit's parts are counted; the lines have no counts yet."""

    lines: Mapping[int, Line]

    def line_of(self, unit: int) -> Line:
        """Return a unit's line."""
        return self.lines[unit]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the parts that a query means stand: in all, and line by line; the lines' sums are the whole where `is_whole`."""

    whole: Line
    group: Group
    lines: tuple[Line, ...]
    more: int
    heads: Heads

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
    lines = _lines_of_units(heads, by_unit) if group is Group.UNIT else list(_LINES[group](query, reach, on))
    lines.sort(key=lambda line: (-line.counts[TimeState.LATE], -line.total, line.name))
    return Standing(whole, group, tuple(lines[:MOST_ROWS]), max(len(lines) - MOST_ROWS, 0), heads)


def states_by_unit(query: PartQuery, reach: Reach, *, on: date) -> dict[int, dict[str, int]]:
    """Return how many of each unit's own parts are in each state, for the units that have any."""
    asked, pieces = query.but(time=""), _pieces(query, on)
    if query.basis or is_past(query, on):  # what no index tells is weighed once, row by row
        state = Case(*(When(any_of(some), then=Value(name)) for name, some in pieces.items() if some), default=Value(""))
        weighed: dict[int, dict[str, int]] = {}
        rows = narrowed(asked, reach, on=on).order_by().annotate(state=state).exclude(state="")
        for unit, name, number in rows.values_list("unit", "state").annotate(n=Count("pk")):
            weighed.setdefault(unit, dict.fromkeys(NAMES, 0))[name] = number
        return weighed
    # Each unit's own parts are asked for by that unit alone: that it is seen is settled by the list of units.
    found = counted_by(reach.own_units(), "unit", parts=asked_of(asked, published_parts(), on=on), pieces=pieces)
    if reach.outside:
        ordered = asked_of(asked, published_parts().filter(reach.ordered()), on=on)
        found |= counted_by(Unit.objects.filter(pk__in=reach.outside), "unit", parts=ordered, pieces=pieces)
    return {unit: counts for unit, counts in found.items() if any(counts.values())}


def _pieces(query: PartQuery, on: date) -> dict[str, tuple[Q, ...]]:
    """Return the pieces of every state, by the last day and on the day that the query asks for."""
    if query.basis:
        return {state.value: (in_state(query, state, on=on),) for state in TIMES}
    pieces = pieces_then if is_past(query, on) else pieces_now
    return {state.value: pieces(state, on=day_of(query, on)) for state in TIMES}


def heads_of(query: PartQuery, reach: Reach, units: Iterable[int]) -> Heads:
    """Return the lines of units: the units just below the one asked for (or the person's own), each with all below it, and that one's
    own parts by themselves.
    """
    wanted = set(units)
    looked_up = list(Unit.objects.filter(pk__in=wanted | ({query.unit} if query.unit else set())).only("pk", "name", "path"))
    heads = _heads(query, reach, units=looked_up, wanted=wanted)
    paths = {head for head, _alone in heads.values()}
    names = {unit.path: unit for unit in looked_up if unit.path in paths}
    if paths - set(names):
        names |= {unit.path: unit for unit in Unit.objects.filter(path__in=paths - set(names)).only("pk", "name", "path")}
    made: dict[tuple[str, bool], Line] = {}
    for path, alone in set(heads.values()):
        unit, note = names[path], _("việc của chính đơn vị") if alone else ""
        made[path, alone] = Line(unit.name, unit.pk, {}, query.but(unit=unit.pk, alone=alone), note)
    return Heads({unit: made[head] for unit, head in heads.items()})


def _lines_of_units(heads: Heads, by_unit: Mapping[int, States]) -> list[Line]:
    gathered: dict[int, list[States]] = {}
    lines = {id(line): line for line in heads.lines.values()}
    for unit, counts in by_unit.items():
        gathered.setdefault(id(heads.line_of(unit)), []).append(counts)
    return [replace(lines[key], counts=summed(counts, NAMES)) for key, counts in gathered.items()]


def _heads(query: PartQuery, reach: Reach, *, units: list[Unit], wanted: set[int]) -> dict[int, tuple[str, bool]]:
    """Return under the path of which unit each wanted one is counted, and whether that line is of this unit alone."""
    asked = [unit.path for unit in units if unit.pk == query.unit]
    bases = asked or (list(reach.own) if len(reach.own) == 1 else [])
    tops = sorted([*reach.own, *(unit.path for unit in units if unit.pk in reach.outside)])
    found = {}
    for unit in units:
        if unit.pk not in wanted:
            continue
        above = next((path for path in bases if unit.path.startswith(path)), None)
        if query.alone or unit.path == above:
            found[unit.pk] = (unit.path, True)
        elif above is not None:
            found[unit.pk] = (above + unit.path[len(above) :].split(".", 1)[0] + ".", False)
        else:
            found[unit.pk] = (next(path for path in tops if unit.path.startswith(path)), False)
    return found


def _lines_of_plans(query: PartQuery, reach: Reach, on: date) -> Iterable[Line]:
    for plan, counts in _by_plan(query, reach, on):
        yield Line(str(plan), plan.pk, counts, query.but(plan=plan.pk), plan.title)


def _lines_of_leaders(query: PartQuery, reach: Reach, on: date) -> Iterable[Line]:
    gathered: dict[int | None, list[States]] = {}
    names: dict[int | None, str] = {}
    for plan, counts in _by_plan(query, reach, on):
        gathered.setdefault(plan.director_id, []).append(counts)
        names[plan.director_id] = plan.director.full_name if plan.director else _("chưa ghi lãnh đạo phụ trách")
    for leader, every in gathered.items():
        yield Line(names[leader], leader, summed(every, NAMES), query.but(leader=leader or 0))


def _by_plan(query: PartQuery, reach: Reach, on: date) -> Iterable[tuple[Plan, States]]:
    asked, pieces = query.but(time=""), _pieces(query, on)
    own = Plan.objects.filter(unit__in=reach.own_units().order_by().values("pk"), state__in=REGISTERED)
    # Of plans that were published here every part is seen; of the others those of one's own units.
    found = counted_by(own, "plan", parts=asked_of(asked, published_parts(), on=on), pieces=pieces)
    others = narrowed(asked, reach, on=on).exclude(plan__in=own.values("pk"))
    held = Plan.objects.filter(pk__in=others.order_by().values("plan"))
    found |= counted_by(held, "plan", parts=narrowed(asked, reach, on=on), pieces=pieces)
    counted = {plan: counts for plan, counts in found.items() if any(counts.values())}
    plans = Plan.objects.filter(pk__in=counted).select_related("director").only("kind", "number", "title", "director__full_name")
    return [(plan, counted[plan.pk]) for plan in plans if plan.pk in counted]


def _lines_of_fields(query: PartQuery, reach: Reach, on: date) -> Iterable[Line]:
    """Yield the first headings of a plan's document; without a plan there are none, for each document has its own."""
    if query.plan is None:
        return
    parts = narrowed(query, reach, on=on).order_by()
    asked = {state.value: Count("pk", filter=in_state(query, state, on=on)) for state in TIMES if state.value != TimeState.NO_DATE}
    rows: Iterable[Any] = parts.values("task__heading__0").annotate(**{f"n_{name}": count for name, count in asked.items()})
    for row in rows:
        field = row["task__heading__0"]
        counts = {name: row.get(f"n_{name}", 0) for name in NAMES}
        if any(counts.values()):
            yield Line(field or _("không có đề mục"), None, counts, query.but(field=field or NO_FIELD))


_LINES = {Group.PLAN: _lines_of_plans, Group.LEADER: _lines_of_leaders, Group.FIELD: _lines_of_fields}
