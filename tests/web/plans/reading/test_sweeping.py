"""Old page pictures and unfinished files are swept out of storage by their age; documents never are."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from pytest_django import Settings

from dondoc.web.plans.actions.sweeping import Swept, sweep_files

NOW = timezone.now()


@pytest.fixture(autouse=True)
def _storage(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def stored(name: str, age: timedelta) -> str:
    """A file of some age."""
    kept = default_storage.save(name, ContentFile(b"x"))
    written = (NOW - age).timestamp()
    os.utime(default_storage.path(kept), (written, written))
    return kept


@pytest.mark.parametrize(
    "name, days, goes",
    [
        ("pages/ab/abcd/1.png", 91, True),
        ("pages/ab/abcd/1.png", 89, False),
        ("pages/ab/abcd/2.png.x1.part", 2, True),
        ("pages/ab/abcd/2.png.x1.part", 0.5, False),
        ("documents/ab/abcd.x1.part", 2, True),
        ("documents/ab/abcd", 4000, False),
        ("exports/1.xlsx", 4000, False),
        ("exports/1.xlsx.x1.part", 2, True),
    ],
)
def test_a_file_goes_by_what_it_is_and_by_its_age(name: str, days: float, goes: bool) -> None:
    kept = stored(name, timedelta(days=days))
    swept = sweep_files(now=NOW)
    assert default_storage.exists(kept) is not goes
    assert (swept.pictures + swept.halves == 1) is goes


def test_sweeping_again_finds_nothing_and_an_empty_storage_is_no_fault() -> None:
    assert sweep_files(now=NOW) == Swept()
    stored("pages/ab/abcd/1.png", timedelta(days=100))
    assert sweep_files(now=NOW) == Swept(pictures=1)
    assert sweep_files(now=NOW) == Swept()
