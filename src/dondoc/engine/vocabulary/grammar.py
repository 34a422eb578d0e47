"""The tables `heads` and `grammar` → what recognises names of units that no list can hold."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dondoc.engine.vocabulary.loading import table, words
from dondoc.engine.vocabulary.phrases import Phrases
from dondoc.engine.vocabulary.unit import UnitKind

# The 134 letters of Vietnamese have no contiguous range of capitals, so they are spelt out.
_CAPITALS = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
# "Thanh", "Nai", "A1", "I", "Đắk"
CAPITAL_WORD = rf"[{_CAPITALS}0-9][\w.]*(?<!\.)"
# "Thanh Hóa", "Bà Rịa - Vũng Tàu", "Thừa Thiên Huế"
PLACE = rf"{CAPITAL_WORD}(?:(?:\ -\ |-|\ ){CAPITAL_WORD}){{0,4}}"


@dataclass(frozen=True, slots=True)
class Head:
    """A word that opens names of units.

    `small`: it may itself be printed in lower case before a capital; `before_capital`: only a capital may follow it.
    `not_before` and `not_after`: words beside which it is part of another word ("Đài Loan", "cơ sở").
    """

    word: str
    kind: UnitKind
    small: bool
    before_capital: bool
    not_before: frozenset[str]
    not_after: frozenset[str]


@dataclass(frozen=True, slots=True)
class Grammar:
    """What may open, fill and follow names of units, all in folded spelling.

    `nouns` make groups ("các |sở, ngành|"), `levels` stand for all units of a level, `qualifiers` and `links` with their
    `targets` follow a group, `inside_nouns` and `inside_verbs` are small words inside a name, `stops` end one.
    """

    heads: dict[str, Head]
    head_words: Phrases
    nouns: Phrases
    open_nouns: frozenset[str]
    levels: Phrases
    level_qualifiers: Phrases
    qualifiers: Phrases
    links: Phrases
    targets: Phrases
    inside_nouns: Phrases
    inside_verbs: Phrases
    stops: frozenset[str]
    surnames: frozenset[str]
    persons: tuple[str, ...]
    small_persons: frozenset[str]

    @property
    def group_openers(self) -> tuple[str, ...]:
        """What may begin a group: "các" with a noun, or a noun that is no level."""
        bare = tuple(self.nouns.all - self.levels.all)
        return (*(f"{every} {noun}" for noun in self.nouns.all for every in ("các", "các,")), *bare)


@cache
def grammar() -> Grammar:
    """Return the grammar of unit names, read once."""
    data, heads = table("grammar"), _heads()
    closed, opened, levels = words(data["nouns"], "closed"), words(data["nouns"], "open"), words(data["levels"], "words")
    refused = {noun: words(data["not_before"], noun) for noun in data["not_before"]}
    return Grammar(
        heads=heads,
        head_words=Phrases(heads),
        nouns=Phrases(closed + opened, refused),
        open_nouns=frozenset(opened),
        levels=Phrases(levels, refused),
        level_qualifiers=Phrases(words(data["levels"], "qualifiers")),
        qualifiers=Phrases(words(data["qualifiers"], "words")),
        links=Phrases(words(data["qualifiers"], "links")),
        targets=Phrases(words(data["qualifiers"], "targets")),
        inside_nouns=Phrases(words(data["inside"], "nouns")),
        inside_verbs=Phrases(words(data["inside"], "verbs")),
        stops=frozenset(words(data["inside"], "stops")),
        surnames=frozenset(words(data["persons"], "surnames")),
        persons=words(data["persons"], "words"),
        small_persons=frozenset(words(data["persons"], "small")),
    )


def _heads() -> dict[str, Head]:
    return {
        word: Head(
            word=word,
            kind=UnitKind[str(entry["kind"]).upper()],
            small=bool(entry.get("lower")),
            before_capital=bool(entry.get("before_capital")),
            not_before=frozenset(words(entry, "not_before")),
            not_after=frozenset(words(entry, "not_after")),
        )
        for word, entry in table("heads").items()
    }
