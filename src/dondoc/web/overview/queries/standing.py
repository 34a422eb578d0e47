"""The parts that a query means → how many are in each state in time, in all and by unit, plan, field or leader."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from dondoc.engine.tracking import TimeState
from dondoc.web.organisations.models import Unit
from dondoc.web.overview.queries.conditions import pieces_now, pieces_then
from dondoc.web.overview.queries.counting import counted_by, summed
from dondoc.web.overview.queries.narrowing import asked_of, day_of, in_state, is_past, narrowed
from dondoc.web.overview.queries.part_query import NO_FIELD, TIMES, PartQuery
from dondoc.web.overview.queries.reach import Reach, published_parts
from dondoc.web.plans.models import Assignment, Plan
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
    by_unit = states_by_unit(query, reach, on=on)
    whole = Line(_("Tất cả"), None, summed(by_unit.values(), NAMES), query)
    heads = heads_of(query, reach, by_unit)
    lines = _lines_of_units(heads, by_unit) if group is Group.UNIT else list(_LINES[group](query, reach, on))
    lines.sort(key=lambda line: (-line.counts[TimeState.LATE], -line.total, line.name))
    return Standing(whole, group, tuple(lines[:MOST_ROWS]), max(len(lines) - MOST_ROWS, 0), heads)


def states_by_unit(query: PartQuery, reach: Reach, *, on: date) -> dict[int, dict[str, int]]:
    """Return how many of each unit's own parts are in each state, for the units that have any."""
    asked, pieces = query.but(time=""), _pieces(query, on)
    # Each unit's own parts are asked for by that unit alone: that it is seen is settled by the list of units.
    found = counted_by(reach.own_units(), "unit", parts=asked_of(asked, published_parts(), on=on), pieces=pieces)
    if reach.outside:
        ordered = asked_of(asked, published_parts().filter(reach.ordered()), on=on)
        found |= counted_by(Unit.objects.filter(pk__in=reach.outside), "unit", parts=ordered, pieces=pieces)
    return {unit: counts for unit, counts in found.items() if any(counts.values())}


def _pieces(query: PartQuery, on: date) -> dict[str, tuple[Q, ...]]:
    """Return the pieces of every state, or of the only one that the query asks for."""
    asked = [TimeState(query.time)] if query.time else list(TIMES)
    none = dict.fromkeys(NAMES, ())
    if query.basis:
        return none | {state.value: (in_state(query, state, on=on),) for state in asked}
    pieces = pieces_then if is_past(query, on) else pieces_now
    return none | {state.value: pieces(state, on=day_of(query, on)) for state in asked}


def heads_of(query: PartQuery, reach: Reach, units: Iterable[int]) -> Heads:
    """Return the lines of units: the units just below the one asked for (or the person's own), each with all below it, and that one's
    own parts by themselves.
    """
    known = list(Unit.objects.filter(pk__in=units).only("pk", "name", "path"))
    heads = _heads(query, reach, known)
    paths = {head for head, _alone in heads.values()}
    names = {unit.path: unit for unit in known if unit.path in paths}
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


def _heads(query: PartQuery, reach: Reach, units: Iterable[Unit]) -> dict[int, tuple[str, bool]]:
    """Return under the path of which unit each unit is counted, and whether that line is of this unit alone."""
    base = Unit.objects.filter(pk=query.unit).values_list("path", flat=True).first() if query.unit is not None else None
    bases = (base,) if base else reach.own if len(reach.own) == 1 and query.unit is None else ()
    tops = sorted(reach.own + tuple(unit.path for unit in units if unit.pk in reach.outside))
    found = {}
    for unit in units:
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
    parts = narrowed(query.but(time=""), reach, on=on)
    plans = Plan.objects.filter(pk__in=_plans(parts))
    found = counted_by(plans, "plan", parts=parts, pieces=_pieces(query, on))
    held = plans.select_related("director").only("kind", "number", "title", "director__full_name")
    return [(plan, found[plan.pk]) for plan in held if any(found.get(plan.pk, {}).values())]


def _plans(parts: QuerySet[Assignment]) -> QuerySet[Assignment]:
    return parts.order_by().values("plan")  # type: ignore[return-value] # rows of keys


def _lines_of_fields(query: PartQuery, reach: Reach, on: date) -> Iterable[Line]:
    """Yield the first headings of a plan's document; without a plan there are none, for each document has its own."""
    if query.plan is None:
        return
    parts = narrowed(query.but(time=""), reach, on=on).order_by()
    asked = {state.value: Count("pk", filter=in_state(query, state, on=on)) for state in TIMES if state.value != TimeState.NO_DATE}
    if query.time:
        asked = {query.time: asked[query.time]}
    for row in parts.values("task__heading__0").annotate(**{f"n_{name}": count for name, count in asked.items()}):
        field = row["task__heading__0"]
        counts = {name: row.get(f"n_{name}", 0) for name in NAMES}
        if any(counts.values()):
            yield Line(field or _("không có đề mục"), None, counts, query.but(field=field or NO_FIELD))


_LINES = {Group.PLAN: _lines_of_plans, Group.LEADER: _lines_of_leaders, Group.FIELD: _lines_of_fields}
