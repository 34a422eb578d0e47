"""One unit → all that its printed page of one side says: the counts, what is late, what is due soon, its months and its ratio."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dondoc.engine.tracking import TimeState
from dondoc.engine.tracking.head_ratio import Ratio, Weight
from dondoc.web.calendars.queries.calendars import Calendars, calendars_now
from dondoc.web.organisations.models import Unit
from dondoc.web.overview.queries.counting import summed
from dondoc.web.overview.queries.narrowing import narrowed
from dondoc.web.overview.queries.part_query import PartQuery
from dondoc.web.overview.queries.parts import PartRow, part_rows, sliced
from dondoc.web.overview.queries.ratios import weights_by_unit
from dondoc.web.overview.queries.reach import Reach
from dondoc.web.overview.queries.standing import Group, Standing, standing
from dondoc.web.overview.queries.trend import Month, trend

MOST = 10
MONTHS = 6


@dataclass(frozen=True, slots=True)
class Listed:
    """The first rows of a list, how many it has, and the query of all."""

    rows: tuple[PartRow, ...]
    total: int
    query: PartQuery


@dataclass(frozen=True, slots=True)
class UnitStatus:
    """A unit with all below it, on a day."""

    unit: Unit
    query: PartQuery
    standing: Standing
    late: Listed
    soon: Listed
    months: tuple[Month, ...]
    ratio: Ratio
    ratio_rows: PartQuery


def unit_status(unit: Unit, reach: Reach, *, on: date) -> UnitStatus:
    """Return where a unit stands, of what the person sees."""
    query = PartQuery(unit=unit.pk)
    found = standing(query, reach, group=Group.UNIT, on=on)
    calendars = calendars_now()
    weights = summed(weights_by_unit(query, reach, year=on.year, on=on).values(), list(Weight))
    against = weights[Weight.AGAINST]
    return UnitStatus(
        unit,
        query,
        found,
        _listed(found, TimeState.LATE, reach=reach, calendars=calendars, on=on),
        _listed(found, TimeState.SOON, reach=reach, calendars=calendars, on=on),
        trend(query, reach, on=on, months=MONTHS, late=found.whole.counts[TimeState.LATE]),
        Ratio(against, against + weights[Weight.FOR], weights[Weight.LEFT_OUT]),
        query.but(year=on.year, weight=Weight.AGAINST.value),
    )


def _listed(found: Standing, state: TimeState, *, reach: Reach, calendars: Calendars, on: date) -> Listed:
    asked = found.whole.query.but(time=state.value)
    rows = part_rows(sliced(narrowed(asked, reach, on=on), asked, start=0, size=MOST), asked, on=on, calendars=calendars)
    return Listed(tuple(rows), found.whole.counts[state], asked)
