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
    """A plan under review, judged as of `on`.

    `folded` are the keys of the tasks' texts, `words` what they say, `task_places` where the tasks begin with their indexes, in
    order; `starts` and `ends` are where the parts of the outline begin and end.
    """

    plan: Plan
    source: Source
    on: date | None
    folded: tuple[str, ...]
    words: tuple[Words, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    task_places: tuple[tuple[int, int], ...]
    paragraphs: Paragraphs

    @classmethod
    def of(cls, plan: Plan, source: Source, on: date | None) -> Examined:
        """Make ready what the checks share."""
        folded = tuple(fold(task.text) for task in plan.tasks)
        starts = tuple(heading.evidence.start for heading in plan.outline)
        return cls(
            plan=plan,
            source=source,
            on=on,
            folded=folded,
            words=tuple(map(read_words, folded)),
            starts=starts,
            ends=_part_ends(plan, len(source.text)),
            task_places=tuple(sorted((task.evidence.start, index) for index, task in enumerate(plan.tasks))),
            paragraphs=Paragraphs.of(source),
        )

    def part_at(self, position: int) -> int | None:
        """Return the index of the innermost part of the outline that holds `position`."""
        at = bisect_right(self.starts, position) - 1
        return at if at >= 0 else None

    def task_at(self, position: int) -> int | None:
        """Return the index of the task whose paragraph or cell holds `position`."""
        at = bisect_right(self.task_places, (position, len(self.task_places))) - 1
        if at < 0:
            return None
        index = self.task_places[at][1]
        return index if position < self.plan.tasks[index].evidence.end else None

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


def _part_ends(plan: Plan, end: int) -> tuple[int, ...]:
    """Return where each part of the outline ends: where the next one that is not below it begins."""
    ends = [end] * len(plan.outline)
    opened: list[int] = []
    for index, heading in enumerate(plan.outline):
        while opened and plan.outline[opened[-1]].level >= heading.level:
            ends[opened.pop()] = heading.evidence.start
        opened.append(index)
    return tuple(ends)


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
