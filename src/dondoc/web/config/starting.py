"""Brings the tables and the static files of an installation to where a server can start."""

from __future__ import annotations

import fcntl
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

import psycopg
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import Error, connection, connections

from dondoc.web.config.configuration import Configuration
from dondoc.web.config.readiness import missing_migrations
from dondoc.web.config.setting_up import CannotStart

_PATIENCE = 5  # seconds that PostgreSQL has to answer


def check_tables(configuration: Configuration) -> None:
    """See that the database answers and has today's tables; the embedded one is brought to them. Raises CannotStart."""
    try:
        if not configuration.embedded:
            _knock()
        missing = missing_migrations()
    except (Error, psycopg.Error) as error:
        raise _unreachable(configuration, error) from error
    finally:
        connections.close_all()
    if missing and configuration.embedded:
        migrate(configuration)
    elif missing:
        raise CannotStart(
            f"Cơ sở dữ liệu còn thiếu {len(missing)} bước nâng cấp. Hãy sao lưu rồi chạy: dondoc migrate",
            f"The database lacks {len(missing)} migrations. Make a backup, then run: dondoc migrate",
        )


def migrate(configuration: Configuration) -> int:
    """Bring the database to today's tables, one process at a time on this machine; return how many steps that took."""
    with _alone(configuration):
        try:
            if not configuration.embedded:
                _knock()
            missing = len(missing_migrations())
            if missing:
                call_command("migrate", interactive=False, verbosity=0)
        except (Error, psycopg.Error) as error:
            raise _unreachable(configuration, error) from error
        finally:
            connections.close_all()
    return missing


def collect_static(configuration: Configuration) -> None:
    """Lay the style sheets and scripts where the server serves them from, unless none has changed since the last time.

    Old ones stay: a server of the version before may still serve them.
    """
    known = Path(settings.STATIC_ROOT) / ".fingerprint"
    now = _fingerprint()
    with _alone(configuration):
        if not known.exists() or known.read_text(encoding="ascii") != now:
            call_command("collectstatic", interactive=False, verbosity=0, stdout=StringIO())
            known.write_text(now, encoding="ascii")


@contextmanager
def _alone(configuration: Configuration) -> Iterator[None]:
    """Let one process at a time change the installation."""
    with (configuration.data / "start.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _knock() -> None:
    """Connect once without the pool, which would try for half a minute and keep the reason to itself."""
    psycopg.connect(**{**connection.get_connection_params(), "connect_timeout": _PATIENCE}).close()


def _fingerprint() -> str:
    told = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            stat = Path(storage.path(path)).stat()
            told.update(f"{path}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
    return told.hexdigest()


def _unreachable(configuration: Configuration, error: Exception) -> CannotStart:
    own = " ".join(str(error).split())
    if configuration.embedded:
        name = settings.DATABASES["default"]["NAME"]
        return CannotStart(f"Không mở được cơ sở dữ liệu {name}: {own}", f"The database {name} cannot be opened: {own}")
    return CannotStart(
        f"Không kết nối được PostgreSQL ({own}). Hãy kiểm tra thiết đặt database và máy chủ PostgreSQL.",
        f"PostgreSQL cannot be reached ({own}). Check the setting database and the server.",
    )
