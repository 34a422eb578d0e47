"""Recurring tasks: each period is opened once with the parts of its task, however late or often the clock comes by."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from unittest.mock import patch

import pytest
from django.test import Client
from django.utils import timezone

from dondoc.engine.tracking import Act, TimeState, Work
from dondoc.web.accounts.models import User
from dondoc.web.organisations.permissions import scope_of
from dondoc.web.plans.models import Assignment, Task, TaskState
from dondoc.web.tracking.actions import occurring
from dondoc.web.tracking.actions.acting import Said, act_on
from dondoc.web.tracking.actions.occurring import open_occurrences
from dondoc.web.tracking.actions.transferring import transfer
from tests.builders import make_plan, make_task
from tests.people import Town

pytestmark = pytest.mark.django_db
LogIn = Callable[[User], Client]
GIVEN = timezone.make_aware(datetime(2026, 9, 20, 8))


def at(day: int, month: int, year: int = 2026) -> datetime:
    """A morning."""
    return timezone.make_aware(datetime(year, month, day, 7))


@pytest.fixture
def task(town: Town) -> Task:
    """A report each month by the 18th, given on 20 September."""
    made = make_task(
        make_plan(town.department), "Báo cáo tháng", lead=town.planning, cooperating=town.staff, code="NV26-0001",
        deadline_kind="recurring", recurrence="monthly by day 18",
    )  # fmt: skip
    Assignment.objects.filter(task=made).update(given_at=GIVEN)
    return made


def rows(task: Task) -> list[tuple[str, date, str]]:
    """The periods of a task with their last day and state."""
    return list(Task.objects.filter(occurrence_of=task).order_by("period_from").values_list("code", "last_day", "state"))


def test_every_period_since_the_task_was_given_is_opened_once(task: Task) -> None:
    assert [open_occurrences(at(22, 11)), open_occurrences(at(22, 11)), open_occurrences(at(30, 11))] == [2, 0, 0]
    assert rows(task) == [("NV26-0001.2026-10", date(2026, 10, 18), "active"), ("NV26-0001.2026-11", date(2026, 11, 18), "active")]
    assert open_occurrences(at(1, 12)) == 1


def _all(task: Task) -> list[tuple[object, ...]]:
    values = ("task__code", "role", "unit", "given_at", "due_on", "first_due_on", "review_on", "work")
    return list(Assignment.objects.filter(task__occurrence_of=task).order_by("task__code", "role", "unit").values_list(*values))


def test_a_clock_that_comes_by_late_writes_the_same_rows(task: Task) -> None:
    for day in range(1, 23):
        open_occurrences(at(day, 11))
    in_time = (rows(task), _all(task))
    Task.objects.filter(occurrence_of=task).delete()
    open_occurrences(at(22, 11))
    assert (rows(task), _all(task)) == in_time
    assert len(in_time[1]) == 6


def test_a_period_that_another_opens_first_is_passed_over(task: Task) -> None:
    real = occurring._open

    def behind(*args: object, **options: object) -> bool:
        real(*args, **options)  # type: ignore[arg-type]  # as it was called
        return real(*args, **options)  # type: ignore[arg-type]  # as it was called

    with patch.object(occurring, "_open", behind):
        assert open_occurrences(at(22, 11)) == 0
    assert len(rows(task)) == 2


def test_a_period_is_carried_to_its_end_by_itself(task: Task, town: Town, as_user: LogIn) -> None:
    open_occurrences(at(22, 11))
    october = Assignment.objects.get(task__code="NV26-0001.2026-10", unit=town.planning)
    act_on(october, Act.SUBMIT, said=Said(result_number="9/BC"), scope=scope_of(town.minh, on=date(2026, 10, 16)), now=at(16, 10))
    act_on(october, Act.CONFIRM, said=Said(), scope=scope_of(town.lan, on=date(2026, 10, 17)), now=at(17, 10))
    assert [state for _code, _day, state in rows(task)] == [TaskState.DONE, TaskState.ACTIVE]
    task.refresh_from_db()
    assert (task.state, task.work) == (TaskState.ACTIVE, Work.ASSIGNED)
    page = as_user(town.minh).get("/nhiem-vu/NV26-0001/")
    words = page.content.decode()
    assert page.context["detail"].due.state is TimeState.OPEN
    assert "/nhiem-vu/NV26-0001.2026-10/" in words
    assert "hoàn thành" in words
    assert "Nộp kết quả" not in words
    assert as_user(town.minh).get("/nhiem-vu/NV26-0001.2026-11/").status_code == 200
    assert as_user(town.hoa).get("/nhiem-vu/NV26-0001.2026-11/").status_code == 404


def test_a_part_that_went_to_another_unit_is_copied_as_it_is_now(task: Task, town: Town) -> None:
    lead = Assignment.objects.get(task=task, unit=town.planning)
    transfer(lead, town.office, said=Said(text="Đúng chức năng"), scope=scope_of(town.lan, on=date(2026, 9, 25)), now=at(25, 9))
    open_occurrences(at(2, 10))
    units = Assignment.objects.filter(task__occurrence_of=task, role="lead").values_list("unit", flat=True)
    assert list(units) == [town.office.pk]


@pytest.mark.parametrize(
    "change",
    [
        {"state": TaskState.PAUSED}, {"state": TaskState.DROPPED}, {"recurrence": ""}, {"recurrence": "daily"}, {"deadline_kind": "date"},
        {"recurrence": "periodic"},
    ],
)  # fmt: skip
def test_what_is_halted_or_names_no_interval_opens_nothing(task: Task, change: dict[str, str]) -> None:
    Task.objects.filter(pk=task.pk).update(**change)
    assert open_occurrences(at(22, 11)) == 0
