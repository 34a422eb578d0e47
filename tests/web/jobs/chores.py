"""Tasks that tests ask for: they count, wait, fail and leave marks on the disk."""

from __future__ import annotations

import time
from pathlib import Path

from django.db import OperationalError
from django_tasks import TaskContext, task

from dondoc.web.jobs.progress import progress


class UnreadableLetter(Exception):
    """A failure with sentences of its own."""

    vi = "Tệp này không phải văn bản. Hãy chọn tệp khác."
    en = "This file is no document. Choose another."


@task
def double(number: int) -> int:
    """Return twice the number."""
    return 2 * number


@task(takes_context=True)
def mark(context: TaskContext, folder: str, name: str, steps: int = 1, pause: float = 0.0) -> str:
    """Take `steps` steps, leave a mark for the try and one, under the same name each time, for the work itself."""
    told = progress(context)
    (Path(folder) / f"{name}.try.{told.tries}.{told.worker.replace(':', '-')}").touch()
    for step in range(steps):
        told.report(step, steps)
        time.sleep(pause)
    (Path(folder) / f"{name}.done").open("a").close()
    return name


@task(takes_context=True)
def linger(context: TaskContext, folder: str, name: str) -> str:
    """As `mark`, but the first try never comes to its end by itself."""
    told = progress(context)
    return mark.func(context, folder, name, steps=100_000 if told.tries == 1 else 1, pause=0.05)


@task
def refuse() -> None:
    """Fail with sentences of its own."""
    raise UnreadableLetter


@task
def stumble() -> None:
    """Fail in a way that nobody foresaw."""
    raise ZeroDivisionError("một phép chia")


@task
def lose_touch() -> None:
    """Fail as when the database is gone for a while."""
    raise OperationalError("server closed the connection")


@task(takes_context=True)
def ask_to_stop(context: TaskContext) -> None:
    """Be cancelled by its owner half-way."""
    from dondoc.web.jobs.models import Job

    told = progress(context)
    told.report(1, 2)
    Job.objects.filter(pk=told.job).update(cancel_asked=True)
    told.report(2, 2)
