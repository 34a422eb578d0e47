"""Opens recurring tasks: one row for each period that has begun, with the parts of the task it comes from."""

from __future__ import annotations

from datetime import date, datetime, time

from django.db import IntegrityError, transaction
from django.db.models import Max, Min, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_noop

from dondoc.engine.extraction.plan import DeadlineKind
from dondoc.engine.tracking import Work
from dondoc.engine.tracking.occurrences import Period, period_at, periods
from dondoc.web.audit.actions import Change, System, record
from dondoc.web.plans.actions.parts import begin_parts
from dondoc.web.plans.models import Assignment, AssignmentRole, Decision, Task, TaskState
from dondoc.web.plans.queries.sight import REGISTERED

CLOCK = System("Đồng hồ")
_TOO_OFTEN = "daily"
"""What is done every day is followed as one task: a row a day would bury what a person must do."""
_COPIED = ("role", "position", "unit_id", "group_id", "printed", "match", "evidence")


def open_occurrences(now: datetime) -> int:
    """Open every period of the recurring tasks that has begun by `now` and is not open yet; return how many were opened.

    However late, often or by how many processes at once it runs, the rows are the same: each period is written in a transaction of its
    own, and the database takes one row of a task and a first day only.
    """
    on = timezone.localdate(now)
    opened = 0
    for task in _recurring():
        current = period_at(task.recurrence, on)
        if current is None or (task.newest is not None and task.newest >= current.first):  # type: ignore[attr-defined]  # annotated
            continue
        given = task.given_at or task.created_at  # type: ignore[attr-defined]  # annotated
        known = set(task.occurrences.values_list("period_from", flat=True))
        for period in periods(task.recurrence, since=timezone.localdate(given), on=on):
            if period.first not in known:
                opened += _open(task, period, begun=_begun(period, timezone.localtime(given)))
    return opened


def _recurring() -> QuerySet[Task]:
    tasks = Task.objects.filter(
        state=TaskState.ACTIVE, deadline_kind=DeadlineKind.RECURRING.value, occurrence_of=None, plan__state__in=REGISTERED
    )
    tasks = tasks.exclude(recurrence="").exclude(recurrence__startswith=_TOO_OFTEN).select_related("plan__unit")
    return tasks.annotate(newest=Max("occurrences__period_from"), given_at=Min("assignments__given_at")).order_by("pk")


def _begun(period: Period, given: datetime) -> datetime:
    """Return when a period's work was given: with its first day, whenever it is written; of the first one, with the task."""
    return max(timezone.make_aware(datetime.combine(period.first, time())), given)


def _open(task: Task, period: Period, *, begun: datetime) -> bool:
    """Write one period; whether it was this call that did."""
    try:
        with transaction.atomic():
            row = _occurrence(task, period, begun=begun)
            row.findings.set(task.findings.all())
            _copy_parts(task, row)
            begin_parts([row], now=begun)
            record(CLOCK, gettext_noop("mở kỳ thực hiện"), subject=row, changes={"kỳ": Change(None, period.name), **_due(period.due_on)})
    except IntegrityError:
        return False
    return True


def _due(day: date) -> dict[str, Change]:
    return {"hạn": Change(None, day)}


def _occurrence(task: Task, period: Period, *, begun: datetime) -> Task:
    """Write the row; its code is the task's and the period's name, without a slash, which an address would not carry."""
    return Task.objects.create(
        plan=task.plan,
        code=f"{task.code}.{period.name}"[:30] if task.code else "",
        series=task.series,
        state=TaskState.ACTIVE,
        decision=Decision.ACCEPTED,
        position=task.position,
        number=task.number,
        heading=task.heading,
        text=task.text,
        folded=task.folded,
        deadline_kind=DeadlineKind.DATE.value,
        due_from=period.first if period.first <= period.due_on else None,
        due_on=period.due_on,
        due_text=task.due_text,
        last_day=period.due_on,
        deliverable=task.deliverable,
        evidence=task.evidence,
        origin="occurrence",
        occurrence_of=task,
        period_from=period.first,
        period_to=period.last,
        created_at=begun,
        updated_at=begun,
    )


def _copy_parts(task: Task, row: Task) -> None:
    """Give the period the parts that its task has now: what was handed over or called off there stays so."""
    parts = list(task.assignments.exclude(role=AssignmentRole.SHARE).exclude(work__in=[Work.TRANSFERRED, Work.CANCELLED]).order_by("pk"))
    copies: dict[int, Assignment] = {}
    for part in sorted(parts, key=lambda part: part.via_id is not None):
        copy = Assignment(task=row, via=copies.get(part.via_id or 0), **{name: getattr(part, name) for name in _COPIED})
        copy.save(force_insert=True)
        copies[part.pk] = copy
