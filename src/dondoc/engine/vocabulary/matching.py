"""A text → the units and groups that it names, leftmost and longest."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import ahocorasick

from dondoc.engine.vocabulary.folding import fold
from dondoc.engine.vocabulary.grammar import grammar
from dondoc.engine.vocabulary.registry import registry
from dondoc.engine.vocabulary.scanning import Scan
from dondoc.engine.vocabulary.unit import UnitHit

# What may stand between two nouns of a group: "sở, ban", "ngành và", "huyện/thị", "sở ngành".
_JOINS = (",", "/", " v", " h", " &", " -", " b", " n", " đ")


@dataclass(frozen=True, slots=True)
class _Key:
    """What a key of the automaton opens: a `name`, a `loose` name (`named`: of one unit, no group), a `head`, a `group` or a `person`.

    `bare` where a group needs a second noun after it ("sở", "ngành").
    `capital` where it must be printed with one, `short` where all in capitals.
    """

    length: int
    name: bool
    loose: bool = False
    named: bool = False
    head: bool = False
    group: bool = False
    person: bool = False
    bare: bool = False
    capital: bool = False
    short: bool = False


def find_units(text: str, folded: str | None = None) -> list[UnitHit]:
    """Return the units named in `text`, in order and without overlaps; `folded` is `fold(text)` where it is at hand.

    The longest known name comes first ("Sở Văn hóa, Thể thao và Du lịch" is one unit); names that the registry does not
    hold are recognised by the word that opens them ("Phòng …", "Ban Chỉ đạo …"), groups by their nouns ("các sở, ban,
    ngành", "UBND các xã, phường").
    """
    return _scan(text, fold(text) if folded is None else folded, in_list=False).hits()


def find_listed_units(text: str, folded: str) -> list[UnitHit]:
    """Return what `find_units` does for a text known to list units, where loose names count too ("văn phòng")."""
    return _scan(text, folded, in_list=True).hits()


def _scan(text: str, folded: str, *, in_list: bool) -> Scan:
    scan = Scan(text, folded, in_list)
    known, heads, persons, groups = scan.known, scan.heads, scan.persons, scan.groups
    size = len(folded)
    for last, key in _automaton().iter(folded):
        end = last + 1
        start = end - key.length
        if (start and folded[start - 1].isalnum()) or (end < size and folded[end].isalpha()):  # a digit may be a note: "Sở Tài chính15"
            continue
        if key.capital and not text[start].isupper():
            continue
        is_name = key.name or (key.loose and (in_list or (key.named and text[start].isupper())))
        if is_name and end > known.get(start, 0) and (not key.short or _is_short_form(text, start, end)):
            known[start] = end
        if key.head:
            heads.setdefault(start, []).append(end)
        if key.group and (in_list or not key.bare or folded[end : end + 2].startswith(_JOINS)):
            groups.add(start)
        if key.person:
            persons[start] = end
    return scan


def _is_short_form(text: str, start: int, end: int) -> bool:
    """Refuse letters inside a symbol ("08-NQ/TU") and words that only look like a short form."""
    return text[start + 1 : end].isupper() and text[start - 1 : start] not in ("/", "-", "&") and text[end : end + 1] not in ("/", "-", "&")


@cache
def _automaton() -> ahocorasick.Automaton:
    """Build the automaton of all names, opening words and nouns; with each key goes what it opens."""
    words, known = grammar(), registry()
    groups, persons = frozenset(words.group_openers), frozenset(words.persons)
    automaton = ahocorasick.Automaton()
    special = {*known.loose, *known.short_forms, *words.heads, *groups, *persons}
    for word in special:
        automaton.add_word(word, _key(word, groups, persons))
    for word in known.names.keys() - special:
        automaton.add_word(word, _plain_key(len(word), capital=" " not in word))
    automaton.make_automaton()
    return automaton


@cache
def _plain_key(length: int, *, capital: bool) -> _Key:
    """Return the key of a name that opens nothing else: most of them, so that they share it."""
    return _Key(length, name=True, capital=capital)


def _key(word: str, groups: frozenset[str], persons: frozenset[str]) -> _Key:
    known = registry()
    head = grammar().heads.get(word)
    loose = known.loose.get(word, ())
    is_name = word in known.names or bool(loose)
    if is_name or word in groups:
        capital = is_name and " " not in word and word not in groups
    else:
        capital = not head.small if head is not None else word not in grammar().small_persons
    return _Key(
        length=len(word),
        name=word in known.names,
        loose=bool(loose),
        named=len(loose) == 1 and known.unit(loose[0]).group is None,
        head=head is not None,
        group=word in groups,
        person=word in persons,
        bare=" " not in word,
        capital=capital,
        short=word in known.short_forms,
    )
