"""Turns runs of lines written as `| a | b |` into tables whose cells are ranges of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dondoc.engine.sources.errors import TooLarge
from dondoc.engine.sources.source import Cell, Row, Span, Table

MAX_CELLS = 200_000
"""A table with more cells is refused; the largest known register has 12,000."""

MAX_COLUMNS = 100
"""A line with more bars is no table row."""

_BAR = re.compile(r"(?<!\\)\|")
_ONLY_RULE_SIGNS = frozenset("|+:-= \t")


@dataclass(frozen=True, slots=True)
class PipeTable:
    """A table and the range of whole lines that it stands on."""

    lines: Span
    table: Table


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str


def find(text: str) -> Iterator[PipeTable]:
    """Yield the pipe tables of `text` in order, with or without a rule under the heading; `\\|` is no bar.

    A run of lines that begin and end with a bar is a table, blank lines between them or not; so are two or more lines in a
    row with the same number of bars set off by spaces ("STT | Nhiệm vụ | Chủ trì"). Raises TooLarge above `MAX_CELLS`.
    """
    if "|" not in text:
        return
    cells = 0
    for run in _runs(text):
        edged = run[0].text[0] in "|+"
        rows = [Row(tuple(_cells(line, edged))) for line in run if not _is_rule(line.text)]
        width = max(len(row.cells) for row in rows)
        cells += width * len(rows)
        if cells > MAX_CELLS:
            raise TooLarge(
                f"Bảng trong tệp văn bản có hơn {MAX_CELLS:,} ô. Hãy tách tệp rồi nạp từng phần.",
                f"The tables of the text file have more than {MAX_CELLS:,} cells. Split the file and give the parts.",
            )
        yield PipeTable(Span(run[0].start, run[-1].end), Table(tuple(_widened(row, width) for row in rows)))


def _runs(text: str) -> Iterator[list[_Line]]:
    """Yield runs of lines that make a table together; each holds at least one row with two cells."""
    run: list[_Line] = []
    blanks = 0
    for line in _lines(text):
        if not line.text:
            blanks += 1
            continue
        if not run or blanks > _gap(run[0]) or not _belongs(line, run[0]):
            if _is_table(run):
                yield run
            run = []
        blanks = 0
        if run or _may_begin(line.text):
            run.append(line)
    if _is_table(run):
        yield run


def _lines(text: str) -> Iterator[_Line]:
    """Yield the lines with their outer spaces cut off."""
    at = 0
    for raw in text.split("\n"):
        stripped = raw.strip()
        first = at + (raw.index(stripped[0]) if stripped else 0)
        yield _Line(first, first + len(stripped), stripped)
        at += len(raw) + 1


def _gap(first: _Line) -> int:
    """A blank line may stand between rows that both end in bars, not between others."""
    return 1 if first.text[0] in "|+" else 0


def _may_begin(line: str) -> bool:
    if line[0] == "|" or line.startswith(("+-", "+=")):
        return _bars(line) >= 2 or _is_rule(line)
    return " | " in line and not _is_rule(line) and _bars(line) <= MAX_COLUMNS


def _belongs(line: _Line, first: _Line) -> bool:
    """Tell whether a line goes on with the run that `first` opened."""
    if _is_rule(line.text):
        return True
    if first.text[0] in "|+":
        return line.text[0] == "|" and _bars(line.text) >= 2
    # "TT | Nhiệm vụ |" has its last cell empty, " |  | Sở Y tế" its first
    return _bars(line.text) == _bars(first.text)


def _is_table(run: list[_Line]) -> bool:
    rows = [line for line in run if not _is_rule(line.text)]
    if not rows or _bars(rows[0].text) > MAX_COLUMNS:
        return False
    if run[0].text[0] in "|+":
        return _bars(rows[0].text) >= 3 or len(run) >= 2
    return len(rows) >= 2


def _bars(line: str) -> int:
    return len(_BAR.findall(line))


def _is_rule(line: str) -> bool:
    """Tell whether a line only draws: "|---|:--:|", "--- | ---", "+----+----+", "|====|====|"."""
    return set(line) <= _ONLY_RULE_SIGNS and ("|" in line or "+" in line) and ("-" in line or "=" in line)


def _cells(line: _Line, edged: bool) -> Iterator[Cell]:
    """Yield the cells between the bars; in an edged table the bars at the ends of a line part nothing."""
    edges = [line.start + match.start() for match in _BAR.finditer(line.text)]
    starts = [*([] if edged else [line.start]), *(edge + 1 for edge in edges)]
    ends = [*(edges[1:] if edged else edges), line.end]
    if edged and edges[-1] == line.end - 1 and len(edges) > 1:
        starts.pop()
        ends.pop()
    for start, end in zip(starts, ends, strict=True):
        inside = line.text[start - line.start : end - line.start]
        words = inside.strip()
        first = start + (inside.index(words[0]) if words else 0)
        yield Cell(first, first + len(words))


def _widened(row: Row, width: int) -> Row:
    """Give a short row empty cells at its end, so that columns stay under their headings."""
    end = row.cells[-1].end
    return Row(row.cells + (Cell(end, end),) * (width - len(row.cells)))
