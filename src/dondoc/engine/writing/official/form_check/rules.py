"""The rules of the form check: a code, its weight, its place in the decree, and its sentences in both languages."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from dondoc.engine.writing.official.form_check.finding import Weight


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; the sentences hold places in braces that a finding fills."""

    weight: Weight
    article: str
    vi: str
    en: str


@cache
def rules() -> dict[str, Rule]:
    """Return every rule by its code, in the order of the table; `article` is blank where the zone or measure at fault gives it."""
    text = resources.files(__package__).joinpath("rules.toml").read_text("utf-8")
    return {code: Rule(Weight(row["weight"]), row.get("article", ""), row["vi"], row["en"]) for code, row in tomllib.loads(text).items()}
