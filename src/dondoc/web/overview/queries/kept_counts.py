"""What the database counts as parts change (`plans.part_counts`) → where parts stand, by unit: exact, and as fast for a million of them.

Only the day enters here: parts whose result is still to come are kept by the week of their last day, and by the day itself for the few
weeks in which the day on which one asks decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import accumulate

from django.db.models import Case, F, Q, QuerySet, Subquery, Sum, Value, When

from dondoc.engine.tracking import TimeState, soon_until
from dondoc.web.organisations.models import Unit
from dondoc.web.overview.queries.counting import plain_rows
from dondoc.web.overview.queries.part_query import PartQuery
from dondoc.web.overview.queries.reach import ANSWERING, Reach
from dondoc.web.plans.models import Counted, PartCount

WEEK = timedelta(days=7)
_PAST, _AHEAD = "past", "ahead"
_NO_DAY = {
    Counted.OPEN: TimeState.OPEN,
    Counted.HANDED_IN: TimeState.IN_TIME,
    Counted.HANDED_IN_LATE: TimeState.LATE,
    Counted.DONE: TimeState.DONE,
    Counted.DONE_LATE: TimeState.DONE_LATE,
    Counted.HALTED: TimeState.HALTED,
    Counted.DATED: TimeState.IN_TIME,
}
# What is still to come is in time but for what is late or due soon.
_NOT_IN_TIME = {Counted.WEEK: TimeState.LATE, _PAST: TimeState.LATE, _AHEAD: TimeState.SOON}
_ADDS = {
    **{str(counted): ((state.value, 1),) for counted, state in _NO_DAY.items()},
    **{str(counted): ((state.value, 1), (TimeState.IN_TIME.value, -1)) for counted, state in _NOT_IN_TIME.items()},
}
_NAMES = tuple(state.value for state in TimeState)


def are_kept(query: PartQuery) -> bool:
    """Whether the counts know what a query asks for: all parts, those of a unit, or those of a role."""
    return query.but(unit=None, alone=False, role="", sort="han") == PartQuery()


def states_kept(query: PartQuery, reach: Reach, *, on: date) -> dict[int, dict[str, int]]:
    """Return how many of each unit's own parts are in each state today, for the units that have any."""
    first = on - timedelta(days=on.weekday())
    asked = _asked(query, reach)
    # All that have no day, and the weeks that are over, each one stretch of the index; then the days about today.
    whole = asked.filter(counted__in=[*_NO_DAY, Counted.WEEK], day__lt=first).annotate(state=F("counted"))
    near = asked.filter(counted=Counted.DAY, day__gte=first, day__lte=soon_until(on))
    near = near.annotate(state=Case(When(day__lt=on, then=Value(_PAST)), default=Value(_AHEAD)))
    rows, others = (some.values_list("unit", "state").annotate(number=Sum("n")) for some in (whole, near))
    found: dict[int, dict[str, int]] = {}
    for unit, counted, number in plain_rows(rows.union(others, all=True)):
        counts = found.get(unit) or found.setdefault(unit, dict.fromkeys(_NAMES, 0))
        for state, sign in _ADDS[counted]:
            counts[state] += sign * number
    return {unit: counts for unit, counts in found.items() if any(counts.values())}


def weeks_kept(query: PartQuery, reach: Reach, weeks: Sequence[date]) -> Iterable[tuple[int, date, int]]:
    """Yield how many of each unit's own parts that are still to be submitted are due in each of some following weeks."""
    rows = _asked(query, reach).filter(counted=Counted.WEEK, day__gte=weeks[0], day__lte=weeks[-1]).order_by()
    for unit, week, number in rows.values_list("unit", "day").annotate(number=Sum("n")):
        if number:
            yield unit, week, number


def months_kept(query: PartQuery, reach: Reach, firsts: Sequence[date]) -> tuple[list[int], list[int], list[int]]:
    """Return for each of some following months how many results came in time, came late, and were still to come at its end past their day.

    What is so at the end of the present month is not known yet: its last number is that of what is given by now.
    """
    monthly = Q(counted__in=[Counted.CAME, Counted.CAME_LATE], day__gte=firsts[0]) | Q(counted=Counted.OVERDUE, day__lte=firsts[-1])
    rows = _asked(query, reach).filter(monthly).order_by().values_list("counted", "day").annotate(number=Sum("n"))
    found = {(counted, day): number for counted, day, number in rows}
    before = sum(number for (counted, day), number in found.items() if counted == Counted.OVERDUE and day < firsts[0])
    overdue = accumulate((found.get((Counted.OVERDUE, first), 0) for first in firsts), initial=before)
    return (
        [found.get((Counted.CAME, first), 0) for first in firsts],
        [found.get((Counted.CAME_LATE, first), 0) for first in firsts],
        list(overdue)[1:],
    )


def _asked(query: PartQuery, reach: Reach) -> QuerySet[PartCount]:
    """Return the counts of what a query asks for, of what the person sees."""
    seen = Q(unit__in=reach.own_units().order_by().values("pk"))
    if reach.publishes:
        seen |= Q(publisher__in=reach.own_units().order_by().values("pk"))
    counts = PartCount.objects.filter(seen, role__in=[query.role] if query.role else ANSWERING)
    if query.unit is None:
        return counts
    path = Unit.objects.filter(pk=query.unit).values("path")
    below = Unit.objects.filter(path__startswith=Subquery(path)).order_by().values("pk")
    return counts.filter(unit=query.unit) if query.alone else counts.filter(unit__in=below)
