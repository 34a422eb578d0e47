"""The words of a heading → what kind of part it opens: purpose, findings, causes, tasks, organising, funding."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

# A cue further on in a heading only names a matter ("Đối với nhiệm vụ …"), it does not say what the part is.
_NEAR = 48
_BEFORE = re.compile(r"(?:(?:về|các|một số|những|công tác)\s+)*")


class Section(StrEnum):
    """What the paragraphs of a part are."""

    FORM = "form"
    PURPOSE = "purpose"
    OBJECTIVE = "objective"
    FINDING = "finding"
    CAUSE = "cause"
    FUNDING = "funding"
    ORGANISING = "organising"
    TASK = "task"
    RESULT = "result"


@dataclass(frozen=True, slots=True)
class SectionEntry:
    """One kind with the phrases that name it, an example, and whether it keeps its sub-headings."""

    kind: Section
    phrases: tuple[str, ...]
    example: str
    sticky: bool


@cache
def section_entries() -> tuple[SectionEntry, ...]:
    """Return the entries of `sections.toml` in order."""
    table = tomllib.loads(resources.files(__package__).joinpath("sections.toml").read_text("utf-8"))
    return tuple(
        SectionEntry(Section(row["kind"]), tuple(row["phrases"]), row["example"], row.get("sticky", False)) for row in table["section"]
    )


@cache
def sticky_sections() -> frozenset[Section]:
    """Return the kinds whose sub-headings stay of that kind."""
    return frozenset(entry.kind for entry in section_entries() if entry.sticky)


@cache
def _pattern() -> re.Pattern[str]:
    alternatives = (f"(?P<{entry.kind}>{'|'.join(entry.phrases)})" for entry in section_entries())
    return re.compile(r"\b(?:" + "|".join(alternatives) + ")")


def section_at_start(heading: str) -> Section | None:
    """Return what a folded heading opens if its very first words say so ("về", "các", "một số" apart)."""
    before = _BEFORE.match(heading)
    match = _pattern().match(heading, before.end() if before is not None else 0)
    return Section(match.lastgroup) if match is not None and match.lastgroup else None


def section_of(heading: str) -> Section | None:
    """Return what a folded heading opens, by its first cue; `None` where it only names a field."""
    match = _pattern().search(heading, 0, _NEAR)
    return Section(match.lastgroup) if match is not None and match.lastgroup else None
