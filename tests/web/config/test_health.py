"""What the health page says to whoever watches the server."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone

from dondoc.web.config import readiness
from dondoc.web.jobs.models import Worker

pytestmark = pytest.mark.django_db


def worker_seen(ago: timedelta) -> None:
    """A worker whose last sign is so long ago."""
    Worker.objects.create(name="thợ", started_at=timezone.now() - ago, seen_at=timezone.now() - ago)


def test_all_is_well_where_the_tables_are_todays_and_a_worker_lives(client: Client) -> None:
    worker_seen(timedelta(seconds=5))
    answer = client.get("/suc-khoe/")
    assert (answer.status_code, answer.json()) == (200, {"database": True, "tables": True, "worker": True})


def test_a_worker_that_has_long_been_silent_does_not_count(client: Client) -> None:
    assert client.get("/suc-khoe/").status_code == 503
    worker_seen(timedelta(seconds=4 * settings.JOB_LEASE))
    assert client.get("/suc-khoe/").json() == {"database": True, "tables": True, "worker": False}


def test_a_migration_that_is_missing_is_noticed(client: Client) -> None:
    worker_seen(timedelta(0))
    MigrationRecorder(connection).record_unapplied("jobs", "0001_initial")
    assert readiness.missing_migrations() == ["jobs.0001_initial"]
    answer = client.get("/suc-khoe/")
    assert (answer.status_code, answer.json()["tables"]) == (503, False)


def test_a_database_that_does_not_answer_is_an_answer(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> list[str]:
        raise OperationalError("server closed the connection")

    monkeypatch.setattr(readiness, "missing_migrations", fail)
    answer = client.get("/suc-khoe/")
    assert (answer.status_code, answer.json()) == (503, {"database": False, "tables": False, "worker": False})
    assert "closed" not in answer.content.decode()


def test_the_health_page_is_only_read(client: Client) -> None:
    assert client.post("/suc-khoe/").status_code == 405
    assert client.head("/suc-khoe/").status_code == 503
