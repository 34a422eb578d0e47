"""A unit's report → the unit's own tasks of the period, as they stood at the cut-off or stand today if that comes first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from dondoc.engine.reporting.snapshot import PartRow, TaskRow
from dondoc.engine.reporting.unit_drafts import UnitWork
from dondoc.engine.tracking import TimeState
from dondoc.web.calendars.queries.calendars import calendars_now
from dondoc.web.plans.models import Assignment, Plan, Target, Task, TaskState
from dondoc.web.plans.queries.sight import REGISTERED
from dondoc.web.reports.models import Period, UnitReport
from dondoc.web.reports.queries.gathering.around import difficulties_of, targets_of
from dondoc.web.reports.queries.gathering.parts import PartAt, parts_within
from dondoc.web.reports.queries.gathering.span import Span
from dondoc.web.reports.queries.gathering.whole import span_of

_FIXED = (TimeState.DONE, TimeState.DONE_LATE, TimeState.HALTED)
_COLUMNS = ("pk", "plan_id", "code", "number", "text", "heading", "due_text", "deliverable", "position")


def own_work(report: UnitReport, *, on: date) -> UnitWork:
    """Return what the unit and all below it have to do in the period's plans, in a number of statements that does not grow with it.

    On a day before the cut-off it tells how things stand on that day.
    """
    period = report.period
    span, next_label = span_of(period)
    span = replace(span, cut_off=min(span.cut_off, max(on, span.first)))
    plans = _plans(period)
    chosen = Assignment.objects.filter(plan__in=plans.values("pk"), unit__path__startswith=report.unit.path)
    parts = parts_within(chosen.exclude(task__state__in=[TaskState.DROPPED, TaskState.SUPERSEDED]), span, calendars_now())
    rows: list[Any] = list(
        Task.objects.filter(pk__in=chosen.values("task")).order_by("plan", "position").values_list(*_COLUMNS, named=True)
    )
    tasks = tuple(_task(row, parts[row.pk], span) for row in rows if row.pk in parts)
    earlier = Period.objects.filter(duty=period.duty_id, cut_off__lt=period.cut_off).order_by("-cut_off").values_list("cut_off", flat=True)
    own_tasks = {task.key for task in tasks}
    return UnitWork(
        tasks,
        targets=tuple(one for one in targets_of(plans, span, before=earlier.first()) if one.task in own_tasks)
        if _has_targets(chosen)
        else (),
        difficulties=tuple(one for one in difficulties_of(plans, span) if one.task in own_tasks and one.unit in _units(parts)),
        next_label=next_label,
    )


def _plans(period: Period) -> Any:
    """The plan that the duty stands in, else all plans in the registers of the department."""
    if period.duty.plan_id is not None:
        return Plan.objects.filter(pk=period.duty.plan_id).order_by()
    return Plan.objects.filter(unit__path__startswith=period.duty.unit.path, state__in=REGISTERED).order_by()


def _has_targets(chosen: Any) -> bool:
    return Target.objects.filter(task__in=chosen.values("task"), dropped=False).exists()


def _units(parts: dict[int, list[PartAt]]) -> set[str]:
    return {part.row.unit for own in parts.values() for part in own}


def _task(row: Any, parts: Sequence[PartAt], span: Span) -> TaskRow:
    """Return a task as the unit's own parts make it; where it has several, what it leads counts first."""
    first = parts[0]
    own = [part.row for part in parts if part.row.leads] or [part.row for part in parts]
    state = _state(own)
    submitted = [part.submitted_on for part in own if part.submitted_on is not None]
    due = [part.due_on for part in own if part.due_on is not None]
    return TaskRow(
        f"nv:{row.pk}",
        row.code,
        row.number,
        row.text,
        tuple(row.heading or ()),
        (),
        state,
        first.row.percent,
        min(due, default=None),
        row.due_text,
        tuple(part.row for part in parts),
        updates=tuple(part.update for part in parts if part.update is not None),
        done_on=max(submitted, default=None) if state in _FIXED else None,
        late_days=max(part.late_days for part in own),
        extensions=max(part.extensions for part in own),
        deliverable=row.deliverable,
        in_period=any(map(span.holds, (*submitted, *due))) or any(part.update is not None for part in parts),
        due_next=state not in _FIXED and any(map(span.is_next, due)),
    )


def _state(own: Sequence[PartRow]) -> TimeState:
    """Return the state of several parts of one unit: late before all else, done only where all are."""
    states = [part.state for part in own]
    if TimeState.LATE in states:
        return TimeState.LATE
    if all(state in _FIXED for state in states):
        return TimeState.DONE_LATE if TimeState.DONE_LATE in states else states[0]
    return next(state for state in states if state not in _FIXED)
