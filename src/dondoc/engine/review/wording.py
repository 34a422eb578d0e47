"""The words of a task → what they say: a vague opening, a figure, a product, who decides; the words are in `words.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib import resources

import ahocorasick

from dondoc.engine.vocabulary.folding import fold


class Say(StrEnum):
    """The lists of `words.toml`: what a word does in an order."""

    VAGUE = "vague"
    BEFORE_VERB = "before_verb"
    MAKES = "makes"
    PRODUCTS = "products"
    CARRIES_UP = "carries_up"
    DECIDERS = "deciders"
    OWN_POWER = "own_power"


@dataclass(frozen=True, slots=True)
class Words:
    """What the words of one task say.

    `vague_at` is where the first vague verb stands, `None` where there is none; `product` whether something is made that can be
    handed over, `decider` whether the matter is carried to somebody for decision, `own_power` whether each decides for itself.
    """

    vague_at: int | None
    product: bool
    decider: bool
    own_power: bool


# How far a product may stand from what makes it: "xây dựng, trình cấp có thẩm quyền ban hành kế hoạch".
_REACH = 48
# Who is told stands before the verb, in so many characters at most.
_LONGEST_SUBJECT = 300
_BETWEEN = ' ,:;"*'
_CLAUSE_END = re.compile(r"[.;]")
_DIGIT = re.compile(r"[0-9]+")
# A token with digits that measures nothing: "57-nq/tu", "15/10/2024", "2024", "covid-19", "h5n1", "i.2".
_NO_FIGURE = re.compile(
    r"""
    \W*
    (?: [0-9]+[a-zđ]?[/-]\S*[^\W\d_]\S*
      | [0-9]{1,2}[/.-][0-9/.-]+
      | (?:19|20)[0-9]{2}(?:-20[0-9]{2})?
      | [^\W\d_]\S*
    )
    \W*
    """,
    re.VERBOSE,
)
# The word before one: "số 57", "khoản 1", "quý 2", "đề án 06".
_LABELS = frozenset("số ngày tháng năm quý khoản điều điểm mục độ cấp án lục biểu mẫu đoạn phần loại".split())
_folded_name = lru_cache(maxsize=2048)(fold)


@cache
def phrases(say: Say) -> tuple[str, ...]:
    """Return the words of one list of `words.toml`."""
    table = tomllib.loads(resources.files(__package__).joinpath("words.toml").read_text("utf-8"))
    return tuple(table[say]["words"])


@cache
def _automaton() -> ahocorasick.Automaton:
    """Build the automaton of all lists that are looked for anywhere; with each word go the lists that hold it."""
    lists: dict[str, list[Say]] = {}
    for say in Say:
        if say is not Say.BEFORE_VERB:
            for word in phrases(say):
                lists.setdefault(word, []).append(say)
    automaton = ahocorasick.Automaton()
    for word, says in lists.items():
        automaton.add_word(word, (len(word), frozenset(says)))
    automaton.make_automaton()
    return automaton


def read_words(folded: str) -> Words:
    """Return what the words of a folded text say."""
    vague_at: int | None = None
    product = decider = own_power = False
    making: list[int] = []
    carrying: list[int] = []
    for start, end, says in _hits(folded):
        if Say.VAGUE in says and vague_at is None:
            vague_at = start
        product = product or (Say.PRODUCTS in says and _follows(folded, start, making))
        decider = decider or (Say.DECIDERS in says and _follows(folded, start, carrying))
        own_power = own_power or Say.OWN_POWER in says
        if Say.MAKES in says:
            making.append(end)
        if Say.CARRIES_UP in says:
            carrying.append(end)
    return Words(vague_at, product, decider, own_power)


def _hits(folded: str) -> Iterator[tuple[int, int, frozenset[Say]]]:
    size = len(folded)
    for last, (length, says) in _automaton().iter(folded):
        start, end = last + 1 - length, last + 1
        if (start == 0 or not folded[start - 1].isalnum()) and (end == size or not folded[end].isalnum()):
            yield start, end, says


def _follows(folded: str, start: int, ends: list[int]) -> bool:
    """Tell whether one of the words that end at `ends` stands shortly before `start`, in the same clause."""
    before = next((end for end in reversed(ends) if end <= start), None)
    return before is not None and start - before <= _REACH and _CLAUSE_END.search(folded, before, start) is None


@cache
def _vague() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, phrases(Say.VAGUE))))


@cache
def _before() -> re.Pattern[str]:
    words = "|".join(map(re.escape, sorted(phrases(Say.BEFORE_VERB), key=len, reverse=True)))
    return re.compile(rf"(?:[{_BETWEEN}]+|(?:{words})(?!\w))")


def vague_opening(folded: str, vague_at: int | None, units: Iterable[str]) -> str | None:
    """Return the vague verb at `vague_at` if nothing but the names of `units` and what leads to a verb stands before it."""
    if vague_at is None or vague_at > _LONGEST_SUBJECT:
        return None
    names = tuple(map(_folded_name, units))
    at = 0
    while at < vague_at:
        step = max((len(name) for name in names if folded.startswith(name, at)), default=0)
        match = _before().match(folded, at)
        step = max(step, match.end() - at if match is not None else 0)
        if step == 0:
            return None
        at += step
    found = _vague().match(folded, vague_at)
    return found.group() if found is not None and at == vague_at else None


def names_figure(folded: str) -> bool:
    """Tell whether the words hold a number that measures something, not one of a paper, a date or a part."""
    for match in _DIGIT.finditer(folded):
        start = folded.rfind(" ", 0, match.start()) + 1
        end = folded.find(" ", match.end())
        before = folded[folded.rfind(" ", 0, max(start - 1, 0)) + 1 : start].strip(" (,")
        if before not in _LABELS and _NO_FIGURE.fullmatch(folded, start, end if end >= 0 else len(folded)) is None:
            return True
    return False
