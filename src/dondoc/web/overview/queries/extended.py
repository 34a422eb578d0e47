"""The parts whose last day was moved → the counts by the day given first beside those by the day in force, and who was given more time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Sum

from dondoc.engine.tracking import TimeState
from dondoc.web.overview.queries.conditions import SAME_DAY, SUBMITTED_DAY, any_of, by_first_day, pieces_now
from dondoc.web.overview.queries.narrowing import narrowed
from dondoc.web.overview.queries.part_query import TIMES, Basis, PartQuery
from dondoc.web.overview.queries.reach import Reach
from dondoc.web.overview.queries.standing import Head, States, heads_of


@dataclass(frozen=True, slots=True)
class Both:
    """A state with its count by the last day given first and by the one in force."""

    state: str
    first: int
    current: int
    first_rows: PartQuery
    current_rows: PartQuery


@dataclass(frozen=True, slots=True)
class ExtendedLine:
    """A unit: how many of its parts were given more time, how often, and how many of them are late or were done late all the same."""

    name: str
    note: str
    parts: int
    times: int
    late: int
    done_late: int
    rows: PartQuery
    late_rows: PartQuery
    done_late_rows: PartQuery


def both_ways(query: PartQuery, reach: Reach, *, current: States, on: date) -> tuple[Both, ...]:
    """Return every state counted both ways; only what was moved counts otherwise, so only that is weighed again."""
    asked = query.but(time="", day=None, basis="")
    moved = narrowed(asked, reach, on=on).exclude(SAME_DAY).alias(submitted_day=SUBMITTED_DAY).order_by()
    states = [state for state in TIMES if state is not TimeState.NO_DATE]
    counts = moved.aggregate(
        **{f"was_{state}": Count("pk", filter=by_first_day(state, on=on)) for state in states},
        **{f"is_{state}": Count("pk", filter=any_of(pieces_now(state, on=on))) for state in states},
    )
    return tuple(
        Both(
            state.value,
            current[state] - counts[f"is_{state}"] + counts[f"was_{state}"],
            current[state],
            asked.but(time=state.value, basis=Basis.FIRST),
            asked.but(time=state.value),
        )
        for state in states
    )


def extended_lines(query: PartQuery, reach: Reach, *, on: date) -> tuple[ExtendedLine, ...]:
    """Return who was given more time, most often first."""
    asked = query.but(time="", day=None, basis="", extended=True)
    late, done_late = (any_of(pieces_now(state, on=on)) for state in (TimeState.LATE, TimeState.DONE_LATE))
    rows = list(
        narrowed(asked, reach, on=on)
        .order_by()
        .values("unit")
        .annotate(n=Count("pk"), times=Sum("extensions"), late=Count("pk", filter=late), done_late=Count("pk", filter=done_late))
    )
    heads = heads_of(asked, reach, [row["unit"] for row in rows])
    gathered: dict[Head, list[Any]] = {}
    for row in rows:
        gathered.setdefault(heads[row["unit"]], []).append(row)
    lines = []
    for head, own in gathered.items():
        line = head.line(asked, {})
        n, times, is_late, was_late = (sum(row[name] for row in own) for name in ("n", "times", "late", "done_late"))
        late_rows, done_rows = line.query.but(time=TimeState.LATE.value), line.query.but(time=TimeState.DONE_LATE.value)
        lines.append(ExtendedLine(line.name, line.note, n, times, is_late, was_late, line.query, late_rows, done_rows))
    return tuple(sorted(lines, key=lambda line: (-line.parts, line.name)))
