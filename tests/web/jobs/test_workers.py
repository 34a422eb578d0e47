"""Workers as processes: several at one table, killed in mid-job, asked to end."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.installations import Installation, alive, descendants, kill, until

ENQUEUE = """
from django.utils import timezone
from dondoc.web.jobs.actions import Wanted, enqueue
from tests.web.jobs import chores
folder, pause, *names = argv
for name in names:
    wanted, arguments = Wanted(None, name), {"folder": folder, "name": name}
    if pause == "endless":
        enqueue(chores.linger, arguments, wanted=wanted, now=timezone.now())
    else:
        enqueue(chores.mark, {**arguments, "pause": float(pause)}, wanted=wanted, now=timezone.now())
"""


def ask(installation: Installation, folder: Path, *names: str, pause: float = 0.0) -> None:
    """Ask for jobs that leave marks in the folder, each after a pause."""
    installation.do(ENQUEUE, str(folder), str(pause), *names)


def ask_endless(installation: Installation, folder: Path, name: str) -> None:
    """Ask for a job whose first try never ends by itself; later ones are short."""
    installation.do(ENQUEUE, str(folder), "endless", name)


def states(installation: Installation) -> list[tuple[object, ...]]:
    """State and tries of every job, in the order of their names."""
    return installation.rows("SELECT state, tries FROM jobs_job ORDER BY label")


def tries(folder: Path, name: str) -> int:
    """How often a job was begun."""
    return len(list(folder.glob(f"{name}.try.*")))


@contextmanager
def worker(installation: Installation, count: int = 1) -> Iterator[subprocess.Popen[str]]:
    """A `dondoc worker` with as many processes."""
    with installation.started("worker", "--concurrency", str(count)) as process:
        yield process


def test_two_workers_at_one_table_run_every_job_once(installation: Installation, tmp_path: Path) -> None:
    names = [f"việc-{number:02}" for number in range(40)]
    with ExitStack() as stack:
        stack.enter_context(worker(installation, 2))
        stack.enter_context(worker(installation))
        until(lambda: installation.rows("SELECT count(*) FROM jobs_worker") == [(3,)], "three workers")
        ask(installation, tmp_path, *names, pause=0.02)
        until(lambda: all(state == "done" for state, _ in states(installation)), "every job")
    assert states(installation) == [("done", 1)] * len(names)
    assert [tries(tmp_path, name) for name in names] == [1] * len(names)
    workers = {path.name.rpartition(".")[2] for path in tmp_path.glob("*.try.*")}
    assert len(workers) > 1, "one worker did it all"


def test_the_job_of_a_killed_worker_is_taken_again_and_done_once(installation: Installation, tmp_path: Path) -> None:
    ask_endless(installation, tmp_path, "đọc")
    with worker(installation) as first:
        until(lambda: tries(tmp_path, "đọc") == 1, "the first try")
        kill(first)
    assert states(installation) == [("running", 1)]
    with worker(installation):
        until(lambda: states(installation) == [("done", 2)], "the second try")
    assert tries(tmp_path, "đọc") == 2
    assert (tmp_path / "đọc.done").exists()


def test_a_worker_that_dies_is_followed_by_another(installation: Installation, tmp_path: Path) -> None:
    ask_endless(installation, tmp_path, "đọc")
    with worker(installation) as keeper:
        until(lambda: tries(tmp_path, "đọc") == 1, "the first try")
        (name,) = installation.rows("SELECT worker FROM jobs_job")[0]
        os.kill(int(str(name).split(":")[1]), signal.SIGKILL)
        until(lambda: states(installation) == [("done", 2)], "the second try")
        assert keeper.poll() is None


def test_a_worker_asked_to_end_puts_its_job_back_and_ends_well(installation: Installation, tmp_path: Path) -> None:
    ask_endless(installation, tmp_path, "đọc")
    with worker(installation) as process:
        until(lambda: tries(tmp_path, "đọc") == 1, "the first try")
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
    assert states(installation) == [("waiting", 0)]
    assert installation.rows("SELECT count(*) FROM jobs_worker") == [(0,)]


def test_processes_end_when_the_one_that_keeps_them_is_killed(installation: Installation, tmp_path: Path) -> None:
    ask_endless(installation, tmp_path, "đọc")
    with worker(installation) as process:
        until(lambda: tries(tmp_path, "đọc") == 1, "the first try")
        children = descendants(process.pid)
        assert children
        process.kill()
        until(lambda: not any(alive(pid) for pid in children), "the end of the children")
    assert states(installation) == [("waiting", 0)]


def test_long_work_keeps_its_lease(installation: Installation, tmp_path: Path) -> None:
    ask(installation, tmp_path, "đọc", pause=5.0)
    with worker(installation, 2):
        until(lambda: states(installation) == [("done", 1)], "the job")
    assert tries(tmp_path, "đọc") == 1
