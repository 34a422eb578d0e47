"""Turns a pair of wordings into the one of the chosen language."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """The language of headings and messages; what the document says stays as printed."""

    VI = "vi"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Words:
    """One thing said in both languages."""

    vi: str
    en: str

    def of(self, language: Language) -> str:
        """Return the wording in `language`."""
        return self.vi if language is Language.VI else self.en
