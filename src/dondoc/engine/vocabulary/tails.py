"""The word that opens a name of a unit → the place where the name stops."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from dondoc.engine.vocabulary import elision
from dondoc.engine.vocabulary.grammar import CAPITAL_WORD, grammar
from dondoc.engine.vocabulary.levels import level_end, levels_end

if TYPE_CHECKING:
    from dondoc.engine.vocabulary.scanning import Scan

_LONGEST = 160
"""Names end after this many characters at the latest, which keeps the reading linear in the text's length."""

_JOINT = re.compile(r" và | - | & |, | |-|&")
_CAPITAL = re.compile(CAPITAL_WORD)
_SYLLABLE = re.compile(r" (\w+)")
_NUMBER = re.compile(r"\d{1,3}(?![\w/%]|[.,]\d)(?! (?:tháng|năm|ngày|đơn vị|sở))")
_AND_AHEAD = re.compile(r"[^.;:()\n]{0,70}? và ")
_SHORT_FORMS = frozenset({"ubnd", "hđnd", "bql", "bqlda", "ubmttq"})


class _Step(NamedTuple):
    """How far a name has been read.

    `fresh`: a word that looks like an order may come next, as after "và" or a dash. `bare`: the last word was a lone
    capital syllable, as in a place name.
    """

    end: int
    fresh: bool = False
    bare: bool = False


class _Opening(NamedTuple):
    """Where a name begins, where the word that opens it ends, and how many names it stands in."""

    start: int
    after: int
    depth: int


def name_end(scan: Scan, start: int, *, after: int, depth: int) -> int | None:
    """Return the end of the name that opens at `start` with a word ending at `after`, or `None` where no name follows."""
    if _is_heading(scan, start, after) or not scan.folded.startswith(" ", after):
        return None
    word = _SYLLABLE.match(scan.folded, after)
    if word is not None and word.group(1) in grammar().heads[scan.folded[start:after]].not_before:
        return None
    first = scan.text[after + 1 : after + 2]
    if not first.isupper() and not _may_go_on_small(scan, start, after):
        return None
    inner = scan.name_at(after + 1, depth + 1) if first.isupper() else None
    if inner is not None:
        return inner.end
    step = _Step(after, fresh=True)
    opening = _Opening(start, after, depth)
    while step.end - start < _LONGEST:
        following = _next_step(scan, opening, step)
        if following is None:
            break
        step = following
    if step.end == after:
        return None
    if scan.folded.startswith((" các ", " tại c", " cấp "), step.end):
        return levels_end(scan, step.end) or step.end
    return step.end


def _may_go_on_small(scan: Scan, start: int, after: int) -> bool:
    """ "Ban quản lý cảng cá" is a name; "Ban hành", "Thống kê số liệu" and "ban quản lý dự án" are none."""
    word = scan.folded[start:after]
    return " " in word and scan.text[start].isupper() and not grammar().heads[word].before_capital


def _is_heading(scan: Scan, start: int, after: int) -> bool:
    word = scan.text[start:after]
    return len(word) > 1 and word.isupper() and scan.folded[start:after] not in _SHORT_FORMS


def _next_step(scan: Scan, opening: _Opening, step: _Step) -> _Step | None:
    joint = _JOINT.match(scan.folded, step.end)
    if joint is None or joint.end() >= len(scan.text):
        return None
    at, mark = joint.end(), joint.group().strip()
    if mark == "," and not _closes_with_and(scan, at):
        return None
    if joint.group() in ("-", "&") and not scan.text[at].isupper():
        return None
    if scan.text[at].isdigit():
        number = _NUMBER.match(scan.text, at) if mark == "" else None
        return _Step(number.end()) if number else None
    if scan.text[at].isupper():
        if _opens_another(scan, opening, at=at, mark=mark):
            return None
        return _capital_step(scan, at, bare=step.bare and mark == "")
    return _small_step(scan, at, adjacent=mark == "", fresh=step.fresh or mark != "")


def _opens_another(scan: Scan, opening: _Opening, *, at: int, mark: str) -> bool:
    """A capital may open the next unit: "Phòng Quản lý Công nghiệp và |Sở Y tế", "Sở Tài chính và |Nội vụ"."""
    if mark not in ("", "và", ","):
        return False
    if scan.name_at(at, opening.depth + 1) is not None or (mark == "và" and at in scan.heads):
        return True
    head = scan.folded[opening.start : opening.after]
    return mark != "" and grammar().heads[head].kind in elision.ELIDING and elision.known_item(scan.folded, head, at) is not None


def _capital_step(scan: Scan, at: int, *, bare: bool) -> _Step | None:
    inside = grammar().inside_nouns.end_at(scan.folded, at) or grammar().inside_verbs.end_at(scan.folded, at)
    if inside is not None:
        return _Step(inside)
    word = _CAPITAL.match(scan.text, at)
    if word is None:
        return None
    end = word.end() if bare or word.group().isupper() else _second_syllable(scan, word.end())
    return _Step(end, bare=end == word.end())


def _second_syllable(scan: Scan, end: int) -> int:
    """Most words have two syllables: "Kiểm lâm"; the second goes along unless it opens something else."""
    following = _SYLLABLE.match(scan.text, end)
    if following is None or not following.group(1)[0].islower() or following.group(1).lower() in grammar().stops:
        return end
    return following.end()


def _small_step(scan: Scan, at: int, *, adjacent: bool, fresh: bool) -> _Step | None:
    level = level_end(scan, at - 1) if adjacent else None
    if level is not None:
        return _Step(level, bare=True)
    noun = grammar().inside_nouns.end_at(scan.folded, at)
    if noun is not None:
        return _Step(noun)
    verb = grammar().inside_verbs.end_at(scan.folded, at) if fresh else None
    return _Step(verb) if verb is not None else None


def _closes_with_and(scan: Scan, at: int) -> bool:
    """A comma is inside a name where "và" and one more word close the list: "Xúc tiến Đầu tư, Thương mại và Du lịch"."""
    ahead = _AND_AHEAD.match(scan.folded, at)
    return ahead is not None and not any(scan.opens(place) for place in range(at, ahead.end() + 1))
