"""A long workbook that is brought back is applied in the background: once, whole, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import F
from django.test import Client
from django.utils import timezone

from dondoc.web.accounts.models import User
from dondoc.web.plans.models import Assignment, Task
from dondoc.web.tracking.actions.round_trip import apply_sheet_later, keep_sheet
from dondoc.web.tracking.models import Update
from tests.builders import make_plan, make_task
from tests.jobs import run_waiting_jobs
from tests.people import Town
from tests.web.tracking.workbooks import edited, taken

pytestmark = pytest.mark.django_db
LogIn = Callable[[User], Client]
DAYS = timedelta(days=30)


@pytest.fixture
def tasks(town: Town) -> list[Task]:
    """Five tasks that the planning division leads."""
    plan, day = make_plan(town.department), timezone.localdate()
    made = [make_task(plan, f"Việc {n}", lead=town.planning, code=f"V{n}", deadline_kind="date", due_on=day + DAYS) for n in range(5)]
    Assignment.objects.filter(task__in=made).update(given_at=timezone.now() - DAYS)
    return made


def test_a_long_workbook_is_applied_once_in_the_background(
    town: Town, tasks: list[Task], as_user: LogIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dondoc.web.tracking.views.round_trip.AT_ONCE", 2)
    cells = {(row, key): value for row in range(2, 7) for key, value in (("percent", 40), ("said", "Đã họp thống nhất"))}
    page = as_user(town.minh)
    sent = SimpleUploadedFile("sua.xlsx", edited(taken(town.minh, now=timezone.now()), cells))
    address = page.post("/sua-excel/", {"file": sent})["Location"]
    waiting = page.post(address)["Location"]
    assert page.post(address)["Location"] == waiting  # asked twice, done once
    assert not Update.objects.exists()
    [job] = run_waiting_jobs()
    assert (job.state, job.result) == ("done", {"rows": 5})
    assert Update.objects.filter(percent=40, by=town.minh).count() == 5
    assert job.url == address


def test_a_long_workbook_that_things_contradict_by_now_ends_its_job_and_changes_nothing(town: Town, tasks: list[Task]) -> None:
    now = timezone.now()
    sheet = keep_sheet(edited(taken(town.minh, now=now), {(2, "percent"): 40, (3, "percent"): 50}), "sua.xlsx", by=town.minh, now=now)
    apply_sheet_later(sheet, by=town.minh, now=now)
    Assignment.objects.filter(task=tasks[0]).update(version=F("version") + 1)
    [job] = run_waiting_jobs()
    assert job.state == "failed"
    assert "1" in job.failure_vi
    assert not Update.objects.exists()
