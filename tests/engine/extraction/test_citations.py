"""Mentions of other documents → citations with kind, number, date and issuer."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.engine.extraction.citations import find
from dondoc.engine.extraction.passage import Origin, passage
from dondoc.engine.extraction.plan import Citation
from dondoc.engine.sources.source import LineIndex
from dondoc.engine.vocabulary.loading import table
from tests.corpus import CORPUS, needs_corpus


def cited(text: str) -> tuple[Citation, ...]:
    """Return the citations of `text` as one paragraph."""
    return find(passage(Origin(text, LineIndex.of(text)), 0, end=len(text)))


Whole = tuple[str, str, date | None, str | None]
WHOLE: tuple[tuple[str, Whole], ...] = (
    (
        "theo Nghị quyết số 21-NQ/TU ngày 11/01/2023 của Ban Chấp hành Đảng bộ tỉnh về tích tụ đất đai",
        ("Nghị quyết", "21-NQ/TU", date(2023, 1, 11), "Ban Chấp hành Đảng bộ tỉnh"),
    ),
    ("Điều 56 Luật Trồng trọt số 31/2018/QH14 và", ("Luật", "31/2018/QH14", None, None)),
    (
        "Nghị định số 94/2019/NĐ-CP, ngày 13/12/2019 của Chính phủ quy định",
        ("Nghị định", "94/2019/NĐ-CP", date(2019, 12, 13), "Chính phủ"),
    ),
    ("Thông tư số 90/2018/TT-BTC của Bộ Tài chính ngày 28/9/2018", ("Thông tư", "90/2018/TT-BTC", date(2018, 9, 28), "Bộ Tài chính")),
    ("Kế hoạch hành động số 26-KH/TU của Tỉnh ủy", ("Kế hoạch", "26-KH/TU", None, "Tỉnh ủy")),
    ("tại Công văn số 1614/UBND-THKH ngày 01/02/2024 về việc", ("Công văn", "1614/UBND-THKH", date(2024, 2, 1), None)),
    ("Kết luận số 366a/KL-HĐND ngày 31/11/2022", ("Kết luận", "366a/KL-HĐND", None, None)),
    ("Nghị quyết số 66.2/2025/NQ-CP", ("Nghị quyết", "66.2/2025/NQ-CP", None, None)),
    (
        "QUYẾT ĐỊNH SỐ 06/QĐ-TTG NGÀY 02 THÁNG 01 NĂM 2025 CỦA THỦ TƯỚNG CHÍNH PHỦ",
        ("Quyết định", "06/QĐ-TTG", date(2025, 1, 2), "THỦ TƯỚNG CHÍNH PHỦ"),
    ),
    ("Quyết định số 06/QĐ-\nTTg ngày 02/01/2025", ("Quyết định", "06/QĐ-TTg", date(2025, 1, 2), None)),
    ("Quyết định 255/ QĐ-TTg", ("Quyết định", "255/QĐ-TTg", None, None)),
    ("Thông tư số: 12 /2020/TT-BNV", ("Thông tư", "12/2020/TT-BNV", None, None)),
    ("Chương trình hành động số 10- CTr/TU", ("Chương trình", "10-CTr/TU", None, None)),
    ("Kế hoạch số 12/KH-SNN&PTNT của Sở Nông nghiệp và PTNT.", ("Kế hoạch", "12/KH-SNN&PTNT", None, "Sở Nông nghiệp và PTNT")),
    ("Công văn số 6006/BGDĐT ngày 29/9/2025", ("Công văn", "6006/BGDĐT", date(2025, 9, 29), None)),
    ("thực hiện 15-CT/TW", ("Chỉ thị", "15-CT/TW", None, None)),
)


@pytest.mark.parametrize(("text", "expected"), WHOLE)
def test_a_citation_has_kind_number_date_and_issuer_as_far_as_printed(text: str, expected: Whole) -> None:
    (found,) = cited(text)
    assert (found.kind, found.number, found.dated, found.issuer) == expected
    assert text[found.evidence.start : found.evidence.end] == found.evidence.text


def test_every_member_of_a_list_is_one_citation_of_the_list_s_kind() -> None:
    found = cited("các Nghị quyết: số 57-NQ/TW ngày 22/12/2024, số 59-NQ/TW; văn bản số 1552/BTTTT-TTH và 708/BTTTT-CATTT")
    assert [(citation.kind, citation.number) for citation in found] == [
        ("Nghị quyết", "57-NQ/TW"),
        ("Nghị quyết", "59-NQ/TW"),
        ("Văn bản", "1552/BTTTT-TTH"),
        ("Văn bản", "708/BTTTT-CATTT"),
    ]


def test_a_number_repeated_in_a_paragraph_counts_again_only_with_another_date() -> None:
    text = "Quyết định số 191/QĐ-UBND ngày 11/01/2022; Quyết định số 191/QĐ-UBND; Quyết định số 191/QĐ-UBND ngày 12/01/2022"
    assert [citation.dated for citation in cited(text)] == [date(2022, 1, 11), date(2022, 1, 12)]


@pytest.mark.parametrize(
    "text",
    [
        "đạt 10/20 điểm, xếp thứ 3/20 sở, ban, ngành",
        "hoạt động thông suốt 24/7 và/hoặc tốc độ 60 km/h",
        "từ ngày 01/7/2025 đến 30/9/2025 - Sở Nội vụ",
        "theo TCVN ISO 9001:2015, QCVN 102:2016/BTTTT",
        "giai đoạn 2021-2025/HĐND",
        "Điện thoại: 0237.3852/UBND",
        "Mẫu số 01/BC-UBND kèm theo",
        "Số: 83/KH-UBND",
        "Số: 83/KH-UBND          Tân Giang, ngày 24 tháng 3 năm 2025",
        "SỞ NÔNG NGHIỆP Số: 12/KH-SNN",
        "Số hiệu: 224/CĐ-TTg",
        "2820/QĐ-UBND",
        "Số:     /KH-SNN",
        "bố trí 12-Km/Bình Minh",
        "",
    ],
)
def test_fractions_dates_standards_and_the_own_number_are_no_citations(text: str) -> None:
    assert cited(text) == ()


@pytest.mark.parametrize("kind", sorted(table("citations")))
def test_every_kind_of_the_vocabulary_is_named_by_its_example(kind: str) -> None:
    (found,) = cited(str(table("citations")[kind]["example"]))
    assert found.kind is not None
    assert found.kind.lower() == kind


@given(st.text(alphabet="QĐNCPTUằnsố 0123456789/-.,&:", max_size=100))
def test_any_characters_whatever_are_read_without_an_exception(text: str) -> None:
    for citation in cited(text):
        assert citation.evidence.text == text[citation.evidence.start : citation.evidence.end]


@pytest.mark.parametrize("piece", ["1", "1/", "12/QĐ-", "12-KH/", "số ", "12/QĐ-TTg của ", "A-"])
def test_a_long_hostile_paragraph_takes_no_more_than_linear_time(piece: str) -> None:
    cited(piece * (200_000 // len(piece)))


def _lines(path: Path) -> list[str]:
    beside = [path.with_name(path.name.replace(".gold.json", end)) for end in (".rows.txt", ".layout.txt", ".txt")]
    return next(file for file in beside if file.exists()).read_text("utf-8").split("\n")


@needs_corpus
@pytest.mark.corpus
def test_annotated_citations_are_found_in_their_paragraphs() -> None:
    assert CORPUS is not None
    right = want = got = 0
    for path in sorted(CORPUS.glob("*.gold.json")):
        gold = json.loads(path.read_text("utf-8"))
        lines = _lines(path)
        expected = {(item["line"], item["number"].casefold()) for item in gold["citations"]}
        places = {item["line"]: (item.get("lines") or [item["line"], item["line"]])[1] for item in gold["citations"]}
        found = {
            (first, citation.number.casefold()) for first, last in places.items() for citation in cited("\n".join(lines[first - 1 : last]))
        }
        right, want, got = right + len(expected & found), want + len(expected), got + len(found)
    assert 2 * right / (want + got) >= 0.97
