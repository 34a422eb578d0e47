"""Turns what the reading could not settle, and the review's remarks, into questions beside the rows that they are about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dondoc.engine.extraction.plan import Evidence
from dondoc.engine.review import Remark, RemarkCode
from dondoc.engine.review import Severity as Weight
from dondoc.web.plans.actions.matching_units import Tied
from dondoc.web.plans.actions.reading_rows import place
from dondoc.web.plans.models import Assignment, AssignmentRole, Finding, Match, Plan, Question, Severity, Task

_SEVERITIES = {Weight.ERROR: Severity.ERROR, Weight.WARNING: Severity.WARNING, Weight.INFO: Severity.NOTE}

ASKED = {
    RemarkCode.TASK_NO_LEAD: "lead",
    RemarkCode.TASK_OPEN_GROUP_LEAD: "lead",
    RemarkCode.TASK_NO_DEADLINE: "deadline",
    RemarkCode.DEADLINE_BEFORE_ISSUE: "deadline",
    RemarkCode.DEADLINE_UNREAD: "deadline",
    RemarkCode.DAY_IMPOSSIBLE: "deadline",
    RemarkCode.YEAR_IN_DEADLINE: "deadline",
    RemarkCode.TASK_TWICE: "text",
    RemarkCode.DOUBT: "text",
}
"""The remarks that a person must decide before a task counts as certain, and the field that each is about."""

_OF_UNITS = frozenset({RemarkCode.UNIT_DISSOLVED, RemarkCode.UNIT_MISSPELT})
_USUAL = 0.5
"""Where fewer tasks than this have a lead or a deadline, the document states none, and none is asked for task by task."""

_WORDS = {
    Match.SUGGESTED: (
        "“{name}” gần giống {units}: có phải là một không?",
        "“{name}” comes near {units}: is it the same?",
    ),
    Match.AMBIGUOUS: (
        "“{name}” có thể là {units}: chọn một.",
        "“{name}” may be {units}: choose one.",
    ),
    Match.DISSOLVED: (
        "“{name}” không còn vào ngày ban hành văn bản{units}: chọn đơn vị nhận việc.",
        "“{name}” no longer existed on the day of the document{units}: choose who takes over.",
    ),
    Match.NOT_FOUND: (
        "“{name}” chưa có trong danh bạ: chọn đơn vị, thêm mới hoặc để không rõ.",
        "“{name}” is not in the registry: choose a unit, add it or leave it open.",
    ),
    Match.OPEN_GROUP: (
        "“{name}” không nêu tên đơn vị nào: chọn các đơn vị hoặc để không rõ.",
        "“{name}” names no unit: choose the units or leave it open.",
    ),
}
"""What is asked of a printed name, in Vietnamese and English."""


def unit_questions(assignments: Sequence[tuple[Assignment, Tied]]) -> Iterator[Question]:
    """Yield a question for every name that was tied to nothing certain."""
    for row, tied in assignments:
        words = _WORDS.get(Match(row.match))
        if words is not None:
            vi, en = (
                sentence.format(name=row.printed, units=_named(tied, joint)) for sentence, joint in zip(words, ("hoặc", "or"), strict=True)
            )
            yield Question(
                plan=row.task.plan, task=row.task, assignment=row, field=row.role, code=f"unit.{row.match.replace('_', '-')}",
                # "phối hợp: các đơn vị liên quan" is how directives are written, and nobody waits for an answer to it.
                asks=not (row.match == Match.OPEN_GROUP and row.role == AssignmentRole.COOPERATING),
                vi=vi, en=en, evidence=row.evidence, candidates=[int(unit.key) for unit in tied.candidates],
            )  # fmt: skip


def _named(tied: Tied, joint: str) -> str:
    names = list(dict.fromkeys(f"“{unit.name}”" for unit in tied.candidates))
    listed = f" {joint} ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
    if tied.match == Match.DISSOLVED:
        return f" ({'nay là' if joint == 'hoặc' else 'now'} {listed})" if listed else ""
    return listed


@dataclass(frozen=True, slots=True)
class Drafted:
    """The saved rows of a draft that remarks may be about."""

    plan: Plan
    findings: Sequence[Finding]
    tasks: Sequence[Task]
    assignments: Sequence[Assignment]


def remark_questions(drafted: Drafted, remarks: Sequence[Remark]) -> Iterator[Question]:
    """Yield the review's remarks as questions: those that a person must decide ask, the others only stand beside their place.

    What the registry answered itself is not asked again: an open group as lead, a unit that is dissolved or misspelt.
    """
    seats = _Seats.of(drafted)
    asked = _asked_here(drafted)
    for remark in remarks:
        field = asked.get(remark.code, "")
        if remark.code is RemarkCode.TASK_OPEN_GROUP_LEAD or (remark.code in _OF_UNITS and seats.is_asked(remark.evidence)):
            continue
        tasks = seats.tasks(remark.evidence)
        question = _question(drafted.plan, remark, field=field if tasks else "")
        question.finding = seats.finding(remark.evidence) if not tasks else None
        if field and len(tasks) > 1:
            yield from (_question(drafted.plan, remark, field=field, task=task) for task in tasks)
        else:
            question.task = tasks[0] if tasks else None
            yield question


def _asked_here(drafted: Drafted) -> dict[RemarkCode, str]:
    """Leave out what this document never states: a plan without any lead is one question of its publisher, not one of each task."""
    led = {row.task_id for row in drafted.assignments if row.role == AssignmentRole.LEAD}
    timed = sum(bool(task.deadline_kind) for task in drafted.tasks)
    asked = dict(ASKED)
    if len(led) < _USUAL * len(drafted.tasks):
        del asked[RemarkCode.TASK_NO_LEAD]
    if timed < _USUAL * len(drafted.tasks):
        del asked[RemarkCode.TASK_NO_DEADLINE]
    return asked


def _question(plan: Plan, remark: Remark, *, field: str, task: Task | None = None) -> Question:
    return Question(
        plan=plan, task=task, field=field, code=remark.code.value, severity=_SEVERITIES[remark.severity], asks=bool(field),
        vi=remark.vi, en=remark.en, evidence=place(remark.evidence),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Seats:
    """Which rows stand where in the source."""

    by_place: dict[int, list[Task]]
    tasks_in_order: list[tuple[int, int, Task]]
    findings: dict[int, Finding]
    asked: frozenset[int]

    @classmethod
    def of(cls, drafted: Drafted) -> _Seats:
        by_place: dict[int, list[Task]] = {}
        spans = []
        for task in drafted.tasks:
            for name, where in task.evidence.items():
                if name == "text":
                    spans.append((where["start"], where["end"], task))
                elif task not in by_place.setdefault(where["start"], []):
                    by_place[where["start"]].append(task)
        owners = {task.pk: task for task in drafted.tasks}
        for row in drafted.assignments:
            if row.evidence is not None and owners[row.task_id] not in by_place.setdefault(row.evidence["start"], []):
                by_place[row.evidence["start"]].append(owners[row.task_id])
        return cls(
            by_place,
            spans,
            {finding.evidence["start"]: finding for finding in drafted.findings if finding.evidence is not None},
            frozenset(row.evidence["start"] for row in drafted.assignments if row.evidence is not None and row.match in _WORDS),
        )

    def tasks(self, evidence: Evidence) -> list[Task]:
        """The task in whose words a place lies, else those that draw a value from it."""
        within = [task for start, end, task in self.tasks_in_order if start <= evidence.start < end]
        return within or self.by_place.get(evidence.start, [])

    def finding(self, evidence: Evidence) -> Finding | None:
        return self.findings.get(evidence.start)

    def is_asked(self, evidence: Evidence) -> bool:
        return evidence.start in self.asked
