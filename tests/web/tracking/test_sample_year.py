"""How the sample office carried its tasks by the day on which it is loaded."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.utils import timezone

from dondoc.engine.tracking import Act, Work
from dondoc.web.plans.demo import loading
from dondoc.web.plans.models import Assignment, AssignmentRole, Task, TaskState
from dondoc.web.tracking.models import Difficulty, Extension, ExtensionState, Update


@pytest.fixture(scope="module", autouse=True)
def office(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """The sample office, loaded once for the module and gone after it."""
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        loading.load(now=timezone.now())
        yield
        transaction.set_rollback(True)


def test_every_kind_of_act_and_answer_is_there_to_be_seen() -> None:
    acts = set(Update.objects.values_list("act", flat=True))
    assert {Act.ACCEPT, Act.UPDATE, Act.SUBMIT, Act.CONFIRM, Act.RETURN} <= acts
    assert {ExtensionState.GRANTED} <= set(Extension.objects.values_list("state", flat=True))
    assert Assignment.objects.filter(role=AssignmentRole.SHARE).exists()
    assert Difficulty.objects.exists()


def test_some_work_is_done_some_late_and_some_never_touched() -> None:
    today = timezone.localdate()
    parts = Assignment.objects.exclude(given_at=None)
    assert Task.objects.filter(state=TaskState.DONE).count() >= 4
    assert parts.filter(work=Work.DONE, late_days__gte=1).exists()
    assert parts.filter(submitted_at=None, due_on__lt=today, task_active=True).exists()
    assert parts.filter(work=Work.ASSIGNED, moved_at=None, task_active=True).exists()
    assert parts.filter(work=Work.SUBMITTED).exists()


def test_no_act_bears_the_day_of_loading() -> None:
    assert not Update.objects.filter(at__date=timezone.localdate()).exists()
