"""Guards the scores on the annotated corpus: what was gained and lost is shown, and a loss fails."""

from __future__ import annotations

import json

import pytest

from tests.corpus import needs_corpus
from tests.golden.scores import BASELINE, TOTAL, Scores, differences, falls, scores, table

PRINTED = """\
document                          document   finding     macro
ke-hoach-a                           1.000         -     1.000
ALL (micro)                          1.000     0.500     0.750
"""
BEFORE: Scores = {"ke-hoach-a": {"document": 0.9, "macro": 0.9}, TOTAL: {"document": 0.9, "macro": 0.9}}


@needs_corpus
@pytest.mark.corpus
def test_no_score_falls_below_the_committed_baseline() -> None:
    before, now = json.loads(BASELINE.read_text(encoding="utf-8")), scores()
    gained, lost = differences(before, now)
    print("\n".join(["gained:", *gained, "lost:", *lost]))
    assert not falls(before, now), "see what was lost above; where it is worth it, take the new scores with `make golden`"


def test_the_scorers_table_is_read_by_document_and_facet() -> None:
    assert table(PRINTED) == {"ke-hoach-a": {"document": 1.0, "macro": 1.0}, TOTAL: {"document": 1.0, "finding": 0.5, "macro": 0.75}}


def test_a_facet_that_falls_in_all_is_a_loss() -> None:
    now: Scores = {"ke-hoach-a": {"document": 0.9, "macro": 0.9}, TOTAL: {"document": 0.8, "macro": 0.9}}
    assert falls(BEFORE, now) == [f"{TOTAL} document"]
    assert differences(BEFORE, now)[1][0].endswith("0.900 → 0.800 (-0.100)")


def test_a_document_that_is_gone_is_a_loss() -> None:
    assert falls(BEFORE, {TOTAL: BEFORE[TOTAL]}) == ["ke-hoach-a macro"]
