"""A made-up history bears the moments that it is given, and its chain holds."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import transaction
from django.utils import timezone

from dondoc.web.audit.actions import System, record
from dondoc.web.audit.moment import happening_at
from dondoc.web.audit.queries import verify
from tests.people import Town


def test_a_row_bears_the_moment_that_is_named_and_the_clock_comes_back(town: Town) -> None:
    long_ago = datetime(2024, 2, 29, 3, 15, tzinfo=UTC)
    before = timezone.now()
    with transaction.atomic():
        with happening_at(long_ago):
            told = record(System("bài thử"), "việc xưa", subject=town.department)
        now = record(System("bài thử"), "việc nay", subject=town.department)
    assert told.at == long_ago
    assert now.at >= before
    assert (now.sequence, now.previous_hash) == (told.sequence + 1, told.hash)
    assert verify().is_sound


def test_the_clock_comes_back_also_where_the_story_breaks_off(town: Town) -> None:
    with pytest.raises(LookupError), happening_at(datetime(2024, 2, 29, 3, 15, tzinfo=UTC)):
        raise LookupError
    with transaction.atomic():
        assert record(System("bài thử"), "việc nay", subject=town.department).at.year > 2024
