"""Who works where on a day → whom a unit's report is told to: who prepares it, and who answers for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from dondoc.web.accounts.models import User
from dondoc.web.organisations.models import Role, Unit
from dondoc.web.urging.queries.roster import Roster, roster


@dataclass(frozen=True, slots=True)
class Informed:
    """The people of a day by unit and role, in memory: asked for a thousand units it costs nothing more."""

    people: Mapping[int, User]
    roster: Roster

    def preparing(self, unit: Unit) -> list[User]:
        """Return the unit's officers, else its head, else that of the nearest unit above."""
        return self._known(self.roster.posts.get((unit.pk, Role.OFFICER), ())) or self.heads(unit)

    def heads(self, unit: Unit) -> list[User]:
        """Return the head of a unit, else that of the nearest unit above that has one."""
        for key in reversed([int(key) for key in unit.path.split(".") if key]):
            if found := self._known(self.roster.posts.get((key, Role.HEAD), ())):
                return found
        return []

    def _known(self, keys: Iterable[int]) -> list[User]:
        return [self.people[key] for key in dict.fromkeys(keys) if key in self.people]


def informed(on: date) -> Informed:
    """Return everybody of a day, in four statements."""
    book = roster(on)
    wanted = {user for (_unit, role), held in book.posts.items() if role in (Role.OFFICER, Role.HEAD) for user in held}
    return Informed({user.pk: user for user in User.objects.active().filter(pk__in=wanted)}, book)
