"""Turns the vocabulary of deadlines without a date ("thường xuyên", "sau khi …") into what a sentence or label says first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dondoc.engine.extraction.plan import DeadlineKind
from dondoc.engine.vocabulary.loading import table, words

# A sentence or clause begins at the start (after its marker: "- ", "+ ", "3. ", "a) ") or after a full stop or semicolon.
_MARKER = re.compile(r"(?:[-+*•.] ?|\(?[0-9a-zđ]{1,3}(?:\.[0-9]{1,2})*[.)/] ?)*")
_OPENS_AFTER = re.compile(r"[.;:] ?$")
_CLAUSE_END = re.compile(r"[.;](?: |$)|[;)]|$")
_COMMA_END = re.compile(r"[,.;](?: |$)|[;)]|$")


@dataclass(frozen=True, slots=True)
class Phrase:
    """One entry of the vocabulary, compiled; `fixed` says that it stands against a label too."""

    name: str
    kind: DeadlineKind
    needles: tuple[str, ...]
    pattern: re.Pattern[str]
    example: str
    not_in: str
    opening: bool = False
    clause: bool = False
    comma: bool = False
    label: bool = False
    fixed: bool = False

    def may_stand_in(self, folded: str) -> bool:
        """Whether `folded` holds one of the strings without which the phrase cannot stand in it."""
        for needle in self.needles:
            if needle in folded:
                return True
        return not self.needles

    def find(self, folded: str, start: int, end: int) -> Cue | None:
        """Return where the phrase first stands in `folded[start:end]`."""
        for match in self.pattern.finditer(folded, start, end):
            if not self.opening or _opens(folded, start, match.start()):
                stop = match.end()
                if self.clause:
                    stop = _stop(folded, stop, end=end, comma=self.comma)
                return Cue(self, match.start(), stop)
        return None


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase found at `start:end`."""

    phrase: Phrase
    start: int
    end: int


def first_cue(folded: str, start: int, *, end: int, label: bool = False) -> Cue | None:
    """Return the phrase that stands first in `folded[start:end]`; of two at one place the one that
    holds against labels, else the longer."""
    phrases = PHRASES if label else SENTENCE_PHRASES
    found = [cue for phrase in phrases if phrase.may_stand_in(folded) and (cue := phrase.find(folded, start, end)) is not None]
    return min(found, key=lambda cue: (cue.start, not cue.phrase.fixed, -cue.end)) if found else None


def _opens(folded: str, start: int, at: int) -> bool:
    marker = _MARKER.match(folded, start, at)
    return (marker is not None and marker.end() == at) or _OPENS_AFTER.search(folded, max(start, at - 2), at) is not None


def _stop(folded: str, at: int, *, end: int, comma: bool) -> int:
    match = (_COMMA_END if comma else _CLAUSE_END).search(folded, at, end)
    return match.start() if match else end


def _load() -> Iterator[Phrase]:
    for name, entry in table("deadlines").items():
        yield Phrase(
            name=name,
            kind=DeadlineKind(str(entry["kind"])),
            needles=words(entry, "needles"),
            pattern=re.compile(str(entry["pattern"])),
            example=str(entry["example"]),
            not_in=str(entry["not_in"]),
            opening=bool(entry.get("opening")),
            clause=bool(entry.get("clause")),
            comma=bool(entry.get("comma")),
            label=bool(entry.get("label")),
            fixed=bool(entry.get("fixed")),
        )


PHRASES: tuple[Phrase, ...] = tuple(_load())
"""All phrases, in the order of the vocabulary."""
SENTENCE_PHRASES: tuple[Phrase, ...] = tuple(phrase for phrase in PHRASES if not phrase.label)
"""The phrases that count in a sentence."""
