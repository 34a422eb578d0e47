"""Guards the scores on the annotated corpus: what was gained and lost is shown, and a loss fails."""

from __future__ import annotations

import json

import pytest

from tests.corpus import needs_corpus
from tests.golden.scores import BASELINE, TOTAL, Scores, below_floor, differences, falls, scores, table

PRINTED = """\
document                          document   finding     macro
ke-hoach-a                           1.000         -     1.000
ALL (micro)                          1.000     0.500     0.750
"""
BEFORE: Scores = {"ke-hoach-a": {"document": 0.95, "macro": 0.95}, TOTAL: {"document": 0.95, "macro": 0.95}}


@pytest.fixture(scope="module")
def now() -> Scores:
    """The scores of the code as it is."""
    return scores()


@needs_corpus
@pytest.mark.corpus
def test_no_score_falls_below_the_committed_baseline(now: Scores) -> None:
    before = json.loads(BASELINE.read_text(encoding="utf-8"))
    gained, lost = differences(before, now)
    print("\n".join(["gained:", *gained, "lost:", *lost]))
    assert not falls(before, now), "see what was lost above; where it is worth it, take the new scores with `make golden`"


@needs_corpus
@pytest.mark.corpus
def test_every_score_is_at_least_what_the_extraction_must_reach(now: Scores) -> None:
    assert below_floor(now) == []


def test_the_scorers_table_is_read_by_document_and_facet() -> None:
    assert table(PRINTED) == {"ke-hoach-a": {"document": 1.0, "macro": 1.0}, TOTAL: {"document": 1.0, "finding": 0.5, "macro": 0.75}}


def test_a_facet_that_falls_is_a_loss() -> None:
    now: Scores = {"ke-hoach-a": {"document": 0.95, "macro": 0.95}, TOTAL: {"document": 0.947, "macro": 0.95}}
    assert falls(BEFORE, now) == [f"{TOTAL} document"]
    assert differences(BEFORE, now)[1][0].endswith("0.950 → 0.947 (-0.003)")


def test_a_fall_within_rounding_is_none() -> None:
    assert falls(BEFORE, {**BEFORE, TOTAL: {"document": 0.948, "macro": 0.95}}) == []


def test_a_document_that_is_gone_is_a_loss() -> None:
    assert falls(BEFORE, {TOTAL: BEFORE[TOTAL]}) == ["ke-hoach-a document", "ke-hoach-a macro"]
    assert len(differences(BEFORE, {TOTAL: BEFORE[TOTAL]})[1]) == 2


@pytest.mark.parametrize(
    ("document", "facet", "low"),
    [(0.96, 0.91, 0), (0.94, 0.91, 1), (0.87, 0.91, 2), (0.96, 0.89, 1)],
)
def test_what_is_below_its_floor_is_named(document: float, facet: float, low: int) -> None:
    assert len(below_floor({"ke-hoach-a": {"macro": document}, TOTAL: {"lead": facet}})) == low
