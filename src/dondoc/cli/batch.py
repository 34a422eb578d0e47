"""Turns a list of documents into outcomes in the same order, on one process or on several."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial

from dondoc.cli.inputs import STDIN, Input
from dondoc.cli.progress import FILES, PAGES, Bar
from dondoc.cli.work import Manner, Outcome, work_on
from dondoc.engine.writing.language import Words

# A process takes about as long to start as five short documents take to read.
_FEW = 4
# How far reading may run ahead of writing, for each process: results wait in memory.
_AHEAD = 4


def outcomes(inputs: Sequence[Input], manner: Manner, jobs: int | None) -> Iterator[Outcome]:
    """Yield what came of each input, in order; `jobs` processes, without it one for up to four files, else one for each processor."""
    chosen = jobs or (1 if len(inputs) <= _FEW else os.cpu_count() or 1)
    # Standard input belongs to this process alone.
    if min(chosen, len(inputs)) <= 1 or any(item.path == STDIN for item in inputs):
        yield from _one_by_one(inputs, manner)
    else:
        yield from _together(inputs, manner, min(chosen, len(inputs)))


def _one_by_one(inputs: Sequence[Input], manner: Manner) -> Iterator[Outcome]:
    bar = Bar(PAGES if len(inputs) == 1 else FILES, manner.language)
    for index, item in enumerate(inputs):
        outcome = work_on(item.path, manner, bar if len(inputs) == 1 else None)
        if len(inputs) > 1:
            bar(index + 1, len(inputs))
        bar.clear()
        yield outcome


def _together(inputs: Sequence[Input], manner: Manner, jobs: int) -> Iterator[Outcome]:
    bar = Bar(FILES, manner.language)
    waiting: deque[tuple[Input, Future[Outcome]]] = deque()
    left = deque(inputs)
    done = 0
    try:
        with _pool(jobs) as pool:
            while left or waiting:
                while left and len(waiting) < jobs * _AHEAD:
                    item = left.popleft()
                    waiting.append((item, pool.submit(work_on, item.path, manner)))
                _, future = waiting[0]
                outcome = future.result()
                waiting.popleft()
                done += 1
                bar(done, len(inputs))
                bar.clear()
                yield outcome
    except BrokenProcessPool:
        # A process was killed, by the kernel for its memory as a rule. Nobody knows over which file: each alone from here.
        yield from map(partial(_alone, manner=manner), [*(item for item, _ in waiting), *left])
    finally:
        for process in multiprocessing.active_children():
            process.terminate()


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


def _pool(jobs: int) -> ProcessPoolExecutor:
    # Spawned, not forked: readers hold libraries and threads that do not survive a fork.
    return ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"), initializer=_leave_quietly)


def _leave_quietly() -> None:
    """Let Ctrl-C end this process at once, without a traceback for each."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
