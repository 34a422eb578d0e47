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

# How far reading may run ahead of writing: results wait in memory, and a slow file must not keep the others idle.
_AHEAD = 16


Waiting = deque[tuple[Input, Future[Outcome]]]


def on_processes(inputs: Sequence[Input], manner: Manner, jobs: int) -> Iterator[Outcome]:
    """Yield what came of each input, in order, worked on by `jobs` processes; one that dies over a file loses that file alone."""
    bar = Bar(FILES, manner.page.language)
    left = deque(inputs)
    while left:
        waiting: Waiting = deque()
        pool = _pool(jobs)
        try:
            for outcome in _through(pool, left, waiting=waiting, manner=manner):
                bar(len(inputs) - len(left) - len(waiting), len(inputs))
                bar.clear()
                yield outcome
        except BrokenProcessPool:
            # A process was killed, by the kernel for its memory as a rule; over one of the files that were being read.
            suspects = jobs
            while waiting and suspects:
                item, future = waiting.popleft()
                read = future.done() and future.exception() is None
                suspects -= not read
                yield future.result() if read else _alone(item, manner)
            left.extendleft(item for item, _ in reversed(waiting))
        finally:
            _stop(pool)


def _through(pool: ProcessPoolExecutor, left: deque[Input], *, waiting: Waiting, manner: Manner) -> Iterator[Outcome]:
    """Yield outcomes in order; `left` are the inputs not yet given out, `waiting` those given out and not yet yielded."""
    while left or waiting:
        while left and len(waiting) < _AHEAD:
            waiting.append((left[0], pool.submit(work_on, left[0].path, manner)))
            left.popleft()
        outcome = waiting[0][1].result()
        waiting.popleft()
        yield outcome


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
