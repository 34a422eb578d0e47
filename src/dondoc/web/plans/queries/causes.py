"""The causes that findings name, with how many findings, tasks and plans stand behind each, and those that read alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet

from dondoc.web.organisations.permissions import Scope
from dondoc.web.plans.models import Cause, Finding, FindingCause, Task
from dondoc.web.plans.queries.filtering import due_within
from dondoc.web.plans.queries.sight import active_tasks, visible_findings
from dondoc.web.plans.queries.task_query import Window
from dondoc.web.plans.queries.words import Typed

PAGE = 50


@dataclass(frozen=True, slots=True)
class CauseRow:
    """A cause and the figures behind it, of what the person sees."""

    cause: Cause
    findings: int
    plans: int
    tasks: int = 0
    late: int = 0


def visible_causes(scope: Scope) -> QuerySet[Cause]:
    """Return the causes of the findings that the person sees."""
    return Cause.objects.filter(pk__in=FindingCause.objects.filter(finding__in=visible_findings(scope).values("pk")).values("cause"))


def counted_causes(scope: Scope, text: str = "") -> QuerySet[Cause]:
    """Return the visible causes, those of most findings first, each with `n_findings` and `n_plans`; `text` narrows them by words."""
    seen = Q(finding_links__finding__in=visible_findings(scope).values("pk"))
    causes = Cause.objects.filter(seen)
    for word in Typed.of(text).words:
        causes = causes.filter(folded__contains=word)
    counts = {
        "n_findings": Count("finding_links__finding", distinct=True),
        "n_plans": Count("finding_links__finding__plan", distinct=True),
    }
    return causes.annotate(**counts).order_by(F("n_findings").desc(), "text", "pk")


def cause_rows(causes: list[Cause], scope: Scope, *, on: date) -> list[CauseRow]:
    """Return a page's causes as lines, their tasks counted in one statement."""
    links = Task.findings.through.objects.filter(
        finding__cause_links__cause__in=[cause.pk for cause in causes],
        finding__in=visible_findings(scope).values("pk"),
        task__in=active_tasks(scope).values("pk"),
    )
    late = Q(task__in=Task.objects.filter(due_within(Window.LATE, on)).values("pk"))
    grouped = (
        links.order_by()
        .values("finding__cause_links__cause")
        .annotate(n=Count("task", distinct=True), late=Count("task", distinct=True, filter=late))
    )
    counted = {row["finding__cause_links__cause"]: row for row in grouped}
    none = {"n": 0, "late": 0}
    rows = []
    for cause in causes:
        row = counted.get(cause.pk, none)
        rows.append(CauseRow(cause, getattr(cause, "n_findings", 0), getattr(cause, "n_plans", 0), row["n"], row["late"]))
    return rows


def findings_of(cause: Cause, scope: Scope) -> QuerySet[Finding]:
    """Return the visible findings that name a cause, with how many visible tasks remedy each."""
    tasks = Q(tasks__in=active_tasks(scope).values("pk"))
    named = visible_findings(scope).filter(cause_links__cause=cause)
    return named.annotate(n_tasks=Count("tasks", filter=tasks, distinct=True)).select_related("plan").order_by("-plan_id", "position")


def mergeable_with(cause: Cause, text: str) -> QuerySet[Cause]:
    """Return the other causes of the same department that a person may mean by some words."""
    others = Cause.objects.filter(unit=cause.unit).exclude(pk=cause.pk)
    words = Typed.of(text).words
    for word in words:
        others = others.filter(folded__contains=word)
    return others.annotate(n_findings=Count("finding_links")).order_by(F("n_findings").desc(), "text")[:10] if words else others.none()
