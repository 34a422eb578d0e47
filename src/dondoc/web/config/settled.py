"""Lets a process that has loaded all it needs leave that alone whenever it tidies its memory."""

from __future__ import annotations

import gc

from django.urls import get_resolver


def settle() -> None:
    """Load the pages' addresses, and take what is loaded by now out of the garbage collector's sight: it stays until the process ends.

    Without it, each page or report that makes many objects has the collector go through all modules and models again and again.
    """
    get_resolver().url_patterns  # noqa: B018 # loads them
    gc.collect()
    gc.freeze()
