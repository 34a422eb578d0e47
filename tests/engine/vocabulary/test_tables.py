"""Checks the tables of the vocabulary as code: sorted, composed, without doubles, and every example resolves."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from datetime import date, timedelta
from pathlib import Path

import pytest

from dondoc.engine.vocabulary import registry as registry_module
from dondoc.engine.vocabulary.communes import find_communes
from dondoc.engine.vocabulary.folding import fold
from dondoc.engine.vocabulary.grammar import grammar
from dondoc.engine.vocabulary.kinds import document_kinds
from dondoc.engine.vocabulary.loading import table
from dondoc.engine.vocabulary.matching import find_units
from dondoc.engine.vocabulary.provinces import find_province, provinces
from dondoc.engine.vocabulary.registry import registry
from dondoc.engine.vocabulary.resolving import Outcome, resolve
from dondoc.engine.vocabulary.splitting import split_units
from dondoc.engine.vocabulary.unit import Unit

FOLDER = Path(registry_module.__file__).parent
TABLES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.toml"))
UNIT_TABLES = [name for name in TABLES if name.startswith("units/")]
UNITS = tuple(registry().units.values())
FIELDS = {"name", "aliases", "loose", "kind", "level", "group", "valid_from", "valid_to", "successors", "basis", "example"}
SHARED_NAMES = {"thanh tra", "cục thuế", "cục hải quan"}
"""Names that several units bear, by place or by year: each is settled by a person or by the day."""


def _meant_on(unit: Unit) -> date | None:
    """A day on which the unit stands."""
    return unit.valid_to or unit.valid_from


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_composed_text_without_doubled_spaces(name: str) -> None:
    text = (FOLDER / name).read_text("utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert not re.search(r"[^\s]  +[^\s#]", re.sub(r"'''.*?'''", "", text, flags=re.DOTALL)), "two spaces inside a line"
    tomllib.loads(text)


@pytest.mark.parametrize("name", [*UNIT_TABLES, "heads.toml", "kinds.toml", "provinces.toml"])
def test_the_entries_of_a_table_stand_in_order(name: str) -> None:
    entries = list(table(name.removesuffix(".toml")))
    assert entries == sorted(entries)


@pytest.mark.parametrize("name", UNIT_TABLES)
def test_a_unit_has_known_fields_and_an_ascii_id(name: str) -> None:
    for unit_id, entry in table(name.removesuffix(".toml")).items():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", unit_id), unit_id
        assert set(entry) <= FIELDS, unit_id


def test_no_id_stands_in_two_tables() -> None:
    ids = [unit_id for name in UNIT_TABLES for unit_id in table(name.removesuffix(".toml"))]
    assert len(ids) == len(set(ids))


def test_a_unit_ends_after_it_began_and_names_who_took_over() -> None:
    for unit in UNITS:
        assert unit.valid_from is None or unit.valid_to is None or unit.valid_from < unit.valid_to, unit.id
        assert (unit.valid_to is None) == (unit.basis is None), unit.id
        assert unit.valid_to is not None or not unit.successors, unit.id
        for successor in unit.successors:
            later = registry().unit(successor)
            assert unit.valid_to is None or later.valid_to is None or later.valid_to > unit.valid_to, unit.id


def test_no_alias_repeats_its_name_or_another_alias() -> None:
    for unit in UNITS:
        names = [unit.name, *unit.aliases, *unit.loose]
        assert len(names) == len(set(names)), unit.id
        assert list(unit.aliases) == sorted(unit.aliases), unit.id


def test_only_declared_names_mean_several_units() -> None:
    loose, names = registry().loose, registry().names
    shared = {name for name in {*names, *loose} if len({*names.get(name, ()), *loose.get(name, ())}) > 1}
    assert shared == SHARED_NAMES


def test_the_example_of_a_unit_names_that_unit() -> None:
    missed = [unit.id for unit in UNITS if unit.id not in [hit.unit_id for hit in find_units(unit.example)]]
    assert not missed


def test_every_name_of_a_unit_resolves_to_it_on_a_day_when_it_stood() -> None:
    for unit in UNITS:
        for name in (unit.name, *unit.aliases, *unit.loose):
            match = resolve(name, _meant_on(unit))
            assert unit in match.units, (name, match)
            assert match.outcome is Outcome.FOUND or fold(name) in SHARED_NAMES, (name, match.outcome)


def test_the_name_of_an_ended_unit_leads_to_who_took_over() -> None:
    for unit in UNITS:
        if unit.valid_to is not None:
            match = resolve(unit.name, unit.valid_to + timedelta(days=1000))
            assert match.outcome is Outcome.DISSOLVED, unit.id
            assert bool(match.successors) == bool(unit.successors), unit.id
            assert all(later.valid_to is None for later in match.successors), unit.id


def test_every_name_of_a_unit_is_one_part_of_a_list() -> None:
    for unit in UNITS:
        for name in (unit.name, *unit.aliases):
            assert [hit.name for hit in split_units(name)] == [name]
            assert [hit.name for hit in split_units(f"{name}; Sở Tư pháp")] == [name, "Sở Tư pháp"]


@pytest.mark.parametrize(("word", "example"), [(word, str(entry["example"])) for word, entry in table("heads").items()])
def test_the_example_of_an_opening_word_is_one_unit(word: str, example: str) -> None:
    assert fold(example).startswith(word)
    assert [hit.name for hit in find_units(example)] == [example]


@pytest.mark.parametrize("part", ["levels", "nouns", "qualifiers", "persons", "inside"])
def test_the_example_of_a_part_of_the_grammar_is_one_unit(part: str) -> None:
    example = str(table("grammar")[part]["example"])
    assert [hit.name for hit in find_units(example)] == [example]


def test_the_grammar_is_written_in_folded_spelling() -> None:
    for part in table("grammar").values():
        for words in part.values():
            for word in words if isinstance(words, list) else ():
                assert word == fold(str(word))
    assert all(word == fold(word) for word in grammar().heads)


def test_the_example_of_a_kind_is_a_number_of_that_kind() -> None:
    for kind in document_kinds():
        symbol = [part for part in re.split("[-/]", kind.example) if not part[:1].isdigit()]
        assert kind.abbreviation is None or symbol[0] == kind.abbreviation, kind


def test_there_are_34_provinces_that_took_over_63() -> None:
    assert len(provinces()) == 34
    assert sum(max(len(province.predecessors), 1) for province in provinces()) == 63
    assert all(find_province(province.example) == province for province in provinces())


def test_each_province_has_communes_in_the_published_list() -> None:
    assert {commune.province_id for commune in find_communes("Tân Lập")} <= {province.id for province in provinces()}
    assert [(commune.kind, commune.province_id) for commune in find_communes("phường Hạc Thành")] == [("phường", "thanh-hoa")]
    assert not find_communes("xã Hạc Thành")


def test_the_glossary_has_a_meaning_for_each_term() -> None:
    terms = tomllib.loads((FOLDER / "glossary.toml").read_text("utf-8"))["term"]
    assert [term["en"].casefold() for term in terms] == sorted(term["en"].casefold() for term in terms)
    assert len({term["vi"] for term in terms}) == len(terms)
    assert all(set(term) == {"vi", "en", "identifier", "meaning"} and term["meaning"].endswith(".") for term in terms)
