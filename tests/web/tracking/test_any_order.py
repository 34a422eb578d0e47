"""Anybody doing anything in any order: late stays late, the task is what its parts are, and what is repeated on parts is so."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dondoc.engine.tracking import Act
from dondoc.web.organisations.permissions import scope_of
from dondoc.web.plans.models import Assignment, Task, TaskState
from dondoc.web.tracking.actions.acting import Said, act_on
from dondoc.web.tracking.actions.extending import Answer, ask_extension, decide_extension
from dondoc.web.tracking.actions.handing_down import Share, hand_down
from dondoc.web.tracking.actions.refusals import Refused
from dondoc.web.tracking.actions.rolling import rolled_of
from dondoc.web.tracking.models import Extension, ExtensionState
from tests.builders import make_plan, make_task
from tests.people import Town

pytestmark = pytest.mark.django_db
START, DUE = date(2026, 9, 7), date(2026, 9, 25)
PEOPLE = ("lan", "minh", "tuan", "thu", "director", "hoa")
steps = st.lists(
    st.tuples(st.integers(0, 6), st.sampled_from(PEOPLE), st.sampled_from([*Act, "ask", "grant", "refuse", "share"]), st.integers(0, 2)),
    min_size=1,
    max_size=12,
)


@given(steps)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_people_do_late_stays_late_and_the_task_is_its_parts(town: Town, taken: list[tuple[int, str, Act | str, int]]) -> None:
    plan = make_plan(town.department)
    task = make_task(plan, "Rà soát hồ sơ", lead=town.planning, cooperating=town.staff, deadline_kind="date", due_on=DUE)
    on, was_late = START, set[int]()
    for wait, who, what, which in taken:
        on += timedelta(days=wait)
        parts = list(Assignment.objects.filter(task=task, unit__isnull=False).order_by("pk"))
        _try(town, parts[which % len(parts)], who, what, on)
        _assert_whole(task)
        for part in Assignment.objects.filter(task=task):
            late = part.late_since is not None or bool(part.late_days)
            assert late or part.pk not in was_late
            if late:
                was_late.add(part.pk)


def _try(town: Town, part: Assignment, who: str, what: Act | str, on: date) -> None:
    """Do it if it may be done; what is refused changes nothing."""
    scope, now = scope_of(getattr(town, who), on=on), timezone.make_aware(datetime(on.year, on.month, on.day, 10))
    asked = Extension.objects.filter(part=part, state=ExtensionState.ASKED).first()
    try:
        match what:
            case Act():
                act_on(part, what, said=Said("Đã làm xong phần việc được giao theo kế hoạch.", percent=40), scope=scope, now=now)
            case "ask":
                ask_extension(part, until=on + timedelta(days=40), reason="Chờ hướng dẫn", scope=scope, now=now)
            case "share":
                hand_down(part, [Share(town.planning, town.minh, "Lập biểu")], scope=scope, now=now)
            case _ if asked is not None:
                decide_extension(asked, Answer(what == "grant", words="Theo đề nghị"), scope=scope, now=now)
    except (PermissionDenied, Refused):
        return


def _assert_whole(task: Task) -> None:
    task.refresh_from_db()
    rolled = rolled_of(task)
    if task.moved_at is not None:
        assert (task.work, task.percent, task.done_on, task.late_days) == (rolled.work, rolled.percent, rolled.done_on, rolled.late_days)
    for part in Assignment.objects.filter(task=task):
        assert (part.plan_id, part.task_active, part.task_day) == (task.plan_id, task.state == TaskState.ACTIVE, task.last_day)
