"""The parts that a person may see and count: those of the units below their posts, and those in the plans that these published."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from dondoc.web.organisations.models import Unit
from dondoc.web.organisations.permissions import READING, Scope, within
from dondoc.web.plans.actions.parts import CARRIED
from dondoc.web.plans.models import Assignment, AssignmentRole, Plan
from dondoc.web.plans.queries.sight import REGISTERED

ANSWERING = (AssignmentRole.LEAD, AssignmentRole.COOPERATING)
"""The roles that are counted where none is asked for: a share counts in the part that it was cut from."""


@dataclass(frozen=True, slots=True)
class Reach:
    """What a person sees of the parts: all of `own` subtrees, and of the `outside` units what plans published in those order them.

    The keys of `outside` only spare the database the search for them; what gives sight are the plans.
    """

    own: tuple[str, ...]
    outside: tuple[int, ...]

    def parts(self) -> QuerySet[Assignment]:
        """Return the parts that units carry, in published tasks."""
        seen = Q(unit__in=_units(self.own))
        if self.outside:
            seen |= Q(unit__in=self.outside) & self.ordered()
        return published_parts().filter(seen)

    def ordered(self) -> Q:
        """Return the condition that a plan published in these subtrees orders a part."""
        return Q(plan__in=_published(self.own))

    def own_units(self) -> QuerySet[Unit]:
        """Return the units of these subtrees: all of their parts are seen."""
        return Unit.objects.filter(within("path", self.own))

    def units(self) -> QuerySet[Unit]:
        """Return the units whose parts these are."""
        return Unit.objects.filter(within("path", self.own) | Q(pk__in=self.outside))


def reach_of(scope: Scope) -> Reach:
    """Return what a person's posts let them see of the parts; who has no post that reads sees none."""
    own = scope.paths(*READING)
    ordered = Assignment.objects.filter(unit=OuterRef("pk"), role__in=ANSWERING, plan__in=_published(own))
    others = Unit.objects.exclude(pk__in=_units(own)).filter(Exists(ordered)).order_by()
    return Reach(own, tuple(others.values_list("pk", flat=True)) if own else ())


def published_parts() -> QuerySet[Assignment]:
    """Return the parts that units carry, in published tasks, whoever sees them."""
    return Assignment.objects.filter(plan__isnull=False, role__in=CARRIED)


def _units(paths: tuple[str, ...]) -> QuerySet[Unit]:
    return Unit.objects.filter(within("path", paths)).order_by().values("pk")  # type: ignore[return-value] # rows of keys


def _published(paths: tuple[str, ...]) -> QuerySet[Plan]:
    return Plan.objects.filter(unit__in=_units(paths), state__in=REGISTERED).values("pk")  # type: ignore[return-value] # rows of keys
