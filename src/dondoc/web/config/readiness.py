"""Says whether this installation can work: the database answers, its tables are today's, somebody works on the jobs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from dondoc.web.jobs.queries import worker_seen_since

_LEASES = 3  # without a sign, until a worker is thought to be gone


@dataclass(frozen=True, slots=True)
class Readiness:
    """What holds at the moment; without a database nothing else can be known."""

    database: bool
    tables: bool
    worker: bool

    @property
    def complete(self) -> bool:
        """Whether all holds."""
        return self.database and self.tables and self.worker


def readiness(*, now: datetime) -> Readiness:
    """Return what holds now."""
    try:
        tables = not missing_migrations()
        worker = tables and worker_seen_since(now - timedelta(seconds=_LEASES * settings.JOB_LEASE))
    except Error:
        return Readiness(database=False, tables=False, worker=False)
    return Readiness(database=True, tables=tables, worker=worker)


def missing_migrations() -> list[str]:
    """Return the names of the migrations that the database has not had; raises django.db.Error where it does not answer."""
    had = MigrationRecorder(connection).applied_migrations()
    return sorted(".".join(key) for key in _known() if key not in had)


@cache
def _known() -> frozenset[tuple[str, str]]:
    """The migrations of the program; they do not change while it runs. One that stands for older ones is known by its own name."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    return frozenset(key for key in loader.graph.nodes if key in loader.disk_migrations)
