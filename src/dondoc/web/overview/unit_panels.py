"""What the overview shows on a unit's page: its parts by where they stand in time."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dondoc.engine.tracking import TimeState
from dondoc.web.organisations.models import Unit
from dondoc.web.organisations.panels import Panel
from dondoc.web.organisations.permissions import READING
from dondoc.web.organisations.requests import Request
from dondoc.web.overview.queries.counting import summed
from dondoc.web.overview.queries.part_query import TIME_NAMES, PartQuery
from dondoc.web.overview.queries.reach import Reach, reach_of
from dondoc.web.overview.queries.standing import NAMES, states_by_unit

_SHOWN = (TimeState.LATE, TimeState.SOON, TimeState.DONE, TimeState.DONE_LATE)


def parts_by_state(request: Request, unit: Unit) -> list[Panel]:
    """Return how many parts of the unit, and of those below it, are late, due soon and done, of those that the person sees."""
    if not request.scope.holds(*READING):
        return []
    own = request.scope.paths(*READING)
    # Of a unit below one's posts every part is seen: then no plan need be looked for.
    reach = Reach(own, publishes=False) if unit.path.startswith(own) else reach_of(request.scope)
    query = PartQuery(unit=unit.pk)
    counts = summed(states_by_unit(query, reach, on=timezone.localdate()).values(), NAMES)
    if not any(counts.values()):
        return []
    address = reverse("overview:parts")
    panels = [
        Panel(str(TIME_NAMES[state]).capitalize(), counts[state], address + query.but(time=state.value).link(), _("phần việc"))
        for state in _SHOWN
        if counts[state]
    ]
    every = sum(counts.values())
    return [Panel(_("Tình hình"), every, reverse("overview:unit", args=[unit.pk]), _("phần việc chủ trì và phối hợp")), *panels]
