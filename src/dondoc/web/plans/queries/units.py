"""The units that a person may hear of by name: those of their own departments, and those outside the system that all may name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from dondoc.web.organisations.models import Unit
from dondoc.web.organisations.permissions import READING, Scope, within
from dondoc.web.plans.queries.words import Typed

MOST = 10


@dataclass(frozen=True, slots=True)
class NamedUnit:
    """A unit as a picker or a result shows it: `gone` is its last day's morrow where it is no more, `formerly` the name that matched."""

    pk: int
    name: str
    short_name: str
    above: str
    gone: date | None = None
    formerly: str = ""


def known_units(scope: Scope) -> QuerySet[Unit]:
    """Return every unit under the roots of the person's posts, and those outside the system."""
    roots = tuple({path.split(".", 1)[0] + "." for path in scope.paths(*READING)})
    return Unit.objects.filter(within("path", roots) | Q(external=True)) if roots else Unit.objects.none()


def units_named(typed: Typed, scope: Scope) -> QuerySet[Unit]:
    """Return the known units whose name, former name or other spelling holds all the words typed."""
    if not typed.words:
        return Unit.objects.none()
    condition = Q()
    for word in typed.words:
        condition &= Q(folded__contains=word)
    aliases = Q()
    for word in typed.words:
        aliases &= Q(aliases__folded__contains=word)
    found = known_units(scope).filter(condition | aliases | Q(short_name__iexact=typed.folded)).distinct()
    return found.order_by("valid_to", "external", "path")


def suggested_units(text: str, scope: Scope) -> list[NamedUnit]:
    """Return the units to offer for what a person has typed so far."""
    return [named(unit) for unit in units_named(Typed.of(text), scope).select_related("parent")[:MOST]]


def named(unit: Unit) -> NamedUnit:
    """Return a unit as a picker shows it."""
    return NamedUnit(unit.pk, unit.name, unit.short_name, unit.parent.name if unit.parent else "", unit.valid_to)
