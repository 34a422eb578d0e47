"""Turns documents into outcomes on several processes, in order, whatever befalls one of the processes."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from dondoc.cli.inputs import Input
from dondoc.cli.progress import FILES, Bar
from dondoc.cli.work import Manner, Outcome, work_on
from dondoc.engine.writing.language import Words

# How far reading may run ahead of writing, for each process: results wait in memory.
_AHEAD = 4


def on_processes(inputs: Sequence[Input], manner: Manner, jobs: int) -> Iterator[Outcome]:
    """Yield what came of each input, in order, worked on by `jobs` processes; one that dies over a file loses that file alone."""
    bar = Bar(FILES, manner.language)
    waiting: deque[tuple[Input, Future[Outcome]]] = deque()
    left = deque(inputs)
    pool = _pool(jobs)
    try:
        while left or waiting:
            while left and len(waiting) < jobs * _AHEAD:
                item = left.popleft()
                waiting.append((item, pool.submit(work_on, item.path, manner)))
            outcome = waiting[0][1].result()
            waiting.popleft()
            bar(len(inputs) - len(left) - len(waiting), len(inputs))
            bar.clear()
            yield outcome
        pool.shutdown()
    except BrokenProcessPool:
        # A process was killed, by the kernel for its memory as a rule. Nobody knows over which file: each alone from here.
        for item in [*(item for item, _ in waiting), *left]:
            yield _alone(item, manner)
    finally:
        _stop(pool)


def _alone(item: Input, manner: Manner) -> Outcome:
    """Work on one file in a process of its own, which may die over it."""
    try:
        with _pool(1) as pool:
            return pool.submit(work_on, item.path, manner).result()
    except BrokenProcessPool:
        return Outcome(
            None,
            Words(
                f"Tiến trình đọc «{item.path}» bị hệ thống dừng, thường vì thiếu bộ nhớ. Hãy chia nhỏ tệp hoặc giảm --jobs.",
                f"The process that read “{item.path}” was killed, as a rule for lack of memory. Split the file or lower --jobs.",
            ),
        )


def _stop(pool: ProcessPoolExecutor) -> None:
    """End the processes whatever they are at: after Ctrl-C or a closed pipe nobody waits for a slow scan."""
    for process in multiprocessing.active_children():
        process.terminate()
    pool.shutdown(wait=False, cancel_futures=True)


def _pool(jobs: int) -> ProcessPoolExecutor:
    # Spawned, not forked: readers hold libraries and threads that do not survive a fork.
    return ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"), initializer=_leave_quietly)


def _leave_quietly() -> None:
    """Let Ctrl-C end this process at once, without a traceback for each."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
