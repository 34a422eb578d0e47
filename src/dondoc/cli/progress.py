"""Turns counts of pages or files into a bar on a terminal, and into nothing where nobody watches."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, field

from dondoc.engine.writing.language import Language, Words

# What is done sooner needs no bar.
_PATIENCE = 0.5  # seconds
_PAUSE = 0.1  # seconds between two drawings
_BAR = 24
PAGES = Words("trang", "pages")
FILES = Words("tệp", "files")


@dataclass(slots=True)
class Bar:
    """A bar on standard error; it draws only where that is a terminal."""

    unit: Words
    language: Language
    _begun: float = field(default_factory=time.monotonic)
    _drawn: float = 0.0
    _shown: bool = False

    def __call__(self, done: int, total: int) -> None:
        """Show that `done` of `total` are done."""
        now = time.monotonic()
        if not sys.stderr.isatty() or now - self._begun < _PATIENCE or (now - self._drawn < _PAUSE and done < total):
            return
        full = _BAR * done // total if total else 0
        left = f" · {_spell(now - self._begun, done, total)}" if 0 < done < total else ""
        sys.stderr.write(f"\r\x1b[K{'█' * full}{'░' * (_BAR - full)} {done}/{total} {self.unit.of(self.language)}{left}")
        sys.stderr.flush()
        self._drawn, self._shown = now, True

    def clear(self) -> None:
        """Take the bar away, so that other lines can be written."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._shown = False


def _spell(passed: float, done: int, total: int) -> str:
    """Return the time that is left at the pace so far: `~01:25`."""
    left = round(passed / done * (total - done))
    return f"~{left // 60:02}:{left % 60:02}"
