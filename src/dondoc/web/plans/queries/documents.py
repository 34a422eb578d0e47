"""Shapes the files of a department and what has become of them: being read, waiting to be confirmed, in the register, not read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from dondoc.web.jobs.models import State as JobState
from dondoc.web.organisations.models import Role, Unit
from dondoc.web.organisations.permissions import READING, Scope, within
from dondoc.web.plans.models import Document, DocumentState, Plan, PlanState, Question, QuestionState, Task, TaskState
from dondoc.web.plans.queries.sight import REGISTERED, drafts, visible_plans, visible_tasks

_ENDED_BADLY = (JobState.FAILED, JobState.CANCELLED)


class Stage(StrEnum):
    """How far a document has come, as the list's address names it."""

    READING = "reading"
    DRAFT = "draft"
    PUBLISHED = "published"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Counts:
    """How many documents and plans stand at each stage for one person."""

    reading: int
    draft: int
    published: int
    failed: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one document stands, with the plan that came of it and the sentences of a failure."""

    stage: Stage
    plan: Plan | None = None
    failure_vi: str = ""
    failure_en: str = ""
    cancelled: bool = False


def departments_to_read_in(scope: Scope) -> QuerySet[Unit]:
    """Return the units into whose register the person may read documents."""
    held = [standing.unit_id for standing in scope.standings if standing.role == Role.OFFICE]
    return Unit.objects.filter(pk__in=held).order_by("name")


def visible_documents(scope: Scope) -> QuerySet[Document]:
    """Return the files that the person may see: those of the office, and those whose whole plan is the person's to see."""
    own = within("unit__path", scope.paths(Role.OFFICE, Role.DIRECTOR))
    registered = Plan.objects.filter(document=OuterRef("pk"), state__in=REGISTERED)
    return Document.objects.filter(own | within("unit__path", scope.paths(*READING)) & Exists(registered))


def files_at(scope: Scope, stage: Stage) -> QuerySet[Document]:
    """Return the files that are being read, or that led to nothing, the newest first; for the office and the director."""
    own = Document.objects.filter(within("unit__path", scope.paths(Role.OFFICE, Role.DIRECTOR))).filter(~Exists(_plans()))
    stuck = Q(state=DocumentState.FAILED) | Q(state=DocumentState.READ) | Q(job__state__in=_ENDED_BADLY)
    chosen = (
        own.filter(stuck)
        if stage is Stage.FAILED
        else own.exclude(state__in=(DocumentState.FAILED, DocumentState.READ)).filter(Q(job=None) | ~Q(job__state__in=_ENDED_BADLY))
    )
    return chosen.select_related("job", "uploaded_by", "unit").order_by("-uploaded_at", "-pk")


def waiting_plans(scope: Scope) -> QuerySet[Plan]:
    """Return the plans that wait to be confirmed, each with its number of tasks (`tasks_count`) and of tasks to look at (`open_count`)."""
    tasks = Task.objects.filter(plan=OuterRef("pk"), state=TaskState.DRAFT)
    asked = Question.objects.filter(task=OuterRef("pk"), asks=True, state=QuestionState.OPEN)
    return (
        drafts(scope)
        .annotate(tasks_count=_count(tasks), open_count=_count(tasks.filter(Exists(asked))))
        .select_related("document", "created_by", "unit", "amends")
        .order_by("-created_at", "-pk")
    )


def registered_plans(scope: Scope) -> QuerySet[Plan]:
    """Return the plans of the register, the newest first, each with the number of its tasks that the person sees (`tasks_count`)."""
    seen = visible_tasks(scope).filter(plan=OuterRef("pk"), state=TaskState.ACTIVE)
    return visible_plans(scope).annotate(tasks_count=_count(seen)).select_related("unit").order_by("-published_at", "-pk")


def counts(scope: Scope) -> Counts:
    """Count what stands at each stage, in four statements."""
    return Counts(
        reading=files_at(scope, Stage.READING).count(),
        draft=drafts(scope).count(),
        published=visible_plans(scope).count(),
        failed=files_at(scope, Stage.FAILED).count(),
    )


def standing(document: Document) -> Standing:
    """Return where a document stands; its job is asked where the reading ended without a word."""
    plan = Plan.objects.filter(document=document).exclude(state=PlanState.DISCARDED).order_by("-pk").first()
    if plan is not None:
        return Standing(Stage.DRAFT if plan.state == PlanState.DRAFT else Stage.PUBLISHED, plan)
    job = document.job
    if document.state == DocumentState.FAILED:
        return Standing(Stage.FAILED, failure_vi=document.failure_vi, failure_en=document.failure_en)
    if document.state == DocumentState.READ and (job is None or job.state not in (JobState.WAITING, JobState.RUNNING)):
        return Standing(Stage.FAILED)
    if job is not None and job.state in _ENDED_BADLY:
        return Standing(Stage.FAILED, None, job.failure_vi, job.failure_en, cancelled=job.state == JobState.CANCELLED)
    return Standing(Stage.READING)


def _plans() -> QuerySet[Plan]:
    return Plan.objects.filter(document=OuterRef("pk")).exclude(state=PlanState.DISCARDED)


def _count(rows: QuerySet) -> Coalesce:
    """Count rows of a correlated query without joining them to the list."""
    field = "plan"
    counted = rows.order_by().values(field).annotate(n=Count("pk", distinct=True)).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
