"""What the register shows on a unit's page, and where it leads a person who has recorded the end of a unit."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dondoc.web.organisations.models import EventParty, Role, Unit, UnitEvent
from dondoc.web.organisations.panels import Panel
from dondoc.web.organisations.permissions import READING, Scope, within
from dondoc.web.organisations.queries.succession import predecessors_of
from dondoc.web.organisations.requests import Request
from dondoc.web.plans.actions.handover import announce
from dondoc.web.plans.models import Assignment, AssignmentRole, Task, TaskState
from dondoc.web.plans.queries.handovers import waiting_parts
from dondoc.web.plans.queries.sight import drafts, visible_tasks
from dondoc.web.plans.queries.tasks import counts

MOST_FOREBEARS = 3
MOST_COUNTED = 10_000


def drafts_waiting(request: HttpRequest) -> int:
    """Return how many documents wait for this person to confirm them; who confirms none costs no statement."""
    scope: Scope = request.scope  # type: ignore[attr-defined]  # the navigation asks only where there is one
    return drafts(scope).count() if scope.holds(Role.OFFICE) else 0


def tasks_led(request: Request, unit: Unit) -> list[Panel]:
    """Return how many running tasks the unit leads, and how many those it followed led under their own names.

    Only of the tasks that the person sees, each with those below the unit; nothing for who sees none.
    """
    if not request.scope.holds(*READING):
        return []
    units = [unit, *(predecessors_of(unit)[:MOST_FOREBEARS] if unit.valid_to is None else ())]
    numbers = counts(request.scope, *(_led(request, one) for one in units), bound=MOST_COUNTED)
    panels = [Panel(_("Nhiệm vụ chủ trì"), numbers[0].number, _address(unit), _("đang thực hiện, cả đơn vị ở dưới"))]
    for forebear, count in zip(units[1:], numbers[1:], strict=True):
        if count.number:
            panels.append(Panel(_("Việc của đơn vị tiền thân"), count.number, _address(forebear), forebear.name))
    return panels


def _led(request: Request, unit: Unit) -> QuerySet[Task]:
    parts = Assignment.objects.filter(within("unit__path", (unit.path,)), role=AssignmentRole.LEAD).values("task")
    return visible_tasks(request.scope).filter(pk__in=parts, state=TaskState.ACTIVE)


def _address(unit: Unit) -> str:
    return f"{reverse('plans:tasks')}?{urlencode({'don-vi': unit.name, 'vai-tro': AssignmentRole.LEAD})}"


def parts_left(request: Request, event: UnitEvent) -> Panel | None:
    """Return how many parts wait to be handed over since an event, for those who consolidate."""
    if not request.scope.holds(Role.OFFICE):
        return None
    ended = EventParty.objects.filter(event=event, is_new=False, unit__valid_to=event.on)
    count = waiting_parts(request.scope).filter(unit__in=ended.values("unit")).count()
    first = ended.values_list("unit", flat=True).first()
    return Panel(_("Chờ bàn giao"), count, f"{reverse('plans:handovers')}?don-vi={first}") if count else None


def decided_parts(event: UnitEvent) -> str | None:
    """Return why an event that parts were handed over for cannot be withdrawn, or nothing where nobody has decided on any."""
    count = event.handovers.count()
    if not count:
        return None
    words = ngettext(
        "Đã quyết định bàn giao %(n)s nhiệm vụ theo việc này, nên không rút được. Hãy ghi một việc mới cho đúng.",
        "Đã quyết định bàn giao %(n)s nhiệm vụ theo việc này, nên không rút được. Hãy ghi một việc mới cho đúng.",
        count,
    )
    return words % {"n": count}


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
