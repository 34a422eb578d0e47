"""Writes plans without a document: from nothing, or from last year's with its dates a year on; and throws drafts away."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from dondoc.web.audit.actions import Change, record
from dondoc.web.organisations.models import Unit
from dondoc.web.organisations.permissions import Scope
from dondoc.web.plans.actions.drafting import tie_findings, write_questions
from dondoc.web.plans.actions.publishing import CannotPublish
from dondoc.web.plans.actions.reading_rows import searched
from dondoc.web.plans.actions.touching import ROLES
from dondoc.web.plans.models import Assignment, Finding, FindingCause, Match, Plan, PlanState, Question, Target, Task, TaskState
from dondoc.web.plans.permissions import may_confirm, may_read_in, may_see_whole

_YEAR = re.compile(r"\b20\d\d\b")
_CHECK = (
    "Chép từ {plan}, thời hạn đã dời một năm: kiểm tra lại nội dung và thời hạn.",
    "Copied from {plan}, its deadline moved on by a year: check the words and the deadline.",
)
_ENDED = (
    "“{unit}” nay không còn: chọn đơn vị nhận việc.",
    "“{unit}” does not exist any more: choose who takes over.",
)


@dataclass(frozen=True, slots=True)
class NewPlan:
    """What a person states of a plan that they begin to write."""

    title: str
    kind: str = ""
    issuer: str = ""


def new_plan(unit: Unit, values: NewPlan, *, scope: Scope, now: datetime) -> Plan:
    """Begin a plan of the department `unit` without a document; raises PermissionDenied."""
    if not may_read_in(scope, unit):
        raise PermissionDenied
    with transaction.atomic():
        plan = Plan.objects.create(
            unit=unit, title=values.title.strip(), kind=values.kind.strip(), issuer=values.issuer.strip(),
            folded=searched(values.title), created_by=scope.user, created_at=now,
        )  # fmt: skip
        record(scope.user, gettext_noop("soạn kế hoạch mới"), subject=plan, changes={"trích yếu": Change("", plan.title)})
        return plan


def copy_plan(plan: Plan, *, scope: Scope, now: datetime) -> Plan:
    """Begin a plan from another of the register: its findings and tasks with their units, each deadline a year on and to be checked.

    What was dropped is not copied. A unit that has ended leaves its name and a question. Raises PermissionDenied.
    """
    if not (may_read_in(scope, plan.unit) and may_see_whole(scope, plan)):
        raise PermissionDenied
    with transaction.atomic():
        title = _YEAR.sub(lambda year: str(int(year.group()) + 1), plan.title)
        copy = Plan.objects.create(
            unit=plan.unit, title=title, kind=plan.kind, issuer=plan.issuer, place=plan.place, folded=searched(title),
            director=plan.director, focal_unit=plan.focal_unit, copied_from=plan, created_by=scope.user, created_at=now,
        )  # fmt: skip
        findings = _copy_findings(plan, copy)
        tasks = _copy_tasks(plan, copy)
        through = Task.findings.through._default_manager.filter(task__in=list(tasks)).values_list("task_id", "finding_id")
        tie_findings((tasks[task], findings[finding]) for task, finding in through if finding in findings)
        _copy_targets(plan, copy, tasks)
        questions = _copy_parts(tasks, plan, on=timezone.localdate(now))
        write_questions(copy, questions)
        record(
            scope.user, gettext_noop("soạn kế hoạch từ kế hoạch trước"), subject=copy,
            changes={"chép từ": Change(None, str(plan)), "số nhiệm vụ": Change(None, len(tasks))},
        )  # fmt: skip
        return copy


def discard(plan: Plan, *, scope: Scope) -> None:
    """Throw a draft away; its document stays and can be read again. Raises PermissionDenied and CannotPublish."""
    with transaction.atomic():
        draft = Plan.objects.select_for_update(of=("self",)).select_related("unit").get(pk=plan.pk)
        if not may_confirm(scope, draft):
            raise PermissionDenied
        if draft.state == PlanState.DISCARDED:
            return
        if draft.state != PlanState.DRAFT:
            raise CannotPublish(_("Kế hoạch đã đưa vào sổ thì không bỏ được; dùng văn bản sửa đổi để bỏ từng nhiệm vụ."))
        draft.state, draft.version = PlanState.DISCARDED, draft.version + 1
        draft.save(update_fields=["state", "version"])
        record(scope.user, gettext_noop("bỏ bản chờ xác nhận"), subject=draft, changes={"trạng thái": Change("chờ xác nhận", "đã bỏ")})


def a_year_on(day: date | None) -> date | None:
    """Return the same day of the next year; of the 29th of February the 28th."""
    if day is None:
        return None
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def _copy_findings(plan: Plan, copy: Plan) -> dict[int, Finding]:
    old = list(plan.findings.filter(dropped=False))
    new = Finding.objects.bulk_create(
        [Finding(plan=copy, position=row.position, number=row.number, text=row.text, folded=row.folded) for row in old]
    )
    made = {row.pk: copied for row, copied in zip(old, new, strict=True)}
    links = FindingCause.objects.filter(finding__in=list(made))
    FindingCause.objects.bulk_create(
        [FindingCause(finding=made[one.finding_id], cause_id=one.cause_id, printed=one.printed) for one in links]
    )
    return made


def _copy_tasks(plan: Plan, copy: Plan) -> dict[int, Task]:
    standing = [TaskState.ACTIVE, TaskState.PAUSED, TaskState.DONE]
    old = list(plan.tasks.filter(state__in=standing, occurrence_of=None).order_by("position", "pk"))
    new = Task.objects.bulk_create([_copied(row, copy, position) for position, row in enumerate(old, 1)])
    made = {row.pk: copied for row, copied in zip(old, new, strict=True)}
    children = [(made[row.pk], made[row.parent_id]) for row in old if row.parent_id in made]
    for child, parent in children:
        child.parent = parent
    Task.objects.bulk_update([child for child, _parent in children], ["parent"])
    return made


def _copied(row: Task, copy: Plan, position: int) -> Task:
    """The printed phrase of a deadline named days that are gone; where it named none it still holds."""
    dated = row.due_on is not None or row.due_from is not None
    return Task(
        plan=copy, position=position, number=row.number, heading=row.heading, text=row.text, folded=row.folded,
        deadline_kind=row.deadline_kind, due_from=a_year_on(row.due_from), due_on=a_year_on(row.due_on), due_strict=row.due_strict,
        recurrence=row.recurrence, due_text="" if dated else row.due_text, deliverable=row.deliverable,
    )  # fmt: skip


def _copy_targets(plan: Plan, copy: Plan, tasks: Mapping[int, Task]) -> None:
    Target.objects.bulk_create(
        [
            Target(
                plan=copy, task=tasks.get(row.task_id or 0), position=row.position, subject=row.subject, op=row.op, value=row.value,
                unit=row.unit, maximum=row.maximum, decided=True,
            )
            for row in plan.targets.filter(dropped=False)
        ]
    )  # fmt: skip


def _copy_parts(tasks: Mapping[int, Task], plan: Plan, *, on: date) -> Sequence[Question]:
    """Copy leads and cooperating units as the plan named them, and return what there is to check."""
    old = Assignment.objects.filter(task__in=list(tasks), role__in=ROLES, via=None).select_related("unit").order_by("position", "pk")
    standing = set(Unit.objects.standing(on).filter(pk__in=[part.unit_id for part in old if part.unit_id]).values_list("pk", flat=True))
    rows, ended = [], []
    for part in old:
        row = Assignment(
            task=tasks[part.task_id], role=part.role, position=part.position, unit_id=part.unit_id, group_id=part.group_id,
            match=part.match, printed=part.printed,
        )  # fmt: skip
        if part.unit is not None and part.unit_id not in standing:
            row.unit, row.match, row.printed = None, Match.DISSOLVED, part.unit.name
            ended.append(row)
        rows.append(row)
    Assignment.objects.bulk_create(rows)
    checks = [_question(task, _CHECK, code="copied.check", plan=str(plan)) for task in tasks.values()]
    return [*checks, *(_question(row.task, _ENDED, code="unit.dissolved", part=row, unit=row.printed) for row in ended)]


def _question(task: Task, words: tuple[str, str], *, code: str, part: Assignment | None = None, **filled: str) -> Question:
    vi, en = (sentence.format(**filled) for sentence in words)
    return Question(plan=task.plan, task=task, assignment=part, field=part.role if part else "deadline", code=code, vi=vi, en=en)
