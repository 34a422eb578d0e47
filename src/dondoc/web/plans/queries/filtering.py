"""Turns a task query into conditions on the tasks a person sees, and says in words what each filter means to that person."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, F, Min, OrderBy, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dondoc.engine.tracking import TimeState, Work
from dondoc.web.accounts.models import User
from dondoc.web.organisations.models import Unit
from dondoc.web.organisations.permissions import Scope, within
from dondoc.web.plans.models import Assignment, AssignmentRole, Cause, Finding, FindingCause, Plan, Question, QuestionState, Task, TaskState
from dondoc.web.plans.queries.sight import active_parts, active_tasks, oversees, visible_findings, visible_plans, visible_tasks
from dondoc.web.plans.queries.task_query import KINDS, QUIET, ROLES, STATES, TIMES, WINDOWS, WORKS, TaskQuery, Window
from dondoc.web.plans.queries.time_states import task_in, task_still
from dondoc.web.plans.queries.units import known_units, units_named
from dondoc.web.plans.queries.words import Says, Typed

FRESH_DAYS = 7
_WEEK = 7
_BY_DEADLINE = TaskQuery()
_NARROWS_LITTLE = ("due", "columns", "page", "size", "reverse")
"""What a list in the order of deadlines may ask for beside that order and still find its page soon."""
_MOST_NAMED = 50
_CHIP = 40
_OVER = (TimeState.DONE, TimeState.DONE_LATE, TimeState.HALTED)
_ENDED = (Work.DONE, Work.PAUSED, Work.CANCELLED)
"""States that only tasks beyond those still to be done are in, so that they ask for all of them."""
_PARTS = (AssignmentRole.LEAD, AssignmentRole.COOPERATING)


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter in force, in words, and the address without it."""

    label: str
    value: str
    without: str


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The tasks that a query means for one person on one day, in the query's order, and its filters in words.

    `parts` are the person's parts in just those tasks, where one index of parts gives the list by deadline, the last first if `turned`.
    """

    tasks: QuerySet[Task]
    filters: tuple[Filter, ...]
    parts: QuerySet[Assignment] | None = None
    turned: bool = False

    def due(self, window: Window, on: date) -> Narrowed:
        """Return those of the tasks whose last day lies in a window."""
        parts = self.parts.filter(due_within(window, on, day="task_day")) if self.parts is not None else None
        return replace(self, tasks=self.tasks.filter(due_within(window, on)), parts=parts)

    def keys(self) -> QuerySet[Any, Any]:
        """Return the key of each task, in the query's order."""
        if self.parts is None:
            return self.tasks.values("pk")
        days = self.parts.order_by().values("task").annotate(day=Min("task_day"))
        return days.order_by(*_by_day("day", "task", turned=self.turned)).values("task")

    def rows(self, start: int, size: int) -> QuerySet[Task]:
        """Return so many tasks of the list from a place on."""
        if self.parts is None:
            return self.tasks[start : start + size]
        found = Task.objects.filter(pk__in=self.keys()[start : start + size])
        return found.order_by(*_by_day("last_day", "pk", turned=self.turned))


def narrowed(query: TaskQuery, scope: Scope, *, on: date) -> Narrowed:
    """Return what the person sees of what the query asks for; a plan or unit hidden from them is as one that does not exist."""
    tasks = _states(query, scope)
    told: list[Filter] = []
    if query.within is not None:
        tasks = tasks.filter(plan=query.within)
    if query.plan:
        plans = _plans(query.plan, scope)
        tasks = tasks.filter(plan__in=[plan.pk for plan in plans])
        told.append(Filter(pgettext("một", "Văn bản"), _names([str(plan) for plan in plans], query.plan), query.but(plan="").link()))
    if query.unit:
        units = _units(query.unit, scope)
        below = Unit.objects.filter(within("path", tuple(unit.path for unit in units))).order_by().values("pk")
        parts = Assignment.objects.filter(unit__in=below, role__in=[query.role] if query.role else _PARTS)
        tasks = tasks.filter(pk__in=parts.values("task"))
        label = _("Đơn vị {role}").format(role=ROLES[query.role]) if query.role else pgettext("một", "Đơn vị")
        told.append(Filter(label, _names([unit.name for unit in units], query.unit), query.but(unit="", role="").link()))
    for condition, one in _plain(query, scope, on=on):
        tasks = tasks.filter(condition)
        told.append(one)
    return Narrowed(_ordered(tasks, query), tuple(told), _parts_by_deadline(query, scope, on=on), query.reverse)


def _parts_by_deadline(query: TaskQuery, scope: Scope, *, on: date) -> QuerySet[Assignment] | None:
    """Return the parts whose tasks a list by deadline shows; nothing for who oversees many, and where more is asked."""
    if oversees(scope) or query.within is not None or not _is_by_deadline(query):
        return None
    parts = active_parts(scope)
    return parts.filter(due_within(query.due, on, day="task_day")) if query.due else parts


def _is_by_deadline(query: TaskQuery) -> bool:
    return query == replace(_BY_DEADLINE, **{name: getattr(query, name) for name in _NARROWS_LITTLE})


def due_within(window: str, on: date, *, day: str = "last_day") -> Q:
    """Return the condition that the last day, in the column `day`, lies in a window."""

    def between(first: date | None, end: date | None = None) -> Q:
        """Return the condition that the day is `first` or later and before `end`."""
        from_first = Q(**{f"{day}__gte": first}) if first else Q()
        return from_first & (Q(**{f"{day}__lt": end}) if end else Q())

    match window:
        case Window.LATE:
            return between(None, on)
        case Window.WEEK:
            return between(on, on + timedelta(days=_WEEK + 1))
        case Window.MONTH_AHEAD:
            return between(on, on + timedelta(days=31))
        case Window.LATER:
            return between(on + timedelta(days=_WEEK + 1))
        case Window.THIS_MONTH:
            return between(on.replace(day=1), _next_month(on, 1))
        case Window.THIS_QUARTER:
            first = on.replace(month=(on.month - 1) // 3 * 3 + 1, day=1)
            return between(first, _next_month(first, 3))
        case Window.DATED:
            return Q(**{f"{day}__isnull": False})
        case _:
            return Q(**{day: None})


def _next_month(first: date, months: int) -> date:
    month = first.month - 1 + months
    return date(first.year + month // 12, month % 12 + 1, 1)


def _plain(query: TaskQuery, scope: Scope, *, on: date) -> list[tuple[Q | Says, Filter]]:
    """Return the filters that one condition makes, each with its words."""
    found: list[tuple[Q | Says, Filter]] = []
    if query.due:
        found.append((due_within(query.due, on), Filter(_("Hạn"), str(WINDOWS[query.due]), query.but(due="").link())))
    if query.kind:
        kind = "" if query.kind == "none" else query.kind
        found.append((Q(deadline_kind=kind), Filter(_("Loại thời hạn"), str(KINDS[query.kind]), query.but(kind="").link())))
    if query.finding is not None:
        words = Finding.objects.filter(pk=query.finding, pk__in=visible_findings(scope, few=True)).values_list("number", "text").first()
        found.append((Q(findings=query.finding), Filter(pgettext("một", "Tồn tại"), _first_words(words), query.but(finding=None).link())))
    if query.cause is not None:
        links = FindingCause.objects.filter(cause=query.cause).values("finding")
        said = Cause.objects.filter(pk=query.cause, findings__in=visible_findings(scope)).values_list("text").first()
        held = Task.findings.through.objects.filter(finding__in=links).values("task")
        found.append((Q(pk__in=held), Filter(_("Nguyên nhân"), _first_words(said), query.but(cause=None).link())))
    if query.text:
        found.append((_text(Typed.of(query.text)), Filter(_("Có chữ"), f"“{query.text}”", query.but(text="").link())))
    if query.asked:
        found.append((Q(Exists(open_questions())), Filter(pgettext("một", "Văn bản"), _("còn chỗ cần xem"), query.but(asked=False).link())))
    if query.fresh:
        since = timezone.make_aware(datetime.combine(on - timedelta(days=FRESH_DAYS), time()))
        fresh = Q(plan__in=Plan.objects.filter(published_at__gte=since).values("pk"))
        found.append((fresh, Filter(_("Mới giao"), _("trong 7 ngày qua"), query.but(fresh=False).link())))
    if query.state:
        told = Filter(_("Trạng thái"), str(STATES[query.state]), query.but(state="").link())
        found.append((Q(), told))
    return [*found, *_standing(query, scope, on=on)]


def _standing(query: TaskQuery, scope: Scope, *, on: date) -> list[tuple[Q | Says, Filter]]:
    """Return the filters by how far a task has come and who is in charge, each with its words."""
    found: list[tuple[Q | Says, Filter]] = []
    if query.time:
        found.append((task_in(query.time, on=on), Filter(_("Thời gian"), str(TIMES[query.time]), query.but(time="").link())))
    if query.work:
        found.append((Q(work=query.work), Filter(_("Xử lý"), str(WORKS[query.work]), query.but(work="").link())))
    if query.quiet:
        found.append((task_still(query.quiet, on=on), Filter(_("Chuyển biến"), str(QUIET[query.quiet]), query.but(quiet="").link())))
    if query.leader is not None:
        led = visible_plans(scope).filter(director=query.leader)
        name = User.objects.filter(pk__in=led.values("director")).values_list("full_name", flat=True).first()
        leads = Q(plan__in=Plan.objects.filter(director=query.leader).values("pk"))
        found.append((leads, Filter(_("Lãnh đạo phụ trách"), name or "–", query.but(leader=None).link())))
    if query.heading:
        found.append((Q(heading__0=query.heading), Filter(_("Mục"), query.heading[:_CHIP], query.but(heading="").link())))
    return found


def _first_words(row: tuple[str, ...] | None) -> str:
    """Return the beginning of a number and text for a chip; what is hidden or gone is as if it had none."""
    words = " ".join(row) if row else "–"
    return words if len(words) <= _CHIP else f"{words[:_CHIP].rsplit(' ', 1)[0]}…"


def open_questions() -> QuerySet[Question]:
    """Return the open questions about the outer query's task."""
    return Question.objects.filter(task=OuterRef("pk"), state=QuestionState.OPEN, asks=True)


def _text(typed: Typed) -> Q | Says:
    if typed.code:
        return Q(code=typed.code)
    if typed.printed_number:
        return Q(number__iexact=typed.printed_number) | Q(number__istartswith=f"{typed.printed_number}.")
    return Says("plans_task", typed.words) if typed.words else Q(pk__in=[])


def _states(query: TaskQuery, scope: Scope) -> QuerySet[Task]:
    if not query.state and query.time not in _OVER and query.work not in _ENDED:
        return active_tasks(scope, tasks_first=_is_by_deadline(query) or query.within is not None)
    seen = visible_tasks(scope)
    return seen if query.state == "moi" or not query.state else seen.exclude(state=TaskState.ACTIVE)


def _plans(asked: str, scope: Scope) -> list[Plan]:
    plans = visible_plans(scope).defer("evidence", "folded")
    if asked.isascii() and asked.isdigit():
        return list(plans.filter(pk=int(asked[:15])))
    typed = Typed.of(asked)
    named = Q(folded_number__contains=typed.folded) | Q(folded__contains=typed.folded)
    return list(plans.filter(named)[:_MOST_NAMED]) if typed.folded else []


def _units(asked: str, scope: Scope) -> list[Unit]:
    """Return the units meant, of those the person may know: an id, else by the words of a name, a former name or another spelling."""
    if asked.isascii() and asked.isdigit():
        return list(known_units(scope).filter(pk=int(asked[:15])))
    return list(units_named(Typed.of(asked), scope)[:_MOST_NAMED])


def _names(names: list[str], asked: str) -> str:
    if not names:
        return _("“{asked}” (không có)").format(asked=asked)
    return names[0] if len(names) == 1 else _("“{asked}”, {n} kết quả").format(asked=asked, n=len(names))


def _ordered(tasks: QuerySet[Task], query: TaskQuery) -> QuerySet[Task]:
    """Order by the query's key and last by the row's own, so that leafing neither skips nor repeats."""
    turn = query.reverse
    if query.sort == "don-vi":
        lead = Assignment.objects.filter(task=OuterRef("pk"), role=AssignmentRole.LEAD, unit__isnull=False).order_by("position", "pk")
        tasks = tasks.annotate(lead_name=Subquery(lead.values("unit__folded")[:1]))
        key = F("lead_name")
        return tasks.order_by(key.desc(nulls_last=True) if turn else key.asc(nulls_last=True), "pk")
    if query.sort == "han":
        return tasks.order_by(*_by_day("last_day", "pk", turned=turn))
    if query.sort == "cap-nhat":  # newest first, in the order of the index
        return tasks.order_by(*(("updated_at", "-pk") if turn else ("-updated_at", "pk")))
    keys = {"so": ("plan_id", "position", "pk"), "ma": ("code", "pk")}[query.sort]
    return tasks.order_by(*(f"-{key}" if turn else key for key in keys))


def _by_day(day: str, key: str, *, turned: bool) -> tuple[OrderBy, str]:
    """Return the order by a day and last by a key; what has no day comes last either way."""
    return (F(day).desc(nulls_last=True), f"-{key}") if turned else (F(day).asc(nulls_last=True), key)
