"""Gives the tests of urging a task of the town that was given long ago, and a clock of 2026."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from dondoc.web.accounts.models import User
from dondoc.web.plans.models import Assignment, Task
from tests.builders import make_plan, make_task
from tests.people import Town
from tests.web.urging.clock import DUE, at


@pytest.fixture(autouse=True)
def _site(settings: Settings) -> None:
    """The address that links begin with, and no mail until a test gives people addresses."""
    settings.SITE_URL = "https://dondoc.hachau.example"


@pytest.fixture
def task(town: Town) -> Task:
    """A task that the planning division leads, given on 1 September 2026 and due on Friday 20 November."""
    plan = make_plan(town.department, director=town.director)
    made = make_task(plan, "Rà soát hồ sơ quá hạn", lead=town.planning, code="NV26-0001", deadline_kind="date", due_on=DUE)
    Assignment.objects.filter(task=made).update(given_at=at(1, 9))
    return made


@pytest.fixture
def part(task: Task, town: Town) -> Assignment:
    """The lead's part."""
    return Assignment.objects.get(task=task, unit=town.planning)


@pytest.fixture
def mailed(town: Town) -> Town:
    """The town with an address for Minh, Tuấn and the director; Lan has none."""
    for person in (town.minh, town.tuan, town.director):
        User.objects.filter(pk=person.pk).update(email=f"{person.username}@hachau.example")
        person.refresh_from_db()
    return town
