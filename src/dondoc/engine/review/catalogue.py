"""Turns a code, a place and the words that belong to the case into a remark, with the sentences of `remarks.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from dondoc.engine.extraction.plan import Evidence
from dondoc.engine.review.remark import Remark, RemarkCode, Severity


@dataclass(frozen=True, slots=True)
class Entry:
    """What the catalogue says of one code; `example` is a piece of a directive that draws it, `None` where no rule does yet."""

    severity: Severity
    vi: str
    en: str
    example: str | None


@cache
def entries() -> dict[RemarkCode, Entry]:
    """Return the entry of every code."""
    table = tomllib.loads(resources.files(__package__).joinpath("remarks.toml").read_text("utf-8"))
    return {RemarkCode(code): Entry(Severity(row["severity"]), row["vi"], row["en"], row.get("example")) for code, row in table.items()}


@dataclass(frozen=True, slots=True)
class Wording:
    """What fills one place of a sentence where the two languages differ."""

    vi: str
    en: str


def remark(code: RemarkCode, evidence: Evidence, *, related: tuple[Evidence, ...] = (), **words: str | Wording) -> Remark:
    """Return the remark of that code at that place; `words` fill the places of its sentences."""
    entry = entries()[code]
    vi = entry.vi.format_map({name: word.vi if isinstance(word, Wording) else word for name, word in words.items()})
    en = entry.en.format_map({name: word.en if isinstance(word, Wording) else word for name, word in words.items()})
    return Remark(code, entry.severity, evidence, vi, en, related)


def quoted(text: str, longest: int = 80) -> str:
    """Return printed words on one line, cut after `longest` characters."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"
