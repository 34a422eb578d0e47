"""What a unit's page shows of the work that its people have by name, to who may hand it over."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from dondoc.web.organisations.models import Unit
from dondoc.web.organisations.panels import Panel
from dondoc.web.organisations.permissions import within
from dondoc.web.organisations.requests import Request
from dondoc.web.tracking.permissions import HANDING_OVER
from dondoc.web.tracking.queries.person_work import parts_by_name


def work_by_name(request: Request, unit: Unit) -> list[Panel]:
    """Return how many open parts people of the unit and below have by name, and where they are handed over."""
    if not request.scope.holds(*HANDING_OVER, path=unit.path):
        return []
    count = parts_by_name(request.scope).filter(within("unit__path", (unit.path,))).count()
    return [Panel(_("Việc giao cho từng người"), count, reverse("bulk:people"), _("bàn giao khi có người chuyển đi"))] if count else []
