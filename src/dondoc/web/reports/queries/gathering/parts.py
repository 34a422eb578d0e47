"""The units' parts in the tasks of plans → where each stood at the end of the cut-off day, and what was said of it in the period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from dondoc.engine.reporting.snapshot import PartRow, UpdateRow
from dondoc.engine.tracking import PartState, TimeState, Told, Work
from dondoc.engine.tracking.past_state import CLOSED, PartDays, state_on
from dondoc.engine.tracking.workdays import WorkCalendar
from dondoc.web.calendars.queries.calendars import Calendars
from dondoc.web.plans.actions.parts import CARRIED
from dondoc.web.plans.models import Assignment, AssignmentRole, Plan
from dondoc.web.reports.queries.gathering.said import Said, said_of
from dondoc.web.reports.queries.gathering.span import Span
from dondoc.web.tracking.models import Extension, ExtensionState

_COLUMNS = (
    "pk", "task_id", "unit__name", "unit__path", "role", "of_id", "work", "percent", "due_on", "late_days", "given_at", "submitted_at",
    "ended_at", "moved_at", "plan_id",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PartAt:
    """A part at the cut-off: the row of the report, what the roll-up asks of it, and what its unit last said in the period."""

    row: PartRow
    state: PartState
    update: UpdateRow | None


@dataclass(slots=True)
class _Asked:
    """What was asked for a part by the cut-off, and what was excused.

    `granted` counts the requests for more time that were granted; `due_on` is the last day in force then, where it was moved later.
    """

    granted: int = 0
    reason: str = ""
    due_on: date | None = None
    excuse: str = ""


def parts_at(plans: QuerySet[Plan], span: Span, calendars: Calendars) -> dict[int, list[PartAt]]:
    """Return the parts of each task that had been given by the cut-off, by the task's key, in eight statements.

    The plans are few, and are named by their keys: the database then begins with them, whatever it knows of its tables.
    """
    keys = list(plans.order_by().values_list("pk", flat=True))
    return parts_within(Assignment.objects.filter(plan__in=keys), span, calendars)


def parts_within(chosen: QuerySet[Assignment], span: Span, calendars: Calendars) -> dict[int, list[PartAt]]:
    """Return the chosen parts that had been given by the cut-off, by task; a share stands only where its whole was not chosen."""
    parts = chosen.filter(role__in=CARRIED, unit__isnull=False).order_by()
    rows: list[Any] = list(parts.values_list(*_COLUMNS, named=True))
    rows.sort(key=lambda row: (row.task_id, row.role != AssignmentRole.LEAD, row.pk))
    asked, said = _asked(parts, span), said_of(parts, {row.pk: row.of_id for row in rows}, span)
    days = {key: (issued, published) for key, issued, published in _plan_days(parts)}
    of_units = {path: calendars.of(path) for path in {row.unit__path for row in rows}}
    keys = {row.pk for row in rows}
    found: dict[int, list[PartAt]] = defaultdict(list)
    for row in rows:
        issued, published = days.get(row.plan_id, (None, None))
        given = _given(row, issued=issued, published=published, span=span)
        if given is not None and (row.role != AssignmentRole.SHARE or row.of_id not in keys):
            found[row.task_id].append(_part_at(row, given, asked=asked.get(row.pk, _Asked()), said=said, judged=(span, of_units)))
    return found


def _plan_days(parts: QuerySet[Assignment]) -> QuerySet[Plan, tuple[int, date | None, datetime | None]]:
    """Return when the plans of parts were issued and published."""
    return Plan.objects.filter(pk__in=parts.values("plan")).order_by().values_list("pk", "issued_on", "published_at")


def _given(row: Any, *, issued: date | None, published: datetime | None, span: Span) -> date | None:
    """Return when a part was given, none where it was not yet at the cut-off.

    What was given with the whole plan was given when the document was issued, though it may have been entered here later.
    """
    if row.given_at is None:
        return None
    given = span.day_of(row.given_at)
    if issued is not None and issued < given and published is not None and given <= span.day_of(published):
        given = issued
    return given if given <= span.cut_off else None


def _asked(parts: QuerySet[Assignment], span: Span) -> dict[int, _Asked]:
    found: dict[int, _Asked] = defaultdict(_Asked)
    requests = Extension.objects.filter(part__in=parts.values("pk")).exclude(state=ExtensionState.WITHDRAWN).order_by("asked_at", "pk")
    columns = ("part_id", "state", "asked_at", "decided_at", "reason", "old_due_on")
    request: Any
    for request in requests.values_list(*columns, named=True):
        one, is_granted = found[request.part_id], request.state == ExtensionState.GRANTED
        if request.asked_at < span.end:
            one.reason = request.reason
        if is_granted and request.decided_at < span.end:
            one.granted += 1
        elif is_granted and one.due_on is None:
            one.due_on = request.old_due_on
    for key, excuse in parts.filter(excused_at__lt=span.end).values_list("pk", "excuse"):
        found[key].excuse = excuse
    return found


def _part_at(row: Any, given: date, *, asked: _Asked, said: Said, judged: tuple[Span, Mapping[str, WorkCalendar]]) -> PartAt:
    span, calendars = judged
    work = Work(row.work)
    due_on = asked.due_on or row.due_on
    submitted = span.day_of(row.submitted_at) if row.submitted_at is not None and row.submitted_at < span.end else None
    ended = span.day_of(row.ended_at) if row.ended_at is not None else None
    told = state_on(PartDays(work, due_on, row.late_days, given, submitted, ended), on=span.cut_off) or Told(TimeState.HALTED)
    late = row.late_days or 0 if submitted is not None else 0
    if submitted is None and told.state is TimeState.LATE and due_on is not None:
        late = max(calendars[row.unit__path].working_days_between(due_on, span.cut_off), 1)
    work = _work_then(work, told, is_submitted=submitted is not None)
    percent = _percent(row, work, said=said, span=span)
    state = PartState(row.role == AssignmentRole.LEAD, work, percent, due_on, submitted, row.late_days if submitted else None)
    part = PartRow(
        f"p:{row.pk}",
        row.unit__name,
        leads=state.leads,
        state=told.state,
        percent=percent,
        due_on=due_on,
        submitted_on=submitted,
        late_days=late,
        extensions=asked.granted,
        excuse=asked.excuse or (asked.reason if told.state in (TimeState.LATE, TimeState.DONE_LATE) else ""),
    )
    return PartAt(part, state, said.last.get(row.pk))


def _work_then(work: Work, told: Told, *, is_submitted: bool) -> Work:
    """Return how far the work was at the cut-off: what ended or was halted by then stays so, what came later is not known yet."""
    if told.state in (TimeState.DONE, TimeState.DONE_LATE):
        return Work.DONE
    if told.state is TimeState.HALTED:
        return work
    if is_submitted:
        return Work.SUBMITTED
    return Work.IN_PROGRESS if work in CLOSED or work is Work.SUBMITTED else work


def _percent(row: Any, work: Work, *, said: Said, span: Span) -> int:
    """Return the percent at the cut-off: as it stands where nothing moved later, else what the last act before gave."""
    if work is Work.DONE:
        return 100
    is_moved_later = row.moved_at is not None and row.moved_at >= span.end
    return int(said.percents.get(row.pk, 0) if is_moved_later else row.percent)
