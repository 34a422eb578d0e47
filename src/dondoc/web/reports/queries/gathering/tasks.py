"""The tasks of plans with their parts → the rows of a report, each task as its leading units' parts make it at the cut-off."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import QuerySet

from dondoc.engine.reporting.snapshot import PartRow, TaskRow
from dondoc.engine.tracking import ENDED, Rolled, TimeState, Work, finished_state, rolled_up, time_state
from dondoc.engine.tracking.workdays import WorkCalendar
from dondoc.web.plans.models import Plan, Task, TaskState
from dondoc.web.plans.queries.sight import SEEN
from dondoc.web.reports.queries.gathering.parts import PartAt
from dondoc.web.reports.queries.gathering.span import Span

_COLUMNS = (
    "pk", "plan_id", "code", "number", "text", "heading", "state", "due_text", "deliverable", "deadline_kind", "last_day",
    "occurrence_of_id", "period_from", "position", "created_at",
)  # fmt: skip
_FIXED = (TimeState.DONE, TimeState.DONE_LATE, TimeState.HALTED)


def tasks_at(
    plans: QuerySet[Plan], parts: dict[int, list[PartAt]], *, span: Span, calendar: WorkCalendar, named: bool
) -> tuple[TaskRow, ...]:
    """Return the tasks that were given by the cut-off, in the order of their documents, in three statements.

    `named`: each task's heading begins with its plan, where there are several. What is done every period counts once: as its last period
    that has begun, and as each earlier one that is not done or was done within the report's days.
    """
    tasks = Task.objects.filter(SEEN, plan__in=plans.order_by().values("pk")).exclude(state__in=[TaskState.DROPPED, TaskState.SUPERSEDED])
    rows: list[Any] = list(tasks.order_by().values_list(*_COLUMNS, named=True))
    rows.sort(key=lambda row: (row.plan_id, row.position, str(row.period_from or ""), row.pk))
    links = Task.findings.through.objects.filter(task__in=tasks.order_by().values("pk"), finding__dropped=False).order_by("finding_id")
    findings: dict[int, list[str]] = defaultdict(list)
    for task, finding in links.values_list("task_id", "finding_id"):
        findings[task].append(f"tt:{finding}")
    plan_names = {plan.pk: str(plan) for plan in plans.only("kind", "number", "title")} if named else {}
    found = []
    for row in _told_of(rows, parts, span):
        heading = tuple(row.heading or ())
        above = (plan_names[row.plan_id], *heading) if named else heading
        found.append(_task_row(row, above, findings=tuple(findings.get(row.pk, ())), parts=parts.get(row.pk, []), judged=(span, calendar)))
    return tuple(found)


def finding_key(finding: int) -> str:
    """Return the key by which a report's rows name a finding."""
    return f"tt:{finding}"


def _told_of(rows: Sequence[Any], parts: dict[int, list[PartAt]], span: Span) -> Iterable[Any]:
    """Leave out what was given after the cut-off, and of what recurs all but the last period and what the report has to tell of earlier."""
    begun = [row for row in rows if parts.get(row.pk) or (row.occurrence_of_id is None and row.created_at < span.end)]
    last = {row.occurrence_of_id: row.pk for row in begun if row.occurrence_of_id is not None}
    for row in begun:
        if row.pk in last:
            continue
        if row.occurrence_of_id is not None and last[row.occurrence_of_id] != row.pk:
            rolled = rolled_up([part.state for part in parts[row.pk]])
            if rolled.work in ENDED and not span.holds(rolled.done_on):
                continue
        yield row


def _task_row(
    row: Any, heading: tuple[str, ...], *, findings: tuple[str, ...], parts: list[PartAt], judged: tuple[Span, WorkCalendar]
) -> TaskRow:
    span, calendar = judged
    rolled = rolled_up([part.state for part in parts])
    last_day = rolled.last_day or (None if parts else row.last_day)
    deciding = [part.row for part in parts if part.row.leads] or [part.row for part in parts]
    state = _state(row, rolled, leads=deciding, span=span)
    due = [last_day, *(part.row.due_on for part in parts)]
    leads = [part.row for part in parts if part.row.leads]
    submitted = max((part.row.submitted_on for part in parts if part.row.leads and part.row.submitted_on), default=None)
    return TaskRow(
        f"nv:{row.pk}",
        row.code,
        row.number,
        row.text,
        heading,
        findings,
        state,
        rolled.percent,
        last_day,
        row.due_text,
        tuple(part.row for part in parts),
        updates=tuple(part.update for part in parts if part.update is not None),
        done_on=rolled.done_on,
        late_days=_late(state, rolled, leads=leads, span=span, calendar=calendar),
        extensions=sum(part.extensions for part in leads),
        deliverable=row.deliverable,
        in_period=span.holds(submitted) or any(map(span.holds, due)) or any(part.update is not None for part in parts),
        due_next=state not in _FIXED and any(map(span.is_next, due)),
    )


def _state(row: Any, rolled: Rolled, *, leads: Sequence[PartRow], span: Span) -> TimeState:
    """Return where a task stands: done with its last lead, judged by what its leads sent in, else by its own last day."""
    if not leads:
        return (
            TimeState.HALTED if row.state == TaskState.PAUSED else time_state(row.last_day, kind=row.deadline_kind, on=span.cut_off).state
        )
    if rolled.work is Work.DONE:
        return finished_state(rolled.late_days).state
    if rolled.work in ENDED or rolled.work is Work.PAUSED:
        return TimeState.HALTED
    if all(part.submitted_on for part in leads if part.state is not TimeState.HALTED):
        return TimeState.LATE if any(part.late_days for part in leads) else TimeState.IN_TIME
    return time_state(rolled.last_day, kind=row.deadline_kind, on=span.cut_off).state


def _late(state: TimeState, rolled: Rolled, *, leads: Sequence[PartRow], span: Span, calendar: WorkCalendar) -> int:
    """Return by how many working days a task is late, or was when it was done."""
    if state is TimeState.DONE_LATE:
        return rolled.late_days or 0
    if state is not TimeState.LATE:
        return 0
    of_leads = max((part.late_days for part in leads), default=0)
    return of_leads or (max(calendar.working_days_between(rolled.last_day, span.cut_off), 1) if rolled.last_day else 0)
