"""The register's list by state in time: every task in just one state, as the page tells it, and old addresses as they were."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from dondoc.engine.tracking import TimeState, Work
from dondoc.web.calendars.queries.calendars import calendar_for
from dondoc.web.organisations.permissions import scope_of
from dondoc.web.plans.models import Task, TaskState
from dondoc.web.plans.queries.due import due_of
from dondoc.web.plans.queries.filtering import narrowed
from dondoc.web.plans.queries.task_query import TIMES, TaskQuery
from tests.builders import make_plan, make_task
from tests.people import Town

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 22)


def test_every_task_is_in_the_one_state_that_its_row_tells(town: Town) -> None:
    plan = make_plan(town.department)
    for state in (TaskState.ACTIVE, TaskState.DONE, TaskState.PAUSED, TaskState.DROPPED, TaskState.SUPERSEDED):
        for kind in ("date", "continuous", ""):
            for days in (None, -9, -1, 0, 7, 8):
                for late in (None, 0, 4):
                    make_task(
                        plan, f"{state} {kind} {days} {late}", lead=town.planning, state=state, code=f"M{Task.objects.count()}",
                        deadline_kind=kind, last_day=ON + timedelta(days=days) if days is not None else None, late_days=late,
                    )  # fmt: skip
    scope, calendar = scope_of(town.lan, on=ON), calendar_for(None)
    seen: list[int] = []
    for state in TIMES:
        for task in narrowed(TaskQuery.read(f"thoi-gian={state}&trang-thai=moi"), scope, on=ON).tasks:
            assert due_of(task, on=ON, calendar=calendar).state is TimeState(state)
            seen.append(task.pk)
        asked = narrowed(TaskQuery.read(f"thoi-gian={state}"), scope, on=ON).tasks
        assert asked.count() == narrowed(TaskQuery.read(f"thoi-gian={state}&trang-thai=moi"), scope, on=ON).tasks.count()
    assert sorted(seen) == sorted(Task.objects.values_list("pk", flat=True))


def test_tasks_are_found_by_leader_heading_work_and_silence(town: Town) -> None:
    plan = make_plan(town.department, director=town.director, published_at=timezone.now() - timedelta(days=90))
    other = make_plan(town.department)
    moved = make_task(plan, "Một", lead=town.planning, heading=["II. NHIỆM VỤ"], code="A1", moved_at=timezone.now(), work=Work.ACCEPTED)
    still = make_task(plan, "Hai", lead=town.planning, heading=["I. TỒN TẠI"], code="A2", moved_at=timezone.now() - timedelta(days=45))
    never = make_task(other, "Ba", lead=town.planning, code="A3")
    scope, on = scope_of(town.lan, on=timezone.localdate()), timezone.localdate()

    def found(address: str) -> set[Task]:
        return set(narrowed(TaskQuery.read(address), scope, on=on).tasks)

    assert found(f"lanh-dao={town.director.pk}") == {moved, still}
    assert found("linh-vuc=II. NHIỆM VỤ") == {moved}
    assert found("xu-ly=accepted") == {moved}
    assert found("im-lang=30-ngay") == {still}
    assert found("im-lang=chua-cap-nhat") == {never}
