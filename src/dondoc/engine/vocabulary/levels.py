"""The end of a name → the end of the levels and places that follow it: "UBND| các xã, phường", "Công an| tỉnh Sơn La"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dondoc.engine.vocabulary.grammar import PLACE, grammar
from dondoc.engine.vocabulary.provinces import city_names, province_names
from dondoc.engine.vocabulary.unit import Level, Unit, UnitKind

if TYPE_CHECKING:
    from dondoc.engine.vocabulary.scanning import Scan

_PLACE = re.compile(rf"\ {PLACE}", re.VERBOSE)
_LEVEL = re.compile(r" (?:tỉnh|thành phố|tp\.?|thị xã|huyện|quận|xã(?! hội)|phường|đặc khu|trung ương)(?!\w)")
_ZONE = re.compile(r" (?:khu vực|vùng|số)(?: (?:[ivx]+|\d{1,2}))(?!\w)")
_NUMERAL = re.compile(r" (?:[ivx]+|\d{1,2})(?!\w)")
_NAMED_AFTER = frozenset(
    {UnitKind.AGENCY, UnitKind.BANK, UnitKind.BOARD, UnitKind.ENTERPRISE, UnitKind.HOSPITAL, UnitKind.PRESS, UnitKind.SCHOOL}
)
"""Kinds whose names often end in a place or a person's name: "Trường Cao đẳng Y tế Đặng Thùy Trâm"."""
# " các", " tại các", " mọi", " cấp"
_ALL = re.compile(r"(?: (?:tại|ở))?(?P<every> (?:các|mọi|một số))?(?P<tier> cấp)? ?")
_JOINT = re.compile(r", (?:các )?|/| và | hoặc |,| - ")
_ENDS_IN_LEVEL = (" tỉnh", " thành phố", " tp", " huyện", " thị xã", " xã", " phường", " đặc khu", " quận")


def after_known(scan: Scan, end: int, unit: Unit) -> int:
    """Return the end of a known name with what is often added to it: "tỉnh", "khu vực IX", "Thanh Hóa", "các xã"."""
    if scan.folded.endswith(" tp", 0, end) and scan.folded.startswith(". ", end) and scan.text[end + 2 : end + 3].isupper():
        end += 1  # "UBND TP. Hà Nội"
    if unit.group is not None:
        end = _further_levels(scan, end) if scan.folded.endswith(_ENDS_IN_LEVEL, 0, end) else end
        return place_end(scan, end) if scan.folded[:end].endswith(("tỉnh", "thành phố", "địa bàn")) else end
    zone = (_NUMERAL if scan.folded.endswith(("khu vực", "vùng", " số"), 0, end) else _ZONE).match(scan.folded, end)
    if zone is not None and scan.text[zone.end() - 1].isalnum() and not scan.text[zone.end() - 1].islower():
        end = zone.end()
    level = _LEVEL.match(scan.folded, end)
    if level is not None:
        end = level.end()
    elif scan.folded.startswith((" các ", " tại c", " cấp "), end):
        return levels_end(scan, end) or end
    placed = place_end(scan, end)
    return placed if placed > end and _names_place(scan, unit, end=end, placed=placed) else end


def _names_place(scan: Scan, unit: Unit, *, end: int, placed: int) -> bool:
    """Tell a place from a person or the next sentence: "UBND tỉnh |Tân Giang", not "Chủ tịch UBND tỉnh |Võ Minh"."""
    place = scan.folded[end + 1 : placed]
    if place in province_names():
        return True
    if unit.kind in _NAMED_AFTER or unit.level is Level.COMMUNE:
        return " " in place
    after_level = scan.folded.endswith(_ENDS_IN_LEVEL, 0, end)
    return after_level and place.partition(" ")[0] not in grammar().surnames


def is_other_city(scan: Scan, start: int, end: int) -> bool:
    """Return whether the name ends in a city that is no province: "UBND thành phố Sơn Mai" is not the provincial one."""
    at = scan.folded.rfind(" thành phố ", start, end) + len(" thành phố ")
    return at >= len(" thành phố ") and scan.text[at].isupper() and scan.folded[at:end] not in city_names()


def place_end(scan: Scan, end: int) -> int:
    """Return the end of the place name that follows `end`, or `end` where none does."""
    match = _PLACE.match(scan.text, end)
    if match is None:
        return end
    last = end
    for word in re.finditer(r"\S+", match.group()):
        at = end + word.start()
        if at in scan.known and (last > end or scan.known[at] > end + word.end()):
            break
        last = end + word.end()
    return last


def level_end(scan: Scan, end: int) -> int | None:
    """Return the end of the single level that follows: " tỉnh", " xã"."""
    level = _LEVEL.match(scan.folded, end)
    return level.end() if level else None


def _further_levels(scan: Scan, end: int) -> int:
    """Return the end of the levels that are listed after one: "UBND các xã|, phường, thị trấn"."""
    levels = grammar().levels
    while (joint := _JOINT.match(scan.folded, end)) is not None:
        further = levels.end_at(scan.folded, joint.end())
        if further is None:
            break
        end = further
    return end


def levels_end(scan: Scan, end: int) -> int | None:
    """Return the end of the levels that follow, with the name of the place: " các xã, phường", " huyện Sơn Mai"."""
    opening = _ALL.match(scan.folded, end)
    if opening is None or opening.end() == end or not scan.folded[opening.end() - 1].isspace():
        return opening.end() if opening and opening["tier"] and opening["every"] else None
    levels = grammar().levels
    last = levels.end_at(scan.folded, opening.end())
    if last is None:
        return opening.end() - 1 if opening["tier"] else None
    further = _further_levels(scan, last)
    several = opening["every"] is not None or further > last
    last = further
    if scan.folded.startswith(" ", last):
        last = grammar().level_qualifiers.end_at(scan.folded, last + 1) or last
    return last if several else place_end(scan, last)
