"""The parts that a query means → month by month, how many results came in time or late, and how many were late at its end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q

from dondoc.engine.tracking import OPEN, TimeState, Work
from dondoc.web.overview.queries.conditions import any_of, begins, pieces_now, pieces_then
from dondoc.web.overview.queries.kept_counts import are_kept, months_kept, states_kept
from dondoc.web.overview.queries.narrowing import UNDONE, came_in, narrowed, next_month
from dondoc.web.overview.queries.part_query import Came, PartQuery
from dondoc.web.overview.queries.reach import Reach

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Month:
    """A month, its last day (today in the present one), and its counts with the rows behind them."""

    first: date
    last: date
    in_time: int
    late: int
    overdue: int
    in_time_rows: PartQuery
    late_rows: PartQuery
    overdue_rows: PartQuery

    @property
    def came(self) -> int:
        """All results that came in the month."""
        return self.in_time + self.late

    @property
    def late_percent(self) -> int | None:
        """The share of late ones among the results that came; none where none did."""
        return round(100 * self.late / self.came) if self.came else None


def trend(query: PartQuery, reach: Reach, *, on: date, months: int = MONTHS, late: int | None = None) -> tuple[Month, ...]:
    """Return the last months, oldest first, of what the person sees; `late` is how many are late now, where the caller knows it."""
    asked = query.but(time="", day=None, month=None, came="", undone=False)
    firsts = [next_month(on, -back) for back in range(months - 1, -1, -1)]
    lasts = [min(next_month(first) - timedelta(days=1), on) for first in firsts]
    if are_kept(asked):
        in_time, came_late, overdue = months_kept(asked, reach, firsts)
        now = sum(counts[TimeState.LATE] for counts in states_kept(asked, reach, on=on).values()) if late is None else late
        counted = list(zip(in_time, came_late, [*overdue[:-1], now], strict=True))
    else:
        counted = _weighed(asked, reach, firsts=firsts, lasts=lasts)
    return tuple(
        Month(
            first,
            last,
            *numbers,
            asked.but(month=first, came=Came.IN_TIME),
            asked.but(month=first, came=Came.LATE),
            asked.but(time=TimeState.LATE, day=last if last < on else None),
        )
        for first, last, numbers in zip(firsts, lasts, counted, strict=True)
    )


def _weighed(query: PartQuery, reach: Reach, *, firsts: list[date], lasts: list[date]) -> list[tuple[int, int, int]]:
    """Return each month's results in time and late, and what was overdue at its end, in one pass over the parts."""
    on = lasts[-1]
    parts = narrowed(query, reach, on=on).order_by()
    asked_for: dict[str, Q] = {}
    for place, (first, last) in enumerate(zip(firsts, lasts, strict=True)):
        asked_for |= {f"{kind.name}_{place}": came_in(first, kind) for kind in Came}
        asked_for[f"waiting_{place}"] = UNDONE & Q(due_on__lt=last, given_at__lt=begins(last + timedelta(days=1)))
        asked_for[f"over_{place}"] = _was_late(on) & any_of(_late_on(last, on))
    concerned = Q(submitted_at__gte=begins(firsts[0])) | UNDONE & Q(due_on__lt=on) | _was_late(on)
    found = parts.filter(concerned).aggregate(**{name: Count("pk", filter=condition) for name, condition in asked_for.items()})
    return [
        (found[f"{Came.IN_TIME.name}_{place}"], found[f"{Came.LATE.name}_{place}"], found[f"waiting_{place}"] + found[f"over_{place}"])
        for place in range(len(firsts))
    ]


def _late_on(day: date, on: date) -> tuple[Q, ...]:
    return pieces_then(TimeState.LATE, on=day) if day < on else pieces_now(TimeState.LATE, on=on)


def _was_late(on: date) -> Q:
    """Return the condition that a part that waits no more can have been late on some day.

    It spares weighing for every month all that was done in time; what waits still is counted apart.
    """
    ended = Q(work__in=[work for work in Work if work not in OPEN], submitted_at=None, due_on__lt=on)
    return Q(submitted_at__isnull=False, late_days__gt=0) | Q(work=Work.DONE, late_days__gt=0) | ended
