"""The keys that several lists begin with: in the order of each, counted up to a bound, in one statement."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.db.models import Min
from django.utils import timezone

from dondoc.web.organisations.models import Post
from dondoc.web.organisations.permissions import scope_of
from dondoc.web.plans.models import Assignment, Task
from dondoc.web.plans.queries.first_keys import FirstKeys, asked, first_keys
from dondoc.web.plans.queries.home import _asked_on
from dondoc.web.plans.queries.tasks import Count
from tests.builders import make_plan, make_task
from tests.people import Town

AskedOften = Callable[[int], AbstractContextManager[object]]


@pytest.fixture
def keys(town: Town) -> list[int]:
    """Five tasks of one plan, the texts in the reverse order of the keys."""
    plan = make_plan(town.department)
    return [make_task(plan, f"Việc {9 - number}", lead=town.planning).pk for number in range(5)]


def test_each_list_keeps_its_order_and_its_number(keys: list[int], django_assert_num_queries: AskedOften) -> None:
    lists = {
        "last first": Task.objects.order_by("-pk").values("pk"),
        "by text": Task.objects.order_by("text").values("pk"),
        "grouped": Assignment.objects.order_by().values("task").annotate(first=Min("pk")).order_by("first").values("task"),
        "nothing": Task.objects.filter(text="không có").values("pk"),
        "never": Task.objects.none().values("pk"),
    }
    with django_assert_num_queries(1):
        found = first_keys(asked(lists, first=3, bound=100))
    assert found == {
        "last first": FirstKeys(tuple(keys[:1:-1]), Count(5)),
        "by text": FirstKeys(tuple(keys[:1:-1]), Count(5)),
        "grouped": FirstKeys(tuple(keys[:3]), Count(5)),
        "nothing": FirstKeys(),
        "never": FirstKeys(),
    }


def test_more_than_the_bound_is_told_as_more(keys: list[int]) -> None:
    found = first_keys(asked({"few": Task.objects.order_by("pk").values("pk")}, first=2, bound=3))
    assert found["few"] == FirstKeys((keys[0], keys[1]), Count(3, more=True))


def test_no_list_asks_nothing(town: Town, django_assert_num_queries: AskedOften) -> None:
    with django_assert_num_queries(0):
        assert first_keys(asked({"never": Task.objects.none().values("pk")}, first=3, bound=9)) == {"never": FirstKeys()}


def test_a_persons_first_page_is_written_once_until_their_posts_change(town: Town) -> None:
    on = timezone.localdate()
    of_lan, of_minh = _asked_on(on, scope_of(town.lan, on=on)), _asked_on(on, scope_of(town.minh, on=on))

    assert _asked_on(on, scope_of(town.lan, on=on)) is of_lan
    assert (of_minh.sql, of_minh.params) != (of_lan.sql, of_lan.params)
    Post.objects.filter(user=town.lan).delete()
    assert _asked_on(on, scope_of(town.lan, on=on)) is not of_lan
