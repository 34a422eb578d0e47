"""What outgoing documents offer on a plan's page and on lists of tasks, to who writes for the department."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dondoc.web.organisations.permissions import Scope
from dondoc.web.plans.list_doors import Door, ListDoors
from dondoc.web.plans.models import Plan, PlanState
from dondoc.web.plans.plan_doors import PlanDoor
from dondoc.web.reports.models import OutgoingKind
from dondoc.web.reports.permissions import KEEPING, may_write_out

_ORDER = 45


def letters_of(scope: Scope, plan: Plan) -> tuple[PlanDoor, ...]:
    """Return the documents that may be begun from a published plan."""
    if plan.state != PlanState.PUBLISHED or not may_write_out(scope, plan.unit):
        return ()
    url = reverse("reports:begin_letter", args=[plan.pk])
    made = (
        (OutgoingKind.ASSIGNMENT, _("Công văn giao việc")),
        (OutgoingKind.NOTICE, _("Thông báo kết luận")),
        (OutgoingKind.PLAN, _("Văn bản kế hoạch")),
    )
    doors = [PlanDoor(words, url, writes=True, fields=(("kind", kind.value),)) for kind, words in made]
    urge = PlanDoor(_("Công văn đôn đốc"), f"{reverse('reports:urging_letter')}?ke-hoach={plan.pk}", writes=True)
    return (doors[0], urge, *doors[1:])


def urging_doors(scope: Scope) -> ListDoors:
    """Return the reminder letter for the ticked tasks."""
    if not scope.holds(*KEEPING):
        return ListDoors()
    return ListDoors((Door(_("Công văn đôn đốc"), reverse("reports:urging_letter"), value="cong-van", order=_ORDER),))
