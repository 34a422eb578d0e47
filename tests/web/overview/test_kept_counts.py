"""Whatever happens to parts, by whoever, the counts that the database keeps are those of the parts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import F, Sum
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from dondoc.engine.tracking import Work
from dondoc.web.plans.models import NO_DAY, Assignment, AssignmentRole, Counted, PartCount, Plan, Task
from dondoc.web.plans.part_counts import count_anew, fresh_count, gather
from tests.builders import make_plan, make_task
from tests.people import Town
from tests.web.overview.random_parts import DRAWN, ON, Drawn, write

pytestmark = pytest.mark.django_db
AGAIN = settings(
    max_examples=25,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
_KEY = ("unit", "publisher", "role", "counted", "day")
DAY = timedelta(days=1)


def kept() -> set[tuple[object, ...]]:
    """The counts as a page reads them."""
    found = PartCount.objects.order_by().values_list(*_KEY).annotate(number=Sum("n"))
    return {row for row in found if row[-1]}


def told() -> set[tuple[object, ...]]:
    """The counts as the parts tell them."""
    return {(*key, date.fromisoformat(str(day)), number) for *key, day, number in fresh_count(connection)}


ACTS: tuple[Callable[[Assignment, Town, list[Plan]], object], ...] = (
    lambda part, _town, _plans: Assignment.objects.filter(pk=part.pk).update(work=Work.DONE, ended_at=part.given_at, late_days=3),
    lambda part, _town, _plans: Assignment.objects.filter(task__lte=part.task_id).update(due_on=F("first_due_on"), work=Work.IN_PROGRESS),
    lambda part, _town, _plans: Assignment.objects.filter(pk=part.pk).update(submitted_at=part.given_at, late_days=0),
    lambda part, town, _plans: Assignment.objects.filter(pk=part.pk).update(unit=town.office),
    lambda part, _town, _plans: Assignment.objects.filter(pk=part.pk).update(plan=None),
    lambda part, _town, _plans: Assignment.objects.filter(pk=part.pk).update(role=AssignmentRole.OVERSEEING),
    lambda part, town, _plans: Plan.objects.filter(pk=part.plan_id or 0).update(unit=town.elsewhere),
    lambda part, _town, _plans: Task.objects.filter(pk=part.task_id).delete(),
    lambda part, _town, plans: Assignment.objects.filter(pk=part.pk).update(plan=plans[1], work=Work.PAUSED, ended_at=None),
    lambda _part, _town, _plans: gather(connection),
)


@AGAIN
@given(drawn=st.lists(DRAWN, min_size=1, max_size=12), acts=st.lists(st.tuples(st.integers(0, 11), st.sampled_from(ACTS)), max_size=8))
def test_the_counts_follow_the_parts_whatever_is_done_to_them(
    drawn: list[Drawn], acts: list[tuple[int, Callable[[Assignment, Town, list[Plan]], object]]], town: Town
) -> None:
    with transaction.atomic():
        plans = [make_plan(town.department), make_plan(town.department)]
        write(drawn, units=[town.planning, town.staff, town.elsewhere], plans=plans)
        assert kept() == told()
        for place, act in acts:
            parts = Assignment.objects.filter(unit__isnull=False).order_by("pk")
            if parts:
                act(parts[place % len(parts)], town, plans)
            assert kept() == told()
        transaction.set_rollback(True)


def test_gathering_leaves_one_row_of_a_kind_and_the_same_sums(town: Town) -> None:
    plan = make_plan(town.department)
    for number in range(3):
        make_task(plan, f"Rà soát {number}", lead=town.planning, deadline_kind="date", due_on=ON + DAY)
    Assignment.objects.filter(role=AssignmentRole.LEAD).update(work=Work.DONE, ended_at=F("given_at"))
    Assignment.objects.filter(role=AssignmentRole.LEAD).update(work=Work.IN_PROGRESS, ended_at=None)
    before = kept()
    assert PartCount.objects.filter(fresh=True).count() > len(before)
    gather(connection)
    assert kept() == before
    assert PartCount.objects.count() == len(before)
    gather(connection)
    assert PartCount.objects.count() == len(before)


def test_counting_anew_comes_to_what_is_kept(town: Town) -> None:
    plan = make_plan(town.department)
    make_task(plan, "Rà soát", lead=town.planning, cooperating=town.staff, deadline_kind="date", due_on=ON + DAY)
    before = kept()
    count_anew(connection)
    assert kept() == before
    assert not PartCount.objects.filter(fresh=True).exists()


def test_a_part_is_counted_once_without_a_day_and_by_its_own_day(town: Town) -> None:
    plan = make_plan(town.department)
    task = make_task(plan, "Rà soát", lead=town.planning)
    Assignment.objects.filter(task=task, role=AssignmentRole.LEAD).update(due_on=ON, given_at=None)
    own = (town.planning.pk, town.department.pk, "lead")
    monday = ON - timedelta(days=ON.weekday())
    assert kept() == {(*own, Counted.DATED, NO_DAY, 1), (*own, Counted.WEEK, monday, 1), (*own, Counted.DAY, ON, 1)}


def test_the_command_tells_counts_that_are_wrong_and_counts_anew(town: Town) -> None:
    make_task(make_plan(town.department), "Rà soát", lead=town.planning)
    call_command("part_counts")
    PartCount.objects.filter(counted=Counted.DATED).delete()
    PartCount.objects.filter(counted=Counted.OPEN).update(n=7)
    with pytest.raises(CommandError, match="--anew"):
        call_command("part_counts")
    call_command("part_counts", "--anew")
    assert kept() == told()
