"""Checks that a plan and a source come back from storage as they went, and that broken data is named."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import dondoc
from dondoc.engine.extraction.plan import Citation, Deadline, Finding, Header, Heading, Plan, ReportDuty, Result, Target, Task
from dondoc.engine.reporting.snapshot import Snapshot
from dondoc.engine.sources.source import Cell, Format, Note, Paragraph, Row, Source, Span, Table
from dondoc.engine.writing.official.blocks import OfficialDocument
from dondoc.engine.writing.plan_values import dump_plan, load_plan
from dondoc.engine.writing.register_json import plain
from dondoc.engine.writing.source_values import dump_source, load_source
from dondoc.engine.writing.stored_values import BrokenValue, digest, load
from tests.engine.writing.official.documents import documents
from tests.engine.writing.plans import register

SAMPLES = sorted((Path(__file__).resolve().parents[3] / "src" / "dondoc" / "sample").glob("ke-hoach-mau.[dpt][oxd]*"))
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)


def some(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    """Draw up to two values."""
    return st.lists(strategy, max_size=2).map(tuple)


DEADLINES = st.none() | st.builds(Deadline, strict=st.booleans(), recurrence=st.none() | st.text())
PLANS = st.builds(
    Plan,
    document=st.builds(Header, kind=..., signer=...),
    findings=some(st.builds(Finding, number=..., causes=...)),
    tasks=some(st.builds(Task, number=..., heading=..., finding=..., leads=..., deadline=DEADLINES, deliverable=...)),
    targets=some(st.builds(Target, value=NUMBERS, maximum=st.none() | NUMBERS)),
    results=some(st.builds(Result, value=NUMBERS, year=..., change=st.none() | NUMBERS, maximum=st.none() | NUMBERS)),
    reporting=some(st.builds(ReportDuty, bearer=..., due=...)),
    citations=some(st.builds(Citation, dated=..., issuer=...)),
    outline=some(st.from_type(Heading)),
)
TABLES = st.builds(Table, some(st.builds(Row, some(st.builds(Cell, repeated=...)), page=...)))
SOURCES = st.builds(
    Source,
    blocks=some(TABLES | st.builds(Paragraph, page=...)),
    notes=some(st.builds(Note, page=..., line=...)),
    pages=...,
    doubtful=some(st.from_type(Span)),
)


@cache
def stored_plan() -> str:
    """A small plan as it is stored."""
    return json.dumps(dump_plan(register("Rà soát hồ sơ", "Công khai kết quả").plan))


@cache
def stored_source() -> str:
    """A source with a paragraph and a table as it is stored."""
    table = Table((Row((Cell(2, 3), Cell(3, 3, repeated=True)), page=1),))
    return json.dumps(dump_source(Source("a.txt", Format.TEXT, "a\nb\n", (Paragraph(0, 1), table), pages=1, doubtful=(Span(0, 1),))))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.suffix)
def test_the_sample_comes_back_as_it_was_read(path: Path) -> None:
    source = dondoc.read(path)
    plan = dondoc.extract(source)
    assert load_source(json.loads(json.dumps(dump_source(source)))) == source
    assert load_plan(json.loads(json.dumps(dump_plan(plan)))) == plan


@given(PLANS)
@settings(max_examples=40)
def test_any_plan_comes_back_as_it_was(plan: Plan) -> None:
    assert load_plan(json.loads(json.dumps(dump_plan(plan)))) == plan


@given(SOURCES)
@settings(max_examples=60)
def test_any_source_comes_back_as_it_was(source: Source) -> None:
    assert load_source(json.loads(json.dumps(dump_source(source)))) == source


def test_a_field_that_an_older_version_did_not_store_takes_its_default() -> None:
    data = json.loads(stored_plan())
    del data["doubts"], data["tasks"][0]["deliverable"]
    assert load_plan(data) == load_plan(json.loads(stored_plan()))


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ('"2026-06-30"', '"2026-06-31"', "tasks[0].deadline.end"),
        ('"2026-06-30"', "20260630", "tasks[0].deadline.end"),
        ('"kind": "date"', '"kind": "someday"', "tasks[0].deadline.kind"),
        ('"strict": true', '"strict": 1', "tasks[0].deadline.strict"),
        ('"number": "a)"', '"number": 1', "tasks[0].number"),
        ('"heading": []', '"heading": "Nhiệm vụ"', "tasks[0].heading"),
        ('"heading": []', '"heading": ["a", null]', "tasks[0].heading[1]"),
        ('"finding": 0', '"finding": true', "tasks[0].finding"),
        ('"finding": 0', '"findings": 0', "tasks[0].findings"),
        ('"leads": [{', '"leads": [7, {', "tasks[0].leads[0]"),
        ('"targets": []', '"targets": [{"value": "9"}]', "targets[0].value"),
        ('"targets": []', '"targets": [{"value": 9}]', "targets[0].evidence"),
        ('{"document"', '{"head"', "head"),
    ],
)
def test_a_broken_plan_names_the_place(old: str, new: str, where: str) -> None:
    assert old in stored_plan()
    with pytest.raises(BrokenValue) as caught:
        load_plan(json.loads(stored_plan().replace(old, new, 1)))
    assert caught.value.where == where
    assert str(caught.value).startswith(where)


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ('"rows": [', '"rows": [null, ', "blocks[1].rows[0]"),
        ('"rows"', '"lines"', "blocks[1]"),
        ('"format": "text"', '"format": "papyrus"', "format"),
        ('"pages": 1', '"pages": 1.5', "pages"),
    ],
)
def test_a_broken_source_names_the_place(old: str, new: str, where: str) -> None:
    assert old in stored_source()
    with pytest.raises(BrokenValue) as caught:
        load_source(json.loads(stored_source().replace(old, new, 1)))
    assert caught.value.where == where


@pytest.mark.parametrize("data", [None, [], "plan", 3, {}])
@pytest.mark.parametrize("loaded", [load_plan, load_source])
def test_what_is_no_stored_value_is_refused(loaded: Callable[[object], object], data: object) -> None:
    with pytest.raises(BrokenValue):
        loaded(data)


@given(
    st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner))
)
def test_any_other_data_is_refused_by_name(data: object) -> None:
    with pytest.raises(BrokenValue):
        load_plan({"document": data if data != {} else None})


def test_a_loaded_plan_is_a_value_like_any_other() -> None:
    plan = load_plan(json.loads(stored_plan()))
    assert hash(plan) == hash(replace(plan))


@dataclass(frozen=True, slots=True)
class Vague:
    """A value whose parts cannot be told apart once stored."""

    part: Span | Paragraph


@dataclass(frozen=True, slots=True)
class Loose:
    """A value of a kind that the engine's values do not have."""

    part: set[str]


@pytest.mark.parametrize("kind", [Vague, Loose])
def test_a_type_that_cannot_be_stored_is_refused_when_it_is_written(kind: type[object]) -> None:
    with pytest.raises(TypeError):
        load(kind, {"part": {"start": 0, "end": 1}})


st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))  # no figure is either


@given(st.from_type(Snapshot))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_any_snapshot_comes_back_as_it_was_with_the_same_digest(snapshot: Snapshot) -> None:
    stored = json.loads(json.dumps(plain(snapshot)))
    assert load(Snapshot, stored) == snapshot
    assert digest(load(Snapshot, stored)) == digest(snapshot)


@given(documents())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_official_document_comes_back_as_it_was_with_the_same_digest(document: OfficialDocument) -> None:
    stored = json.loads(json.dumps(plain(document), sort_keys=True))
    assert load(OfficialDocument, stored) == document
    assert digest(load(OfficialDocument, stored)) == digest(document)


@dataclass(frozen=True)
class Earlier:
    """A value of an older version."""

    text: str
    figure: float = 0


@dataclass(frozen=True)
class Later:
    """The same with a field that was added since."""

    text: str
    figure: float = 0
    more: tuple[str, ...] = ()


def test_a_digest_stays_when_a_field_is_added_and_when_storage_drops_a_zero() -> None:
    assert digest(Earlier("a", 2.0)) == digest(Earlier("a", 2)) == digest(Later("a", 2))
    assert digest(Later("a", 2, ("b",))) != digest(Later("a", 2))
    assert digest(Earlier("a", 2.5)) != digest(Earlier("a", 2))
