"""A plan and its source → the remarks on the directive itself, in the order of the document, and how clear its orders are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dondoc.engine.extraction.plan import Plan
from dondoc.engine.review import (
    assignment,
    citing,
    days,
    figures,
    head,
    linking,
    measures,
    naming,
    numbering,
    references,
    repeating,
    timing,
    years,
)
from dondoc.engine.review.clarity import Clarity, clarity
from dondoc.engine.review.examined import Check, Examined, issued_on
from dondoc.engine.review.remark import Remark
from dondoc.engine.sources.source import Source

CHECKS: tuple[Check, ...] = (
    head.blank_head,
    assignment.leads,
    timing.no_deadline,
    timing.deadlines,
    days.impossible_days,
    years.other_years,
    measures.measures,
    linking.links,
    repeating.repeated_tasks,
    numbering.numbering,
    references.missing_parts,
    citing.citations,
    naming.dissolved,
    naming.misspelt,
    figures.reports,
    figures.targets,
    figures.doubts,
)
"""Every check, in the order in which remarks on one place are shown."""


@dataclass(frozen=True, slots=True)
class Review:
    """What a person should settle before the directive goes out, in the order of the document, and how clear its tasks are."""

    remarks: tuple[Remark, ...]
    clarity: Clarity


def review(plan: Plan, source: Source, *, on: date | None = None) -> Review:
    """Review the directive that `plan` was read from; `source` is the source that its evidence points into.

    `on` is the day by which units are judged to exist: without it the document's own date of issue, and without a whole date
    of issue no unit is judged by its dates. Any plan gives a review, in time linear in its length.
    """
    examined = Examined.of(plan, source, on or issued_on(plan.document))
    remarks = [found for check in CHECKS for found in check(examined)]
    remarks.sort(key=lambda found: found.evidence.start)
    return Review(tuple(remarks), clarity(examined))
