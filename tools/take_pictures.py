"""Turns the sample office into the pictures of the tutorial and the front page: docs/pictures/*.png, from a browser on its real pages.

The office is made on one fixed day and its clock stands still, so that the same pages give the same pictures; `python tools/take_pictures.py
confirm units` takes some again. It wants Debian's Chromium.
"""

from __future__ import annotations

import io
import os
import re
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

PICTURES = Path(__file__).resolve().parents[1] / "docs" / "pictures"
CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync"]
MORNING = datetime(2026, 10, 6, 1, 40, tzinfo=UTC)
"""Twenty to nine on a Tuesday, in Vietnam."""

DESK, PHONE = (1366, 850), (390, 844)
COLOURS = 128
HEAVIEST, ALL_TOGETHER = 120_000, 1_000_000
LOOK = "*, *::before, *::after { animation: none !important; transition: none !important; caret-color: transparent !important }"

LogIns = dict[str, str]


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: whose window, which page, how large, and what is done there before it is taken."""

    name: str
    person: str
    path: str
    size: tuple[int, int] = DESK
    act: Callable[[Page], None] = lambda page: None


def main(names: list[str]) -> int:
    """Make the office, serve it and take the pictures; return 1 where one is too heavy."""
    if not CHROMIUM.exists():
        print(f"{CHROMIUM} is absent: apt-get install --no-install-recommends chromium", file=sys.stderr)
        return 1
    PICTURES.mkdir(exist_ok=True)
    with office() as (address, log_ins), sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), headless=True, args=ARGUMENTS)
        taken = [picture for picture in pictures() if not names or picture.name in names]
        for picture in taken:
            (PICTURES / f"{picture.name}.png").write_bytes(light(take(browser, picture, address, log_ins)))
        browser.close()
    return weigh()
