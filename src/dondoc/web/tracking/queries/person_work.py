"""The open work that people have by name, as those who may hand it over see it, and who may take it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, QuerySet

from dondoc.engine.tracking import ENDED
from dondoc.web.accounts.models import User
from dondoc.web.calendars.queries.calendars import calendars_now
from dondoc.web.organisations.models import Post, Unit, covering
from dondoc.web.organisations.permissions import READING, Scope, within
from dondoc.web.plans.models import Assignment
from dondoc.web.plans.queries.due import Due
from dondoc.web.tracking.permissions import HANDING_OVER
from dondoc.web.tracking.queries.judging import Recipient
from dondoc.web.tracking.queries.waiting import due_of_part
from dondoc.web.tracking.words import STATE_NAMES

MOST_PEOPLE = 600
"""People that a list of suggestions holds; a longer one helps nobody."""
_ENDED = sorted(ENDED)


@dataclass(frozen=True, slots=True)
class Holder:
    """A person with open work: how much, by when the first of it is due, and whether they still work here."""

    person: User
    count: int
    first_day: date | None
    has_post: bool

    @property
    def is_gone(self) -> bool:
        """Whether nobody is there to do the work."""
        return not self.person.is_active or not self.has_post


@dataclass(frozen=True, slots=True)
class PersonPart:
    """A part that a person has by name, and where it stands."""

    part: Assignment
    due: Due
    state: str


def parts_by_name(scope: Scope) -> QuerySet[Assignment]:
    """Return the open parts given to somebody by name in the units whose work the person may hand over."""
    return Assignment.objects.filter(within("unit__path", scope.paths(*HANDING_OVER)), person__isnull=False).exclude(work__in=_ENDED)


def holders(scope: Scope, *, on: date) -> list[Holder]:
    """Return the people with open work that this person may hand over, those who have left first, then by name."""
    found = {row["person"]: row for row in parts_by_name(scope).order_by().values("person").annotate(n=Count("pk"), first=Min("due_on"))}
    posted = set(Post.objects.filter(covering(on), user__in=found).values_list("user", flat=True))
    people = [
        Holder(person, found[person.pk]["n"], found[person.pk]["first"], person.pk in posted)
        for person in User.objects.filter(pk__in=found).order_by("full_name", "pk")
    ]
    return sorted(people, key=lambda one: not one.is_gone)


def parts_of_person(person: User, scope: Scope) -> QuerySet[Assignment]:
    """Return a person's open parts that may be handed over, the first due first."""
    parts = parts_by_name(scope).filter(person=person)
    return parts.select_related("task__plan__unit", "plan", "unit", "person", "of").order_by("due_on", "pk")


def rows_of_person(parts: Iterable[Assignment], *, on: date) -> list[PersonPart]:
    """Return parts as rows of a list."""
    calendars = calendars_now()
    return [PersonPart(part, due_of_part(part, on=on, calendars=calendars), str(STATE_NAMES[part.work])) for part in parts]  # type: ignore[index]


def takers(units: Iterable[Unit], *, but: User, on: date) -> dict[str, Recipient]:
    """Return who may take work of these units: people of them or of units below, by the words by which a form names each."""
    paths = tuple({unit.path for unit in units})
    posts = Post.objects.filter(covering(on), within("unit__path", paths), role__in=READING, user__is_active=True).exclude(user=but)
    found = posts.select_related("user", "unit").order_by("user__full_name", "pk")[:MOST_PEOPLE]
    return {f"{post.user.full_name} ({post.user.username}), {post.unit.name}": Recipient(post.user, post.unit) for post in found}


def taker_meant(words: str, known: Mapping[str, Recipient]) -> Recipient | None:
    """Return whom typed words mean: the words of the list, a user name, or a full name that only one person has."""
    typed = " ".join(words.split())
    if typed in known:
        return known[typed]
    folded = typed.casefold()
    named = [one for one in known.values() if folded in (one.person.username.casefold(), one.person.full_name.casefold())]
    return named[0] if len({one.person.pk for one in named}) == 1 else None
