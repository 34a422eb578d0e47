"""The table `provinces` → the 34 provinces with the 63 that they were before 01/7/2025."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from dondoc.engine.vocabulary.folding import fold
from dondoc.engine.vocabulary.loading import table, words


@dataclass(frozen=True, slots=True)
class Province:
    """A province or centrally run city; `code` as in the General Statistics Office's list, `kind` "tỉnh" or "thành phố".

    `predecessors` are the names of the provinces merged into it on `valid_from`, its own first where it gave the name.
    """

    id: str
    name: str
    kind: str
    code: str
    valid_from: date | None
    predecessors: tuple[str, ...]
    aliases: tuple[str, ...]
    basis: str | None
    example: str


@cache
def provinces() -> tuple[Province, ...]:
    """Return the 34 provinces in the order of their ids."""
    return tuple(_province(province_id, entry) for province_id, entry in table("provinces").items())


@cache
def province_names() -> frozenset[str]:
    """Return the folded names of today's provinces and of those that were merged into them."""
    return frozenset(fold(name) for province in provinces() for name in (province.name, *province.predecessors, *province.aliases))


@cache
def city_names() -> frozenset[str]:
    """Return the folded names of the centrally run cities."""
    return frozenset(fold(name) for province in provinces() if province.kind == "thành phố" for name in (province.name, *province.aliases))


def find_province(name: str) -> Province | None:
    """Return the province of today that `name` belongs to: "Thanh Hoá", "TP. HCM", or "Yên Bái" (now Lào Cai)."""
    folded = fold(name).removeprefix("tỉnh ").removeprefix("thành phố ").strip()
    for province in provinces():
        if folded in (fold(other) for other in (province.name, *province.aliases, *province.predecessors)):
            return province
    return None


def _province(province_id: str, entry: dict[str, object]) -> Province:
    valid_from, basis = entry.get("valid_from"), entry.get("basis")
    return Province(
        id=province_id,
        name=str(entry["name"]),
        kind=str(entry["kind"]),
        code=str(entry["code"]),
        valid_from=valid_from if isinstance(valid_from, date) else None,
        predecessors=words(entry, "predecessors"),
        aliases=words(entry, "aliases"),
        basis=None if basis is None else str(basis),
        example=str(entry["example"]),
    )
