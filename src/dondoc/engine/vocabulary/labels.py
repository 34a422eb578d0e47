"""The words before a colon or at the head of a column → the role of the value that follows."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

from dondoc.engine.vocabulary.folding import unaccented


class Role(StrEnum):
    """What a labelled value is."""

    NUMBER = "number"
    COOPERATING = "cooperating"
    LEADER = "leader"
    LEAD = "lead"
    DEADLINE = "deadline"
    DELIVERABLE = "deliverable"
    FUNDING = "funding"
    TARGET = "target"
    CAUSE = "cause"
    FINDING = "finding"
    CONTENT = "content"
    BASIS = "basis"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class LabelEntry:
    """One role with the phrases that name it and an example."""

    role: Role
    phrases: tuple[str, ...]
    example: str


@cache
def label_entries() -> tuple[LabelEntry, ...]:
    """Return the entries of `labels.toml` in order."""
    table = tomllib.loads(resources.files(__package__).joinpath("labels.toml").read_text("utf-8"))
    return tuple(LabelEntry(Role(row["role"]), tuple(row["phrases"]), row["example"]) for row in table["label"])


@cache
def _pattern(*, accented: bool) -> re.Pattern[str]:
    alternatives = (f"(?P<{entry.role}>{'|'.join(entry.phrases)})" for entry in label_entries())
    pattern = "(?:" + "|".join(alternatives) + ")"
    return re.compile(pattern if accented else unaccented(pattern))


@cache
def role_of(phrase: str) -> Role | None:
    """Return the role that a whole folded phrase names ("đơn vị chủ trì"), `None` where it names none."""
    match = _pattern(accented=True).fullmatch(_stripped(phrase))
    return Role(match.lastgroup) if match is not None and match.lastgroup else None


@cache
def role_of_column(heading: str) -> Role | None:
    """Return the role that the folded heading of a column names.

    What stands in brackets only explains ("Cơ quan chủ trì (thuộc Sở)"); a scan may have lost marks ("Nôi dung nhiêm vụ").
    """
    phrase = re.sub(r"\([^()]*\)", " ", heading)
    role = role_of(phrase)
    if role is None and (match := _pattern(accented=False).fullmatch(unaccented(_stripped(phrase)))):
        return Role(match.lastgroup) if match.lastgroup else None
    return role


def _stripped(phrase: str) -> str:
    return " ".join(phrase.split()).strip(" .:*")
