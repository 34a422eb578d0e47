"""Draws parts whose days agree with each other, as the acts of `tracking` leave them, and writes them down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from hypothesis import strategies as st

from dondoc.engine.tracking import Work
from dondoc.web.organisations.models import Unit
from dondoc.web.plans.models import Assignment, AssignmentRole, Plan, Task, TaskState

ON = date(2026, 11, 22)
FIRST = date(2025, 10, 1)


@dataclass(frozen=True)
class Drawn:
    """One part: which unit and plan it is of (by place), its role, what became of it, and days counted from when it was given."""

    unit: int
    plan: int
    role: str
    work: Work
    given: int
    due: int | None
    moved: int
    submitted: int | None
    ended: int
    touched: int | None


DRAWN = st.builds(
    Drawn,
    unit=st.integers(0, 3),
    plan=st.integers(0, 2),
    role=st.sampled_from([AssignmentRole.LEAD, AssignmentRole.COOPERATING]),
    work=st.sampled_from(list(Work)),
    given=st.integers(0, 380),
    due=st.none() | st.integers(0, 430),
    moved=st.sampled_from([0, 0, 0, 15, 60]),
    submitted=st.none() | st.integers(0, 400),
    ended=st.integers(0, 40),
    touched=st.none() | st.integers(0, 200),
)


def write(drawn: Sequence[Drawn], *, units: Sequence[Unit], plans: Sequence[Plan]) -> list[Assignment]:
    """Write parts down, each in a task of its own."""
    tasks = Task.objects.bulk_create(
        Task(plan=plans[one.plan % len(plans)], text=f"Việc {place}", folded=f"viec {place}", code=f"T{place}", position=place + 1,
             state=TaskState.ACTIVE, heading=[f"{'I' * (one.plan + 1)}. MỤC"] if one.plan else [])
        for place, one in enumerate(drawn)
    )  # fmt: skip
    return Assignment.objects.bulk_create(_part(one, task, units[one.unit % len(units)]) for one, task in zip(drawn, tasks, strict=True))


def _part(one: Drawn, task: Task, unit: Unit) -> Assignment:
    given = FIRST + timedelta(days=one.given)
    first = given + timedelta(days=one.due) if one.due is not None else None
    due = first + timedelta(days=one.moved) if first else None
    needs = one.work in (Work.DONE, Work.SUBMITTED)
    days = one.submitted if one.submitted is not None else 3 if needs else None
    if one.work in (Work.ASSIGNED, Work.ACCEPTED):
        days = None
    submitted = min(given + timedelta(days=days), ON) if days is not None else None
    late = (None if due is None else max((submitted - due).days, 0)) if submitted else None
    ended = min((submitted or given) + timedelta(days=one.ended), ON)
    return Assignment(
        task=task, plan=task.plan, task_active=True, task_day=due, unit=unit, role=one.role, printed=unit.name, work=one.work,
        due_on=due, first_due_on=first, extensions=1 if due != first else 0, given_at=_at(given),
        submitted_at=_at(submitted) if submitted else None, late_days=late,
        late_since=due + timedelta(days=1) if late and due else None,
        ended_at=_at(ended) if one.work in (Work.DONE, Work.CANCELLED, Work.TRANSFERRED) else None,
        moved_at=_at(min(given + timedelta(days=one.touched), ON)) if one.touched is not None else None,
    )  # fmt: skip


def _at(day: date) -> datetime:
    """A moment of a day, near its end where the day of the world and of the office differ."""
    return timezone.make_aware(datetime.combine(day, time(5 if day.day % 2 else 23, 30)))
