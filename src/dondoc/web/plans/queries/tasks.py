"""One page of the register's tasks: rows, how many there are, and where to leaf to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count as CountOf
from django.db.models import IntegerField, QuerySet, Subquery

from dondoc.engine.tracking import Work
from dondoc.web.accounts.models import User
from dondoc.web.calendars.queries.calendars import Calendars, calendars_now
from dondoc.web.organisations.permissions import Scope
from dondoc.web.plans.models import Assignment, AssignmentRole, Plan, Task, TaskState
from dondoc.web.plans.queries.due import Due, due_of
from dondoc.web.plans.queries.filtering import Filter, due_within, narrowed
from dondoc.web.plans.queries.sight import active_parts, active_tasks, oversees
from dondoc.web.plans.queries.task_query import LAST_PAGE, TaskQuery, Window

# "2.2.3", "III.1", "12": a number that is whole by itself; "1.3. Nhiệm vụ": a heading and its number.
_WHOLE = re.compile(r"(?:\d+|[IVXLC]+)(?:\.\w+)*\.?$")
_NUMBERED = re.compile(r"(?:\d+|[IVXLC]+)(?:\.\w{1,3})*[.)]?(?=\s|$)")
COUNT_BOUND = 10_000
"""A page counts no farther: beyond it the number says nothing more, and counting would cost more than the rows."""
_COLUMNS = (
    "pk", "code", "number", "heading", "text", "state", "plan_id", "plan__kind", "plan__number", "plan__title", "plan__unit__path",
    "deadline_kind", "due_from", "due_on", "due_strict", "due_text", "last_day", "deliverable", "updated_at",
    "work", "percent", "done_on", "late_days",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows there are, exactly or at least."""

    number: int
    more: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """How many tasks a person sees in all, how many of them are late, and how many due soon."""

    every: Count
    late: Count
    soon: Count


@dataclass(frozen=True, slots=True)
class Part:
    """A unit's or group's part in a task: the name to show, and whether a person still has to say who that is."""

    name: str
    unit_id: int | None
    units: int = 0


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task as a line of a table."""

    pk: int
    code: str
    number: str
    text: str
    plan_id: int
    plan: str
    due: Due
    leads: tuple[Part, ...]
    cooperating: tuple[Part, ...]
    deliverable: str
    updated_at: datetime
    is_active: bool
    work: str
    percent: int


@dataclass(frozen=True, slots=True)
class TaskPage:
    """One page of a list: `total` is counted by the query that gave the rows."""

    query: TaskQuery
    rows: tuple[TaskRow, ...]
    total: Count
    filters: tuple[Filter, ...]

    @property
    def first(self) -> int:
        """The place in the whole list of the page's first row, from 1."""
        return (self.query.page - 1) * self.query.size + 1

    @property
    def last(self) -> int:
        """The place in the whole list of the page's last row."""
        return self.first + len(self.rows) - 1

    @property
    def before(self) -> str:
        """The address of the page before, if there is one."""
        return self.query.but(page=self.query.page - 1).link() if self.query.page > 1 else ""

    @property
    def after(self) -> str:
        """The address of the next page, if there is one."""
        more = self.total.more or self.last < self.total.number
        return self.query.but(page=self.query.page + 1).link() if self.rows and more and self.query.page < LAST_PAGE else ""


def task_page(query: TaskQuery, scope: Scope, *, on: date, every: Count | None = None) -> TaskPage:
    """Return the page that a query asks for, of what the person sees; `every` says how many that is in all, where the caller knows."""
    found = narrowed(query, scope, on=on)
    start = (query.page - 1) * query.size
    rows = task_rows(found.rows(start, query.size), on=on)
    if len(rows) < query.size and (rows or start == 0):
        total = Count(start + len(rows))
    elif every is not None and query.within is None and not query.is_filtered:
        total = every
    else:
        total = count(found.keys())
    return TaskPage(query, tuple(rows), total, found.filters)


def tally(scope: Scope, *, on: date) -> Tally:
    """Count the tasks that a person sees; who oversees many is told so far as COUNT_BOUND, anyone else exactly, in one pass."""
    if oversees(scope):
        tasks = active_tasks(scope)
        windows = (tasks.filter(due_within(window, on)) for window in (Window.LATE, Window.WEEK))
        return Tally(*counts(scope, tasks, *windows, bound=COUNT_BOUND))
    late, soon = (due_within(window, on, day="task_day") for window in (Window.LATE, Window.WEEK))
    found = active_parts(scope).aggregate(
        every=CountOf("task", distinct=True),
        late=CountOf("task", filter=late, distinct=True),
        soon=CountOf("task", filter=soon, distinct=True),
    )
    return Tally(Count(found["every"]), Count(found["late"]), Count(found["soon"]))


def count(tasks: QuerySet[Any], *, bound: int = COUNT_BOUND) -> Count:
    """Count rows up to a bound."""
    return bounded(tasks.order_by()[: bound + 1].count(), bound)


class _Rows(Subquery):
    """How many rows a query gives, as one value of another."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


def counts(scope: Scope, *rows: QuerySet[Any], bound: int) -> list[Count]:
    """Count the rows of several queries, each up to a bound, in one statement."""
    asked = [_Rows(query.order_by().values("pk")[: bound + 1]) for query in rows if not query.query.is_empty()]
    found = User.objects.filter(pk=scope.user.pk).values_list(*asked).first() if asked else ()
    numbers = iter(found or ())
    return [Count(0) if query.query.is_empty() else bounded(next(numbers, None) or 0, bound) for query in rows]


def bounded(number: int, bound: int) -> Count:
    """Return a number that was counted up to one more than a bound."""
    return Count(min(number, bound), number > bound)


def task_rows(tasks: QuerySet[Task], *, on: date, calendars: Calendars | None = None) -> list[TaskRow]:
    """Return a page's tasks as lines, their units looked up in one statement; `calendars` where the caller has read them."""
    found = list(tasks.values_list(*_COLUMNS, named=True))
    parts = parts_of(row.pk for row in found)
    calendars = calendars or calendars_now()
    return [_row(row, parts.get(row.pk, {}), on=on, calendars=calendars) for row in found]


def _row(row: Any, parts: Mapping[str, list[Part]], *, on: date, calendars: Calendars) -> TaskRow:
    return TaskRow(
        pk=row.pk,
        code=row.code,
        number=place_number(row.number, row.heading),
        text=row.text,
        plan_id=row.plan_id,
        plan=plan_name(row),
        due=due_of(row, on=on, calendar=calendars.of(row.plan__unit__path)),
        leads=tuple(parts.get(AssignmentRole.LEAD, ())),
        cooperating=tuple(parts.get(AssignmentRole.COOPERATING, ())),
        deliverable=row.deliverable,
        updated_at=row.updated_at,
        is_active=row.state == TaskState.ACTIVE,
        work=row.work,
        percent=row.percent,
    )


def plan_name(row: Any) -> str:
    """Return how a line names the plan of its row, which has the columns `plan__number`, `plan__kind` and `plan__title`; "" for none."""
    if row.plan__kind is None:
        return ""
    return str(row.plan__number or Plan(kind=row.plan__kind, title=row.plan__title))


def place_number(number: str, heading: Sequence[str]) -> str:
    """Return a printed number that says where it stands: a letter or a dash after the number of the heading above it ("1.3 a)")."""
    if _WHOLE.match(number) or not heading:
        return number
    above = next((found[0].strip(" .") for title in reversed(heading) if (found := _NUMBERED.match(title))), "")
    return f"{above} {number}".strip()


def parts_of(tasks: Iterable[int]) -> dict[int, dict[str, list[Part]]]:
    """Return who leads and who cooperates in each task, as printed in order; a group stands for its members and says how many."""
    rows = list(
        Assignment.objects.filter(task__in=list(tasks), role__in=[AssignmentRole.LEAD, AssignmentRole.COOPERATING], via=None)
        .exclude(work=Work.TRANSFERRED)
        .order_by("position", "pk")
        .values_list("pk", "task_id", "role", "unit_id", "unit__name", "group_id", "group__name", "printed")
    )
    groups = [row[0] for row in rows if row[5]]
    fanned = Assignment.objects.filter(via__in=groups).order_by().values_list("via").annotate(n=CountOf("pk"))
    members = dict(fanned) if groups else {}
    found: dict[int, dict[str, list[Part]]] = {}
    for key, task, role, unit, name, _group, group_name, printed in rows:
        part = Part(name or printed or group_name or "–", unit, members.get(key, 0))
        found.setdefault(task, {}).setdefault(role, []).append(part)
    return found
