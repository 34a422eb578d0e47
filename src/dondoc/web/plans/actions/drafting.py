"""Turns a reading into a draft: the plan's rows, tied to the registry, with a question wherever a person must look."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import models, transaction
from django.utils.translation import gettext_noop

from dondoc.engine.extraction import plan as read
from dondoc.engine.review import Remark, review
from dondoc.engine.sources.source import Source
from dondoc.engine.writing.plan_values import load_plan
from dondoc.engine.writing.source_values import load_source
from dondoc.web.accounts.models import User
from dondoc.web.audit.actions import Change, System, record
from dondoc.web.organisations.models import Unit, UnitKind
from dondoc.web.plans.actions.citing import link_citations, suggest_amended
from dondoc.web.plans.actions.doubting import Drafted, remark_questions, unit_questions
from dondoc.web.plans.actions.matching_units import Registry, Tied
from dondoc.web.plans.actions.reading_rows import (
    citation_rows,
    duty_rows,
    finding_rows,
    head_values,
    place,
    result_rows,
    searched,
    target_rows,
    task_rows,
)
from dondoc.web.plans.models import (
    Assignment,
    AssignmentRole,
    Cause,
    Duty,
    Finding,
    FindingCause,
    PastResult,
    Plan,
    PlanState,
    Question,
    Reading,
    Target,
    Task,
)

READER = System("dondoc")
"""Who a draft's rows are written by: the reading itself, on behalf of whoever brought the file."""


@dataclass(frozen=True, slots=True)
class Read:
    """A reading as the engine's own values, with what its review remarks."""

    source: Source
    plan: read.Plan
    remarks: tuple[Remark, ...]

    @classmethod
    def of(cls, source: Source, plan: read.Plan) -> Read:
        """Review a plan that was just read."""
        return cls(source, plan, review(plan, source).remarks)

    @classmethod
    def stored(cls, reading: Reading) -> Read:
        """Take a reading out of store."""
        return cls.of(load_source(reading.source), load_plan(reading.plan))


def draft_plan(reading: Reading, *, by: User, on: date, values: Read | None = None) -> Plan:
    """Make the draft of a reading and return it; a reading that has a draft already gives that one.

    `on` is the day by which units are looked up where the document has no whole date of its own; `values` are those of the reading
    where the caller has them at hand.
    """
    with transaction.atomic():
        department = Unit.objects.select_for_update(no_key=True).get(pk=reading.document.unit_id)
        known = Plan.objects.filter(document=reading.document, reading=reading).exclude(state=PlanState.DISCARDED).first()
        if known is not None:
            return known
        found = values or Read.stored(reading)
        # A department's office follows its plans up, and takes what the document gives to nobody, unless a person says otherwise.
        office = Unit.objects.standing(on).filter(parent=department, kind=UnitKind.OFFICE).order_by("position", "pk").first()
        head = head_values(found.plan.document)
        plan = Plan(unit=department, document=reading.document, reading=reading, created_by=by, focal_unit=office, **head)
        plan.save(force_insert=True)
        _fill(plan, found, on=plan.issued_on or on)
        suggest_amended(plan)
        record(READER, gettext_noop("đọc văn bản thành bản chờ xác nhận"), subject=plan, changes=_summary(found.plan))
        return plan


def _fill(plan: Plan, found: Read, *, on: date) -> None:
    findings = Finding.objects.bulk_create(finding_rows(plan, found.plan.findings))
    write_causes(plan.unit, list(zip(findings, found.plan.findings, strict=True)))
    tasks = Task.objects.bulk_create(task_rows(plan, found.plan.tasks, findings))
    tie_findings((task, findings[one.finding]) for task, one in zip(tasks, found.plan.tasks, strict=True) if one.finding is not None)
    tied = assign(list(zip(tasks, found.plan.tasks, strict=True)), Registry.of(plan.unit, on))
    write_printed(plan, found.plan, tasks)
    drafted = Drafted(plan, findings, tasks, [row for row, _ in tied])
    write_questions(plan, [*unit_questions(tied), *remark_questions(drafted, found.remarks)])


def assign(pairs: Sequence[tuple[Task, read.Task]], registry: Registry) -> list[tuple[Assignment, Tied]]:
    """Write the parts of saved tasks as they were read; a unit that is named twice in a role stands once."""
    rows: list[tuple[Assignment, Tied]] = []
    for task, found in pairs:
        for role, mentions in ((AssignmentRole.LEAD, found.leads), (AssignmentRole.COOPERATING, found.cooperating)):
            rows.extend(part_rows(task, role, mentions=mentions, registry=registry))
    Assignment.objects.bulk_create([row for row, _ in rows])
    return rows


def part_rows(task: Task, role: str, *, mentions: Sequence[read.UnitMention], registry: Registry) -> list[tuple[Assignment, Tied]]:
    """Return the unsaved parts of one task in one role."""
    rows: list[tuple[Assignment, Tied]] = []
    seen: set[tuple[int | None, int | None]] = set()
    for mention in mentions:
        tied = registry.tie(mention)
        target = (tied.unit_id, tied.group_id)
        if any(target) and target in seen:
            continue
        seen.add(target)
        row = Assignment(
            task=task, role=role, position=len(rows) + 1, unit_id=tied.unit_id, group_id=tied.group_id,
            printed=" ".join(mention.name.split())[:300], match=tied.match, evidence=place(mention.evidence),
        )  # fmt: skip
        rows.append((row, tied))
    return rows


def write_causes(department: Unit, pairs: Sequence[tuple[Finding, read.Finding]]) -> None:
    """Tie saved findings to their causes; a cause with the same words is one record in the department."""
    printed = {searched(cause.text): cause.text for _, finding in pairs for cause in finding.causes}
    known = {cause.folded: cause for cause in Cause.objects.filter(unit=department, folded__in=printed)}
    new = [Cause(unit=department, text=text, folded=folded) for folded, text in printed.items() if folded not in known]
    known |= {cause.folded: cause for cause in Cause.objects.bulk_create(new)}
    links: dict[tuple[int, int], FindingCause] = {}
    for row, finding in pairs:
        for cause in finding.causes:
            shared = known[searched(cause.text)]
            link = FindingCause(finding=row, cause=shared, printed=cause.text, evidence=place(cause.evidence))
            links.setdefault((row.pk, shared.pk), link)
    FindingCause.objects.bulk_create(links.values())


def tie_findings(pairs: Iterable[tuple[Task, Finding]]) -> None:
    """Tie saved tasks to the findings that they remedy."""
    through: type[models.Model] = Task.findings.through
    through._default_manager.bulk_create([through(task_id=task.pk, finding_id=finding.pk) for task, finding in pairs])


def write_printed(plan: Plan, found: read.Plan, tasks: Sequence[Task]) -> None:
    """Write the targets, citations, duties to report and past results of a plan; a target that is there already stays as it is."""
    kept = set(plan.targets.values_list("origin", flat=True))
    targets = [target for target in target_rows(plan, found.targets, tasks) if target.origin not in kept]
    Target.objects.bulk_create(targets)
    Duty.objects.bulk_create(duty_rows(plan, found.reporting))
    PastResult.objects.bulk_create(result_rows(plan, found.results))
    link_citations(plan, citation_rows(plan, found.citations))


def write_questions(plan: Plan, questions: Sequence[Question]) -> None:
    """Write questions in the order of the document, those about no place first."""
    ordered = sorted(questions, key=lambda question: question.evidence["start"] if question.evidence else -1)
    for position, question in enumerate(ordered, 1):
        question.position = position
    Question.objects.bulk_create(ordered)


def _summary(found: read.Plan) -> dict[str, Change]:
    return {"số tồn tại": Change(None, len(found.findings)), "số nhiệm vụ": Change(None, len(found.tasks))}
