"""Runs a change and takes it back, to show beforehand exactly what it would do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from dondoc.web.organisations.models import Post, Unit


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What a change does to one unit, with the value before and the value after.

    `what` is "found", "name", "parent", "end", "stand" where it is no longer ended, or "gone" where it is no longer there.
    """

    unit: str
    what: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """All that a change would do to units, and how many people would move with it."""

    changes: tuple[Foreseen, ...]
    people: int


@dataclass(frozen=True, slots=True)
class _State:
    name: str
    short_name: str
    parent: str
    valid_to: date | None


def rehearse(act: Callable[[], object]) -> Rehearsal:
    """Return what `act` would change; nothing stays. Whatever `act` raises goes through."""
    with transaction.atomic():
        before, posts_before = _units(), _posts()
        act()
        after, posts_after = _units(), _posts()
        transaction.set_rollback(True)
    changes = [change for pk, new in after.items() for change in _differences(before.get(pk), new)]
    changes += [Foreseen(old.name, "gone", "", "") for pk, old in before.items() if pk not in after]
    return Rehearsal(tuple(changes), len({user for user, _ in posts_after - posts_before}))


def _units() -> dict[int, _State]:
    rows = Unit.objects.order_by("path").values_list("pk", "name", "short_name", "parent__name", "valid_to")
    return {pk: _State(name, short_name, parent or "", valid_to) for pk, name, short_name, parent, valid_to in rows}


def _posts() -> set[tuple[int, int]]:
    return set(Post.objects.filter(valid_to=None).values_list("user_id", "unit_id"))


def _differences(old: _State | None, new: _State) -> list[Foreseen]:
    if old is None:
        return [Foreseen(new.name, "found", "", new.parent)]
    found = []
    if (old.name, old.short_name) != (new.name, new.short_name):
        found.append(Foreseen(old.name, "name", old.name, new.name))
    if old.parent != new.parent:
        found.append(Foreseen(new.name, "parent", old.parent, new.parent))
    if old.valid_to != new.valid_to:
        found.append(Foreseen(new.name, "end" if new.valid_to is not None else "stand", "", ""))
    return found
