"""What higher apps offer on a list of tasks: something to do with the ticked ones, or with the whole list as it is filtered.

Each hands in a function when it is set up.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from dondoc.web.organisations.permissions import Scope


@dataclass(frozen=True, slots=True)
class Door:
    """A button or a link: for ticked tasks it sends their keys as `viec` to `url`, with `name` set to `value`, by a plain GET.

    `order` says where it stands among the others.
    """

    label: str | Promise
    url: str
    name: str = "lam"
    value: str = ""
    order: int = 50


@dataclass(frozen=True, slots=True)
class ListDoors:
    """What is offered for the ticked tasks, and links for the whole list, to which its address is added."""

    ticked: tuple[Door, ...] = ()
    whole: tuple[Door, ...] = ()


Offer = Callable[[Scope], ListDoors]
_OFFERS: list[Offer] = []


def offer_on_lists(offer: Offer) -> None:
    """Add what an app offers to every list of tasks; called once, when the app is set up."""
    if offer not in _OFFERS:
        _OFFERS.append(offer)


def list_doors(scope: Scope) -> ListDoors:
    """Return what is offered to this person, in its order; it asks nothing of the database."""
    held = [offer(scope) for offer in _OFFERS]
    ticked = sorted((door for one in held for door in one.ticked), key=lambda door: door.order)
    return ListDoors(tuple(ticked), tuple(door for one in held for door in one.whole))
