"""What waits for one person today: documents and questions for the office, tasks by deadline for a unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any

from django.db.models import Count as CountOf
from django.db.models import Q, QuerySet
from django.urls import reverse

from dondoc.web.accounts.models import User
from dondoc.web.calendars.queries.calendars import Calendars
from dondoc.web.organisations.models import Post, Role, Unit, covering
from dondoc.web.organisations.permissions import READING, Scope, within
from dondoc.web.plans.models import Document, DocumentState, Plan, Question, QuestionState, Task
from dondoc.web.plans.queries.filtering import narrowed
from dondoc.web.plans.queries.first_keys import Asked, FirstKeys, asked, first_keys
from dondoc.web.plans.queries.handovers import waiting_parts
from dondoc.web.plans.queries.sight import drafts
from dondoc.web.plans.queries.task_query import TaskQuery, Window
from dondoc.web.plans.queries.tasks import Count, TaskRow, task_rows

ROWS = 6
_COUNTED = 999
_WINDOWS = {"late": Window.LATE, "soon": Window.WEEK, "undated": Window.UNDATED}


class Standing(StrEnum):
    """Whose morning it is."""

    OFFICE = "office"
    UNIT = "unit"
    FOUNDER = "founder"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Section:
    """The first tasks of a list, how many it has, and the address of all."""

    rows: tuple[TaskRow, ...]
    total: Count
    link: str


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A plan that waits to be confirmed."""

    plan: Plan
    tasks: int
    asked: int


@dataclass(frozen=True, slots=True)
class Desk:
    """What waits at the office: read but not confirmed, unreadable, being read, handed over, asked."""

    drafts: tuple[DraftRow, ...]
    n_drafts: int
    asked: int
    reading: int
    handovers: int
    failed: tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class Home:
    """The first page of one person; what does not concern them is empty."""

    standing: Standing
    late: Section | None = None
    soon: Section | None = None
    undated: Section | None = None
    desk: Desk | None = None
    keepers: tuple[User, ...] = ()


def home(scope: Scope, *, on: date, calendars: Calendars) -> Home:
    """Return what waits for a person on a day."""
    if not scope.paths(*READING):
        founds = scope.user.is_administrator and not Unit.objects.exists()
        if founds or scope.user.is_administrator or scope.holds(Role.ADMINISTRATOR):
            return Home(Standing.FOUNDER)
        return Home(Standing.NOBODY, keepers=tuple(keepers(on)))
    office = scope.holds(Role.OFFICE)
    firsts = first_keys(_asked_on(on, scope))
    shown = {name: firsts[name].keys for name in ("late", "soon")}
    found = Task.objects.filter(pk__in={pk for keys in shown.values() for pk in keys})
    rows = {row.pk: row for row in task_rows(found, on=on, calendars=calendars)} if any(shown.values()) else {}

    def section(name: str) -> Section:
        first = tuple(rows[pk] for pk in shown.get(name, ()) if pk in rows)
        return Section(first, firsts[name].total, f"{reverse('plans:tasks')}{TaskQuery(due=_WINDOWS[name]).link()}")

    return Home(
        Standing.OFFICE if office else Standing.UNIT,
        late=section("late"),
        soon=section("soon"),
        undated=section("undated"),
        desk=_desk(firsts) if office else None,
    )


@lru_cache(maxsize=256)
def _asked_on(on: date, scope: Scope) -> Asked:
    """Return what a person's first page asks on a day: it follows from their posts alone."""
    every = narrowed(TaskQuery(), scope, on=on)
    lists = {name: every.due(window, on).keys() for name, window in _WINDOWS.items()}
    return asked(lists | (_on_the_desk(scope) if scope.holds(Role.OFFICE) else {}), first=ROWS, bound=_COUNTED)


def _on_the_desk(scope: Scope) -> dict[str, QuerySet[Any, Any]]:
    """Return what waits to be read, confirmed, answered and handed over in the departments that a person consolidates."""
    documents = Document.objects.filter(within("unit__path", scope.paths(Role.OFFICE)))
    return {
        "drafts": drafts(scope).order_by("created_at", "pk").values("pk"),
        "asked": Question.objects.filter(plan__in=drafts(scope).values("pk"), asks=True, state=QuestionState.OPEN).order_by().values("pk"),
        "reading": documents.filter(state__in=[DocumentState.WAITING, DocumentState.READING]).order_by().values("pk"),
        "handovers": waiting_parts(scope).order_by().values("pk"),
        "failed": documents.filter(state=DocumentState.FAILED).order_by("-uploaded_at", "-pk").values("pk"),
    }


def _desk(firsts: Mapping[str, FirstKeys]) -> Desk:
    waiting, failed = firsts["drafts"].keys, firsts["failed"].keys
    plans = Plan.objects.defer("evidence", "folded").annotate(n_tasks=CountOf("tasks", distinct=True), n_asked=_asked())
    drafted = plans.in_bulk(waiting) if waiting else {}
    unread = Document.objects.in_bulk(failed) if failed else {}
    return Desk(
        drafts=tuple(DraftRow(plan, plan.n_tasks, plan.n_asked) for plan in (drafted[key] for key in waiting if key in drafted)),
        n_drafts=firsts["drafts"].total.number,
        asked=firsts["asked"].total.number,
        reading=firsts["reading"].total.number,
        handovers=firsts["handovers"].total.number,
        failed=tuple(unread[key] for key in failed if key in unread),
    )


def _asked() -> CountOf:
    return CountOf("questions", filter=Q(questions__asks=True, questions__state=QuestionState.OPEN), distinct=True)


def keepers(on: date) -> QuerySet[User]:
    """Return those whom a person without a post may ask: who administers dondoc or a department."""
    administering = Post.objects.filter(covering(on), role=Role.ADMINISTRATOR).values("user")
    return User.objects.active().filter(Q(is_administrator=True) | Q(pk__in=administering)).order_by("full_name")[:8]
