"""A text that lists units → the units one by one, nothing dropped."""

from __future__ import annotations

import re

from dondoc.engine.vocabulary.folding import fold
from dondoc.engine.vocabulary.matching import find_listed_units
from dondoc.engine.vocabulary.unit import UnitHit, UnitKind

# What stands between two units of a list.
_SEPARATOR = re.compile(r"\s*(?:[;,]\s*(?:và|cùng|phối hợp với|cùng với)(?!\w)|[;,•+]|(?:^|\s)[-–*](?=\s)|\s(?:và|cùng với|cùng|với|hoặc|phối hợp với)(?!\w))\s*")
# What may stand before the first unit or round any of them and is no part of a name.
_LEADING = re.compile(
    r"\s*(?:[-–+*•.,;:)]|\d+[.)]|(?:đơn vị |cơ quan )?(?:chủ trì|phối hợp|thực hiện|tham mưu)(?: thực hiện| chính)?\s*:|chủ trì\s*[:,-]|phối hợp\s*[:,-]|giao(?!\w)|phối hợp với|cùng với|và(?!\w))\s*"
)
_TRAILING = re.compile(
    r"\s*(?:[.,;:/-]+|\((?:chủ trì|phối hợp|cơ quan chủ trì|đơn vị chủ trì|[\w&-]{2,12})\)|(?<!\w)(?<!nhiệm vụ )(?:chủ trì|phối hợp thực hiện|thực hiện|phối hợp|tham mưu|và|làm đầu mối|là cơ quan chủ trì)(?:, phối hợp)?)\s*$"
)

_LONG_GROUP = 9
"""Words after which a group's name is more of a description than a name."""


def split_units(text: str) -> tuple[UnitHit, ...]:
    """Return the units that `text` lists: a label's value or a table cell.

    Parts are parted at ";", ",", "và" and bullets, but not inside a name; "các Sở: Tài chính, Nội vụ" gives "Sở Tài
    chính" and "Sở Nội vụ". What is no known kind of name is given as it stands, with `unit_id` `None`.
    """
    folded = fold(text)
    at = _after_label(folded)
    hits = [hit for hit in find_listed_units(text, folded) if hit.start >= at]
    parts: list[UnitHit] = []
    for index, hit in enumerate(hits):
        if _belongs_to_tail(text, parts, hit):
            continue
        _take_between(text, folded, at, hit.start, parts)
        following = hits[index + 1].start if index + 1 < len(hits) else len(text)
        end = _own_end(folded, hit.end, following)
        parts.append(hit if end == hit.end else _longer(text, hit, end))
        at = end
    _take_between(text, folded, at, len(text), parts)
    return tuple(parts)


def _after_label(folded: str) -> int:
    at = 0
    while (label := _LEADING.match(folded, at)) is not None and label.end() > at:
        at = label.end()
    return at


def _belongs_to_tail(text: str, parts: list[UnitHit], hit: UnitHit) -> bool:
    """Small words after a description go on describing: "các phòng được nêu ra sau khi thanh tra, |kiểm toán nhà nước"."""
    if not parts or parts[-1].unit_id is not None or not text[hit.start].islower() or hit.group is not None:
        return False
    return parts[-1].kind is UnitKind.GROUP and len(parts[-1].name.split()) > _LONG_GROUP and ";" not in text[parts[-1].end : hit.start]


def _own_end(folded: str, end: int, following: int) -> int:
    """A name goes on to the next separator where small words follow it: "các cơ quan| được phân công …"."""
    separator = _SEPARATOR.search(folded, end, following)
    return _trimmed(folded, end, separator.start() if separator else following)


def _trimmed(folded: str, start: int, end: int) -> int:
    while True:
        match = _TRAILING.search(folded, start, end)
        if match is None or match.start() == end:
            break
        end = match.start()
    while end > start and folded[end - 1] == " ":
        end -= 1
    return end


def _longer(text: str, hit: UnitHit, end: int) -> UnitHit:
    printed = hit.name + text[hit.end : end]
    return UnitHit(hit.start, end, printed, None, hit.kind, hit.group, hit.dissolved)


def _take_between(text: str, folded: str, start: int, end: int, parts: list[UnitHit]) -> None:
    """Add what stands between two known units: unknown units, or the rest of the last one."""
    at = start
    while at < end:
        leading = _LEADING.match(folded, at, end)
        if leading is not None and leading.end() > at:
            at = leading.end()
            continue
        separator = _SEPARATOR.search(folded, at, end)
        if separator is not None and separator.start() == at:
            at = separator.end()
            continue
        stop = separator.start() if separator else end
        last = _trimmed(folded, at, stop)
        if last > at and any(char.isalnum() for char in text[at:last]):
            _add_unknown(text, at, last, parts)
        at = separator.end() if separator else end


def _add_unknown(text: str, start: int, end: int, parts: list[UnitHit]) -> None:
    printed = text[start:end]
    previous = parts[-1] if parts else None
    if previous is not None and printed[0].islower() and ";" not in text[previous.end : start]:
        parts[-1] = _longer(text, previous, end)
    else:
        parts.append(UnitHit(start, end, printed, None, UnitKind.OTHER))
