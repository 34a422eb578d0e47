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
_COMMITTEE = r"(?:ubnd|ủy\ ban\ nhân\ dân|hđnd|đảng\ ủy|công\ an)"
_LEVEL = r"(?:tỉnh|thành\ phố|thị\ xã|huyện|quận|xã|phường|đặc\ khu)"
# "các sở: ", "các Bộ: ", "các phòng: "
_HEAD_LIST = re.compile(r"(?:gồm\ )?các\ (?P<head>\w+(?:\ \w+){0,2})\s?:\ ", re.VERBOSE)
# "UBND các xã, phường: ", "UBND các huyện ", "UBND huyện "
_COMMITTEE_LIST = re.compile(
    rf"(?P<body>{_COMMITTEE})\ (?P<all>các\ )?(?P<level>{_LEVEL})(?P<more>(?:(?:,\ |\ và\ |/){_LEVEL})*)(?:\s?:)?\ ", re.VERBOSE
)
_BETWEEN = re.compile(r",\ |\ và\ |;\ |,\ và\ ", re.VERBOSE)
_PLACE = re.compile(PLACE, re.VERBOSE)
_WORD_END = re.compile(r"(?<=\w)(?!\w)")
_ITEM_END = re.compile(r"\s*(?:$|[,;.)]|và\ )", re.VERBOSE)


def known_item(folded: str, head: str, at: int) -> int | None:
    """Return the end of the longest `X` at `at` such that "head X" is in the registry, or `None`."""
    names = registry().names
    ends = [match.end() for match in _WORD_END.finditer(folded, at, min(len(folded), at + _LONGEST_ITEM))]
    for end in reversed(ends):
        if f"{head} {folded[at:end]}" in names:
            return end
    return None


def listed_after_colon(scan: Scan, start: int) -> list[UnitHit]:
    """Return the units of "các Sở: Tài chính, Nội vụ" and "UBND các xã: A, B", empty where no such list begins here."""
    if start in scan.groups:
        opening = _HEAD_LIST.match(scan.folded, start)
        if opening is not None and opening["head"] in grammar().heads:
            return _items(scan, opening["head"], opening.end())
        return []
    committee = _COMMITTEE_LIST.match(scan.folded, start) if start in scan.heads or start in scan.known else None
    if committee is None or not (committee["all"] or committee["more"]):
        return []
    body = scan.text[start : start + len(committee["body"])]
    level = "" if committee["more"] else " " + committee["level"]
    return _places(scan, body + level, committee.end())


def listed_after(scan: Scan, hit: UnitHit) -> list[UnitHit]:
    """Return the units after `hit` that leave its opening word out: "Sở Tài chính|, Nội vụ và Y tế"."""
    committee = _COMMITTEE_LIST.match(scan.folded, hit.start)
    if committee is not None and not committee["more"] and not committee["all"] and committee.end() < hit.end:
        between = _BETWEEN.match(scan.folded, hit.end)
        prefix = scan.text[hit.start : committee.end()].strip()
        return _places(scan, prefix, between.end()) if between else []
    heads = scan.heads.get(hit.start)
    if not heads or hit.kind is UnitKind.GROUP or hit.unit_id is None:
        return []
    between = _BETWEEN.match(scan.folded, hit.end)
    if between is None or ";" in between.group():
        return []
    return _items(scan, scan.folded[hit.start : heads[0]], between.end(), known_only=True)


def _items(scan: Scan, head: str, at: int, *, known_only: bool = False) -> list[UnitHit]:
    found: list[UnitHit] = []
    while at < len(scan.text) and scan.text[at].isupper() and scan.name_at(at) is None:
        end = known_item(scan.folded, head, at)
        if end is None and not known_only:
            place = _PLACE.match(scan.text, at)
            end = place.end() if place else None
        if end is None or not _ITEM_END.match(scan.folded, end):
            break
        found.append(scan.elided(at, end, head))
        between = _BETWEEN.match(scan.folded, end)
        if between is None:
            break
        at = between.end()
    return found


def _places(scan: Scan, prefix: str, at: int) -> list[UnitHit]:
    found: list[UnitHit] = []
    while at < len(scan.text) and scan.text[at].isupper() and scan.name_at(at) is None:
        place = _PLACE.match(scan.text, at)
        if place is None or not _ITEM_END.match(scan.folded, place.end()):
            break
        found.append(UnitHit(at, place.end(), f"{prefix} {place.group()}", None, UnitKind.COMMITTEE))
        between = _BETWEEN.match(scan.folded, place.end())
        if between is None:
            break
        at = between.end()
    return found
