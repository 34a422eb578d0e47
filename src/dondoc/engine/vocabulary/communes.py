"""The published list of communes → whether a name is a commune of a province since 01/7/2025."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from dondoc.engine.vocabulary.folding import fold

_KINDS = ("xã", "phường", "đặc khu")


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune, ward or special zone; `code` of the General Statistics Office, `province_id` as in `provinces.toml`."""

    name: str
    kind: str
    code: int
    province_id: str


def find_communes(name: str) -> tuple[Commune, ...]:
    """Return the communes of that name in all provinces; a kind before the name must be theirs."""
    folded = " ".join(fold(name).split())
    kind = next((kind for kind in _KINDS if folded.startswith(f"{kind} ")), None)
    communes = _by_name().get(folded.removeprefix(f"{kind} ") if kind else folded, ())
    return tuple(commune for commune in communes if kind in (None, commune.kind))


@cache
def _by_name() -> dict[str, tuple[Commune, ...]]:
    """Read the list (3,321 communes, about 10 ms); nothing that extracts a text needs it."""
    found: dict[str, tuple[Commune, ...]] = {}
    for province in json.loads(_list_file().read_text("utf-8")):
        for ward in province["wards"]:
            kind = str(ward["division_type"])
            name = str(ward["name"])[len(kind) :].strip()
            commune = Commune(name, kind, int(ward["code"]), str(province["codename"]).replace("_", "-"))
            found[fold(name)] = (*found.get(fold(name), ()), commune)
    return found


def _list_file() -> Path:
    """Return the data file of the package `vietnam-provinces`; importing the package itself would take 0.1 s."""
    spec = find_spec("vietnam_provinces")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("vietnam-provinces")
    return Path(spec.origin).parent / "data" / "nested-divisions.json"
