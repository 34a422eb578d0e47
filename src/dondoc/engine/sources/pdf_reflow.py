"""Turns visual lines, also those of several pages, into the paragraphs that they were set from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from dondoc.engine.sources.pdf_page import Line, Marked

# "- ", "+ ", "1. ", "1.2. ", "1) ", "a) ", "đ) ", "a1. ", "IV. ", "I/ ", "(1) ", "(i) ", "Điều 3", "Phần II", "Chương I"
_MARKER = re.compile(
    r"""
    (?: [-+*•–—●▪◦✓➢] \s*
      | \d{1,3} (?: \. \d{1,3} ){0,5} [.)/]? \s
      | [a-zđ] \d{0,2} \s? [.)] \s?
      | [IVXL]{1,6} \s? [./)] \s
      | [A-ZĐ] [.)] \s
      | \( (?: \d{1,2} | [ivx]{1,5} | [a-zđ] ) \) \s
      | (?: Điều | Phần | Chương | Mục | Phụ\ lục | PHẦN | CHƯƠNG | MỤC | PHỤ\ LỤC ) \s+ [\dIVXLA-Z]{1,5} \b
    )
    """,
    re.VERBOSE,
)
# The kind of a document stands alone above its title: "KẾ HOẠCH", "THÔNG BÁO", "PHỤ LỤC II"
_KIND = re.compile(
    r"""
    (?: KẾ\ HOẠCH | QUYẾT\ ĐỊNH | THÔNG\ BÁO | CHỈ\ THỊ | BÁO\ CÁO | TỜ\ TRÌNH | CÔNG\ ĐIỆN | NGHỊ\ QUYẾT | KẾT\ LUẬN | HƯỚNG\ DẪN
      | CHƯƠNG\ TRÌNH(?:\ HÀNH\ ĐỘNG)? | ĐỀ\ ÁN | PHƯƠNG\ ÁN | QUY\ CHẾ | QUY\ ĐỊNH | LỆNH | BIÊN\ BẢN | ĐỀ\ CƯƠNG | DANH\ MỤC
      | PHỤ\ LỤC (?: \s (?: SỐ\s)? [\dIVXLA-Z]{1,5} )? )
    \s* [:.]? $
    """,
    re.VERBOSE | re.IGNORECASE,
)
_TERMINAL = (".", ";", ":", "!", "?", "…", "./.", ".”", ";”")
_SAME = 8.0  # points: starts nearer than this are the same indent
_DEEP = 0.3  # of the width: from here on a line is set apart (addressees, signatures), not indented


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the running text of a page stands: its margins, its usual step from line to line.

    `spaced` tells that paragraphs are parted by more than that step; `looseness` is how much more counts as more.
    """

    left: float
    right: float
    step: float
    spaced: bool = False
    looseness: float = 0.12

    @property
    def width(self) -> float:
        """The length of a full line."""
        return max(1.0, self.right - self.left)

    def balances(self, line: Line) -> bool:
        """Tell whether a line has as much room on the left as on the right, if only none."""
        return abs((line.left + line.right) - (self.left + self.right)) < 10

    def centres(self, line: Line) -> bool:
        """Tell whether a line stands in the middle, with room on both sides."""
        return self.balances(line) and line.left > self.left + 4


@dataclass(frozen=True, slots=True)
class Joined:
    """A paragraph: its words and the page on which it begins."""

    words: Marked
    page: int


def frame_of(lines: Sequence[Line], looseness: float = 0.12) -> Frame:
    """Return where the running text of some lines stands; they should come from pages of one shape."""
    if not lines:
        return Frame(0.0, 0.0, 0.0, looseness=looseness)
    left, right = _side([line.left for line in lines]), -_side([-line.right for line in lines])
    size = median(line.size for line in lines)
    pairs = [(above, below) for above, below in zip(lines, lines[1:], strict=False) if above.page == below.page]
    steps = [below.base - above.base for above, below in pairs if 0.7 * size < below.base - above.base < 3 * size]
    step = _usual(steps) if steps else 1.35 * size
    opening = [
        below.base - above.base > step * (1 + looseness)
        for above, below in pairs
        if below.left > left + _SAME and right - below.right < _SAME
    ]
    return Frame(left, right, step, spaced=len(opening) >= 2 and sum(opening) >= 0.6 * len(opening), looseness=looseness)


def paragraphs_of(lines: Iterable[Line], frames: Mapping[int, Frame]) -> Iterator[Joined]:
    """Join lines into paragraphs; `frames` gives the frame of each page."""
    run: list[Line] = []
    for line in lines:
        if run and _begins(run, line, frames):
            yield _joined(run)
            run = []
        run.append(line)
    if run:
        yield _joined(run)


def glued(before: Marked, after: Marked) -> Marked:
    """Join the words of two lines: without a space where a line was broken after a hyphen or stroke inside a word.

    "Covid-" and "19" give "Covid-19", "08-NQ/" and "TU" "08-NQ/TU"; "kinh tế -" and "xã hội" keep their spaces.
    """
    head, tail = before.text, after.text
    inside = len(head) > 1 and head[-1] in "-/" and head[-2].isalnum() and tail[:1].isalnum()
    return before.then(after, "" if inside else " ")


def opens_item(text: str) -> bool:
    """Tell whether a line begins with the mark of a list item or a numbered heading."""
    return _MARKER.match(text) is not None


def _joined(run: Sequence[Line]) -> Joined:
    words = run[0].words
    for line in run[1:]:
        words = glued(words, line.words)
    return Joined(words, run[0].page)


def _begins(run: Sequence[Line], line: Line, frames: Mapping[int, Frame]) -> bool:
    """Whether `line` begins a paragraph after the lines of `run`."""
    last, frame, home = run[-1], frames[line.page], frames[run[-1].page]
    step = line.base - last.base if line.page == last.page else frame.step
    spaced = step > frame.step * (1 + frame.looseness)
    centred = frame.centres(line), home.centres(last)
    if any(centred):
        wide = centred[0] and not centred[1] and home.balances(last) and home.balances(run[0])
        apart = spaced or step > 1.7 * max(line.size, last.size)
        return _parts_titles(last, line, spaced=apart, both=all(centred) or wide)
    if not 0.8 < line.size / last.size < 1.25 or step > 2.6 * max(frame.step, line.size):
        return True
    if last.text.isupper() and line.text.startswith("("):
        return True  # "(Kèm theo Kế hoạch số …)" below the title of an appendix
    lower = line.text[:1].islower() and not opens_item(line.text)
    deep = line.left - frame.left > _DEEP * frame.width, last.left - home.left > _DEEP * home.width
    if any(deep):
        listed = opens_item(run[0].text) and not last.text.endswith(_TERMINAL) and not opens_item(line.text)
        return not (all(deep) and not spaced and (lower or listed))
    if home.right - last.right > _first_word(line):
        # Where paragraphs are parted by space, an unfinished line without it after it was only broken early.
        runs_on = lower or (frame.spaced and line.left < frame.left + _SAME and not opens_item(line.text) and len(run) > 1)
        return spaced or not runs_on or last.text.endswith(_TERMINAL)
    if spaced:
        return not lower
    return _begins_by_indent(run, line, frame=frame, home=home)


def _begins_by_indent(run: Sequence[Line], line: Line, *, frame: Frame, home: Frame) -> bool:
    """Whether a line after a full line begins a paragraph, by where both start."""
    last = run[-1]
    indent, before = line.left - frame.left, last.left - home.left
    finished = opens_item(line.text) and last.text.endswith(_TERMINAL)
    if indent > before + _SAME:
        hanging = len(run) == 1 and opens_item(last.text) and indent < before + 45 and not finished
        return not (hanging and (before > _SAME or frame.spaced or line.text[:1].islower()))
    if indent < before - _SAME:
        return len(run) > 1 or finished
    if len(run) > 1 or before <= _SAME:
        return finished
    # Two full lines, both indented: two paragraphs of one line and more, or one block set in
    return finished or not (line.text[:1].islower() or frame.spaced)


def _parts_titles(last: Line, line: Line, *, spaced: bool, both: bool) -> bool:
    """Whether a centred line and the one above it are two titles or one in two lines."""
    if spaced or _KIND.match(last.text) or _KIND.match(line.text) or _in_capitals(last.text) != _in_capitals(line.text):
        return True
    if both:
        return not 0.8 < line.size / last.size < 1.25 or opens_item(line.text) or line.text.startswith("(")
    return not _in_capitals(last.text) or last.text.endswith(_TERMINAL)


def _in_capitals(text: str) -> bool:
    """Whether most letters are capitals: "Biểu 02: BÁO CÁO TIẾN ĐỘ" too."""
    capitals = sum(map(str.isupper, text))
    return capitals > 2 * sum(map(str.islower, text))


def _first_word(line: Line) -> float:
    """The room that the first word takes at the end of the line before, with its space; generous, for it is an estimate."""
    word = line.text.split(" ", 1)[0]
    return (_ems(word) + 0.7) * 1.1 * (line.right - line.left) / max(1.0, _ems(line.text)) + 2


def _ems(text: str) -> float:
    """The width of a text counted in small letters; a capital is half as wide again."""
    return len(text) + 0.5 * sum(map(str.isupper, text))


def _side(ends: Sequence[float]) -> float:
    """The outermost place where at least a seventh of the lines begin, else one that nearly all stay inside of."""
    ordered = sorted(ends)
    need = max(2, len(ordered) // 7)
    for index in range(len(ordered) - need + 1):
        if ordered[index + need - 1] - ordered[index] <= 3:
            return ordered[index]
    return ordered[len(ordered) // 20]


def _usual(values: Sequence[float]) -> float:
    """The most common value, near ones as one."""
    bins: dict[int, list[float]] = {}
    for value in values:
        bins.setdefault(round(value / 1.5), []).append(value)
    fullest = max(bins.values(), key=len)
    return median(fullest)
