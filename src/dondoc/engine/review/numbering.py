"""The printed numbers of the outline → remarks on numbers left out, used twice, or below the wrong part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from dondoc.engine.extraction.markers import Family, Marker, read_marker
from dondoc.engine.extraction.plan import Heading
from dondoc.engine.review.catalogue import Wording, remark
from dondoc.engine.review.examined import Examined
from dondoc.engine.review.remark import Remark, RemarkCode
from dondoc.engine.review.series import LETTERED, Fault, faults, label, may_be_missing

_DIGITS = re.compile(r"[0-9]+")
# Articles run through the whole document, whatever chapter they stand in; forms and tables number as they like.
_RUNNING = "điều"
_UNJUDGED = frozenset({"biểu", "mẫu", "thứ", "1-"})
# Where "1." begins anew below an unnumbered title nobody is surprised; a second "A." or "1.1." is a slip.
_RESTARTING = re.compile(r"1\W?|a1?|\(\w")


@dataclass(frozen=True, slots=True)
class Numbered:
    """A part of the outline with its marker; `path` are the numbers of "3.3.4." as (3, 3, 4), of "2." as (2,)."""

    index: int
    heading: Heading
    marker: Marker
    path: tuple[int, ...]


def numbering(examined: Examined) -> Iterator[Remark]:
    """Yield the slips in the printed numbers: nothing is renumbered, a person decides (Decree 30/2020, Annex I, section II)."""
    parts = _parts(examined)
    astray = _astray(parts)
    for run in _runs(astray):
        yield _wrong_parent(examined, run)
    away = {part.index for part in astray}
    for members in _series(examined, parts):
        ordinals = [(part.marker.ordinal or 0) if part.index not in away else None for part in members]
        fillers = frozenset(part.marker.ordinal or 0 for part in members if part.index in away)
        for fault in faults(ordinals, restarts=_RESTARTING.fullmatch(members[0].marker.style) is not None):
            found = _fault(examined, members, fault=fault, fillers=fillers)
            if found is not None:
                yield found


def _parts(examined: Examined) -> dict[int, Numbered]:
    found = {}
    for index, heading in enumerate(examined.plan.outline):
        marker = read_marker(heading.number, heading.number.lower()) if heading.number else None
        if marker is not None and marker.ordinal is not None and marker.family is not Family.BULLET and marker.style not in _UNJUDGED:
            dotted = marker.style.startswith("1")
            path = tuple(int(number) for number in _DIGITS.findall(marker.printed)) if dotted else ()
            found[index] = Numbered(index, heading, marker, path)
    return found


def _astray(parts: dict[int, Numbered]) -> list[Numbered]:
    """Return the parts whose number begins otherwise than that of the part above them: "3.3.4" below "3.2".

    Where only an inner list stands between a part and the one whose number it bears, which has no such child yet, it is none.
    """
    found = []
    bearers: dict[tuple[tuple[int, ...], int], int] = {}
    with_children: set[int] = set()
    for part in parts.values():
        above = parts.get(part.heading.parent) if part.heading.parent is not None else None
        bearer = bearers.get((part.path[:-1], part.heading.level - 1)) if part.path else None
        astray = above is not None and bool(above.path) and len(part.path) == len(above.path) + 1 and part.path[:-1] != above.path
        if astray and (bearer is None or bearer in with_children):
            found.append(part)
        if bearer is not None:
            with_children.add(bearer)
        if part.path:
            bearers[part.path, part.heading.level] = part.index
    return found


def _runs(astray: list[Numbered]) -> Iterator[list[Numbered]]:
    """Join those that stand below one part under one wrong number."""
    for _, run in groupby(astray, key=lambda part: (part.heading.parent, part.path[:-1])):
        yield list(run)


def _wrong_parent(examined: Examined, run: list[Numbered]) -> Remark:
    parent = examined.plan.outline[run[0].heading.parent or 0]
    numbers = ", ".join(_bare(part.heading) for part in run)
    related = (parent.evidence, *(part.heading.evidence for part in run[1:]))
    return remark(RemarkCode.NUMBER_WRONG_PARENT, run[0].heading.evidence, related=related, numbers=numbers, parent=_bare(parent))


def _series(examined: Examined, parts: dict[int, Numbered]) -> list[list[Numbered]]:
    """Return the parts of one style below one part, in order."""
    series: dict[tuple[int | None, str], list[Numbered]] = {}
    for part in parts.values():
        style = part.marker.style
        series.setdefault((None if style == _RUNNING else part.heading.parent, style), []).append(part)
    return list(series.values())


def _fault(examined: Examined, members: list[Numbered], *, fault: Fault, fillers: frozenset[int]) -> Remark | None:
    part = members[fault.at]
    if fault.before is not None and fault.missing == ():
        first = members[fault.before]
        place = first.heading.evidence
        return remark(RemarkCode.NUMBER_DOUBLE, part.heading.evidence, related=(place,), number=_bare(part.heading), line=str(place.line))
    missing = [number for number in fault.missing if number not in fillers]
    if not missing or may_be_missing(part.marker.style, missing) or _stands_unread(examined, members, fault=fault):
        return None
    shown = [_relabelled(part, number) for number in missing]
    words = Wording(" và ".join(shown), " and ".join(shown))
    if fault.before is None:
        return remark(RemarkCode.NUMBER_FIRST_MISSING, part.heading.evidence, number=_bare(part.heading), missing=words)
    before = members[fault.before]
    return remark(
        RemarkCode.NUMBER_GAP,
        part.heading.evidence,
        related=(before.heading.evidence,),
        missing=words,
        before=_bare(before.heading),
        number=_bare(part.heading),
    )


def _stands_unread(examined: Examined, members: list[Numbered], *, fault: Fault) -> bool:
    """Tell whether the missing number is printed in between, inside a paragraph or in another style: then it is not missing."""
    part = members[fault.at]
    if fault.before is not None:
        start = members[fault.before].heading.evidence.start
    else:
        start = examined.plan.outline[part.heading.parent].evidence.start if part.heading.parent is not None else 0
    between = examined.source.text[start : part.heading.evidence.start]
    return any(
        re.search(rf"(?<![\w.]){re.escape(_relabelled(part, number))}\s?(?:[.)/:-]|\s)", between, re.IGNORECASE) is not None
        for number in fault.missing
    )


def _relabelled(part: Numbered, number: int) -> str:
    """Return what would be printed for `number` in the series of `part`: "1.2" for 2 beside "1.3."."""
    if len(part.path) > 1:
        return ".".join(map(str, (*part.path[:-1], number)))
    printed = _bare(part.heading)
    return label(printed, number, letters=part.marker.style in LETTERED)


def _bare(heading: Heading) -> str:
    return (heading.number or "").rstrip(" .:/)").lstrip("(")
