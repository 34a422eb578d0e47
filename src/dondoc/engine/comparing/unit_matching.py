"""A unit's name as printed and a day → the unit of an office's own dated registry that it means, or what it may mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rapidfuzz import fuzz, process

from dondoc.engine.comparing.unit_names import Shortened, fits, initials, plain_name, province_in, short_letters, without_tail
from dondoc.engine.vocabulary.folding import unaccented

_SUGGESTED = 80.0
"""Per cent of letters that must agree before one name is suggested for another: two wrong letters of twenty, or a short tail."""
_MOST_SUGGESTIONS = 3


class MatchResult(StrEnum):
    """What became of a printed name."""

    FOUND = "found"
    AMBIGUOUS = "ambiguous"
    DISSOLVED = "dissolved"
    SUGGESTED = "suggested"
    NOT_FOUND = "not_found"


class MatchStep(StrEnum):
    """By what a name was recognised, the surest first."""

    EXACT = "exact"
    FOLDED = "folded"
    ALIAS = "alias"
    TAIL = "tail"
    ABBREVIATION = "abbreviation"


@dataclass(frozen=True, slots=True)
class KnownUnit:
    """A unit of the registry under one name: a unit that was renamed stands once for each name, under one `key`.

    `valid_from` and `valid_to` are the first and last day, `None` where open. `successors` are the keys of those that took over.
    `scope` is the key or name of the body inside which the unit's names count ("Phòng KHTC" of a department), `None` for anywhere.
    """

    key: str
    name: str
    aliases: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    successors: tuple[str, ...] = ()
    scope: str | None = None

    def stands_on(self, day: date) -> bool:
        """Return whether the unit bears this name on `day`."""
        return (self.valid_from is None or self.valid_from <= day) and not self.has_ended(day)

    def has_ended(self, day: date) -> bool:
        """Return whether the unit's last day under this name lies before `day`."""
        return self.valid_to is not None and self.valid_to < day


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A unit whose name comes near the printed one, and from 0 to 1 how near: a person decides."""

    unit: KnownUnit
    likeness: float


@dataclass(frozen=True, slots=True)
class Match:
    """The `units` that a name means on a day: one where found, several where ambiguous, those that ended where dissolved.

    `successors` took over from a dissolved unit and stand on the day; there may be several, and a person chooses. `step` is by what
    the name was recognised, `None` where it was not.
    """

    result: MatchResult
    units: tuple[KnownUnit, ...] = ()
    step: MatchStep | None = None
    successors: tuple[KnownUnit, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()


Names = dict[str, tuple[KnownUnit, ...]]


@dataclass(frozen=True, slots=True)
class UnitIndex:
    """A registry, ready to be asked: its units by printed name, plain name, plain alias, shortened name and first letters."""

    by_key: Names
    printed: Names
    plain: Names
    aliases: Names
    tails: Names
    letters: Names
    words: frozenset[str]
    bare: dict[str, str]
    """Every plain name and alias with the same without its marks: what a careless hand types."""

    @classmethod
    def of(cls, units: Iterable[KnownUnit]) -> UnitIndex:
        """Index the units."""
        known = tuple(units)
        plain = [(plain_name(unit.name), unit) for unit in known]
        aliases = [(plain_name(alias), unit) for unit in known for alias in unit.aliases]
        tails = [(shorter.name, unit) for name, unit in plain for shorter in without_tail(name) if not shorter.tierless]
        return cls(
            by_key=_grouped((unit.key, unit) for unit in known),
            printed=_grouped((unit.name, unit) for unit in known),
            plain=_grouped(plain),
            aliases=_grouped(aliases),
            tails=_grouped(tails),
            letters=_grouped((letters, unit) for name, unit in plain for letters in initials(name)),
            words=frozenset(word for name, _ in plain for word in name.split()),
            bare={name: unaccented(name) for name, _ in (*plain, *aliases, *tails)},
        )

    def match(self, printed: str, on: date, *, scope: str | None = None) -> Match:
        """Return what `printed` means in a document of the day `on`, the surest reading that means anything.

        In order: the name as it stands; in another spelling; as an alias; without what a plan adds to it ("chủ trì", "thuộc Sở",
        "tỉnh …"); as an abbreviation of a unit's own words. What only comes near is suggested, never found. With `scope` (the key
        or name of the body whose document it is), units of that body count before those of no body, and units of another
        body only where the name states it.
        """
        for step, units, owner in self._readings(printed):
            meant = self._in_scope(units, owner=owner, scope=scope)
            standing = _distinct(unit for unit in meant if unit.stands_on(on))
            if standing:
                return Match(MatchResult.FOUND if len(standing) == 1 else MatchResult.AMBIGUOUS, standing, step)
            ended = _distinct(unit for unit in meant if unit.has_ended(on))
            if ended:
                return Match(MatchResult.DISSOLVED, ended, step, successors=self._successors(ended, on))
        suggestions = self._suggestions(printed, on)
        return Match(MatchResult.SUGGESTED if suggestions else MatchResult.NOT_FOUND, suggestions=suggestions)

    def _readings(self, printed: str) -> Iterator[tuple[MatchStep, tuple[KnownUnit, ...], str | None]]:
        """Yield the units of each reading of a name, the surest first, with the owner that the name itself states."""
        yield MatchStep.EXACT, self.printed.get(printed, ()), None
        plain = plain_name(printed)
        yield MatchStep.FOLDED, self.plain.get(plain, ()), None
        yield MatchStep.ALIAS, self.aliases.get(plain, ()), None
        readings = [Shortened(plain), *without_tail(plain)]
        province = province_in(plain)
        for reading in readings:
            yield MatchStep.TAIL, self._of_province(self._called(reading), province), reading.owner
        for name, owner in ((printed, None), *((reading.name, reading.owner) for reading in readings)):
            yield MatchStep.ABBREVIATION, self._of_province(self._abbreviated(name), province), owner

    def _called(self, reading: Shortened) -> tuple[KnownUnit, ...]:
        """Return whose name, alias or shortened name a reading is: "Thanh tra tỉnh" is that of "Thanh tra tỉnh Tân Giang"."""
        return self.plain.get(reading.name) or self.aliases.get(reading.name) or self.tails.get(reading.name, ())

    def _abbreviated(self, name: str) -> tuple[KnownUnit, ...]:
        letters = short_letters(name, self.words)
        meant = self.letters.get(letters, ()) if letters is not None else ()
        return tuple(unit for unit in meant if fits(name, plain_name(unit.name)))

    def _of_province(self, units: tuple[KnownUnit, ...], province: str | None) -> tuple[KnownUnit, ...]:
        """Drop the units that name another province, in their name or as their scope, than the printed one."""
        if province is None:
            return units
        return tuple(unit for unit in units if self._provinces(unit) <= {province})

    def _provinces(self, unit: KnownUnit) -> set[str]:
        bodies = {plain_name(unit.name), *(self._names(unit.scope) if unit.scope is not None else ())}
        return {province for body in bodies if (province := province_in("sở của " + body)) is not None}

    def _in_scope(self, units: Sequence[KnownUnit], *, owner: str | None, scope: str | None) -> tuple[KnownUnit, ...]:
        """Take the units of the owner that the name states, else those of the document's own body, else those of no body."""
        if owner is not None and owner != "sở":
            return tuple(unit for unit in units if unit.scope is None or owner in self._names(unit.scope))
        if scope is None:
            return tuple(units)
        own = self._names(scope)
        inside = tuple(unit for unit in units if unit.scope is not None and self._names(unit.scope) & own)
        return inside or tuple(unit for unit in units if unit.scope is None)

    def _names(self, body: str) -> frozenset[str]:
        """Return the plain names of a body that is given by its key or by its name."""
        known = self.by_key.get(body, ())
        return frozenset(plain_name(name) for unit in known for name in (unit.name, *unit.aliases)) or frozenset([plain_name(body)])

    def _successors(self, ended: Sequence[KnownUnit], on: date) -> tuple[KnownUnit, ...]:
        """Return those that took over and stand on the day, through several mergers; a renamed unit follows itself."""
        found: list[KnownUnit] = []
        waiting, seen = [key for unit in ended for key in (unit.key, *unit.successors)], set[str]()
        for key in waiting:
            if key in seen:
                continue
            seen.add(key)
            names = self.by_key.get(key, ())
            standing = [unit for unit in names if unit.stands_on(on)]
            found.extend(standing)
            if not standing:
                waiting.extend(further for unit in names for further in unit.successors)
        return _distinct(found)

    def _suggestions(self, printed: str, on: date) -> tuple[Suggestion, ...]:
        """Return the units whose names come nearest, as printed and without its tail, with and without marks; who stands comes first."""
        plain = plain_name(printed)
        best: dict[str, tuple[float, KnownUnit]] = {}
        for form in dict.fromkeys([plain, *(shorter.name for shorter in without_tail(plain))]):
            for name, percent in self._near(form):
                for unit in (*self.plain.get(name, ()), *self.aliases.get(name, ()), *self.tails.get(name, ())):
                    if unit.key not in best or (percent, unit.stands_on(on)) > (best[unit.key][0], best[unit.key][1].stands_on(on)):
                        best[unit.key] = (percent, unit)
        ranked = sorted(best.values(), key=lambda near: (-near[0], not near[1].stands_on(on), near[1].key))
        return tuple(Suggestion(unit, round(percent / 100, 3)) for percent, unit in ranked[:_MOST_SUGGESTIONS])

    def _near(self, form: str) -> Iterator[tuple[str, float]]:
        most = _MOST_SUGGESTIONS * 2
        for name, percent, _ in process.extract(form, list(self.bare), scorer=fuzz.ratio, score_cutoff=_SUGGESTED, limit=most):
            yield name, percent
        if form.isascii():
            for _, percent, name in process.extract(form, self.bare, scorer=fuzz.ratio, score_cutoff=_SUGGESTED, limit=most):
                yield name, percent


def _grouped(pairs: Iterable[tuple[str, KnownUnit]]) -> Names:
    groups: dict[str, list[KnownUnit]] = {}
    for name, unit in pairs:
        group = groups.setdefault(name, [])
        if unit not in group:
            group.append(unit)
    return {name: tuple(group) for name, group in groups.items()}


def _distinct(units: Iterable[KnownUnit]) -> tuple[KnownUnit, ...]:
    """Keep the first of each key."""
    kept: dict[str, KnownUnit] = {}
    for unit in units:
        kept.setdefault(unit.key, unit)
    return tuple(kept.values())
