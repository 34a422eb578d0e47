"""What the register shows on a unit's page, and where it leads a person who has recorded the end of a unit."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dondoc.web.organisations.models import EventParty, Role, Unit, UnitEvent
from dondoc.web.organisations.panels import Panel
from dondoc.web.organisations.permissions import READING, within
from dondoc.web.organisations.queries.succession import predecessors_of
from dondoc.web.organisations.requests import Request
from dondoc.web.plans.actions.handover import announce
from dondoc.web.plans.models import Assignment, AssignmentRole, TaskState
from dondoc.web.plans.queries.handovers import waiting_parts
from dondoc.web.plans.queries.sight import visible_tasks

MOST_FOREBEARS = 3


def tasks_led(request: Request, unit: Unit) -> list[Panel]:
    """Return how many running tasks the unit leads, and how many those it followed led under their own names.

    Only of the tasks that the person sees, each with those below the unit; nothing for who sees none.
    """
    if not request.scope.holds(*READING):
        return []
    panels = [_led(request, unit, _("Nhiệm vụ chủ trì"), _("đang thực hiện, cả đơn vị ở dưới"))]
    for forebear in predecessors_of(unit)[:MOST_FOREBEARS] if unit.valid_to is None else ():
        panel = _led(request, forebear, _("Việc của đơn vị tiền thân"), forebear.name)
        panels += [panel] if panel.count else []
    return panels


def _led(request: Request, unit: Unit, label: str, note: str) -> Panel:
    parts = Assignment.objects.filter(within("unit__path", (unit.path,)), role=AssignmentRole.LEAD).values("task")
    count = visible_tasks(request.scope).filter(pk__in=parts, state=TaskState.ACTIVE).count()
    address = f"{reverse('plans:tasks')}?{urlencode({'don-vi': unit.name, 'vai-tro': AssignmentRole.LEAD})}"
    return Panel(label, count, address, note)


def parts_left(request: Request, event: UnitEvent) -> Panel | None:
    """Return how many parts wait to be handed over since an event, for those who consolidate."""
    if not request.scope.holds(Role.OFFICE):
        return None
    ended = EventParty.objects.filter(event=event, is_new=False, unit__valid_to=event.on)
    count = waiting_parts(request.scope).filter(unit__in=ended.values("unit")).count()
    first = ended.values_list("unit", flat=True).first()
    return Panel(_("Chờ bàn giao"), count, f"{reverse('plans:handovers')}?don-vi={first}") if count else None


def after_event(request: Request, event: UnitEvent) -> str | None:
    """Tell who consolidates that parts wait, and lead the person to the list if they may decide on it."""
    count = announce(event, by=request.user, on=timezone.localdate())
    panel = parts_left(request, event)
    if count and panel is None:
        words = ngettext(
            "Còn %(n)s nhiệm vụ chờ bàn giao; người tổng hợp đã được báo.",
            "Còn %(n)s nhiệm vụ chờ bàn giao; người tổng hợp đã được báo.",
            count,
        )
        messages.info(request, words % {"n": count})
    return panel.url if panel is not None else None
