"""What higher apps offer on a plan's page: links to what follows from it; each hands in a function when it is set up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from dondoc.web.organisations.permissions import Scope
from dondoc.web.plans.models import Plan


@dataclass(frozen=True, slots=True)
class PlanDoor:
    """A link beside a plan's title, with a picture of the frame; `writes` where it begins a document from the plan.

    Those stand together in one menu; one with `fields` is a button that posts them.
    """

    label: str | Promise
    url: str
    icon: str = "doc"
    writes: bool = False
    fields: tuple[tuple[str, str], ...] = ()


OfPlan = Callable[[Scope, Plan], tuple[PlanDoor, ...]]
_OFFERS: list[OfPlan] = []


def offer_on_plans(offer: OfPlan) -> None:
    """Add what an app offers to every plan's page; called once, when the app is set up."""
    if offer not in _OFFERS:
        _OFFERS.append(offer)


def plan_doors(scope: Scope, plan: Plan) -> tuple[PlanDoor, ...]:
    """Return what is offered to this person on a plan's page."""
    return tuple(door for offer in _OFFERS for door in offer(scope, plan))
