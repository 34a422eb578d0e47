"""Tables written with bars are found on their lines, and nothing else is taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.engine.sources import pipes
from dondoc.engine.sources.errors import TooLarge


def _tables(text: str) -> list[list[list[str]]]:
    return [[[text[cell.start : cell.end] for cell in row.cells] for row in found.table.rows] for found in pipes.find(text)]


HEADED = """| STT | Nhiệm vụ | Chủ trì |
|:---:|----------|---------|
| 1 | Rà soát thủ tục | Sở Nội vụ |
| 2 | Lập kế hoạch | |"""


@pytest.mark.parametrize(
    ("text", "tables"),
    [
        (HEADED, [[["STT", "Nhiệm vụ", "Chủ trì"], ["1", "Rà soát thủ tục", "Sở Nội vụ"], ["2", "Lập kế hoạch", ""]]]),
        ("| a | b |\n| c | d |", [[["a", "b"], ["c", "d"]]]),
        ("  | a | b |\n\n  | c | d |", [[["a", "b"], ["c", "d"]]]),
        ("|a|b\n|c|d", [[["a", "b"], ["c", "d"]]]),
        ("| một dòng | hai ô |", [[["một dòng", "hai ô"]]]),
        ("TT | Việc | Nơi\n1 | Rà soát |\n | | Sở Y tế", [[["TT", "Việc", "Nơi"], ["1", "Rà soát", ""], ["", "", "Sở Y tế"]]]),
        ("a | b\n--- | ---\nc | d", [[["a", "b"], ["c", "d"]]]),
        ("+---+---+\n| a | b |\n+===+===+\n| c | d |\n+---+---+", [[["a", "b"], ["c", "d"]]]),
        ("| a \\| b | c |\n| d | e |", [[["a \\| b", "c"], ["d", "e"]]]),
        ("| a | b | c |\n| d |  |", [[["a", "b", "c"], ["d", "", ""]]]),
        ("| a | b |\nLời văn\n| c | d |", [[["a", "b"]], [["c", "d"]]]),
    ],
)
def test_lines_with_bars_are_rows(text: str, tables: list[list[list[str]]]) -> None:
    assert _tables(text) == tables


@pytest.mark.parametrize(
    "text",
    [
        "Trang chủ | Văn bản | Đăng nhập",
        "a | b\n\na | b",
        "a | b\na | b | c",
        "giá trị tuyệt đối |x| nhỏ hơn 1",
        "|\n|\n",
        "| một ô |",
        "|---|---|",
        "---\n| |",
        "",
    ],
)
def test_other_lines_are_no_rows(text: str) -> None:
    assert all(len(row) >= 1 for table in _tables(text) for row in table)
    assert [row for table in _tables(text) for row in table if any(row)] == []


def test_a_table_says_which_lines_it_stands_on() -> None:
    text = f"Trước\n{HEADED}\nSau"
    (found,) = pipes.find(text)
    assert text[found.lines.start : found.lines.end] == HEADED


def test_a_line_with_a_thousand_bars_is_no_row() -> None:
    assert _tables("|" * 1000 + "\n" + "|" * 1000) == []


def test_more_cells_than_the_bound_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipes, "MAX_CELLS", 5)
    with pytest.raises(TooLarge):
        _tables(HEADED)


@given(st.text("|-+ab\n \\:", max_size=200))
def test_cells_lie_in_their_lines_in_order(text: str) -> None:
    at = 0
    for found in pipes.find(text):
        assert at <= found.lines.start
        at = found.lines.start
        for row in found.table.rows:
            assert len(row.cells) == len(found.table.rows[0].cells)
            for cell in row.cells:
                assert at <= cell.start <= cell.end <= found.lines.end
                assert "\n" not in text[cell.start : cell.end]
                at = cell.start
