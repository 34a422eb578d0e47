"""What waits for one person today: documents and questions for the office, tasks by deadline for a unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Count as CountOf
from django.db.models import Q, QuerySet
from django.urls import reverse

from dondoc.web.accounts.models import User
from dondoc.web.organisations.models import Post, Role, Unit, covering
from dondoc.web.organisations.permissions import READING, Scope, within
from dondoc.web.plans.models import Document, DocumentState, Plan, Question, QuestionState
from dondoc.web.plans.queries.filtering import narrowed
from dondoc.web.plans.queries.handovers import waiting_parts
from dondoc.web.plans.queries.sight import drafts
from dondoc.web.plans.queries.task_query import TaskQuery, Window
from dondoc.web.plans.queries.tasks import Count, TaskRow, counts, task_lists

ROWS = 6
_COUNTED = 999


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


def home(scope: Scope, *, on: date) -> Home:
    """Return what waits for a person on a day."""
    if not scope.paths(*READING):
        founds = scope.user.is_administrator and not Unit.objects.exists()
        if founds or scope.user.is_administrator or scope.holds(Role.ADMINISTRATOR):
            return Home(Standing.FOUNDER)
        return Home(Standing.NOBODY, keepers=tuple(keepers(on)))
    office = scope.holds(Role.OFFICE)
    asked = {"late": TaskQuery(due=Window.LATE), "soon": TaskQuery(due=Window.WEEK), "undated": TaskQuery(due=Window.UNDATED)}
    lists = {name: narrowed(query, scope, on=on).tasks for name, query in asked.items()}
    numbers = dict(zip(lists, counts(scope, *lists.values(), bound=_COUNTED), strict=True))
    shown = [name for name in lists if name != "undated" and numbers[name].number]
    rows = dict(zip(shown, task_lists([lists[name][:ROWS] for name in shown], on=on), strict=True)) if shown else {}
    sections = {
        name: Section(tuple(rows.get(name, ())), numbers[name], f"{reverse('plans:tasks')}{query.link()}") for name, query in asked.items()
    }
    return Home(
        Standing.OFFICE if office else Standing.UNIT,
        late=sections["late"],
        soon=sections["soon"],
        undated=sections["undated"],
        desk=desk(scope) if office else None,
    )


def desk(scope: Scope) -> Desk:
    """Return what waits to be read, confirmed, answered and handed over in the departments that a person consolidates."""
    paths = scope.paths(Role.OFFICE)
    waiting = drafts(scope).annotate(n_tasks=CountOf("tasks", distinct=True), n_asked=_asked()).order_by("created_at")
    documents = Document.objects.filter(within("unit__path", paths))
    proposed = waiting_parts(scope)
    asked = Question.objects.filter(plan__in=drafts(scope).values("pk"), asks=True, state=QuestionState.OPEN)
    reading = documents.filter(state__in=[DocumentState.WAITING, DocumentState.READING])
    numbers = counts(scope, drafts(scope), asked, reading, proposed, bound=_COUNTED)
    return Desk(
        drafts=tuple(DraftRow(plan, plan.n_tasks, plan.n_asked) for plan in waiting.defer("evidence", "folded")[:ROWS]),
        n_drafts=numbers[0].number,
        asked=numbers[1].number,
        reading=numbers[2].number,
        handovers=numbers[3].number,
        failed=tuple(documents.filter(state=DocumentState.FAILED).order_by("-uploaded_at")[:ROWS]),
    )


def _asked() -> CountOf:
    return CountOf("questions", filter=Q(questions__asks=True, questions__state=QuestionState.OPEN), distinct=True)


def keepers(on: date) -> QuerySet[User]:
    """Return those whom a person without a post may ask: who administers dondoc or a department."""
    administering = Post.objects.filter(covering(on), role=Role.ADMINISTRATOR).values("user")
    return User.objects.active().filter(Q(is_administrator=True) | Q(pk__in=administering)).order_by("full_name")[:8]
