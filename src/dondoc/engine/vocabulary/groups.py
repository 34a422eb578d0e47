"""The word that opens a group of units or the person who stands for them → the place where the group ends."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from dondoc.engine.vocabulary.grammar import grammar
from dondoc.engine.vocabulary.levels import levels_end, place_end
from dondoc.engine.vocabulary.unit import Group

if TYPE_CHECKING:
    from dondoc.engine.vocabulary.scanning import Name, Scan

_EVERY = re.compile(r"các,? (?:cấp, các )?")
_JOINT = re.compile(r", | và |/| hoặc | & |,| - | (?=(?:ban|ngành|đơn vị|đoàn thể)(?!\w))")
_MOST_NOUNS, _MOST_QUALIFIERS = 12, 6
"""Longer rows are no names: "sở sở sở …"; the bounds keep the reading linear in the text's length."""
_ENDS_IN_PLACE = ("tỉnh", "thành phố", "địa bàn", "huyện")


def group_end(scan: Scan, start: int, depth: int) -> int | None:
    """Return the end of the group that begins at `start`: its nouns, qualifiers and place."""
    every = _EVERY.match(scan.folded, start)
    first = every.end() if every else start
    end, nouns = _nouns_end(scan, first, depth)
    if end is None:
        return None
    whole = _qualified_end(scan, start, end=end, depth=depth)
    if every is not None:
        named = scan.name_at(first, depth + 1) if scan.text[whole + 1 : whole + 2].isupper() else None
        if named is not None and named.end > whole:
            return named.end
    elif nouns == 1 and not (scan.in_list and _opens_item(scan.folded, start)):
        noun = scan.folded[start:end]
        if whole == end or " " not in noun or noun == "tổ chức":  # "cấp tỉnh", "cơ cấu tổ chức của Sở" name nobody
            return None
    return place_end(scan, whole) if scan.folded.endswith(_ENDS_IN_PLACE, start, whole) else whole


@lru_cache(4096)
def group_sort(folded: str) -> Group:
    """Return whether the members of a group can be listed: not "… liên quan", "các doanh nghiệp", "các địa phương"."""
    if "liên quan" in folded or any(noun in folded for noun in grammar().open_nouns):
        return Group.OPEN
    return Group.CLOSED


def unit_after_person(scan: Scan, end: int, depth: int) -> Name | None:
    """Return the unit that the person named before `end` stands for: "Giám đốc |Sở Tài chính", "Thủ trưởng |các cơ quan"."""
    for joint in (", ", " và "):
        if scan.folded.startswith(joint, end) and end + len(joint) in scan.persons:
            return scan.name_at(end + len(joint), depth + 1)
    inner = scan.name_at(end + 1, depth + 1) if scan.folded.startswith(" ", end) else None
    if inner is not None:
        return inner
    levels = levels_end(scan, end)
    if levels is not None:
        return scan.closed(levels)
    if scan.folded.startswith(" sở", end) and not scan.folded[end + 3 : end + 4].isalnum():
        return scan.closed(end + 3)
    return None


def _nouns_end(scan: Scan, first: int, depth: int) -> tuple[int | None, int]:
    """Return the end of the nouns of a group and how many there are: "sở, ban, ngành" has three."""
    nouns = grammar().nouns
    end, count = nouns.end_at(scan.folded, first), 1
    while end is not None and count < _MOST_NOUNS:
        joint = _JOINT.match(scan.folded, end)
        further = nouns.end_at(scan.folded, joint.end()) if joint else None
        if joint is None or further is None or _opens_named(scan, joint.end(), depth):
            break
        end, count = further, count + 1
    return end, count


def _opens_named(scan: Scan, at: int, depth: int) -> bool:
    """A capital after a joint may open a unit of its own: "các phòng, đơn vị, |Phòng Kế hoạch"."""
    named = scan.name_at(at, depth + 1) if scan.text[at].isupper() else None
    return named is not None and named.group is None


def _qualified_end(scan: Scan, start: int, *, end: int, depth: int) -> int:
    for _ in range(_MOST_QUALIFIERS):
        if not scan.folded.startswith(" ", end):
            break
        linked = _linked_end(scan.folded, end + 1)
        further = linked or grammar().qualifiers.end_at(scan.folded, end + 1)
        if further is None:
            break
        if scan.text[end + 1].isupper() and _opens_named(scan, end + 1, depth):
            break
        if linked and scan.folded.endswith(" sở", start, further) and scan.text[further + 1 : further + 2].isupper():
            named = scan.name_at(further - 2, depth + 1)
            return named.end if named else further
        end = further
    return end


def _linked_end(folded: str, at: int) -> int | None:
    """Return the end of a link and its target: "thuộc Sở", "của các tỉnh", "trên địa bàn tỉnh"."""
    link = grammar().links.end_at(folded, at)
    if link is None or not folded.startswith(" ", link):
        return None
    target = link + 1 + (len("các ") if folded.startswith("các ", link + 1) else 0)
    return grammar().targets.end_at(folded, target)


def _opens_item(folded: str, start: int) -> bool:
    before = folded[max(start - 4, 0) : start].rstrip()
    return not before or before[-1] in ",;:-" or before.endswith(" và")
