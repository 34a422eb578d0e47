"""What higher apps tell of the sample office's year: each names, when it is set up, the function that tells it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from importlib import import_module

from dondoc.web.plans.demo.calendar import Calendar
from dondoc.web.plans.demo.directives import Act, Desk

Tale = Callable[[Desk, Calendar], list[tuple[datetime, Act]]]
_TALES: list[str] = []


def tell_also(path: str) -> None:
    """Add a tale by the path of its function; it is imported only where an office is made."""
    if path not in _TALES:
        _TALES.append(path)


def told(desk: Desk, calendar: Calendar) -> Iterator[tuple[datetime, Act]]:
    """Yield the acts of every tale."""
    for path in _TALES:
        module, _dot, name = path.rpartition(".")
        tale: Tale = getattr(import_module(module), name)
        yield from tale(desk, calendar)
