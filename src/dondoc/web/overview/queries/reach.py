"""The parts that a person may see and count: those of the units below their posts, and those in the plans that these published."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from dondoc.web.organisations.models import Unit
from dondoc.web.organisations.permissions import READING, Scope, within
from dondoc.web.plans.actions.parts import CARRIED
from dondoc.web.plans.models import WITHOUT_A_DAY, Assignment, AssignmentRole, PartCount, Plan
from dondoc.web.plans.queries.sight import REGISTERED

ANSWERING = (AssignmentRole.LEAD, AssignmentRole.COOPERATING)
"""The roles that are counted where none is asked for: a share counts in the part that it was cut from."""


@dataclass(frozen=True, slots=True)
class Reach:
    """What a person sees of the parts: all of the `own` subtrees, and those of other units in the plans that these subtrees published.

    `publishes` only spares the database the search for such plans where there is none.
    """

    own: tuple[str, ...]
    publishes: bool

    def parts(self, *, few: bool = False) -> QuerySet[Assignment]:
        """Return the parts that units carry, in published tasks.

        `few` is for where other conditions leave some parts only: then each of them is asked whose it is.
        """
        if not self.publishes:
            return published_parts().filter(unit__in=_units(self.own))
        if few:  # the sums keep the database from beginning with the units and plans
            parts = published_parts().alias(of_unit=F("unit_id") + 0, of_plan=F("plan_id") + 0)
            return parts.filter(Q(of_unit__in=_units(self.own)) | Q(of_plan__in=_published(self.own)))
        return published_parts().filter(Q(unit__in=_units(self.own)) | Q(plan__in=_published(self.own)))

    def own_units(self) -> QuerySet[Unit]:
        """Return the units of these subtrees: all of their parts are seen."""
        return Unit.objects.filter(within("path", self.own))

    def counted_units(self) -> QuerySet[Unit]:
        """Return the units of these subtrees and all that have, or had, parts in the plans that they published."""
        # Each part is counted once without a day.
        published = PartCount.objects.filter(counted__in=WITHOUT_A_DAY, publisher__in=_units(self.own)).values("unit")
        own = within("path", self.own)
        return Unit.objects.filter(own | Q(pk__in=published) if self.publishes else own)

    def units(self) -> QuerySet[Unit]:
        """Return the units whose parts these are."""
        ordered = Assignment.objects.filter(unit=OuterRef("pk"), role__in=ANSWERING, plan__in=_published(self.own))
        own = within("path", self.own)
        return Unit.objects.filter(own | Q(Exists(ordered)) if self.publishes else own)


def reach_of(scope: Scope) -> Reach:
    """Return what a person's posts let them see of the parts; who has no post that reads sees none."""
    own = scope.paths(*READING)
    return Reach(own, bool(own) and _published(own).exists())


def published_parts() -> QuerySet[Assignment]:
    """Return the parts that units carry, in published tasks, whoever sees them."""
    return Assignment.objects.filter(plan__isnull=False, role__in=CARRIED)


def _units(paths: tuple[str, ...]) -> QuerySet[Unit]:
    return Unit.objects.filter(within("path", paths)).order_by().values("pk")  # type: ignore[return-value] # rows of keys


def _published(paths: tuple[str, ...]) -> QuerySet[Plan]:
    return Plan.objects.filter(unit__in=_units(paths), state__in=REGISTERED).values("pk")  # type: ignore[return-value] # rows of keys
