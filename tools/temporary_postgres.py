"""Runs a command beside a PostgreSQL of its own: made empty in a temporary folder, gone when the command ends.

    python tools/temporary_postgres.py pytest tests/web

The command finds the address in DONDOC_TEST_DATABASE. The server listens on 127.0.0.1 alone, writes nothing to be kept (no fsync), and
runs as the user `postgres` where root starts it, for PostgreSQL refuses root. Without PostgreSQL on the machine the command is left
out with a sentence; under CI=true that is a failure.
"""

from __future__ import annotations

import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

PLACES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/usr/local/pgsql/bin")
SYSTEM_USER = "postgres"
SETTINGS = (
    "listen_addresses = '127.0.0.1'",
    "fsync = off",
    "synchronous_commit = off",
    "full_page_writes = off",
    "max_connections = 200",
    "shared_buffers = 256MB",  # as the guide to operation advises
    "random_page_cost = 1.1",
    "log_min_messages = fatal",
    "autovacuum = off",  # it would take the rows of an open transaction, as tests have them, for none, and mislead the planner
    "statement_timeout = '2min'",  # what takes longer has a plan for which nobody would wait
)


def main(command: Sequence[str]) -> int:
    """Run the command beside a server; return its exit code."""
    if not command:
        sys.stderr.write("What shall run beside PostgreSQL? For example: python tools/temporary_postgres.py pytest tests/web\n")
        return 2
    programs = find()
    if programs is None:
        sys.stderr.write("Left out for want of PostgreSQL (sudo apt-get install --no-install-recommends postgresql).\n")
        return 1 if os.environ.get("CI") == "true" else 0
    signal.signal(signal.SIGTERM, _end)
    try:
        with running(programs) as address:
            return subprocess.run(command, env={**os.environ, "DONDOC_TEST_DATABASE": address}, check=False).returncode
    except KeyboardInterrupt:
        return 130


def find() -> Path | None:
    """Return the folder of the newest PostgreSQL's programs, or nothing."""
    known = [path for place in PLACES for path in Path("/").glob(place.lstrip("/")) if (path / "initdb").exists()]
    if known:
        return max(known, key=lambda path: [int(number) for number in re.findall(r"\d+", str(path))])
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


@contextmanager
def running(programs: Path) -> Iterator[str]:
    """Start an empty server, give its address, and stop it again."""
    with tempfile.TemporaryDirectory(prefix="dondoc-pg-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        if os.geteuid() == 0:
            shutil.chown(folder, SYSTEM_USER)
        data, port = folder / "data", _free_port()
        initdb = ("initdb", "-D", str(data), "-U", "dondoc", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        _run(programs, *initdb, "--no-instructions")
        with (data / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.write("\n".join((*SETTINGS, f"port = {port}", f"unix_socket_directories = '{folder}'", "")))
        _run(programs, "pg_ctl", "-D", str(data), "-l", str(folder / "log"), "-w", "-t", "60", "start")
        try:
            _run(programs, "createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "dondoc", "dondoc")
            yield f"postgresql://dondoc@127.0.0.1:{port}/dondoc"
        finally:
            _run(programs, "pg_ctl", "-D", str(data), "-m", "immediate", "-w", "stop")


def _run(programs: Path, program: str, *words: str) -> None:
    """Run one of PostgreSQL's programs, as its own user where this is root; what it says is shown only where it fails."""
    command = [str(programs / program), *words]
    if os.geteuid() == 0:
        user = pwd.getpwnam(SYSTEM_USER)
        command = ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups", *command]
    environment = {"PATH": os.environ["PATH"], "HOME": tempfile.gettempdir(), "LC_ALL": "C.UTF-8"}
    # The server outlives pg_ctl and keeps its streams: it is given none that somebody waits for. Ctrl-C is for the command alone.
    with tempfile.TemporaryFile() as said:
        done = subprocess.run(
            command, cwd="/", env=environment, stdin=subprocess.DEVNULL, stdout=said, stderr=said, start_new_session=True, check=False
        )
        if done.returncode:
            said.seek(0)
            raise SystemExit(f"{program}: {said.read().decode(errors='replace').strip()}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _end(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
