"""A text file keeps its own lines, and its blocks are whole paragraphs and tables."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.engine.sources import text
from dondoc.engine.sources.errors import UnreadableSource
from dondoc.engine.sources.source import Format, Paragraph, Table
from tests.corpus import CORPUS, needs_corpus
from tests.engine.sources.shape import check, words

PLAN = """KẾ HOẠCH
Khắc phục tồn tại, hạn chế năm 2024

1. Sở Nội vụ rà soát thủ tục hành chính.
2. Sở Tài chính bố trí kinh phí.
"""


def test_the_text_is_the_files_own_line_for_line() -> None:
    source = text.read(("\ufeff" + PLAN.replace("\n", "\r\n")).encode(), "ke-hoach.txt")
    assert source.text == PLAN
    assert (source.name, source.format, source.pages, source.notes) == ("ke-hoach.txt", Format.TEXT, None, ())


def test_each_point_is_a_paragraph() -> None:
    found = words(text.read(PLAN.encode(), "x.txt"))
    assert found[-2:] == ["1. Sở Nội vụ rà soát thủ tục hành chính.", "2. Sở Tài chính bố trí kinh phí."]


def test_tables_with_bars_stand_between_the_paragraphs_around_them() -> None:
    body = "Phân công:\n\n| TT | Việc |\n|---|---|\n| 1 | Rà soát |\n\nNơi nhận:\n\nTT | A | B\n1 | x | y\n"
    source = text.read(body.encode(), "x.txt")
    assert source.text == body
    assert words(source) == ["Phân công:", [["TT", "Việc"], ["1", "Rà soát"]], "Nơi nhận:", [["TT", "A", "B"], ["1", "x", "y"]]]


def test_form_feeds_count_the_pages() -> None:
    source = text.read("Trang một\n\n\fTrang hai\n\n| a | b |\n| c | d |\n\n\f\nTrang ba\n\f".encode(), "x.txt")
    pages = [block.page if isinstance(block, Paragraph) else block.rows[0].page for block in source.blocks]
    assert pages == [1, 2, 2, 3]
    assert source.pages == 3


def test_an_old_encoding_is_noted() -> None:
    source = text.read("KÕ ho¹ch kh¾c phôc tån t¹i, h¹n chÕ cña c¸c së, ban, ngµnh".encode("cp1252"), "x.txt")
    assert source.text == "Kế hoạch khắc phục tồn tại, hạn chế của các sở, ban, ngành"
    assert [note.code for note in source.notes] == ["encoding.tcvn3"]


@pytest.mark.parametrize("data", [b"", b"\n\n \n", b"\xef\xbb\xbf"])
def test_a_file_without_words_says_so(data: bytes) -> None:
    assert [note.code for note in text.read(data, "x.txt").notes] == ["text.empty"]


def test_progress_is_told_once() -> None:
    told: list[tuple[int, int]] = []
    text.read(b"a", "x.txt", progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 1)]


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_any_bytes_give_a_sound_source_or_a_named_error(data: bytes) -> None:
    try:
        source = text.read(data, "x.txt")
    except UnreadableSource:
        return
    check(source, cells_may_share_lines=True)


_LINES = ["| a | b |", "|---|---|", "TT | Việc", "1. Sở Y tế", "- rà soát", "", "\f", "KẾ HOẠCH", "đến hết năm"]


@given(st.lists(st.sampled_from(_LINES), max_size=25))
def test_every_line_with_words_is_in_one_block(lines: list[str]) -> None:
    source = text.read("\n".join(lines).encode(), "x.txt")
    check(source, cells_may_share_lines=True)
    covered = "".join(
        source.text[block.start : block.end]
        if isinstance(block, Paragraph)
        else "".join(source.text[cell.start : cell.end] for row in block.rows for cell in row.cells)
        for block in source.blocks
    )
    letters = [letter for letter in source.text if letter.isalnum()]
    assert letters == [letter for letter in covered if letter.isalnum()]


@needs_corpus
def test_every_text_of_the_corpus_reads_soundly() -> None:
    assert CORPUS is not None
    for path in sorted(CORPUS.rglob("*.txt")):
        source = text.read(path.read_bytes(), path.name)
        check(source, cells_may_share_lines=True)
        assert source.blocks, path.name


@needs_corpus
def test_rows_joined_by_bars_are_tables() -> None:
    assert CORPUS is not None
    path = CORPUS / "lao-cai-sct-2026.rows.txt"
    source = text.read(path.read_bytes(), path.name)
    assert [len(block.rows[0].cells) for block in source.blocks if isinstance(block, Table)] == [8, 8]
