"""A text that lists units → the units one by one, nothing dropped."""

from __future__ import annotations

import re
from dataclasses import replace

from dondoc.engine.vocabulary.folding import fold
from dondoc.engine.vocabulary.matching import find_listed_units
from dondoc.engine.vocabulary.unit import UnitHit, UnitKind

_JOINING = r"(?:và|cùng|cùng\ với|với|hoặc|phối\ hợp\ với)(?!\w)"
# ";", ", và", " và ", " - ", "•"
_SEPARATOR = re.compile(
    rf"""
    \s* (?: [;,] \s* {_JOINING} | [;,•+] | \. (?=\s) | (?: ^ | \s ) [-–*] (?=\s) | \s {_JOINING} ) \s*
    """,
    re.VERBOSE,
)
# Before the first unit: "- ", "1. ", "Đơn vị chủ trì: ", "Giao ", "Phối hợp với "
_LEADING = re.compile(
    r"""
    \s* (?:
        [-–+*•.,;:)]
      | \d+ [.)]
      | (?: (?:đơn\ vị|cơ\ quan)\  )? (?:chủ\ trì|phối\ hợp|thực\ hiện|tham\ mưu) (?: \ (?:thực\ hiện|chính) )? \s* :
      | (?:chủ\ trì|phối\ hợp) \s* [,-]
      | (?:giao|và) (?!\w)
      | phối\ hợp\ với | cùng\ với
    ) \s*
    """,
    re.VERBOSE,
)
# After a unit: " (chủ trì)", " (LĐTBXH)", " chủ trì, phối hợp", "."
_TRAILING = re.compile(
    r"""
    \s* (?:
        [.,;:/-]+
      | \( (?: (?: (?:cơ\ quan|đơn\ vị)\ )? chủ\ trì | phối\ hợp | [\w&-]{2,12} ) \)
      | (?<!\w) (?<!nhiệm\ vụ\ ) (?:chủ\ trì|phối\ hợp\ thực\ hiện|thực\ hiện|phối\ hợp|tham\ mưu|và|làm\ đầu\ mối|là\ cơ\ quan\ chủ\ trì)
        (?: ,\ phối\ hợp )?
    ) \s* $
    """,
    re.VERBOSE,
)
# "tất cả ", "các ", "các sở: ", "UBND các xã, phường: "
_OPENING = re.compile(
    r"""
    (?<!\w) (?:
        (?:tất\ cả|toàn\ thể|toàn\ bộ|các|những|mọi)
      | (?: (?:ubnd|ủy\ ban\ nhân\ dân|hđnd|đảng\ ủy|công\ an)\ )? các\ [\w\ ,/]+ :?
    ) \s* $
    """,
    re.VERBOSE,
)
_BRACKET = re.compile(r"\s*\([^()]*\)")
# "1. Sở Tài chính| 2|. Sở Nội vụ"
_NEXT_NUMBER = re.compile(r"\s*\d{1,2}")
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
        if hit.start < at or _belongs_to_tail(text, parts, hit) or _LEADING.match(folded, hit.start):
            continue
        opening = _opening(folded, at, hit.start)
        _take_between(text, folded, at, hit.start if opening is None else opening, parts)
        if opening is not None and hit.name == text[hit.start : hit.end]:
            hit = replace(hit, start=opening, name=text[opening : hit.end])
        following = hits[index + 1].start if index + 1 < len(hits) else len(text)
        end = _own_end(folded, hit.end, following)
        parts.append(hit if end == hit.end else _longer(text, hit, end))
        at = _after_bracket(folded, end)
    _take_between(text, folded, at, len(text), parts)
    return tuple(parts)


def _after_label(folded: str) -> int:
    at = 0
    while (label := _LEADING.match(folded, at)) is not None and label.end() > at:
        at = label.end()
    return at



def _opening(folded: str, start: int, end: int) -> int | None:
    """Return where "tất cả" or the opening of a list stands before a unit: "|Toàn thể các phòng", "|UBND các xã: Sơn Mai"."""
    opening = _OPENING.search(folded, start, end)
    return opening.start() if opening else None


def _after_bracket(folded: str, end: int) -> int:
    """What stands in brackets after a unit says something of it: "Sở Y tế| (Chi cục An toàn thực phẩm)|, …"."""
    bracket = _BRACKET.match(folded, end)
    return bracket.end() if bracket else end


def _belongs_to_tail(text: str, parts: list[UnitHit], hit: UnitHit) -> bool:
    """Small words after a description go on describing: "các phòng được nêu ra sau khi thanh tra, |kiểm toán nhà nước"."""
    if not parts or parts[-1].unit_id is not None or not text[hit.start].islower() or hit.group is not None:
        return False
    described = parts[-1].kind is UnitKind.GROUP and len(parts[-1].name.split()) > _LONG_GROUP
    return described and ";" not in text[parts[-1].end : hit.start]


def _own_end(folded: str, end: int, following: int) -> int:
    """A name goes on to the next separator where small words follow it: "các cơ quan| được phân công …"."""
    separator = _SEPARATOR.search(folded, end, following)
    stop = separator.start() if separator else following
    if _NEXT_NUMBER.fullmatch(folded, end, stop):
        return end
    bracket = folded.find("(", end, stop)
    return _trimmed(folded, end, bracket if bracket >= 0 else stop)


def _trimmed(folded: str, start: int, end: int) -> int:
    while (match := _TRAILING.search(folded, start, end)) is not None and match.start() < end:
        end = match.start()
    while end > start and folded[end - 1] == " ":
        end -= 1
    return end


def _longer(text: str, hit: UnitHit, end: int) -> UnitHit:
    return replace(hit, end=end, name=hit.name + text[hit.end : end], unit_id=None)


def _take_between(text: str, folded: str, start: int, end: int, parts: list[UnitHit]) -> None:
    """Add what stands between two known units: unknown units, or the rest of the last one."""
    at = start
    while at < end:
        if folded[at] == " ":
            at += 1
            continue
        skipped = _LEADING.match(folded, at, end) or _SEPARATOR.match(folded, at, end)
        if skipped is not None and skipped.end() > at:
            at = skipped.end()
            continue
        separator = _SEPARATOR.search(folded, at, end)
        stop = separator.start() if separator else end
        last = _trimmed(folded, at, stop)
        if any(char.isalnum() for char in text[at:last]):
            _add_unknown(text, at, last, parts)
        at = separator.end() if separator else end


def _add_unknown(text: str, start: int, end: int, parts: list[UnitHit]) -> None:
    printed = text[start:end]
    if parts and printed[0].islower() and ";" not in text[parts[-1].end : start]:
        parts[-1] = _longer(text, parts[-1], end)
    else:
        parts.append(UnitHit(start, end, printed, None, UnitKind.OTHER))
