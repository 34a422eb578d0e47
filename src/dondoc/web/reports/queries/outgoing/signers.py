"""Who may sign a department's documents and in what capacity, proposed from the posts of a day.

Decree 30/2020/NĐ-CP, Article 13: the head signs; a deputy for the head (KT.), who is acting in the office (Q.), the head of the office or
of a division by order (TL.).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from dondoc.engine.writing.official.signing import Capacity, Office, Signature, signing_lines
from dondoc.web.accounts.models import User
from dondoc.web.organisations.models import Post, Role, Unit, UnitKind, covering
from dondoc.web.reports.models import House
from dondoc.web.reports.queries.outgoing.houses import house_on

_BY_ORDER = {UnitKind.OFFICE: "Chánh Văn phòng", UnitKind.DIVISION: "Trưởng phòng", UnitKind.BRANCH: "Chi cục trưởng"}
_DEPUTY = "phó "
_ACTING = "quyền "


@dataclass(frozen=True, slots=True)
class Signing:
    """Who signs, as printed, and the person with a log-in where it is one."""

    signature: Signature
    signer: User | None = None
    unit: str = ""

    @property
    def place(self) -> str:
        """The signer's title, with the unit where it is not the department itself."""
        return f"{self.signature.title} ({self.unit})" if self.unit else self.signature.title

    @property
    def key(self) -> str:
        """What names this choice in a form."""
        return f"{self.signer.pk if self.signer is not None else 0}:{self.signature.capacity.value}:{self.signature.title}:{self.unit}"

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines above the name."""
        return signing_lines(self.signature)


def signings(unit: Unit, *, on: date, house: House | None = None) -> tuple[Signing, ...]:
    """Return who may sign for the department on a day: its head, deputies, then who signs by order; each once.

    `house` is how its documents look that day, where the caller knows it.
    """
    house = house or house_on(unit, on)
    posts = (
        Post.objects.filter(covering(on))
        .filter(Q(unit=unit, role=Role.DIRECTOR) | Q(unit__parent=unit, role=Role.HEAD, unit__kind__in=list(_BY_ORDER)))
        .filter(user__is_active=True)
        .select_related("user", "unit")
        .order_by("unit__position", "unit__name", "pk")
    )
    found = sorted((_signing(post, house, own=post.unit_id == unit.pk) for post in posts), key=_order)
    return tuple({one.key: one for one in found}.values())


def first_signing(unit: Unit, *, on: date, house: House | None = None) -> Signing | None:
    """Return the usual signer: the head, else the first deputy; nobody by order unless chosen."""
    return next((one for one in signings(unit, on=on, house=house) if one.signature.capacity is not Capacity.BY_ORDER), None)


def _signing(post: Post, house: House, *, own: bool) -> Signing:
    office = Office(house.head_title, house.collective)
    name = post.user.full_name
    if not own:
        usual = _BY_ORDER[UnitKind(post.unit.kind)]
        title = post.title or usual
        head = usual if title.lower().startswith(_DEPUTY) else ""
        return Signing(Signature(name, title, office, Capacity.BY_ORDER, head), post.user, post.unit.name)
    title = _bare(post.title or house.head_title, house.head_title)
    lowered = title.lower()
    if lowered.startswith(_ACTING):
        return Signing(Signature(name, house.head_title, office, Capacity.ACTING), post.user)
    if lowered.startswith(_DEPUTY):
        return Signing(Signature(name, title, office, Capacity.DEPUTY), post.user)
    return Signing(Signature(name, title, office, Capacity.HEAD), post.user)


def _bare(title: str, head: str) -> str:
    """Return a title without the body's name behind it: "Phó Giám đốc" for "Phó Giám đốc Sở" (Appendix I, II.7: the body stands above)."""
    for rank in ("", "Phó ", "Quyền "):
        if title.lower().startswith(f"{rank}{head}".lower()):
            return title[: len(rank) + len(head)]
    return title


def _order(signing: Signing) -> int:
    return [Capacity.HEAD, Capacity.ACTING, Capacity.DEPUTY, Capacity.BY_ORDER, Capacity.BY_MANDATE].index(signing.signature.capacity)
