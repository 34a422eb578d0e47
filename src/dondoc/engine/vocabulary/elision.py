"""A list that names its kind of unit once ("các Sở: Tài chính, Nội vụ") → each unit with its full name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dondoc.engine.vocabulary.grammar import PLACE, grammar
from dondoc.engine.vocabulary.registry import registry
from dondoc.engine.vocabulary.unit import UnitHit, UnitKind

if TYPE_CHECKING:
    from dondoc.engine.vocabulary.scanning import Scan

_LONGEST_ITEM = 90
ELIDING = frozenset({UnitKind.DEPARTMENT, UnitKind.MINISTRY})
"""Kinds whose opening word is left out without "các": "Sở Tài chính, Nội vụ"; not "Phòng Quản lý đô thị và Hạ tầng"."""

_COMMITTEE = r"(?:ubnd|ủy\ ban\ nhân\ dân|hđnd|đảng\ ủy|công\ an)"
_LEVEL = r"(?:tỉnh|thành\ phố|thị\ xã|huyện|quận|xã|phường|đặc\ khu)"
# "các sở: ", "các Bộ ", "các phòng: "
_HEAD_LIST = re.compile(r"các\ (?P<head>\w+(?:\ \w+){0,2}?)(?P<colon>\s?:)?\ (?=\w)", re.VERBOSE)
# "UBND các xã, phường: ", "UBND các huyện ", "UBND huyện "
_COMMITTEE_LIST = re.compile(
    rf"(?P<body>{_COMMITTEE})\ (?P<all>các\ )?(?P<level>{_LEVEL})(?P<more>(?:(?:,\ |\ và\ |/){_LEVEL})*)(?:\s?:)?\ ", re.VERBOSE
)
_BETWEEN = re.compile(r",\ |\ và\ |;\ |,\ và\ ", re.VERBOSE)
# "Sơn Mai", "thị xã Sa Huỳnh"
_ITEM_PLACE = re.compile(rf"(?P<level>(?:{_LEVEL})\ )?(?P<place>{PLACE})", re.VERBOSE)
# "các phòng: |Giám định kỹ thuật|, …"
_UNKNOWN_ITEM = re.compile(r"[^,;.:()]{1,60}?(?=\s*(?:[,;.()]|$|\ và\ ))", re.VERBOSE)
# "Tổ| chức" is no place; "Huế|, " and "Huế| và" may be one.
_GOES_ON = re.compile(r"\ (?!và\ )\w", re.VERBOSE)
_WORD_END = re.compile(r"(?<=\w)(?!\w)")


def known_item(folded: str, head: str, at: int) -> int | None:
    """Return the end of the longest `X` at `at` such that "head X" is in the registry, or `None`."""
    names = registry().names
    ends = [match.end() for match in _WORD_END.finditer(folded, at, min(len(folded), at + _LONGEST_ITEM))]
    for end in reversed(ends):
        if f"{head} {folded[at:end]}" in names:
            return end
    return None


def listed_together(scan: Scan, start: int) -> list[UnitHit]:
    """Return the units of "các Sở: Tài chính, Nội vụ" and "UBND các xã: A, B", empty where no such list begins here."""
    if start in scan.groups:
        return _headed_list(scan, start)
    committee = _COMMITTEE_LIST.match(scan.folded, start) if start in scan.heads or start in scan.known else None
    if committee is None or not (committee["all"] or committee["more"]):
        return []
    body = scan.text[start : start + len(committee["body"])]
    level = "" if committee["more"] else " " + committee["level"]
    return _places(scan, body, level=level, at=committee.end())


def listed_after(scan: Scan, hit: UnitHit) -> list[UnitHit]:
    """Return the units after `hit` that leave its opening word out: "Sở Tài chính|, Nội vụ và Y tế"."""
    between = _BETWEEN.match(scan.folded, hit.end)
    if between is None or ";" in between.group():
        return []
    committee = _COMMITTEE_LIST.match(scan.folded, hit.start)
    if committee is not None and not committee["more"] and not committee["all"] and committee.end() < hit.end:
        body = scan.text[hit.start : hit.start + len(committee["body"])]
        return _places(scan, body, level=" " + committee["level"], at=between.end())
    if hit.kind not in ELIDING or hit.unit_id is None or hit.start not in scan.heads:
        return []
    return _items(scan, scan.folded[hit.start : scan.heads[hit.start][-1]], at=between.end(), known_only=True)


def _headed_list(scan: Scan, start: int) -> list[UnitHit]:
    opening = _HEAD_LIST.match(scan.folded, start)
    if opening is None or opening["head"] not in grammar().heads:
        return []
    listed = _items(scan, opening["head"], at=opening.end(), known_only=opening["colon"] is None)
    return listed if opening["colon"] or len(listed) > 1 else []


def _items(scan: Scan, head: str, *, at: int, known_only: bool) -> list[UnitHit]:
    found: list[UnitHit] = []
    while at < len(scan.text) and scan.text[at].isupper():
        end = known_item(scan.folded, head, at)
        if end is None and (known_only or scan.name_at(at) is not None):
            break
        if end is None:
            item = _UNKNOWN_ITEM.match(scan.folded, at)
            end = item.end() if item else None
        if end is None:
            break
        found.append(scan.elided(at, end, head))
        between = _BETWEEN.match(scan.folded, end)
        if between is None:
            break
        at = between.end()
    return found


def _places(scan: Scan, body: str, *, level: str, at: int) -> list[UnitHit]:
    found: list[UnitHit] = []
    while at < len(scan.text) and scan.name_at(at) is None:
        item = _ITEM_PLACE.match(scan.text, at)
        if item is None or (" " not in item["place"] and _GOES_ON.match(scan.folded, item.end())):
            break
        own = " " + item["level"].strip() if item["level"] else level
        found.append(UnitHit(at, item.end(), f"{body}{own} {item['place']}", None, UnitKind.COMMITTEE))
        between = _BETWEEN.match(scan.folded, item.end())
        if between is None:
            break
        at = between.end()
    return found
