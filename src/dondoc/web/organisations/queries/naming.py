"""Units by what people call them: search, the unit that typed words mean, and names on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from dondoc.engine.vocabulary.folding import fold, unaccented
from dondoc.web.organisations.models import Alias, Unit, UnitKind, UnitName
from dondoc.web.organisations.queries.succession import standing_successors, successors

MOST_FOUND = 50


@dataclass(frozen=True, slots=True)
class Found:
    """A unit that a search met: where it belongs, by which other name it was met, and who took over where it ended."""

    unit_id: int
    name: str
    short_name: str
    above: str
    other_name: str
    ended: date | None
    heirs: tuple[str, ...]

    @property
    def label(self) -> str:
        """The name with the unit above it, which tells it from its namesakes."""
        return labelled(self.name, self.above)


def labelled(name: str, above: str) -> str:
    """Return a unit's name with that of the unit above, as pickers offer it."""
    return f"{name} ({above})" if above else name


def folded_words(text: str) -> str:
    """Return typed words as the registry is searched: folded, without marks, single blanks."""
    return " ".join(unaccented(fold(text)).split())


def search_units(text: str, *, on: date, standing_only: bool = False, limit: int = MOST_FOUND) -> tuple[Found, ...]:
    """Return the units whose present or past name, abbreviation or code holds the words, in four statements at most.

    Those whose name begins so come first, then those that stand, then the rest.
    """
    words = folded_words(text)
    if not words:
        return ()
    units = Unit.objects.filter(folded__contains=words)
    if standing_only:
        units = units.standing(on)
    first = Case(When(folded__startswith=words, then=Value(0)), default=Value(1), output_field=IntegerField())
    gone = Case(When(valid_to=None, then=Value(0)), default=Value(1), output_field=IntegerField())
    found = list(units.select_related("parent").order_by(gone, first, "path", "name")[:limit])
    others = _other_names([unit for unit in found if words not in folded_words(unit.name)], words)
    chain = successors() if any(unit.valid_to is not None for unit in found) else {}
    return tuple(
        Found(
            unit.pk,
            unit.name,
            unit.short_name,
            unit.parent.name if unit.parent is not None else "",
            others.get(unit.pk, ""),
            unit.valid_to,
            tuple(heir.name for heir in standing_successors(unit.pk, chain)) if unit.valid_to is not None else (),
        )
        for unit in found
    )


def units_called(text: str, *, on: date) -> list[Unit]:
    """Return the units standing on a day that typed words mean: by label, by full name, by short name, alias or code; in this order."""
    words = " ".join(text.split())
    standing = Unit.objects.standing(on).select_related("parent")
    name, bracket, above = words.removesuffix(")").rpartition(" (")
    if bracket and words.endswith(")"):
        labelled_units = list(standing.filter(name=name, parent__name=above))
        if labelled_units:
            return labelled_units
    folded = folded_words(words)
    by_alias = Q(pk__in=Alias.objects.filter(folded=folded, unit__isnull=False).values("unit_id"))
    candidates = standing.filter(Q(folded__contains=folded) | by_alias)[:200] if folded else Unit.objects.none()
    return _best(list(candidates), words, folded)


def _best(candidates: list[Unit], words: str, folded: str) -> list[Unit]:
    exact = [unit for unit in candidates if words in (unit.name, unit.official_code)]
    same = [unit for unit in candidates if folded in (folded_words(unit.name), folded_words(unit.short_name))]
    line = [unit for unit in candidates if folded in unit.folded.split("\n")]
    return exact or same or line or candidates[:10]


def name_on(unit: Unit, on: date) -> str:
    """Return the name that a unit bore on a day; before its first day its first, after its last its last."""
    rows = sorted(unit.names.all(), key=lambda row: (row.valid_from is not None, row.valid_from or on))
    borne = [row.name for row in rows if row.valid_from is None or row.valid_from <= on]
    return borne[-1] if borne else rows[0].name if rows else unit.name


def department_of(unit: Unit) -> Unit:
    """Return the department that a unit lies in: the nearest of that kind at or above it, else the root."""
    if unit.kind == UnitKind.DEPARTMENT:
        return unit
    above = {one.pk: one for one in _above(unit)}
    chain = [above[int(part)] for part in unit.path.rstrip(".").split(".") if int(part) in above]
    departments = [one for one in chain if one.kind == UnitKind.DEPARTMENT]
    return departments[-1] if departments else chain[0] if chain else unit


def _above(unit: Unit) -> QuerySet[Unit]:
    return Unit.objects.filter(pk__in=[int(part) for part in unit.path.rstrip(".").split(".")])


def _other_names(units: list[Unit], words: str) -> dict[int, str]:
    """Return by which old name or other spelling each unit was met."""
    found: dict[int, str] = {}
    ids = [unit.pk for unit in units]
    if not ids:
        return found
    for unit_id, name, short in UnitName.objects.filter(unit__in=ids).values_list("unit_id", "name", "short_name"):
        for text in (name, short):
            if words in folded_words(text):
                found.setdefault(unit_id, text)
    for unit_id, text in Alias.objects.filter(unit__in=ids, folded__contains=words).values_list("unit_id", "text"):
        if unit_id is not None:
            found.setdefault(unit_id, text)
    return found
