"""Keeps the processes that work on jobs: starts them, starts a new one where one dies, and ends them with their parent."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from datetime import timedelta
from importlib import import_module
from multiprocessing.connection import wait
from multiprocessing.context import SpawnProcess
from types import FrameType

GRACE = 20.0  # seconds that a process has to end well
_FIRST_PAUSE = 0.5  # seconds before a dead process is followed by another; doubled each time it dies young
_LONGEST_PAUSE = 30.0
_YOUNG = 60.0


class JobProcesses:
    """As many processes that work on jobs as were asked for; each is replaced when it dies."""

    def __init__(self, count: int) -> None:
        self._stop = threading.Event()
        self._keepers = [threading.Thread(target=self._keep, name=f"keeper-{number}") for number in range(count)]

    def start(self) -> None:
        """Start the processes."""
        for keeper in self._keepers:
            keeper.start()

    def stop(self) -> None:
        """Ask the processes to end and wait for them; one that does not is killed, and its job is taken up by the next worker."""
        self._stop.set()
        for keeper in self._keepers:
            keeper.join()

    def _keep(self) -> None:
        pause = _FIRST_PAUSE
        while not self._stop.is_set():
            born = time.monotonic()
            process = multiprocessing.get_context("spawn").Process(target=work_on_jobs, name="dondoc-jobs")
            process.start()
            while process.is_alive() and not self._stop.is_set():
                process.join(0.2)
            if self._stop.is_set():
                _end(process)
                return
            pause = _FIRST_PAUSE if time.monotonic() - born > _YOUNG else min(pause * 2, _LONGEST_PAUSE)
            self._stop.wait(pause)


def _end(process: SpawnProcess) -> None:
    process.terminate()
    process.join(GRACE)
    if process.is_alive():
        process.kill()
        process.join()


def work_on_jobs() -> None:
    """Work on jobs until asked to end; the whole life of a child process."""
    stop = threading.Event()

    def ask(number: int, frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, ask)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all processes of a terminal; the parent decides for them
    end_with_parent(stop)
    # Late: a child of its own loads Django only after it can be asked to end.
    import django
    from django.conf import settings

    django.setup()
    from dondoc.web.config.settled import settle  # late, as Django is

    settle()
    from dondoc.web.plans.actions.sweeping import sweep_at_start  # names a table, which is known only now

    threading.Thread(target=sweep_at_start, name="sweep", daemon=True).start()
    from dondoc.web.config.clock import tick_until  # names tables too

    threading.Thread(target=tick_until, args=(stop,), name="clock", daemon=True).start()
    backend = settings.TASKS["default"]["BACKEND"].rpartition(".")[0]
    import_module(backend).work(stop, lease=timedelta(seconds=settings.JOB_LEASE))


def end_with_parent(stop: threading.Event | None = None) -> None:
    """Watch from a thread whether the process that started this one still lives; end when it does not.

    With `stop` it is set first and some time given; without it the process is asked to end by SIGTERM.
    """
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    sentinel = parent.sentinel

    def watch() -> None:
        wait([sentinel])
        if stop is not None:
            stop.set()
        else:
            # to the main thread itself: sent to the process, it could reach this thread and leave the main one asleep
            signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGTERM)
        time.sleep(GRACE)
        os._exit(1)

    threading.Thread(target=watch, name="parent", daemon=True).start()
