"""Reads a draft for the confirm page: the register in its order, what is asked of it, and the source with every tie between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dondoc.engine.sources.source import Source
from dondoc.engine.writing.plan_values import load_plan
from dondoc.engine.writing.source_values import load_source
from dondoc.web.organisations.models import Role
from dondoc.web.organisations.permissions import Scope, within
from dondoc.web.plans.models import (
    Assignment,
    AssignmentRole,
    Decision,
    Finding,
    FindingCause,
    Match,
    Plan,
    PlanState,
    Question,
    QuestionState,
    Reading,
    Step,
    Target,
    Task,
    TaskState,
)
from dondoc.web.plans.queries.source_view import Mark, SourceView

UNSURE = (Match.SUGGESTED, Match.AMBIGUOUS, Match.DISSOLVED, Match.NOT_FOUND, Match.OPEN_GROUP)
"""Ties of a printed name that a person must still settle."""


@dataclass(frozen=True)
class Row:
    """One task of the register with its parts; `asked` are its open questions and their numbers, the same on both sides."""

    task: Task
    leads: tuple[Assignment, ...]
    cooperating: tuple[Assignment, ...]
    asked: tuple[tuple[int, Question], ...]

    @property
    def accepted(self) -> bool:
        """Whether a person has said that it is right."""
        return self.task.decision == Decision.ACCEPTED

    @property
    def to_look_at(self) -> bool:
        """Whether something about it is still asked."""
        return not self.accepted and bool(self.asked)


@dataclass(frozen=True)
class Group:
    """The tasks under one heading or finding of the document."""

    title: str
    rows: tuple[Row, ...]

    @property
    def open(self) -> int:
        """How many of its tasks are asked about."""
        return sum(row.to_look_at for row in self.rows)

    @property
    def pending(self) -> int:
        """How many of its tasks nobody has said anything of."""
        return sum(not row.accepted for row in self.rows)


@dataclass(frozen=True)
class Draft:
    """A draft as the confirm page lays it out."""

    plan: Plan
    rows: tuple[Row, ...]
    dropped: tuple[Task, ...]
    findings: tuple[Finding, ...]
    questions: tuple[Question, ...]
    targets: tuple[Target, ...]
    undoable: Step | None

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The tasks under the outermost headings that part them."""
        grouped: dict[str, list[Row]] = {}
        for row in self.rows:
            grouped.setdefault(_title(row.task), []).append(row)
        return tuple(Group(title, tuple(rows)) for title, rows in grouped.items())

    @property
    def accepted(self) -> int:
        """How many tasks a person has said are right."""
        return sum(row.accepted for row in self.rows)

    @property
    def to_look_at(self) -> int:
        """How many tasks something is asked about."""
        return sum(row.to_look_at for row in self.rows)

    @property
    def certain(self) -> int:
        """How many tasks nobody has accepted yet and nothing is asked about."""
        return len(self.rows) - self.accepted - self.to_look_at

    @property
    def remarks(self) -> tuple[Question, ...]:
        """What the review says of the directive itself, still open."""
        return tuple(question for question in self.questions if not question.asks and question.state == QuestionState.OPEN)

    @cached_property
    def unsure_names(self) -> dict[str, tuple[Assignment, ...]]:
        """The printed names that a person must still tie to the registry, the most frequent first, each with its rows."""
        held: dict[str, list[Assignment]] = defaultdict(list)
        for row in self.rows:
            for part in (*row.leads, *row.cooperating):
                if part.match in UNSURE:
                    held[part.printed].append(part)
        return {name: tuple(parts) for name, parts in sorted(held.items(), key=lambda pair: (-len(pair[1]), pair[0]))}

    def row(self, task_id: int | None) -> Row | None:
        """Return the row of a task."""
        return next((row for row in self.rows if row.task.pk == task_id), None)

    def next_row(self, after: int | None = None) -> Row | None:
        """Return the next row to look at behind a task, doubtful ones first, from the top again at the end; None when all is said."""
        at = next((index for index, row in enumerate(self.rows) if row.task.pk == after), -1)
        turned = self.rows[at + 1 :] + self.rows[: at + 1]
        waiting = [row for row in turned if not row.accepted and row.task.decision != Decision.DEFERRED]
        return next((row for row in waiting if row.asked), None) or next(iter(waiting), None)

    def findings_of(self, row: Row) -> set[int]:
        """Return the ids of the findings that a task remedies."""
        return {finding.pk for finding in row.task.findings.all()}

    def targets_of(self, row: Row) -> tuple[Target, ...]:
        """Return the targets of a task."""
        return tuple(target for target in self.targets if target.task_id == row.task.pk and not target.dropped)

    def marks(self) -> list[Mark]:
        """Return every place in the source that something of the draft was read from."""
        return list(_marks(self))


def draft_plan_of(plan_id: int, scope: Scope) -> Plan:
    """Return a draft that the person may confirm; raises Http404 for any other, as for one that is not there."""
    mine = Plan.objects.filter(within("unit__path", scope.paths(Role.OFFICE))).select_related("unit", "document", "amends")
    return get_object_or_404(mine, pk=plan_id, state=PlanState.DRAFT)


def draft_of(plan: Plan, scope: Scope) -> Draft:
    """Read a draft with all that the confirm page shows; the number of statements does not grow with it."""
    parts = Assignment.objects.select_related("unit", "group").order_by("position", "id")
    tasks = list(
        Task.objects.filter(plan=plan)
        .prefetch_related(Prefetch("assignments", queryset=parts), "findings")
        .order_by("position", "id")
        .defer("as_read")
    )
    questions = tuple(Question.objects.filter(plan=plan).order_by("position", "id"))
    asked = _numbered(questions, {task.pk: index for index, task in enumerate(tasks)})
    causes = Prefetch("cause_links", queryset=FindingCause.objects.select_related("cause"))
    return Draft(
        plan=plan,
        rows=tuple(_row(task, asked.get(task.pk, ())) for task in tasks if task.state == TaskState.DRAFT),
        dropped=tuple(task for task in tasks if task.state == TaskState.DROPPED),
        findings=tuple(Finding.objects.filter(plan=plan, dropped=False).prefetch_related(causes)),
        questions=questions,
        targets=tuple(Target.objects.filter(plan=plan, dropped=False)),
        undoable=Step.objects.filter(plan=plan, actor=scope.user, undone_at=None).order_by("-number").first(),
    )


def source_of(plan: Plan) -> Source | None:
    """Return the source that a plan was read from, or None for a plan that was written here."""
    if plan.reading_id is None:
        return None
    return load_source(Reading.objects.values_list("source", flat=True).get(pk=plan.reading_id))


def source_view(plan: Plan) -> SourceView | None:
    """Return the source of a plan, parted for the page."""
    if plan.reading_id is None:
        return None
    reading = Reading.objects.only("source", "plan").get(pk=plan.reading_id)
    outline = load_plan({**reading.plan, "tasks": [], "findings": []}).outline
    # A numbered task has its place in the outline too, and is no title for that.
    titles = {heading.evidence.start for heading in outline} - {task["evidence"]["start"] for task in reading.plan["tasks"]}
    return SourceView.of(load_source(reading.source), titles)


def _row(task: Task, asked: Sequence[tuple[int, Question]]) -> Row:
    parts = [part for part in task.assignments.all() if part.via_id is None or part.unit_id is not None]
    return Row(
        task,
        tuple(part for part in parts if part.role == AssignmentRole.LEAD and part.via_id is None),
        tuple(part for part in parts if part.role == AssignmentRole.COOPERATING and part.via_id is None),
        tuple(asked),
    )


def _numbered(questions: Iterable[Question], order: Mapping[int, int]) -> dict[int, list[tuple[int, Question]]]:
    """Number the open questions about tasks in the order of the tasks."""
    asked = [one for one in questions if one.asks and one.state == QuestionState.OPEN and one.task_id in order]
    asked.sort(key=lambda one: (order[one.task_id or 0], one.position, one.pk))
    numbered: dict[int, list[tuple[int, Question]]] = defaultdict(list)
    for number, question in enumerate(asked, 1):
        numbered[question.task_id or 0].append((number, question))
    return numbered


def _title(task: Task) -> str:
    """Return what a task stands under: its outermost two headings, the way a reader of the document would name the part."""
    return " › ".join(str(part) for part in task.heading[-2:]) or _("Nhiệm vụ")


def _marks(draft: Draft) -> Iterable[Mark]:
    words = {"text": pgettext("một", "Nhiệm vụ"), "deadline": _("Thời hạn"), "deliverable": _("Sản phẩm")}
    for row in draft.rows:
        name = f"t{row.task.pk}"
        for field, place in row.task.evidence.items():
            if field in words and place:
                yield Mark(place["start"], place["end"], words[field], f"{name} {name}-{field}", row.task.pk)
        for part in (*row.leads, *row.cooperating):
            if part.evidence:
                word = _("Chủ trì") if part.role == AssignmentRole.LEAD else _("Phối hợp")
                yield Mark(part.evidence["start"], part.evidence["end"], word, f"{name} {name}-{part.role}", row.task.pk)
        for number, question in row.asked:
            if question.evidence and not row.accepted:
                yield Mark(question.evidence["start"], question.evidence["end"], "", f"{name} q{question.pk}", row.task.pk, number)
    tasks = {row.task.pk for row in draft.rows}
    for target in draft.targets:
        if target.evidence:
            owner = target.task_id if target.task_id in tasks else None
            yield Mark(target.evidence["start"], target.evidence["end"], _("Chỉ tiêu"), f"t{owner} t{owner}-target", owner)
    for finding in draft.findings:
        if finding.evidence:
            yield Mark(finding.evidence["start"], finding.evidence["end"], pgettext("một", "Tồn tại"), f"f{finding.pk}")
        for link in finding.cause_links.all():
            if link.evidence:
                yield Mark(link.evidence["start"], link.evidence["end"], _("Nguyên nhân"), f"f{finding.pk} f{finding.pk}-cause")
