"""Programs of their own: several processes, Ctrl-C, a terminal that watches, a pipe that closes, odd surroundings."""

from __future__ import annotations

import json
import multiprocessing
import os
import pty
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from dondoc.cli.arguments import Command, Form
from dondoc.cli.inputs import Inputs
from dondoc.cli.pool import on_processes
from dondoc.cli.work import Manner
from dondoc.engine.writing.language import Language
from dondoc.engine.writing.terminal import Page
from tests.cli import deadly
from tests.cli.shell import SHORT, TEXT


def test_a_terminal_that_watches_is_shown_progress(folder: Path) -> None:
    for number in range(60):
        shutil.copy(TEXT, folder / f"k{number:02}.txt")
    seen = on_a_terminal("extract", folder, "--format", "json", "-o", "/dev/null", "--jobs", "2")
    assert re.search(r"█+░* \d+/63 tệp", seen)


@pytest.mark.parametrize("stop", [os.killpg, os.kill], ids=["at the keyboard", "the first process alone"])
def test_ctrl_c_ends_every_process_with_130_and_no_traceback(folder: Path, stop: Callable[[int, int], None]) -> None:
    for number in range(200):
        shutil.copy(TEXT, folder / f"k{number:03}.txt")
    command = [sys.executable, "-m", "dondoc", "extract", str(folder), "--format", "json", "--jobs", "2"]
    ran = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
    assert ran.stdout is not None
    ran.stdout.readline()
    stop(ran.pid, signal.SIGINT)
    _, said = ran.communicate(timeout=20)
    assert ran.returncode == 130
    assert b"Traceback" not in said
    assert is_gone(ran.pid)


def test_a_process_that_is_killed_takes_no_file_with_it(folder: Path) -> None:
    for number in range(20):
        (folder / f"k{number:02}.txt").write_text(SHORT, encoding="utf-8")
    inputs = Inputs.of([str(folder)]).found
    coming = on_processes(inputs, Manner(Command.EXTRACT, Form.JSON, Page(80, Language.VI), colour=False, together=True), 2)
    found = [next(coming)]
    for process in multiprocessing.active_children():
        process.kill()
    found.extend(coming)
    assert [outcome.failure for outcome in found if outcome.failure is not None] == []
    assert [json.loads(outcome.payload or b"")["source"]["name"] for outcome in found] == [item.below.name for item in inputs]


def test_a_file_that_kills_its_process_is_the_only_one_lost(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "chet.txt").write_text(SHORT, encoding="utf-8")
    monkeypatch.setattr("dondoc.cli.pool.work_on", deadly.work_on)
    inputs = Inputs.of([str(folder)]).found
    found = list(on_processes(inputs, Manner(Command.EXTRACT, Form.JSON, Page(80, Language.VI), colour=False), 2))
    lost = [(item.below.name, outcome.failure.vi) for item, outcome in zip(inputs, found, strict=True) if outcome.failure is not None]
    assert [name for name, _ in lost] == ["chet.txt"]
    assert "bị hệ thống dừng" in lost[0][1]


def test_a_reader_that_leaves_early_is_no_error() -> None:
    command = f"{sys.executable} -m dondoc extract {TEXT} {TEXT.with_suffix('.docx')} --format json | head -c 10"
    ran = subprocess.run(["/bin/sh", "-c", command], capture_output=True, check=False)
    assert (len(ran.stdout), ran.stderr) == (10, b"")


@pytest.mark.parametrize(
    "shell, code, said",
    [
        ("{dondoc} extract {text} > /dev/full", 1, "ổ đĩa đã đầy"),
        ("{dondoc} extract {text} >&- 2>&-", 0, ""),
        ("{dondoc} extract {text} - <&-", 1, "rỗng"),
        ("PYTHONUTF8=0 PYTHONCOERCECLOCALE=0 LC_ALL=POSIX {dondoc} --help > /dev/null", 0, ""),
        ("PYTHONUTF8=0 PYTHONCOERCECLOCALE=0 LC_ALL=POSIX {dondoc} extract {text} > /dev/null", 0, ""),
    ],
)
def test_odd_surroundings_give_a_message_and_no_traceback(shell: str, code: int, said: str) -> None:
    ran = subprocess.run(
        ["/bin/sh", "-c", shell.format(dondoc=f"{sys.executable} -m dondoc", text=TEXT)], capture_output=True, text=True, check=False
    )
    assert (ran.returncode, "Traceback" in ran.stderr) == (code, False), ran.stderr
    assert said in ran.stderr


def is_gone(group: int) -> bool:
    """Whether no process of a group is left, within five seconds."""
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


def on_a_terminal(*words: str | Path) -> str:
    """Run dondoc with a terminal as standard error and return what it showed."""
    ours, theirs = pty.openpty()
    ran = subprocess.Popen([sys.executable, "-m", "dondoc", *map(str, words)], stdout=subprocess.DEVNULL, stderr=theirs)
    os.close(theirs)
    seen = b""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            piece = os.read(ours, 65536)
        except OSError:
            break
        if not piece:
            break
        seen += piece
    ran.wait(timeout=20)
    os.close(ours)
    return seen.decode(errors="replace")


def test_reading_a_file_loads_nothing_of_the_web(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SHORT, encoding="utf-8")
    code = "import sys; from dondoc.cli import main; main(['extract', 'a.txt']); "
    code += "print(sorted({'django', 'granian', 'psycopg'} & set(sys.modules)))"
    ran = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "[]"
