"""One page of a list of parts: rows, how many there are, and where to leaf to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from dondoc.engine.tracking import TimeState, Told, Work
from dondoc.engine.tracking.head_ratio import RatedPart, weight_of
from dondoc.engine.tracking.past_state import PartDays, state_on
from dondoc.web.calendars.queries.calendars import Calendars, calendars_now
from dondoc.web.organisations.permissions import Scope
from dondoc.web.overview.queries.narrowing import Filter, day_of, filters_of, narrowed, ordered
from dondoc.web.overview.queries.part_query import LAST_PAGE, ROLES, SIZE, WEIGHTS, WORKS, Basis, PartQuery
from dondoc.web.overview.queries.reach import Reach
from dondoc.web.plans.models import Assignment, Plan
from dondoc.web.plans.queries.due import in_working_days, short_day, words_of

_COLUMNS = (
    "pk", "task_id", "task__code", "task__text", "task__number", "plan_id", "plan__kind", "plan__number", "plan__title", "plan__unit__path",
    "unit_id", "unit__name", "unit__path", "person__full_name", "role", "work", "percent", "due_on", "first_due_on", "late_days",
    "given_at", "submitted_at", "ended_at", "moved_at", "extensions", "reminders", "excused_at", "order",
    "late_since",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PartRow:
    """One part as a line of a table; `told` is its state in time on the day asked for, `state` its name for colour and shape.

    `weight` says how it weighs in its year's ratio, where the list is of a year.
    """

    pk: int
    task: int
    code: str
    text: str
    plan_id: int
    plan: str
    unit_id: int
    unit: str
    person: str
    role: str
    work: str
    percent: int
    due_on: date | None
    due: str
    first_due_on: date | None
    state: str
    told: str
    moved_at: datetime | None
    submitted_on: date | None
    late_days: int | None
    extensions: int
    reminders: int
    excused: bool
    weight: str

    @property
    def is_moved(self) -> bool:
        """Whether the last day in force is another than the one given first."""
        return self.due_on != self.first_due_on


@dataclass(frozen=True, slots=True)
class PartPage:
    """One page of a list of parts; `total` is counted by the query that gave the rows, exactly."""

    query: PartQuery
    rows: tuple[PartRow, ...]
    total: int
    filters: tuple[Filter, ...]

    @property
    def first(self) -> int:
        """The place in the whole list of the page's first row, from 1."""
        return (self.query.page - 1) * SIZE + 1

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
        return self.query.but(page=self.query.page + 1).link() if self.last < self.total and self.query.page < LAST_PAGE else ""


def part_page(query: PartQuery, scope: Scope, *, reach: Reach, on: date) -> PartPage:
    """Return the page that a query asks for, of what the person sees."""
    parts = narrowed(query, reach, on=on)
    start = (query.page - 1) * SIZE
    rows = tuple(part_rows(sliced(parts, query, start=start, size=SIZE), query, on=on))
    total = start + len(rows) if len(rows) < SIZE and (rows or not start) else parts.order_by().count()
    return PartPage(query, rows, total, filters_of(query, scope, on=on))


def sliced(parts: QuerySet[Assignment], query: PartQuery, *, start: int, size: int) -> QuerySet[Assignment]:
    """Return some of the parts in the query's order: their keys are sorted alone, and only the few that are left are looked up."""
    keys = ordered(parts, query).values("pk")[start : start + size]
    return ordered(Assignment.objects.filter(pk__in=keys), query)


def part_rows(parts: QuerySet[Assignment], query: PartQuery, *, on: date, calendars: Calendars | None = None) -> Iterator[PartRow]:
    """Yield parts as lines, in one statement, judged as the query asks."""
    rows: Iterable[Any] = parts.values_list(*_COLUMNS, named=True)
    calendars = calendars or calendars_now()
    for row in rows:
        yield _row(row, query, on=on, calendars=calendars)


def _row(row: Any, query: PartQuery, *, on: date, calendars: Calendars) -> PartRow:
    told = told_of(row, query, on=on)
    due_on = row.first_due_on if query.basis == Basis.FIRST else row.due_on
    if not (query.basis == Basis.FIRST or _came(row, day_of(query, on))):
        told = in_working_days(told, due_on, on=day_of(query, on), calendar=calendars.of(row.unit__path))
    return PartRow(
        pk=row.pk,
        task=row.task_id,
        code=row.task__code,
        text=row.order or row.task__text,
        plan_id=row.plan_id,
        plan=row.plan__number or str(Plan(kind=row.plan__kind, title=row.plan__title)),
        unit_id=row.unit_id,
        unit=row.unit__name,
        person=row.person__full_name or "",
        role=str(ROLES[row.role]),
        work=str(WORKS[row.work]),
        percent=row.percent,
        due_on=row.due_on,
        due=short_day(row.due_on, on) if row.due_on else "–",
        first_due_on=row.first_due_on,
        state=told.state,
        told=words_of(told),
        moved_at=row.moved_at,
        submitted_on=timezone.localdate(row.submitted_at) if row.submitted_at else None,
        late_days=row.late_days,
        extensions=row.extensions,
        reminders=row.reminders,
        excused=row.excused_at is not None,
        weight=_weight(row, query, on=on),
    )


def _weight(row: Any, query: PartQuery, *, on: date) -> str:
    """Return in words how a part weighs in the ratio of the year that is asked for; nothing where none is."""
    if query.year is None:
        return ""
    weight = weight_of(RatedPart(part_days(row), row.first_due_on, row.extensions, row.late_since), year=query.year, on=on)
    return str(WEIGHTS[weight]) if weight else ""


def told_of(row: Any, query: PartQuery, *, on: date) -> Told:
    """Return where a part's row stands, on the day and by the last day that the query names."""
    days = part_days(row)
    if query.basis == Basis.FIRST:
        days = first_days(days, row.first_due_on)
        return _known(state_on(days, on=on))
    return _known(state_on(days, on=day_of(query, on)))


def part_days(row: Any) -> PartDays:
    """Return what the engine asks of a part's row."""
    return PartDays(
        Work(row.work),
        row.due_on,
        row.late_days,
        timezone.localdate(row.given_at) if row.given_at else date.min,
        timezone.localdate(row.submitted_at) if row.submitted_at else None,
        timezone.localdate(row.ended_at) if row.ended_at else None,
    )


def first_days(days: PartDays, first_due_on: date | None) -> PartDays:
    """Return a part's days as if its last day had never been moved: late by so many days as passed since that until the submission."""
    if days.due_on == first_due_on:
        return days
    late = 0
    if first_due_on is not None and days.submitted_on is not None:
        late = max((days.submitted_on - first_due_on).days, 0)
    return PartDays(days.work, first_due_on, late, days.given_on, days.submitted_on, days.ended_on)


def _known(told: Told | None) -> Told:
    """Return a state; a row that was not given yet on the day has none, and no list shows it."""
    return told if told is not None else Told(TimeState.HALTED)


def _came(row: Any, on: date) -> bool:
    return row.submitted_at is not None and timezone.localdate(row.submitted_at) <= on
