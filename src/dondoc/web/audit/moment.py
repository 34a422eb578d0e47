"""Says when a change happened: now, or at the moment that a loader of past events names."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.utils import timezone

_NAMED: ContextVar[datetime | None] = ContextVar("moment_of_a_change", default=None)


@contextmanager
def happening_at(moment: datetime) -> Iterator[None]:
    """Let the log tell what is recorded in the block as having happened at a past moment.

    For telling a history that is made up, such as that of the sample office: no page and no job comes here. The chain goes by the
    order in which rows were written, whatever their moments say.
    """
    token = _NAMED.set(moment)
    try:
        yield
    finally:
        _NAMED.reset(token)


def moment_of_change() -> datetime:
    """Return when what is being recorded happened."""
    return _NAMED.get() or timezone.now()
