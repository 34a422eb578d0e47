"""The years that the title names → remarks on deadlines and a closing paragraph that were kept from another year's paper."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dondoc.engine.extraction.passage import Passage
from dondoc.engine.extraction.plan import Deadline, DeadlineKind
from dondoc.engine.review.catalogue import quoted, remark
from dondoc.engine.review.examined import Examined, earliest_issue
from dondoc.engine.review.remark import Remark, RemarkCode
from dondoc.engine.vocabulary.folding import fold

# "năm 2024", "giai đoạn 2024 - 2030", "2021-2025"; the year of a cited paper's date and of a number is none of the title's.
_YEAR = re.compile(r"(?<![\w/.-])(?P<year>20[0-9]{2})(?![\w/])")
_OF_A_DATE = re.compile(r"(?:tháng [0-9]{1,2} năm|ngày [0-9]{1,2}[/.-][0-9]{1,2}[/.-]) ?$")
# "đến năm 2035", "giai đoạn 2021 - 2025" set a horizon, not the year of the plan.
_HORIZON = re.compile(r"(?<!\w)(?:đến|tầm nhìn|giai đoạn|thời kỳ|nhiệm kỳ|từ)(?!\w)")
# A line that may open the closing paragraph "Trên đây là …", in every encoding.
_MAY_CLOSE = re.compile(r"\n[^\w\n]*[Tt][Rr]")
_CLOSING = re.compile(r"(?:\W*)(?:trên đây là|trên đây là nội dung)\b[^.]*")


def other_years(examined: Examined) -> Iterator[Remark]:
    """Yield the whole-year deadlines before the title's year, and a closing paragraph that names other years than the title."""
    title = examined.plan.document.title
    years = _years(fold(title.value)) if title is not None else []
    if not years or title is None:
        return
    if len(set(years)) == 1 and _HORIZON.search(fold(title.value)) is None:
        yield from _deadlines(examined, years[0])
    for place in examined.paragraphs.holding(match.end() - 1 for match in _MAY_CLOSE.finditer(examined.source.text)):
        closing = _CLOSING.match(place.folded)
        if closing is not None and place.start > title.evidence.end:
            yield from _closing(examined, place, closing=closing, title_year=max(years))


def _years(folded: str) -> list[int]:
    return [int(match["year"]) for match in _YEAR.finditer(folded) if _OF_A_DATE.search(folded, 0, match.start()) is None]


def _deadlines(examined: Examined, title_year: int) -> Iterator[Remark]:
    """A deadline that ended before the day of issue has its own remark."""
    issued = earliest_issue(examined.plan.document)
    seen: set[int] = set()
    for task in examined.plan.tasks:
        deadline = task.deadline
        if deadline is None or deadline.evidence.start in seen:
            continue
        seen.add(deadline.evidence.start)
        year = _whole_year(deadline)
        if year is None or year >= title_year or (issued is not None and year < issued.year):
            continue
        place = examined.plan.document.title
        yield remark(
            RemarkCode.YEAR_IN_DEADLINE,
            deadline.evidence,
            related=(place.evidence,) if place is not None else (),
            deadline=quoted(deadline.evidence.text),
            year=str(year),
            title_year=str(title_year),
        )


def _whole_year(deadline: Deadline) -> int | None:
    """Return the year of a deadline that is exactly one year."""
    start, end = deadline.start, deadline.end
    if deadline.kind is not DeadlineKind.SPAN or start is None or end is None or start.year != end.year:
        return None
    return start.year if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31) else None


def _closing(examined: Examined, place: Passage, *, closing: re.Match[str], title_year: int) -> Iterator[Remark]:
    years = _years(closing.group())
    title = examined.plan.document.title
    if not years or title_year in years or title is None:
        return
    at = place.folded.rfind(str(max(years)), closing.start(), closing.end())
    evidence = place.evidence(at, at + len(str(title_year)), "review.closing")
    yield remark(RemarkCode.YEAR_IN_CLOSING, evidence, related=(title.evidence,), year=str(max(years)), title_year=str(title_year))
