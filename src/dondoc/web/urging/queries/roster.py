"""Who works where on a day → who is told of a part, by the kind of urging."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from dondoc.engine.tracking import Urge
from dondoc.web.accounts.models import User
from dondoc.web.organisations.models import Post, Role, Substitution, covering
from dondoc.web.plans.models import Assignment

_TOLD = (Role.OFFICER, Role.HEAD, Role.DIRECTOR, Role.OFFICE)


@dataclass(frozen=True, slots=True)
class Person:
    """What reminding asks of a person; `mail` is empty where they have no address or want no mail, and `no_mail` says which."""

    pk: int
    mail: str
    no_mail: str
    muted: frozenset[str]
    hour: int


NO_ADDRESS, UNWANTED = "no-address", "unwanted"


class Place(NamedTuple):
    """All of a part that decides who is told of it: its unit with its `path`, its person, and the plan's department and leader."""

    unit: int | None
    path: str
    person: int | None
    department: int
    director: int | None


def place_of(part: Assignment) -> Place:
    """Return where a part stands; it comes with its unit, task and plan."""
    plan = part.task.plan
    return Place(part.unit_id, part.unit.path if part.unit is not None else "", part.person_id, plan.unit_id, plan.director_id)


@dataclass(frozen=True, slots=True)
class Roster:
    """Everybody who may log in on a day, and the posts they hold or stand in for, by unit and role."""

    people: Mapping[int, Person]
    posts: Mapping[tuple[int, str], tuple[int, ...]]
    _told: dict[tuple[Place, Urge], Sequence[Person]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def told_of(self, place: Place, kind: Urge) -> Sequence[Person]:
        """Return who is told of a part; found once for all parts of a place.

        Urged is the person it was given to, else the unit's officers, where there is none its head, or that of the nearest unit above.
        Reports go to that head, and to the leader in charge of the plan, else the department's leaders; reviews to its office.
        """
        if (place, kind) not in self._told:
            self._told[place, kind] = self._known(self._telling(place, kind))
        return self._told[place, kind]

    def _telling(self, place: Place, kind: Urge) -> Iterable[int | None]:
        if kind is Urge.DIRECTOR:
            return [place.director] if place.director in self.people else self.posts.get((place.department, Role.DIRECTOR), ())
        if kind is Urge.REVIEW:
            return self.posts.get((place.department, Role.OFFICE), ())
        if kind is Urge.HEAD:
            return self._heads(place.path)
        if place.person in self.people:
            return [place.person]
        return self.posts.get((place.unit or 0, Role.OFFICER), ()) or self._heads(place.path)

    def _heads(self, path: str) -> Iterable[int]:
        for unit in reversed([int(key) for key in path.split(".") if key]):
            if found := self.posts.get((unit, Role.HEAD)):
                return found
        return ()

    def _known(self, keys: Iterable[int | None]) -> list[Person]:
        return [self.people[key] for key in dict.fromkeys(keys) if key is not None and key in self.people]


def roster(on: date) -> Roster:
    """Return everybody of a day, in three statements however many they are."""
    posts: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
    for unit, role, user in Post.objects.filter(covering(on), role__in=_TOLD).order_by("pk").values_list("unit", "role", "user"):
        posts[unit, role].append(user)
    away = Substitution.objects.filter(first_day__lte=on, last_day__gte=on, ended_at=None, post__role__in=_TOLD)
    held = Post.objects.filter(covering(on)).values("pk")
    for unit, role, user in away.filter(post__in=held).order_by("pk").values_list("post__unit", "post__role", "substitute"):
        posts[unit, role].append(user)
    people = {
        pk: _person(pk, email, mail=mail is not False, muted=muted or (), hour=7 if hour is None else hour)
        for pk, email, mail, muted, hour in User.objects.active().values_list(
            "pk", "email", "reminding__mail", "reminding__muted", "reminding__hour"
        )
    }
    return Roster(people, {key: tuple(held) for key, held in posts.items()})


def _person(pk: int, email: str, *, mail: bool, muted: Iterable[str], hour: int) -> Person:
    why = UNWANTED if not mail else "" if email else NO_ADDRESS
    return Person(pk, "" if why else email, why, frozenset(muted), hour)
