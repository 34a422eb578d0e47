"""Ties the names that a document prints to units and groups of the registry as it stood on the document's day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import cached_property

from dondoc.engine.comparing import KnownUnit, MatchResult, UnitIndex
from dondoc.engine.extraction.plan import GroupKind as Named
from dondoc.engine.extraction.plan import UnitMention
from dondoc.engine.vocabulary.resolving import resolve
from dondoc.web.organisations.models import GroupKind, Unit, UnitGroup
from dondoc.web.plans.models import Match
from dondoc.web.plans.queries.registry import folded_name, known_groups, known_units

_RESULTS = {
    MatchResult.FOUND: Match.FOUND,
    MatchResult.AMBIGUOUS: Match.AMBIGUOUS,
    MatchResult.DISSOLVED: Match.DISSOLVED,
    MatchResult.SUGGESTED: Match.SUGGESTED,
    MatchResult.NOT_FOUND: Match.NOT_FOUND,
}


@dataclass(frozen=True, slots=True)
class Tied:
    """What a printed name was tied to: a unit, a group or neither, how surely, and the units that it may mean instead."""

    match: str
    unit_id: int | None = None
    group_id: int | None = None
    candidates: tuple[KnownUnit, ...] = ()


@dataclass(frozen=True)
class Registry:
    """The units and groups that documents of a department name, as they stood on a day; asked twice, it answers at once."""

    department: Unit
    on: date
    _answers: dict[tuple[str, Named], Tied]

    @classmethod
    def of(cls, department: Unit, on: date) -> Registry:
        """Open the registry for the documents of a department."""
        return cls(department, on, {})

    def tie(self, mention: UnitMention) -> Tied:
        """Return what a printed name means: a group where its words name one, else a unit."""
        name = (mention.name, mention.group)
        if name not in self._answers:
            self._answers[name] = self._group(mention) or self._unit(mention)
        return self._answers[name]

    @cached_property
    def _index(self) -> UnitIndex:
        return UnitIndex.of(known_units(self.department))

    @cached_property
    def _groups(self) -> dict[str, UnitGroup]:
        return known_groups(self.department)

    @cached_property
    def _groups_by_meaning(self) -> dict[str, UnitGroup]:
        """The groups by their entry in the vocabulary, which knows the many ways to write "các phòng, đơn vị thuộc Sở"."""
        return {unit.id: group for group in self._groups.values() for unit in resolve(group.name).units}

    def _group(self, mention: UnitMention) -> Tied | None:
        group = self._groups.get(folded_name(mention.name))
        if group is None and mention.unit_id is not None and mention.group is not Named.NONE:
            group = self._groups_by_meaning.get(mention.unit_id)
        if group is not None:
            return Tied(Match.OPEN_GROUP if group.kind == GroupKind.OPEN else Match.FOUND, group_id=group.pk)
        if mention.group is Named.OPEN:
            return Tied(Match.OPEN_GROUP)
        return Tied(Match.NOT_FOUND) if mention.group is Named.CLOSED else None

    def _unit(self, mention: UnitMention) -> Tied:
        found = self._index.match(mention.name, self.on, scope=str(self.department.pk))
        match = _RESULTS[found.result]
        if match == Match.FOUND:
            return Tied(match, unit_id=int(found.units[0].key))
        near = tuple(suggestion.unit for suggestion in found.suggestions if suggestion.unit.scope in (None, str(self.department.pk)))
        if match == Match.SUGGESTED and not near:
            return Tied(Match.NOT_FOUND)  # what comes near is another department's own
        return Tied(match, candidates=_candidates(match, found.units, found.successors or near))


def _candidates(match: str, units: Sequence[KnownUnit], others: Sequence[KnownUnit]) -> tuple[KnownUnit, ...]:
    return tuple(units) if match == Match.AMBIGUOUS else tuple(others)
