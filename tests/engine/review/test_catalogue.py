"""Every remark has its sentences, and an example that draws it."""

from __future__ import annotations

import re

import pytest

from dondoc.engine.review import RemarkCode
from dondoc.engine.review.catalogue import entries, quoted
from tests.engine.review.directives import directive, drawn

EXAMPLES = {code: entry.example for code, entry in entries().items() if entry.example is not None}


def test_every_code_has_an_entry_in_the_same_order() -> None:
    assert list(entries()) == list(RemarkCode)


def test_both_languages_of_a_sentence_fill_the_same_places() -> None:
    for entry in entries().values():
        assert set(re.findall(r"{\w+}", entry.vi)) == set(re.findall(r"{\w+}", entry.en))


def test_only_the_doubts_that_no_rule_states_yet_lack_an_example() -> None:
    assert set(RemarkCode) - set(EXAMPLES) == {RemarkCode.DOUBT}


@pytest.mark.parametrize("code", EXAMPLES, ids=str)
def test_an_example_draws_its_remark(code: RemarkCode) -> None:
    example = EXAMPLES[code] or ""
    found = drawn(example if "KẾ HOẠCH" in example else directive(example), code)
    assert found, code
    assert "{" not in found[0].vi + found[0].en
    assert found[0].severity is entries()[code].severity


def test_printed_words_are_quoted_on_one_line_and_cut() -> None:
    assert quoted("trước\n ngày  15/5") == "trước ngày 15/5"
    assert quoted("a" * 99).endswith("…")
    assert len(quoted("a" * 99)) == 80
