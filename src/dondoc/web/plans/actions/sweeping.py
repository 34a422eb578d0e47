"""Sweeps out of storage what can be made again or was never finished: old page pictures, and halves that a crash left."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.files.storage import default_storage
from django.utils import timezone

logger = logging.getLogger(__name__)
PICTURES = "pages"
PICTURES_KEPT = timedelta(days=90)
"""A page that is looked at after that is drawn again."""
HALF, HALVES_KEPT = ".part", timedelta(days=1)
"""No file takes a day to write: what still has this ending then was cut off."""
_FOLDERS = ("documents", PICTURES, "exports")


@dataclass(frozen=True, slots=True)
class Swept:
    """How many files of either sort were deleted."""

    pictures: int = 0
    halves: int = 0


def sweep_files(*, now: datetime) -> Swept:
    """Delete page pictures and unfinished files that are older than they are kept; a file that another worker deletes first is passed."""
    pictures = halves = 0
    for folder in _FOLDERS:
        for name in _files_below(folder):
            if name.endswith(HALF):
                halves += _delete(name, before=now - HALVES_KEPT)
            elif folder == PICTURES:
                pictures += _delete(name, before=now - PICTURES_KEPT)
    return Swept(pictures, halves)


def sweep_at_start() -> None:
    """Sweep once, as a worker begins; what storage refuses is told in the log of the server and stops nobody."""
    try:
        swept = sweep_files(now=timezone.now())
    except OSError:
        logger.exception("old files could not be swept")
    else:
        logger.info("swept %s page pictures and %s unfinished files", swept.pictures, swept.halves)


def _files_below(folder: str) -> Iterator[str]:
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}/{name}" for name in files)
    for name in folders:
        yield from _files_below(f"{folder}/{name}")


def _delete(name: str, *, before: datetime) -> bool:
    try:
        if default_storage.get_modified_time(name) >= before:
            return False
    except FileNotFoundError:
        return False
    default_storage.delete(name)
    return True
