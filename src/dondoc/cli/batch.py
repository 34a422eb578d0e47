"""Turns a list of documents into outcomes in the same order, on one process or on several."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from dondoc.cli.inputs import STDIN, Input
from dondoc.cli.progress import FILES, PAGES, Bar
from dondoc.cli.work import Manner, Outcome, work_on

# A process takes about as long to start as five short documents take to read.
_FEW = 4


def outcomes(inputs: Sequence[Input], manner: Manner, jobs: int | None) -> Iterator[Outcome]:
    """Yield what came of each input, in order; `jobs` processes, without it one for up to four files, else one for each processor."""
    chosen = min(jobs or (1 if len(inputs) <= _FEW else os.cpu_count() or 1), len(inputs))
    # Standard input belongs to this process alone.
    if chosen <= 1 or any(item.path == STDIN for item in inputs):
        return _one_by_one(inputs, manner)
    from dondoc.cli.pool import on_processes  # late: multiprocessing is not for a single file

    return on_processes(inputs, manner, chosen)


def _one_by_one(inputs: Sequence[Input], manner: Manner) -> Iterator[Outcome]:
    bar = Bar(PAGES if len(inputs) == 1 else FILES, manner.page.language)
    for index, item in enumerate(inputs):
        outcome = work_on(item.path, manner, bar if len(inputs) == 1 else None)
        if len(inputs) > 1:
            bar(index + 1, len(inputs))
        bar.clear()
        yield outcome
