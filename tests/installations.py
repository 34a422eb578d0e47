"""Gives tests whole installations of dondoc: a data folder and a database of their own, worked by real processes.

What is asked of an installation runs in processes beside the test, so that they can be killed as a power cut would.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import psycopg

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 180.0
"""Seconds that anything may take before a test fails; nothing waits for so long where all is well."""


def until(true: Callable[[], bool], what: str) -> None:
    """Wait until something holds; fail with its words when it never does."""
    end = time.monotonic() + PATIENCE
    while not true():
        if time.monotonic() > end:
            raise AssertionError(f"{what}: not within {PATIENCE} seconds")
        time.sleep(0.05)


@dataclass(frozen=True)
class Installation:
    """One installation: its data folder, the address of its database (empty for the embedded one), what else is set."""

    data: Path
    database: str
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """What its processes find in their environment: this machine's, without any setting of the tests' own."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("DONDOC_", "DJANGO_", "PYTEST_"))}
        own = {"DONDOC_DATA": str(self.data), "DONDOC_DATABASE": self.database, "DONDOC_CONFIG": os.devnull, "PYTHONPATH": str(ROOT)}
        return {**kept, **own, **self.settings}

    def command(self, *words: str) -> list[str]:
        """The command line of `dondoc` with these words."""
        return [sys.executable, "-m", "dondoc", *words]

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command of dondoc to its end."""
        return subprocess.run(
            self.command(*words), cwd=self.data, env=self.environment, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False
        )

    def do(self, code: str, *words: str) -> str:
        """Run Python code inside the installation, with its apps loaded and `words` as `argv`; return what it prints."""
        head = "import sys; from dondoc.web.config.setting_up import set_up; set_up(); argv = sys.argv[1:]\n"
        ran = subprocess.run(
            [sys.executable, "-c", head + code, *words], cwd=self.data, env=self.environment, capture_output=True, text=True, check=False
        )
        assert ran.returncode == 0, ran.stderr
        return ran.stdout.strip()

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """Return what a query gives, asked beside every process of dondoc."""
        if self.database:
            with psycopg.connect(self.database) as connection:
                return connection.execute(query).fetchall()  # type: ignore[arg-type]
        with sqlite3.connect(self.data / "dondoc.sqlite3", timeout=20) as opened:
            rows = opened.execute(query).fetchall()
        opened.close()
        return rows

    @contextmanager
    def started(self, *words: str) -> Iterator[subprocess.Popen[str]]:
        """Start a command of dondoc that goes on until it is asked to end; whatever is left of it dies with the block."""
        with (self.data / f"output-{uuid4().hex[:6]}").open("w+", encoding="utf-8") as said:
            process = subprocess.Popen(
                self.command(*words),
                cwd=self.data,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
                text=True,
                start_new_session=True,
            )
            try:
                yield process
            except BaseException as error:
                said.seek(0)
                error.add_note(f"dondoc {' '.join(words)} said:\n{said.read()}")
                raise
            finally:
                kill(process)

    @contextmanager
    def served(self, *words: str) -> Iterator[Server]:
        """Serve the installation on a free port until the block ends; it can work when the block begins."""
        port = free_port()
        with self.started("serve", "--port", str(port), *words) as process:
            server = Server(process, port)
            server.wait()
            yield server


@dataclass(frozen=True)
class Server:
    """A `dondoc serve` that runs."""

    process: subprocess.Popen[str]
    port: int

    @property
    def url(self) -> str:
        """The address of its first page, without the last slash."""
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str) -> tuple[int, str]:
        """Ask for a page as a visitor; return the status and the body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def parts(self) -> dict[str, bool]:
        """Return what the health page says of each part; nothing while nobody answers."""
        try:
            found: dict[str, bool] = json.loads(self.get("/suc-khoe/")[1])
        except (OSError, http.client.HTTPException, ValueError):
            return {}
        return found

    def wait(self) -> None:
        """Wait until pages are served from today's tables, and on the embedded database somebody works on the jobs."""

        def works() -> bool:
            assert self.process.poll() is None, "the server has ended"
            parts = self.parts()
            return bool(parts) and (all(parts.values()) or bool(os.environ.get("DONDOC_TEST_DATABASE")))

        until(works, "the server")

    def kill(self) -> None:
        """End the server as a power cut would: it and every process of it at once."""
        kill(self.process)

    def stop(self) -> int:
        """Ask the server to end; return its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE)


@contextmanager
def migrated(folder: Path) -> Iterator[Installation]:
    """Make an installation with today's tables and nothing in them, for others to be copied from."""
    folder.mkdir()
    with _database() as address:
        made = Installation(folder, address)
        ran = made.run("migrate")
        assert ran.returncode == 0, ran.stderr
        yield made


@contextmanager
def copied(original: Installation, folder: Path, **settings: str) -> Iterator[Installation]:
    """Copy an installation that nobody uses; `settings` are further variables of its environment."""
    shutil.copytree(original.data, folder)
    with _database(original.database) as address:
        yield Installation(folder, address, settings)


@contextmanager
def _database(original: str = "") -> Iterator[str]:
    """Give the address of a new database beside the tests' own, a copy of `original`; none where tests use the embedded one."""
    server = os.environ.get("DONDOC_TEST_DATABASE", "")
    if not server:
        yield ""
        return
    name = f"dondoc_{uuid4().hex[:12]}"
    template = f" TEMPLATE {original.rpartition('/')[2]}" if original else ""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}{template}")  # type: ignore[arg-type]
    try:
        yield f"{server.rpartition('/')[0]}/{name}"
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")  # type: ignore[arg-type]


def descendants(pid: int) -> Sequence[int]:
    """Return the processes that a process has started, and those that they have."""
    found: list[int] = []
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = [int(child) for child in path.read_text().split()]
        except OSError:
            continue
        for child in children:
            found += [child, *descendants(child)]
    return found


def alive(pid: int) -> bool:
    """Whether a process is there and is not merely waiting to be buried."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def kill(process: subprocess.Popen[str]) -> None:
    """End a process that `started` gave, with all that it has started, in one blow: none of them sees another go."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def free_port() -> int:
    """Return a port that nobody uses at the moment, out of those that the system does not give to connections by itself."""
    while True:
        port = random.randrange(20_000, 32_000)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
