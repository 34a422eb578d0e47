"""All that the page of where things stand shows, gathered in a fixed number of statements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dondoc.web.organisations.permissions import Scope
from dondoc.web.overview.queries.heat import HeatMap, heat_map
from dondoc.web.overview.queries.narrowing import Filter, filters_of, is_past
from dondoc.web.overview.queries.part_query import PartQuery
from dondoc.web.overview.queries.reach import reach_of
from dondoc.web.overview.queries.risks import AtRisk, at_risk
from dondoc.web.overview.queries.standing import Group, Standing, standing


@dataclass(frozen=True, slots=True)
class StandingPage:
    """The counts, when the rest is due and what may be late; of a past day only the counts."""

    query: PartQuery
    filters: tuple[Filter, ...]
    standing: Standing
    heat: HeatMap | None
    risks: tuple[AtRisk, ...]
    is_past: bool


def standing_page(query: PartQuery, scope: Scope, *, group: Group, on: date) -> StandingPage:
    """Return where the parts stand that a query means, of what the person sees."""
    reach = reach_of(scope)
    query = query.but(time="")
    past = is_past(query, on)
    if group is Group.FIELD and query.plan is None:
        group = Group.PLAN
    found = standing(query, reach, group=group, on=on)
    return StandingPage(
        query,
        filters_of(query, scope, on=on),
        found,
        None if past else heat_map(query, reach, heads=found.heads, on=on),
        () if past else at_risk(query, reach, known=found.by_unit if query == PartQuery() else None, on=on),
        past,
    )
