"""All that the page of one unit shows, in a fixed number of statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q

from dondoc.web.accounts.models import User
from dondoc.web.organisations.models import (
    Alias,
    EventKind,
    EventParty,
    GroupMember,
    Post,
    Role,
    Substitution,
    Unit,
    UnitEvent,
    UnitGroup,
    UnitKind,
    UnitName,
    UnitParent,
    covering,
)
from dondoc.web.organisations.queries.succession import Successor, standing_successors, successors


@dataclass(frozen=True, slots=True)
class EventLine:
    """One event as told on a unit's page: what it was, from which units to which, and what changed."""

    event: UnitEvent
    kind: str
    before: tuple[EventParty, ...]
    after: tuple[EventParty, ...]
    old: str = ""
    new: str = ""
    is_end: bool = False

    @property
    def may_withdraw(self) -> bool:
        """Whether what the event changed was kept with it."""
        return bool(self.event.traces)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a unit stands today: those above it, the department it lies in, those right below, and who took over where it ended."""

    above: tuple[Unit, ...]
    department: Unit
    children: tuple[Unit, ...]
    heirs: tuple[Successor, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """The dated rows of a unit: names, parents, events, other spellings and groups."""

    names: tuple[UnitName, ...]
    parents: tuple[UnitParent, ...]
    events: tuple[EventLine, ...]
    aliases: tuple[Alias, ...]
    groups: tuple[UnitGroup, ...]


@dataclass(frozen=True, slots=True)
class Colleague:
    """A person of a unit with the posts they hold there."""

    person: User
    posts: tuple[Post, ...]


def unit_in_place(pk: int) -> tuple[Unit, Place] | None:
    """Return a unit with where it stands today, in one statement, two where it ended; `None` where there is no such unit."""
    below = Unit.objects.filter(pk=pk, path__startswith=OuterRef("path"))
    around = {one.pk: one for one in Unit.objects.filter(Exists(below) | Q(parent=pk))}
    unit = around.get(pk)
    if unit is None:
        return None
    ids = [int(part) for part in unit.path.rstrip(".").split(".")]
    above = tuple(around[one] for one in ids[:-1])
    if above:
        unit.parent = above[-1]
    children = [one for one in around.values() if one.parent_id == pk]
    departments = [one for one in (*above, unit) if one.kind == UnitKind.DEPARTMENT]
    heirs = standing_successors(pk, successors()) if unit.valid_to is not None else ()
    return unit, Place(
        above=above,
        department=departments[-1] if departments else (*above, unit)[0],
        children=tuple(sorted(children, key=lambda child: (child.valid_to is not None, child.position, child.name))),
        heirs=heirs,
    )


def record_of(unit: Unit, *, on: date) -> Record:
    """Return a unit's dated rows, newest first, in five statements."""
    names = sorted(unit.names.all(), key=_begun)
    parents = sorted(unit.parents.select_related("parent"), key=_begun)
    return Record(
        tuple(reversed(names)),
        tuple(reversed(parents)),
        _events(unit, names, parents),
        tuple(unit.aliases.select_related("scope")),
        tuple(_groups(unit, on)),
    )


def people_of(unit: Unit, *, on: date) -> list[Colleague]:
    """Return who works in a unit on a day, heads first, each once with all their posts there, in two statements."""
    posts = Post.objects.filter(covering(on), unit=unit, user__is_active=True).select_related("user")
    stand_ins = Prefetch("substitutions", Substitution.objects.select_related("substitute"))
    held: dict[int, list[Post]] = defaultdict(list)
    for post in sorted(posts.prefetch_related(stand_ins), key=lambda post: _ORDER.index(post.role)):
        held[post.user_id].append(post)
    people = [Colleague(mine[0].user, tuple(mine)) for mine in held.values()]
    return sorted(people, key=lambda one: (_ORDER.index(one.posts[0].role), one.person.full_name))


_ORDER = (Role.DIRECTOR, Role.HEAD, Role.OFFICE, Role.OFFICER, Role.APPRAISER, Role.VIEWER, Role.ADMINISTRATOR)


def _begun(row: UnitName | UnitParent) -> tuple[bool, date]:
    return row.valid_from is not None, row.valid_from or date.min


def _groups(unit: Unit, on: date) -> list[UnitGroup]:
    member = GroupMember.objects.filter(covering(on), unit=unit).values("group")
    below = Q(children_of=unit.parent_id, children_of__isnull=False) if unit.valid_to is None else Q(pk__in=[])
    return list(UnitGroup.objects.filter(Q(pk__in=member) | below).select_related("scope"))


def _events(unit: Unit, names: Sequence[UnitName], parents: Sequence[UnitParent]) -> tuple[EventLine, ...]:
    mine = UnitEvent.objects.filter(parties__unit=unit).values("pk")
    by_event: dict[UnitEvent, list[EventParty]] = defaultdict(list)
    for party in EventParty.objects.filter(event__in=mine).select_related("event", "unit").order_by("-event__on", "-event", "pk"):
        by_event[party.event].append(party)
    return tuple(_line(parties, unit, names=names, parents=parents) for parties in by_event.values())


def _line(parties: list[EventParty], unit: Unit, *, names: Sequence[UnitName], parents: Sequence[UnitParent]) -> EventLine:
    event = parties[0].event
    old = new = ""
    if event.kind == EventKind.RENAME:
        old, new = _turn([(row.valid_from, row.name) for row in names], event.on)
    elif event.kind == EventKind.MOVE:
        old, new = _turn([(row.valid_from, row.parent.name if row.parent is not None else "") for row in parents], event.on)
    before = tuple(party for party in parties if not party.is_new)
    return EventLine(
        event,
        event.kind,
        before,
        tuple(party for party in parties if party.is_new),
        old,
        new,
        is_end=unit.valid_to == event.on and any(party.unit_id == unit.pk for party in before),
    )


def _turn(dated: Sequence[tuple[date | None, str]], on: date) -> tuple[str, str]:
    """Return the value before a day and the one that began on it."""
    before = [value for day, value in dated if day is None or day < on]
    begun = [value for day, value in dated if day == on]
    return before[-1] if before else "", begun[0] if begun else ""
