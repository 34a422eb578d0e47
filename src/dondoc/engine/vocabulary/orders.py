"""The first words of a paragraph → whether they open an order to act, or only name a matter."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class OpeningWords:
    """The words that open an order, or a matter, with an example."""

    words: tuple[str, ...]
    example: str


@cache
def opening_words(kind: str) -> OpeningWords:
    """Return the entry `opening`, `manner` or `matter` of `orders.toml`."""
    entry = tomllib.loads(resources.files(__package__).joinpath("orders.toml").read_text("utf-8"))[kind]
    return OpeningWords(tuple(entry["words"]), entry["example"])


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    words = sorted(opening_words(kind).words, key=len, reverse=True)
    return re.compile("(?:" + "|".join(map(re.escape, words)) + r")(?!\w)")


def opens_order(folded: str) -> bool:
    """Tell whether folded words begin as an order does ("rà soát, cập nhật …", "thường xuyên theo dõi …")."""
    return opens_with_verb(folded) or _pattern("manner").match(folded) is not None


def opens_with_verb(folded: str) -> bool:
    """Tell whether folded words begin with the verb of an order, which leaves no room for a subject."""
    return _pattern("opening").match(folded) is not None


def opens_matter(folded: str) -> bool:
    """Tell whether folded words only name a matter ("tình hình huy động vốn")."""
    return _pattern("matter").match(folded) is not None
