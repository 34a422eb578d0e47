"""How a department's documents look and are worded on a day: as it was set, or proposed from what the register knows of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import QuerySet

from dondoc.engine.writing.official import house as engine
from dondoc.web.organisations.models import Unit, UnitKind
from dondoc.web.plans.models import Plan
from dondoc.web.reports.models import House

_TITLES = {
    UnitKind.PROVINCE: "Chủ tịch",
    UnitKind.COMMUNE: "Chủ tịch",
    UnitKind.DEPARTMENT: "Giám đốc",
    UnitKind.PUBLIC_SERVICE: "Giám đốc",
    UnitKind.OFFICE: "Chánh Văn phòng",
    UnitKind.DIVISION: "Trưởng phòng",
    UnitKind.BRANCH: "Chi cục trưởng",
}
_COLLECTIVES = (UnitKind.PROVINCE, UnitKind.COMMUNE)
_PEOPLES_COMMITTEE = "Ủy ban nhân dân"
_SYMBOL = re.compile(r"/(?:[^/]*-)?(?P<own>[^/-]+)$")
_LOOKED_AT = 30


@dataclass(frozen=True, slots=True)
class HouseTerms:
    """What shall hold, from which day."""

    valid_from: date
    issuer: str
    symbol: str
    place: str
    head_title: str
    superior: str = ""
    collective: str = ""
    recipients: tuple[str, ...] = ()
    opening: str = ""
    closing: str = ""
    prints_hash: bool = False
    lists_sources: bool = True
    sizes: engine.House = field(default_factory=engine.House)


def house_on(unit: Unit, on: date) -> House:
    """Return how the department's documents look on a day; what was never set is proposed, and has no key."""
    found = House.objects.filter(unit=unit, valid_from__lte=on).first()
    return found if found is not None else _proposed(unit, on)


def houses_of(unit: Unit) -> QuerySet[House]:
    """Return every setting of a department, the newest first."""
    return House.objects.filter(unit=unit).select_related("set_by")


def sizes_of(sizes: dict[str, float]) -> engine.House:
    """Return stored sizes as the engine's value. Raises OutsideTheDecree."""
    return engine.House(**{name: float(value) for name, value in sizes.items() if name in engine.House.__dataclass_fields__})


def lines_of(text: str) -> tuple[str, ...]:
    """Return the entries of a text of one entry a line."""
    return tuple(" ".join(line.split()) for line in text.splitlines() if line.strip())


def _proposed(unit: Unit, on: date) -> House:
    """Return a proposal from the unit's record and from the heads of its own plans in the register."""
    own = [plan for plan in Plan.objects.filter(unit=unit).order_by("-issued_on", "-pk")[:_LOOKED_AT] if _same(plan.issuer, unit.name)]
    symbols = (match["own"] for plan in own if (match := _SYMBOL.search(plan.number)) is not None)
    return House(
        unit=unit,
        valid_from=on,
        superior=unit.parent.name if unit.parent is not None else "",
        issuer=unit.name,
        symbol=next(symbols, "") or unit.short_name or initials(unit.name),
        place=next((plan.place for plan in own if plan.place), ""),
        head_title=_TITLES.get(UnitKind(unit.kind), "Thủ trưởng"),
        collective=_PEOPLES_COMMITTEE if unit.kind in _COLLECTIVES else "",
        recipients="Như trên\nLưu: VT",
        set_at=datetime.min,
    )


def initials(name: str) -> str:
    """Return the first letters of a name's words, without the joining ones: SNNMT for "Sở Nông nghiệp và Môi trường"."""
    return "".join(word[0] for word in re.findall(r"[^\W\d_]+", name) if word.lower() not in ("và", "của", "các")).upper()


def _same(one: str, other: str) -> bool:
    return " ".join(one.lower().split()) == " ".join(other.lower().split())
