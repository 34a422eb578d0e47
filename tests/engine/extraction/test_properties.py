"""What holds of every text: it gives a plan whose values stand in it, and the way of typing changes no order."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dondoc.engine.extraction import extract
from dondoc.engine.sources import read, text
from tests.corpus import CORPUS, needs_corpus
from tests.engine.extraction.building import evidences, tasks
from tests.engine.extraction.invented import Order, directives
from tests.engine.extraction.passages import stands
from tests.engine.extraction.perturbing import PERTURBATIONS
from tests.engine.extraction.perturbing import orders as ordered

REAL = sorted(
    path
    for folder in ((CORPUS, CORPUS / "more") if CORPUS else ())
    for path in folder.iterdir()
    if path.suffix in (".txt", ".docx", ".pdf")
)
READABLE = [path for path in REAL if not path.name.endswith((".rows.txt", ".layout.txt", ".scan.pdf"))]
LONG = "thanh-hoa-ubnd-2022.txt"
# Pieces of the genre and of what breaks parsers: markers without words, marks without letters, no width, both directions.
PIECES = st.sampled_from(
    [
        "I. NHIỆM VỤ",
        "II. TỒN TẠI, HẠN CHẾ",
        "Phụ lục 1",
        "KẾ HOẠCH",
        "1.",
        "1.1.",
        "a)",
        "đ)",
        "-",
        "+",
        "*",
        "(i)",
        "Thứ nhất,",
        "Điều 1.",
        "Giao Sở Y tế",
        "chủ trì, phối hợp với",
        "các Sở: Tài chính, Nội vụ",
        "UBND các xã, phường",
        "rà soát hồ sơ",
        "còn chậm",
        ":",
        ";",
        ".",
        "(",
        ")",
        "Đơn vị chủ trì:",
        "Thời gian:",
        "Quý II/2025",
        "trước ngày 31/02/2025",
        "ngày 99/99/9999",
        "đạt 90%",
        "1.000.000 hồ sơ",
        "số 45/KH-UBND",
        "TT",
        "Nội dung",
        "Cơ quan chủ trì",
        "|",
        "|---|",
        "Nơi nhận:",
        "TM. ỦY BAN NHÂN DÂN",
        "./.",
        "\u0301",
        "\u200b",
        "\u202e",
        "\ufeff",
        "İ",
        "ﬁ",
        "\x00",
        "\x0b",
        "\u2028",
        "Uy\u0309 ban",
        "\U0001f600",
        "١٢",
        "²",
        "Ⅳ.",
        "\u00a0",
        "…",
        "–",
        "“",
        "quý 0/2025",
        "tháng 13/2025",
        "năm 0000",
        "V/v",
        "Số:    /KH-UBND",
    ]
)
ANY_TEXT = st.one_of(
    st.text(max_size=300),
    st.lists(st.tuples(PIECES, st.sampled_from([" ", "\n", "\n\n", ""])), max_size=40).map(lambda pieces: "".join(map("".join, pieces))),
)


@given(ANY_TEXT)
def test_any_text_gives_a_plan_whose_values_stand_in_it(words: str) -> None:
    source = text.of(words, "bat-ky.txt")
    assert all(stands(evidence, source.text) for evidence in evidences(extract(source)))


@settings(max_examples=settings.default.max_examples // 3)
@given(directives())
def test_a_directive_of_the_grammar_gives_its_orders(drawn: tuple[str, tuple[Order, ...]]) -> None:
    words, expected = drawn
    source = text.of(words, "ke-hoach.txt")
    found = extract(source)
    assert [line.split(" | ", 1)[1] for line in tasks(found)] == [str(order) for order in expected]
    assert all(stands(evidence, source.text) for evidence in evidences(found))


@settings(max_examples=settings.default.max_examples // 7)
@given(directives())
@pytest.mark.parametrize("perturb", PERTURBATIONS.values(), ids=PERTURBATIONS)
def test_the_way_of_typing_changes_no_order(perturb: Callable[[str], str], drawn: tuple[str, tuple[Order, ...]]) -> None:
    words = drawn[0]
    assert ordered(extract(text.of(perturb(words), "a.txt"))) == ordered(extract(text.of(words, "a.txt")))


@needs_corpus
@pytest.mark.corpus
@pytest.mark.parametrize("path", READABLE, ids=lambda path: path.name)
def test_every_value_of_a_real_document_stands_in_it(path: Path) -> None:
    source = read(path.read_bytes(), path.name)
    found = list(evidences(extract(source)))
    assert found
    assert [evidence for evidence in found if not stands(evidence, source.text)] == []


@needs_corpus
@pytest.mark.corpus
@pytest.mark.parametrize("perturb", PERTURBATIONS.values(), ids=PERTURBATIONS)
def test_the_way_of_typing_changes_no_order_of_a_real_directive(perturb: Callable[[str], str]) -> None:
    assert CORPUS is not None
    words = (CORPUS / LONG).read_text(encoding="utf-8")
    assert perturb(words) != words
    assert ordered(extract(text.of(perturb(words), LONG))) == ordered(extract(text.of(words, LONG)))
