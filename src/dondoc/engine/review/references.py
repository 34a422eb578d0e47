"""The places where a text refers to its own parts by number → remarks on parts that it does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dondoc.engine.extraction.passage import Passage
from dondoc.engine.review.catalogue import remark
from dondoc.engine.review.examined import Examined
from dondoc.engine.review.remark import Remark, RemarkCode

# The dot of "2.2.3"; it stands first in the pattern because a search for one plain mark is fast.
_STEP = re.compile(r"\.[0-9]")
# The last letters of "mục", "điểm", "phần", which every encoding has alike.
_BEFORE_NUMBER = ("c", "m", "n")
_NUMBER = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2})+")
_STEPS = r"[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}"
# "tại mục 2.2.3 và 2.2.4", "tiểu mục 1.3"
_REFERENCE = re.compile(
    rf"""
    (?<!\w) (?:tiểu\ mục|mục|điểm|phần)\ (?P<numbers> {_STEPS} (?: (?:,\ |\ và\ |,\ và\ ) {_STEPS} )*) (?! [\w%] | [.,/][0-9])
    """,
    re.VERBOSE,
)
# Parts of another paper: "mục 2.1 Nghị quyết số 11/NQ-CP", "mục 1.3 Phụ lục II", "theo Bộ tiêu chí … mục 3.2".
_ELSEWHERE = re.compile(
    r"nghị quyết|quyết định|nghị định|thông tư|thông báo|luật|chỉ thị|kết luận|công văn|công điện|tờ trình|văn bản|báo cáo|đề án"
    r"|chương trình|phụ lục|phụ biểu|biểu|mẫu|quy chuẩn|tiêu chuẩn|tiêu chí|chỉ số thành phần|kế hoạch (?!này)|hướng dẫn|quy chế"
    r"|hợp đồng|điều \d|phần [ivx]+"
)
# A sentence is looked at no further than this, either way.
_WINDOW = 300
_SENTENCE_END = re.compile(r"[.;] (?=\S)")


def missing_parts(examined: Examined) -> Iterator[Remark]:
    """Yield the references to parts with numbers of at least two steps ("mục 2.2.9") that the outline does not have.

    A sentence that names another paper refers to that paper's parts; a document without parts of that depth is not judged.
    """
    known = {number for heading in examined.plan.outline for number in _NUMBER.findall(heading.number or "")}
    if not known:
        return
    depths = {number.count(".") for number in known}
    for place in examined.paragraphs.holding(_suspects(examined.source.text)):
        for reference in _REFERENCE.finditer(place.folded):
            if _ELSEWHERE.search(_sentence(place, reference)) is not None:
                continue
            for number in _NUMBER.finditer(place.folded, *reference.span("numbers")):
                if number.group() not in known and number.group().count(".") in depths:
                    evidence = place.evidence(number.start(), number.end(), "review.reference")
                    yield remark(RemarkCode.REFERENCE_MISSING, evidence, number=number.group())


def _suspects(text: str) -> Iterator[int]:
    """Yield where a number of several steps stands after a word that may be "mục", "điểm" or "phần"."""
    for match in _STEP.finditer(text):
        before = text[max(0, match.start() - 6) : match.start()]
        word = before.rstrip("0123456789")
        if word != before and word[-1:].isspace() and word.rstrip().endswith(_BEFORE_NUMBER):
            yield match.start()


def _sentence(place: Passage, reference: re.Match[str]) -> str:
    """Return the sentence round a reference, without it."""
    first, last = max(0, reference.start() - _WINDOW), min(len(place.folded), reference.end() + _WINDOW)
    starts = [end.end() for end in _SENTENCE_END.finditer(place.folded, first, reference.start())]
    stop = _SENTENCE_END.search(place.folded, reference.end(), last)
    before = place.folded[starts[-1] if starts else first : reference.start()]
    return before + place.folded[reference.end() : stop.start() if stop is not None else last]
