"""Checks that any text and any plan is reviewed, and that remarks point into the source."""

from __future__ import annotations

import unicodedata
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.engine.extraction.plan import Doubt, Evidence, Header, Plan
from dondoc.engine.review import review
from dondoc.engine.review.catalogue import entries
from dondoc.engine.sources.source import Format, Source
from tests.corpus import CORPUS, needs_corpus
from tests.engine.review.directives import directive, reviewed

PIECES = (
    *("II. NHIỆM VỤ", "1.", "1.3. ", "3.3.4. ", "a) ", "d) ", "- ", "\n", "\n\n", "Phụ lục I", "KẾ HOẠCH"),
    *("Sở Nội vụ", "Sở Tài chinh", "các đơn vị liên quan", " chủ trì ", "tăng cường ", "Thời gian: Thường xuyên.", "12/10 điểm"),
    *("trước ngày 31/11/2024", "năm 2023", "mục 2.2.9 ", "số 45/QĐ-UBND ngày 11/01/2024 ", "Trên đây là Kế hoạch năm 2022"),
)


@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_any_directive_is_reviewed_and_its_remarks_stand_in_the_text(pieces: list[str]) -> None:
    text = directive("".join(pieces))
    found = reviewed(text).remarks
    for remark in found:
        for place in (remark.evidence, *remark.related):
            assert text[place.start : place.end] == place.text
        assert remark.vi
        assert remark.en
    starts = [remark.evidence.start for remark in found]
    assert starts == sorted(starts)


def test_an_empty_plan_has_no_remarks() -> None:
    assert review(Plan(Header()), Source("trong.txt", Format.TEXT, "", ())).remarks == ()


def test_the_doubts_of_the_extraction_are_shown() -> None:
    source = Source("ke-hoach.txt", Format.TEXT, "Bảng phân công kèm theo.", ())
    place = Evidence(1, 0, 14, "Bảng phân công", "test")
    plan = Plan(Header(), doubts=(Doubt("table.unread", "Bảng phân công", place), Doubt("deadline.unread", "khi rảnh", place)))
    assert [str(remark.code) for remark in review(plan, source).remarks] == ["doubt", "deadline.unread"]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_the_way_accents_are_encoded_changes_no_remark(form: str) -> None:
    examples = [entry.example for entry in entries().values() if entry.example is not None and "KẾ HOẠCH" not in entry.example]
    for example in examples:
        plain = Counter(remark.vi for remark in reviewed(directive(example)).remarks)
        assert Counter(unicodedata.normalize("NFC", remark.vi) for remark in reviewed(_in(form, directive(example))).remarks) == plain


def _in(form: str, text: str) -> str:
    return unicodedata.normalize("NFD", text) if form == "NFD" else text


@needs_corpus
@pytest.mark.corpus
def test_the_slips_that_people_found_in_real_directives_are_found() -> None:
    assert CORPUS is not None
    expected = {
        "thanh-hoa-ubnd-2022": {"citation.two-dates": 1, "number.double": 1, "number.wrong-parent": 3},
        "thanh-hoa-snn-2024": {"number.gap": 1},
        "hung-yen-snn-2024": {"number.wrong-parent": 1, "year.in-closing": 1, "number.first-missing": 2},
    }
    for name, counts in expected.items():
        file = CORPUS / f"{name}.txt"
        found = Counter(str(remark.code) for remark in reviewed(file.read_text("utf-8")).remarks)
        assert {code: found[code] for code in found if code.startswith(("citation.", "number.", "year.", "day.", "reference."))} == counts
