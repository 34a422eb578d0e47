"""Pages ask the database as often in a large register as in a small one, and what was made in bulk is what is made by hand."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dondoc.web.accounts.models import User
from dondoc.web.organisations.permissions import scope_of
from dondoc.web.plans.models import Assignment, AssignmentRole, Plan, Task
from dondoc.web.plans.queries.search import search
from tests.builders import make_plan
from tools.bulk_register import Bulk, fill

ON = date(2026, 6, 15)
PAGES = (
    "/nhiem-vu/?so-dong=25&cot=so.chu-tri.han",
    "/nhiem-vu/?so-dong=100&cot=so.chu-tri.han",
    "/nhiem-vu/?han=co-ngay&xep=-han&don-vi=chi cuc",
    "/tim/?q=ho so",
    "/ke-hoach/1/",
    "/nguyen-nhan/",
    "/",
)
MOST = 15
MOST_AT_HOME = 18
"""The first page is several lists, one for each kind of thing that waits."""


def statements(person: User) -> list[int]:
    """How many statements each page takes a person, once their session is there."""
    client = Client()
    client.force_login(person)
    counted = []
    for address in PAGES:
        assert client.get(address).status_code == 200, address
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        counted.append(len(asked))
    return counted


def counted(tasks: int) -> tuple[list[int], list[int]]:
    """The statements of every page for the office and for an officer in a register of so many tasks, which is gone afterwards."""
    with transaction.atomic():
        people = fill(tasks, on=ON)
        found = statements(people.office), statements(people.officer)
        transaction.set_rollback(True)
    return found


@pytest.mark.django_db(reset_sequences=True)
def test_a_register_four_times_as_large_takes_no_statement_more() -> None:
    for (*few, home_of_few), (*many, home_of_many) in zip(counted(1_500), counted(6_000), strict=True):
        assert few == many
        assert max(many) <= MOST
        assert max(home_of_few, home_of_many) <= MOST_AT_HOME


@pytest.mark.django_db
def test_what_is_made_in_bulk_is_whole() -> None:
    people: Bulk = fill(250, on=ON)
    assert (Plan.objects.count(), Task.objects.count(), Assignment.objects.count()) == (3, 250, 1_000)
    assert Assignment.objects.filter(role=AssignmentRole.OVERSEEING, unit=people.department).count() == 250
    assert Task.objects.exclude(findings__plan__tasks=None).distinct().count() == 250
    assert len({task.uid for task in Task.objects.all()}) == 250
    make_plan(people.department)  # the next number is free
    assert search("ho so", scope_of(people.office, on=ON), on=ON).tasks
    assert not search("ho so", scope_of(people.stranger, on=ON), on=ON).tasks
