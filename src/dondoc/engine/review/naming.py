"""The units charged with tasks → remarks on names that are misspelt, and on units that no longer exist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from functools import cache

from dondoc.engine.extraction.plan import GroupKind, UnitMention
from dondoc.engine.review.catalogue import Wording, quoted, remark
from dondoc.engine.review.examined import Examined, shown
from dondoc.engine.review.remark import Remark, RemarkCode
from dondoc.engine.vocabulary.folding import fold
from dondoc.engine.vocabulary.registry import registry
from dondoc.engine.vocabulary.unit import Unit

_JOINTS = re.compile(r"(?: và )|[\s,;&-]+")
_SHORTEST_WORD = 3


def dissolved(examined: Examined) -> Iterator[Remark]:
    """Yield a remark for each unit charged with a task that had ceased to exist by the day of judgement, with its successors.

    Only who leads or cooperates is judged: a name inside that of a cited paper is history.
    """
    if examined.on is None:
        return
    for unit_id, mentions in _by_unit(examined).items():
        unit = registry().units.get(unit_id)
        if unit is None or unit.valid_to is None or examined.on <= unit.valid_to:
            continue
        yield remark(
            RemarkCode.UNIT_DISSOLVED,
            mentions[0].evidence,
            related=tuple(mention.evidence for mention in mentions[1:]),
            unit=quoted(mentions[0].name),
            day=shown(unit.valid_to + timedelta(days=1)),
            basis=unit.basis or unit.name,
            successors=_successors(unit),
        )


def _successors(unit: Unit) -> Wording:
    names = [registry().unit(successor).name for successor in unit.successors]
    if not names:
        return Wording("", "")
    listed = "; ".join(names)
    return Wording(f"; nay là {listed}" if len(names) == 1 else f"; nhiệm vụ nay thuộc {listed}", f"; its work is now with {listed}")


def _by_unit(examined: Examined) -> dict[str, list[UnitMention]]:
    """Return the mentions of each known unit in order, a place that governs several tasks once."""
    found: dict[str, dict[int, UnitMention]] = {}
    for mention in _mentions(examined):
        if mention.unit_id is not None:
            found.setdefault(mention.unit_id, {}).setdefault(mention.evidence.start, mention)
    return {unit_id: sorted(places.values(), key=lambda mention: mention.evidence.start) for unit_id, places in found.items()}


def _mentions(examined: Examined) -> Iterator[UnitMention]:
    for task in examined.plan.tasks:
        yield from task.leads
        yield from task.cooperating


def misspelt(examined: Examined) -> Iterator[Remark]:
    """Yield a remark for each name that the vocabulary does not hold but for one letter, mark or joining word."""
    seen: set[str] = set()
    for mention in _mentions(examined):
        name = fold(mention.name)
        if mention.unit_id is not None or mention.group is not GroupKind.NONE or name in seen:
            continue
        seen.add(name)
        right = _meant(name)
        if right is not None:
            yield remark(RemarkCode.UNIT_MISSPELT, mention.evidence, unit=quoted(mention.name), right=right.name)


def _meant(name: str) -> Unit | None:
    """Return the one unit that a folded name is a slip for."""
    words = _words(name)
    if len(words) < 2 or name in registry().names:
        return None
    found = {
        unit_id for known, unit_ids in _names_by_shape().get((words[0], len(words)), ()) if _is_slip(words, known) for unit_id in unit_ids
    }
    found |= {
        unit_id for known, unit_ids in _names_by_shape().get((words[-1], -len(words)), ()) if _is_slip(words, known) for unit_id in unit_ids
    }
    return registry().unit(found.pop()) if len(found) == 1 else None


def _words(name: str) -> tuple[str, ...]:
    return tuple(_JOINTS.sub(" ", name).split())


@cache
def _names_by_shape() -> dict[tuple[str, int], list[tuple[tuple[str, ...], tuple[str, ...]]]]:
    """Return the names of the registry as words with their units, by first word and length, and by last word and length below 0."""
    shapes: dict[tuple[str, int], list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    for name, unit_ids in registry().names.items():
        words = _words(name)
        if len(words) > 1:
            shapes.setdefault((words[0], len(words)), []).append((words, unit_ids))
            shapes.setdefault((words[-1], -len(words)), []).append((words, unit_ids))
    return shapes


def _is_slip(words: tuple[str, ...], known: tuple[str, ...]) -> bool:
    """Tell whether the words are those of a known name, but for one letter or mark in one whole word (no short form)."""
    differing = [(word, other) for word, other in zip(words, known, strict=True) if word != other]
    if not differing:
        return True
    (word, other), *more = differing
    return not more and min(len(word), len(other)) >= _SHORTEST_WORD and _one_letter_apart(word, other)


def _one_letter_apart(word: str, other: str) -> bool:
    if abs(len(word) - len(other)) > 1:
        return False
    short, long = sorted((word, other), key=len)
    for at, letter in enumerate(short):
        if letter != long[at]:
            return short[at + (len(short) == len(long)) :] == long[at + 1 :]
    return True
