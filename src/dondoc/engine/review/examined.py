"""What every check of a review is given: the plan, its source, the day by which it judges, and the tasks' words ready to compare."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from dondoc.engine.extraction.plan import Evidence, Header, Plan
from dondoc.engine.review.near import Paragraphs
from dondoc.engine.review.remark import Remark
from dondoc.engine.review.wording import Words, read_words
from dondoc.engine.sources.source import Source
from dondoc.engine.vocabulary.folding import fold


@dataclass(frozen=True, slots=True)
class Examined:
    """A plan under review; `folded` are the keys of the tasks' texts, `words` what they say, `starts` where the outline's parts begin."""

    plan: Plan
    source: Source
    on: date | None
    folded: tuple[str, ...]
    words: tuple[Words, ...]
    starts: tuple[int, ...]
    paragraphs: Paragraphs

    @classmethod
    def of(cls, plan: Plan, source: Source, on: date | None) -> Examined:
        """Make ready what the checks share."""
        folded = tuple(fold(task.text) for task in plan.tasks)
        starts = tuple(heading.evidence.start for heading in plan.outline)
        return cls(plan, source, on, folded, tuple(map(read_words, folded)), starts, Paragraphs.of(source))

    def part_at(self, position: int) -> int | None:
        """Return the index of the innermost part of the outline that holds `position`."""
        at = bisect_right(self.starts, position) - 1
        return at if at >= 0 else None

    def part_end(self, part: int) -> int:
        """Return where that part ends: where the next one that is not below it begins."""
        outline = self.plan.outline
        for later in range(part + 1, len(outline)):
            if outline[later].level <= outline[part].level:
                return outline[later].evidence.start
        return len(self.source.text)

    def head(self) -> Evidence | None:
        """Return the place that stands for the whole document: its title, else its first line; `None` for a blank text."""
        if self.plan.document.title is not None:
            return self.plan.document.title.evidence
        text = self.source.text
        start = len(text) - len(text.lstrip())
        if start == len(text):
            return None
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        return Evidence(text.count("\n", 0, start) + 1, start, end, text[start:end], "review.document")


Check = Callable[[Examined], Iterator[Remark]]
"""One question put to a plan; it yields a remark for each place where the answer is no."""


def issued_on(head: Header) -> date | None:
    """Return the day of issue where the head gives a whole date."""
    printed = head.issued_on.value if head.issued_on is not None else ""
    return date.fromisoformat(printed) if len(printed) == len("2024-01-31") else None


def earliest_issue(head: Header) -> date | None:
    """Return the first day on which the document can have been issued: of "2024-04" the 1st of April 2024."""
    printed = head.issued_on.value if head.issued_on is not None else ""
    return date.fromisoformat((printed + "-01-01")[: len("2024-01-31")]) if len(printed) >= len("2024") else None


def shown(day: date) -> str:
    """Return a day as Vietnamese papers print it: 05/10/2024."""
    return f"{day:%d/%m/%Y}"

