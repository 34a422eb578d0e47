"""The sample office can be made on any day of any year, and stands in the midst of its work on that day."""

from __future__ import annotations

import os
from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from dondoc.web.audit.models import Entry
from dondoc.web.audit.queries import verify
from dondoc.web.plans.demo import loading
from dondoc.web.plans.models import Plan, Task, TaskState


@pytest.mark.skipif(bool(os.environ.get("DONDOC_TEST_DATABASE")), reason="the sample office is always on the embedded database")
@pytest.mark.parametrize("clock", ["2027-07-04 23:50", "2028-02-29 00:05"])
def test_the_office_is_made_on_any_day_of_any_year(db: None, clock: str) -> None:
    now = timezone.make_aware(datetime.fromisoformat(clock))
    assert len(loading.load(now=now)) == 12
    today = timezone.localdate(now)
    days = _days()
    assert sum(day < today for day in days) >= 3
    assert any(today <= day <= today + timedelta(days=14) for day in days)
    assert sum(day > today for day in days) >= 15
    assert Plan.objects.count() == 4
    assert not Entry.objects.filter(at__gt=now).exists()
    assert verify().is_sound
    assert all(plan.issued_on is not None and plan.issued_on <= today for plan in Plan.objects.all())


def _days() -> list[date]:
    return list(Task.objects.filter(state=TaskState.ACTIVE, due_on__isnull=False).values_list("due_on", flat=True))
