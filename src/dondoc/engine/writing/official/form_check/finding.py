"""The values of a form check: what is not in the form of the decree, how much it matters, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Weight(StrEnum):
    """Whether a document must not go out as it is, or would only be better otherwise."""

    BLOCKING = "blocking"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Place:
    """Where it stands: the paragraph's number in the file, from 1, and its first words; both empty for the page itself."""

    paragraph: int | None
    words: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not in form; `vi` and `en` are whole sentences, `article` names the rule, `count` says how often it stands.

    `places` are the first of them.
    """

    code: str
    weight: Weight
    article: str
    vi: str
    en: str
    places: tuple[Place, ...]
    count: int


@dataclass(frozen=True, slots=True)
class FormReview:
    """What a form check found: the blocking findings first, each in the order of the document."""

    name: str
    findings: tuple[Finding, ...]
    paragraphs: int

    @property
    def passes(self) -> bool:
        """Whether nothing blocks."""
        return all(finding.weight is not Weight.BLOCKING for finding in self.findings)
