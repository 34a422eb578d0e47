"""Findings and tasks side by side → remarks on a shortcoming that nobody remedies and on a task that remedies none."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from dondoc.engine.extraction.plan import Finding, Task
from dondoc.engine.review.catalogue import remark
from dondoc.engine.review.examined import Examined
from dondoc.engine.review.remark import Remark, RemarkCode
from dondoc.engine.vocabulary.folding import fold
from dondoc.engine.vocabulary.sections import Section, section_of

# Where fewer findings have tasks, or fewer tasks a finding, than this, the document does not go shortcoming by shortcoming.
_HALF = 0.5
_MOST = 0.6
_FEWEST_FINDINGS = 2


def links(examined: Examined) -> Iterator[Remark]:
    """Yield findings without tasks, and tasks without finding, in a document that otherwise ties the two together."""
    plan = examined.plan
    if len(plan.findings) < _FEWEST_FINDINGS or not plan.tasks:
        return
    remedied = _remedied(examined)
    if len(remedied) >= _HALF * len(plan.findings):
        for index, finding in enumerate(plan.findings):
            if index not in remedied:
                yield remark(RemarkCode.FINDING_NO_TASK, finding.evidence)
    titles = {title for task in plan.tasks for title in task.heading}
    organising = {title for title in titles if section_of(fold(title)) in (Section.ORGANISING, Section.FUNDING)}
    tasks = [task for task in plan.tasks if organising.isdisjoint(task.heading)]
    for rule in sorted({task.evidence.rule for task in tasks}):
        yield from _untied(examined, [task for task in tasks if task.evidence.rule == rule])


def _untied(examined: Examined, tasks: list[Task]) -> Iterator[Remark]:
    """Yield a remark for each of `tasks` without finding where most have one; paragraphs and rows of tables are judged apart."""
    tied = sum(1 for task in tasks if task.finding is not None)
    if tied and tied >= _MOST * len(tasks):
        starts = [finding.evidence.start for finding in examined.plan.findings]
        for task in tasks:
            if task.finding is None and not _beside_a_finding(examined, task, starts):
                yield remark(RemarkCode.TASK_NO_FINDING, task.evidence)


def _remedied(examined: Examined) -> set[int]:
    """Return the findings that tasks name, and those with tasks in their own part of the document."""
    plan = examined.plan
    named = {task.finding for task in plan.tasks if task.finding is not None}
    starts = [start for start, _ in examined.task_places]
    for index, finding in enumerate(plan.findings):
        start, end = _part_of(examined, finding)
        at = bisect_left(starts, start)
        if at < len(starts) and starts[at] < end:
            named.add(index)
    return named


def _part_of(examined: Examined, finding: Finding) -> tuple[int, int]:
    """Return the range of the part that a numbered finding opens, else of the part that holds findings and tasks side by side."""
    part = examined.part_at(finding.evidence.start)
    if part is None:
        return finding.evidence.start, finding.evidence.end
    heading = examined.plan.outline[part]
    if heading.evidence.start != finding.evidence.start and heading.parent is not None:
        part = heading.parent
    return examined.plan.outline[part].evidence.start, examined.ends[part]


def _beside_a_finding(examined: Examined, task: Task, starts: list[int]) -> bool:
    """Tell whether a finding stands in a part that also holds the task, the parts of the first level apart."""
    part = examined.part_at(task.evidence.start)
    while part is not None and examined.plan.outline[part].level > 1:
        at = bisect_left(starts, examined.plan.outline[part].evidence.start)
        if at < len(starts) and starts[at] < examined.ends[part]:
            return True
        part = examined.plan.outline[part].parent
    return False
