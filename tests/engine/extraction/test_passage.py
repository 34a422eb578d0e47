"""A paragraph as rules read it: plain characters, and from each of them the way back to the source."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.engine.extraction.passage import Origin, passage
from dondoc.engine.sources.source import LineIndex
from tests.engine.extraction.passages import one, passages, stands

PLAIN = (
    ("Sở  Y\ttế", "Sở Y tế"),
    ("Sở Y\ntế", "Sở Y tế"),
    ("Sở\u00a0Y\u2009tế", "Sở Y tế"),
    ("kinh tế – xã hội — môi trường", "kinh tế - xã hội - môi trường"),
    ("“Một cửa” ‘liên thông’", "\"Một cửa\" 'liên thông'"),
    ("Cơ quan chủ trì： Sở Y tế", "Cơ quan chủ trì: Sở Y tế"),
    ("Sở\u200b Y\u00ad tế\ufeff", "Sở Y tế"),
    (unicodedata.normalize("NFD", "Ủy ban nhân dân"), "Ủy ban nhân dân"),
    ("   Sở Y tế \n", "Sở Y tế"),
    ("", ""),
    (" \n\t ", ""),
    ("\u0301", "\u0301"),
)
# Whatever a file may hold: Vietnamese in both forms, marks without a letter, no width, other scripts, line breaks.
AWKWARD = st.text(
    st.sampled_from("aăâđêôơưAĐỦủýỳ \n\t\u00a0\u200b\u200e\u00ad\ufeff\u0301\u0323\u0302\u031b–—“”’:;.,-/0159İß漢\U0001f600\x0b\x0c\u2028"),
    max_size=60,
)


@pytest.mark.parametrize(("raw", "text"), PLAIN)
def test_a_passage_is_composed_and_in_plain_characters(raw: str, text: str) -> None:
    assert one(raw).text == text


@pytest.mark.parametrize(
    ("raw", "folded"),
    [("SỞ Y TẾ", "sở y tế"), ("Thanh Hoá", "thanh hóa"), ("Uỷ ban", "ủy ban"), ("Quý II", "quý ii"), ("İSTANBUL", "İstanbul")],
)
def test_the_key_of_a_passage_is_in_lower_case_with_tone_marks_in_the_new_place(raw: str, folded: str) -> None:
    assert one(raw).folded == folded


@given(AWKWARD)
def test_the_key_has_the_length_of_the_text(raw: str) -> None:
    read = one(raw)
    assert len(read.folded) == len(read.text)


@given(AWKWARD, st.data())
def test_any_range_of_a_passage_leads_back_to_the_source(raw: str, data: st.DataObject) -> None:
    read = one("Dòng đầu.\n" + raw)
    start = data.draw(st.integers(0, len(read.text) - 1))
    end = data.draw(st.integers(start + 1, len(read.text)))
    evidence = read.evidence(start, end, "test")
    assert stands(evidence, read.origin.text)
    assert read.start <= evidence.start <= evidence.end <= read.end


@given(AWKWARD)
def test_the_whole_of_a_passage_is_its_own_evidence(raw: str) -> None:
    read = one("Dòng đầu.\n\n" + raw)
    assert stands(read.whole("test"), read.origin.text)
    assert read.whole("test").text == read.origin.text.strip() or not raw.strip()


@given(AWKWARD)
def test_decomposed_text_reads_as_composed_text(raw: str) -> None:
    composed, apart = one(unicodedata.normalize("NFC", raw)), one(unicodedata.normalize("NFD", raw))
    assert unicodedata.normalize("NFC", apart.text) == unicodedata.normalize("NFC", composed.text)


def test_evidence_in_decomposed_text_holds_whole_letters() -> None:
    apart = unicodedata.normalize("NFD", "Giao Sở Y tế chủ trì")
    read = one(apart)
    at = read.text.index("Sở Y tế")
    assert read.evidence(at, at + len("Sở Y tế"), "test").text == unicodedata.normalize("NFD", "Sở Y tế")


def test_evidence_names_the_line_that_it_begins_in() -> None:
    text = "Điều khoản.\nGiao Sở Y tế\nchủ trì, phối hợp với\nSở Tài chính."
    read = passage(Origin(text, LineIndex.of(text)), text.index("Giao"), end=len(text), page=3)
    at = read.text.index("Sở Tài chính")
    assert (read.line, read.evidence(at, at + 12, "test").line, read.evidence(0, len(read.text), "test").line) == (2, 4, 2)
    assert read.evidence(at, at + 12, "test").page == 3


def test_evidence_does_not_end_in_the_blanks_after_it() -> None:
    read = one("Sở Y  tế   chủ\n  trì")
    assert read.evidence(0, 7, "test").text == "Sở Y  tế"


def test_each_paragraph_has_its_own_place() -> None:
    text = "Một.\n\nHai\nba.\n\n  Bốn."
    assert [(read.text, read.line) for read in passages(text)] == [("Một.", 1), ("Hai ba.", 3), ("Bốn.", 6)]
