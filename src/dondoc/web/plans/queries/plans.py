"""One published plan as a person sees it: its findings, its tasks and how they stand in time, and what else it prints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from dondoc.engine.tracking import TimeState
from dondoc.web.organisations.permissions import Scope
from dondoc.web.plans.models import Assignment, AssignmentRole, Citation, FindingCause, Plan, Question, Target, Task
from dondoc.web.plans.permissions import may_see_whole, may_tidy
from dondoc.web.plans.queries.filtering import due_within
from dondoc.web.plans.queries.sight import active_tasks, visible_findings, visible_plans, visible_tasks
from dondoc.web.plans.queries.task_query import TIMES, TaskQuery, Window
from dondoc.web.plans.queries.tasks import TaskPage, task_page
from dondoc.web.plans.queries.time_states import task_in
from dondoc.web.ui.templatetags.ui import Share

TABS = ("nhiem-vu", "chi-tieu", "vien-dan", "nhan-xet", "nguyen-nhan", "lich-su")
_PARTS = (AssignmentRole.LEAD, AssignmentRole.COOPERATING)
_OVER = (TimeState.DONE, TimeState.DONE_LATE, TimeState.HALTED)


@dataclass(frozen=True, slots=True)
class InTime:
    """How many tasks are in each state in time, by the state's name."""

    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        """All that are still to be done."""
        return sum(number for state, number in self.counts.items() if state not in _OVER)

    @property
    def every(self) -> int:
        """All, done and halted ones too."""
        return sum(self.counts.values())

    def shares(self, query: TaskQuery) -> list[Share]:
        """Return the parts of one bar, each with the address of its rows in the list that `query` asks for."""
        return [Share(state, number, query.but(time=state).link()) for state, number in self.counts.items()]


@dataclass(frozen=True, slots=True)
class OutlineItem:
    """A finding in the outline beside the table, which it filters."""

    pk: int
    number: str
    text: str
    tasks: int
    late: int
    link: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class PlanPage:
    """One plan as one person sees it; `whole` says that this is all of it."""

    plan: Plan
    whole: bool
    tidies: bool
    listed: TaskPage
    outline: tuple[OutlineItem, ...]
    tasks: InTime
    shares: list[Share]
    units: int
    all_link: str


def in_time(on: date) -> dict[str, Count]:
    """Return the aggregates that count tasks by their state in time."""
    return {state: Count("pk", filter=task_in(state, on=on)) for state in TIMES}


def plan_page(plan: Plan, scope: Scope, *, query: TaskQuery, on: date) -> PlanPage:
    """Return a plan's page; the caller has found the plan among the visible ones."""
    mine = active_tasks(scope, tasks_first=True).filter(plan=plan).order_by()
    counted = (
        visible_tasks(scope, tasks_first=True)
        .filter(plan=plan)
        .order_by()
        .aggregate(**{f"n_{state}": count for state, count in in_time(on).items()})
    )
    counts = InTime({state: counted[f"n_{state}"] for state in TIMES})
    whole = may_see_whole(scope, plan)
    return PlanPage(
        plan=plan,
        whole=whole,
        tidies=may_tidy(scope, plan.unit),
        listed=task_page(query, scope, on=on),
        outline=_outline(plan, scope, query=query, on=on),
        tasks=counts,
        shares=counts.shares(TaskQuery.usual(plan.pk)),
        units=Assignment.objects.filter(task__in=mine.values("pk"), role__in=_PARTS, unit__isnull=False).values("unit").distinct().count(),
        all_link=query.but(finding=None).link(),
    )


def _outline(plan: Plan, scope: Scope, *, query: TaskQuery, on: date) -> tuple[OutlineItem, ...]:
    links = Task.findings.through.objects.filter(task__in=active_tasks(scope, tasks_first=True).filter(plan=plan).values("pk"))
    late = Task.objects.filter(due_within(Window.LATE, on), plan=plan).values("pk")
    counted = {
        row["finding"]: row for row in links.order_by().values("finding").annotate(n=Count("pk"), late=Count("pk", filter=Q(task__in=late)))
    }
    items = []
    for finding in visible_findings(scope, few=True).filter(plan=plan).order_by("position").only("number", "text"):
        row = counted.get(finding.pk, {"n": 0, "late": 0})
        link = query.but(finding=finding.pk).link()
        items.append(OutlineItem(finding.pk, finding.number, finding.text, row["n"], row["late"], link, query.finding == finding.pk))
    return tuple(items)


def targets_of(plan: Plan, scope: Scope) -> QuerySet[Target]:
    """Return the targets that a person sees of a plan: all of a whole one, else those of their own tasks."""
    targets = Target.objects.filter(plan=plan, dropped=False).select_related("task")
    return targets if may_see_whole(scope, plan) else targets.filter(task__in=visible_tasks(scope).values("pk"))


@dataclass(frozen=True, slots=True)
class Cited:
    """A document that the plan names, with its plan where the person may open that."""

    citation: Citation
    plan: Plan | None


def citations_of(plan: Plan, scope: Scope) -> list[Cited]:
    """Return what a plan cites, each document once."""
    open_to = {held.pk: held for held in visible_plans(scope).filter(cited_by__plan=plan).only("kind", "number", "title").distinct()}
    found: dict[str, Cited] = {}
    for citation in Citation.objects.filter(plan=plan):
        found.setdefault(citation.folded_number, Cited(citation, open_to.get(citation.cited_id or 0)))
    return list(found.values())


def citing(plan: Plan, scope: Scope) -> QuerySet[Plan]:
    """Return the visible plans that cite this one."""
    return visible_plans(scope).filter(citations__cited=plan).exclude(pk=plan.pk).only("kind", "number", "title", "issued_on").distinct()


def questions_of(plan: Plan) -> QuerySet[Question]:
    """Return what was asked or remarked of a plan's text."""
    return Question.objects.filter(plan=plan).select_related("task", "finding").order_by("state", "position", "pk")


def causes_of(plan: Plan, scope: Scope) -> QuerySet[FindingCause]:
    """Return the causes of the findings that the person sees."""
    links = FindingCause.objects.filter(finding__in=visible_findings(scope, few=True).filter(plan=plan).values("pk"))
    return links.select_related("cause", "finding").order_by("finding__position", "pk")
