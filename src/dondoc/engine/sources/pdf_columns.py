"""Turns the lines of a page into running lines and blocks that stand side by side: letterhead, signature block."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dondoc.engine.sources.pdf_page import Line, Piece

_GUTTER = 6.0  # points: the least empty strip between two columns
_SEED_GAP = 0.9  # of the type size
_LOOSE = 2.1  # of the type size from line to line: more, and a one-sided line is no longer part of the block
_SUBJECT = re.compile(r"(?:V/v|Về\ việc)\b", re.IGNORECASE | re.VERBOSE)


@dataclass(frozen=True, slots=True)
class Beside:
    """Two columns side by side: the lines of each from top to bottom."""

    left: tuple[Line, ...]
    right: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class _Strip:
    """An empty strip from x `start` to x `end`."""

    start: float
    end: float

    def cut(self, other: _Strip) -> _Strip:
        """Return what both share; its width may be negative."""
        return _Strip(max(self.start, other.start), min(self.end, other.end))

    @property
    def wide(self) -> bool:
        """Whether it can part two columns."""
        return self.end - self.start >= _GUTTER


def blocks_of(lines: Sequence[Line]) -> Iterator[Line | Beside]:
    """Yield the lines of one page in reading order, those that stand side by side as one block."""
    at = 0
    while at < len(lines):
        block = _block(lines, at)
        if block is None:
            yield lines[at]
            at += 1
            continue
        first, last, strip = block
        yield _parted(lines[first:last], strip)
        at = last


def entries_of(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """Yield the lines of a column one by one, but those of a subject ("V/v …") or of one addressee ("- Các Sở: …") together."""
    run: list[Line] = []
    for line in lines:
        if run and _same_entry(run, line):
            run.append(line)
            continue
        if run:
            yield run
        run = [line]
    if run:
        yield run


def _same_entry(run: Sequence[Line], line: Line) -> bool:
    if line.base - run[-1].base > 1.6 * line.size or line.text.startswith(("-", "Kính gửi", "Nơi nhận", "Số")):
        return False
    return _SUBJECT.match(run[0].text) is not None or (run[0].text.startswith("-") and not run[-1].text.endswith((";", ".", "./.")))


def _block(lines: Sequence[Line], at: int) -> tuple[int, int, _Strip] | None:
    """The lines from `at` that share an empty strip with words on both sides of it; None where there is no such block."""
    for seed in _seeds(lines, at):
        strip, last, end = seed, at, at
        seen = [False, False]
        for index in range(at, len(lines)):
            narrower = strip.cut(_free(lines[index], strip))
            if not narrower.wide:
                break
            sides = _sides(lines[index], narrower)
            if index > at and not all(sides) and _apart(lines, index) and not (sides[1] and _stands_right(lines[index])):
                break
            strip, last = narrower, index + 1
            if all(sides) or (sides[1] and not seen[1]) or (sides[0] and not seen[0]) or _goes_on(lines, index, sides):
                end = last
            seen = [seen[0] or sides[0], seen[1] or sides[1]]
        if all(seen) and end > at and _is_block(lines[at:end], strip):
            return at, end, strip
    return None


def _goes_on(lines: Sequence[Line], index: int, sides: tuple[bool, bool]) -> bool:
    """Whether a line with words on one side only still belongs to a block: right of the strip, or close below."""
    return sides[1] or not _apart(lines, index)


def _is_block(lines: Sequence[Line], strip: _Strip) -> bool:
    """One lone line with a gap is a block only when the gap is far wider than a stretched space."""
    if len(lines) > 1:
        return True
    return strip.end - strip.start > 2.5 * lines[0].size


def _seeds(lines: Sequence[Line], at: int) -> Iterator[_Strip]:
    """Gaps that may part two columns, widest first: within a line, or between two lines that overlap in height."""
    line = lines[at]
    gaps = [
        _Strip(before.right, after.left)
        for before, after in zip(line.pieces, line.pieces[1:], strict=False)
        if after.left - before.right >= _SEED_GAP * line.size
    ]
    yield from sorted(gaps, key=lambda gap: gap.start - gap.end)
    if not gaps and at + 1 < len(lines):
        below = lines[at + 1]
        if below.base - line.base < 0.8 * min(line.size, below.size):
            left, right = (line, below) if line.left < below.left else (below, line)
            if right.left - left.right >= _GUTTER:
                yield _Strip(left.right, right.left)


def _free(line: Line, strip: _Strip) -> _Strip:
    """The widest empty part of a strip on a line."""
    ends = [strip.start - 1000.0, *(piece.right for piece in line.pieces)]
    starts = [*(piece.left for piece in line.pieces), strip.end + 1000.0]
    free = [strip.cut(_Strip(end, start)) for end, start in zip(ends, starts, strict=True)]
    return max(free, key=lambda gap: gap.end - gap.start)


def _sides(line: Line, strip: _Strip) -> tuple[bool, bool]:
    middle = (strip.start + strip.end) / 2
    return any(piece.right <= middle for piece in line.pieces), any(piece.left >= middle for piece in line.pieces)


def _apart(lines: Sequence[Line], index: int) -> bool:
    return index > 0 and lines[index].base - lines[index - 1].base > _LOOSE * max(lines[index].size, lines[index - 1].size)


def _stands_right(line: Line) -> bool:
    """A name under a signature stands far right, whatever the space that the signature took."""
    return line.left > 250 and line.right - line.left < 260


def _parted(lines: Sequence[Line], strip: _Strip) -> Beside:
    middle = (strip.start + strip.end) / 2
    left: list[Line] = []
    right: list[Line] = []
    for line in lines:
        for side, pieces in ((left, _on(line, middle, right=False)), (right, _on(line, middle, right=True))):
            if pieces:
                side.append(Line.of(pieces, line.page))
    return Beside(tuple(left), tuple(right))


def _on(line: Line, middle: float, *, right: bool) -> list[Piece]:
    return [piece for piece in line.pieces if (piece.left >= middle) is right]
