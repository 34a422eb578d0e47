"""Who may get a share of a part: the units below its own, and the people who work in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dondoc.web.accounts.models import User
from dondoc.web.organisations.models import Post, Unit, covering
from dondoc.web.organisations.permissions import READING
from dondoc.web.plans.models import Assignment

MOST = 300


@dataclass(frozen=True, slots=True)
class Receiver:
    """A unit, or one of its people; `key` names it in a form."""

    unit: Unit
    person: User | None = None
    title: str = ""

    @property
    def key(self) -> str:
        """What a form calls it."""
        return f"u{self.unit.pk}" if self.person is None else f"p{self.person.pk}-{self.unit.pk}"

    @property
    def label(self) -> str:
        """What a person reads: the unit, or the name with what they are there."""
        if self.person is None:
            return self.unit.name
        return f"{self.person.full_name}, {self.title}, {self.unit.name}"


def receivers_of(part: Assignment, *, on: date) -> list[Receiver]:
    """Return the units below a part's own, then the people of it and of those, in the order of the tree."""
    if part.unit is None:
        return []
    below = Unit.objects.under(part.unit).standing(on).exclude(pk=part.unit.pk).order_by("path")[:MOST]
    posts = Post.objects.filter(covering(on), role__in=READING, unit__path__startswith=part.unit.path, user__is_active=True)
    people: dict[tuple[int, int], Receiver] = {}
    for post in posts.select_related("user", "unit").order_by("unit__path", "user__full_name", "pk")[:MOST]:
        people.setdefault((post.user_id, post.unit_id), Receiver(post.unit, post.user, post.title or post.get_role_display()))
    return [*(Receiver(unit) for unit in below), *people.values()]
