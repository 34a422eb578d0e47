"""What reports offer on a plan's page: the duties that it prints, for who keeps the department's duties."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dondoc.web.organisations.permissions import Scope
from dondoc.web.plans.models import Plan
from dondoc.web.plans.plan_doors import PlanDoor
from dondoc.web.reports.permissions import may_keep_duties


def duties_door(scope: Scope, plan: Plan) -> tuple[PlanDoor, ...]:
    """Return the way to the duties that the plan prints, or to making one, for who keeps the department's."""
    if not may_keep_duties(scope, plan.unit):
        return ()
    return (PlanDoor(_("Chế độ báo cáo"), reverse("reports:duties_of_plan", args=[plan.pk]), "calendar"),)
