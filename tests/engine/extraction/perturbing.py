"""Turns a directive into the same directive as other hands would have typed it: nothing that it orders may change."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping

from dondoc.engine.extraction.plan import Plan, UnitMention
from dondoc.engine.vocabulary.folding import key
from tests.engine.extraction.building import when

# "hòa" → "hoà", "ủy" → "uỷ": the tone mark on the second vowel, as older type has it; a letter after it fixes its place.
_NEW_PLACES = "òaóaỏaõaọaòeóeỏeõeọeùyúyủyũyụy"
_OLD_PLACES = "oàoáoảoãoạoèoéoẻoẽoẹuỳuýuỷuỹuỵ"
_PLACES = {
    case(_NEW_PLACES[at : at + 2]): case(_OLD_PLACES[at : at + 2])
    for at in range(0, len(_NEW_PLACES), 2)
    for case in (str.lower, str.upper, str.title)
}
_PLACE = re.compile("(?:" + "|".join(_PLACES) + r")(?!\w)")
_FIRST_WORD = re.compile(r"^(\s*(?:[-+*]\s+|(?:[IVX]+|\d+(?:\.\d+)*|[a-zđ])[.)]\s+)?)([^\W\d_]{2,})(?=(?: \S+){4})", re.MULTILINE)


def apart(text: str) -> str:
    """Return the text with letters and marks apart (NFD)."""
    return unicodedata.normalize("NFD", text)


def typographic(text: str) -> str:
    """Return the text with long dashes and curved quotes, as word processors correct it."""
    text = re.sub(r'"([^"\n]*)"', r"“\1”", text)
    return re.sub(r"(?<= )-(?= )", "–", re.sub(r"^-(?= )", "–", text, flags=re.MULTILINE))


def old_places(text: str) -> str:
    """Return the text with tone marks in the old place: "hoà", "uỷ"."""
    return _PLACE.sub(lambda match: _PLACES[match.group()], text)


def loud(text: str) -> str:
    """Return the text with the first word of each longer paragraph in capitals: "1. RÀ soát …"."""
    return _FIRST_WORD.sub(lambda match: match[1] + match[2].upper(), text)


PERTURBATIONS: Mapping[str, Callable[[str], str]] = {
    "letters and marks apart": apart,
    "typographic dashes and quotes": typographic,
    "tone marks in the old place": old_places,
    "first words in capitals": loud,
}


def orders(plan: Plan) -> list[str]:
    """Return what a plan orders, whatever its type: line | leads | cooperating units | deadline."""
    return [f"{task.evidence.line} | {_keys(task.leads)} | {_keys(task.cooperating)} | {when(task.deadline)}" for task in plan.tasks]


def _keys(units: tuple[UnitMention, ...]) -> str:
    return "; ".join(key(unicodedata.normalize("NFC", unit.name)) for unit in units)
