"""A text that lists units → the units one by one, nothing dropped."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache

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
_BLANK = re.compile(r" +")
_BRACKET = re.compile(r"\s*\([^()]*\)")
# "1. Sở Tài chính| 2|. Sở Nội vụ"
_NEXT_NUMBER = re.compile(r"\s*\d{1,2}")
_LONG_GROUP = 9
"""Words after which a group's name is more of a description than a name."""


@lru_cache(2048)
def split_units(text: str) -> tuple[UnitHit, ...]:
    """Return the units that `text` lists: a label's value or a table cell.

    Parts are parted at ";", ",", "và" and bullets, but not inside a name; "các Sở: Tài chính, Nội vụ" gives "Sở Tài
    chính" and "Sở Nội vụ". What is no known kind of name is given as it stands, with `unit_id` `None`.
    """
    folded = fold(text)
    at = _after_label(folded)
    hits = [hit for hit in find_listed_units(text, folded) if hit.start >= at]
    parts = _PartsBuilder(text, folded)
    for index, hit in enumerate(hits):
        if hit.start < at or parts.describes_last(hit) or _LEADING.match(folded, hit.start):
            continue
        opening = _opening(folded, at, hit.start)
        parts.take_between(at, hit.start if opening is None else opening)
        if opening is not None and hit.name == text[hit.start : hit.end]:
            hit = replace(hit, start=opening, name=text[opening : hit.end])
        following = hits[index + 1].start if index + 1 < len(hits) else len(text)
        end = _own_end(folded, hit.end, following)
        parts.found.append(hit if end == hit.end else _longer(text, hit, end))
        at = _after_bracket(folded, end)
    parts.take_between(at, len(text))
    return tuple(parts.found)


@dataclass(slots=True)
class _PartsBuilder:
    """Collects the parts of a list from left to right."""

    text: str
    folded: str
    found: list[UnitHit] = field(default_factory=list)

    def describes_last(self, hit: UnitHit) -> bool:
        """Small words after a description go on describing: "các phòng được nêu ra sau khi thanh tra, |kiểm toán nhà nước"."""
        if not self.found or self.found[-1].unit_id is not None or not self.text[hit.start].islower() or hit.group is not None:
            return False
        last = self.found[-1]
        described = last.kind is UnitKind.GROUP and len(last.name.split()) > _LONG_GROUP
        return described and ";" not in self.text[last.end : hit.start]

    def take_between(self, start: int, end: int) -> None:
        """Add what stands between two known units: unknown units, or the rest of the last one."""
        at = start
        while at < end:
            skipped = _BLANK.match(self.folded, at, end) or _LEADING.match(self.folded, at, end) or _SEPARATOR.match(self.folded, at, end)
            if skipped is not None and skipped.end() > at:
                at = skipped.end()
                continue
            separator = _SEPARATOR.search(self.folded, at, end)
            last = _trimmed(self.folded, at, separator.start() if separator else end)
            if any(char.isalnum() for char in self.text[at:last]):
                self._add_unknown(at, last)
            at = separator.end() if separator else end

    def _add_unknown(self, start: int, end: int) -> None:
        printed = self.text[start:end]
        if self.found and printed[0].islower() and ";" not in self.text[self.found[-1].end : start]:
            self.found[-1] = _longer(self.text, self.found[-1], end)
        else:
            self.found.append(UnitHit(start, end, printed, None, UnitKind.OTHER))


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
