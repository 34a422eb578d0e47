"""Goes through the loop of time from a thread of a worker, every minute until the worker ends."""

from __future__ import annotations

import logging
import threading

from django.db import connections
from django.utils import timezone, translation

from dondoc.web.urging.actions.ticking import tick

logger = logging.getLogger(__name__)
_FIRST, _EVERY = 10.0, 60.0  # seconds


def tick_until(stop: threading.Event) -> None:
    """Tick until `stop` is set; whatever one round cannot do, the next tries again. Any number of processes may do so at once."""
    pause = _FIRST
    while not stop.wait(pause):
        pause = _EVERY
        try:
            with translation.override("vi"):
                tick(timezone.now())
        except Exception:
            logger.exception("a round of reminders was broken off; the next begins in a minute")
        finally:
            connections.close_all()
