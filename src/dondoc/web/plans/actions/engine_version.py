"""Names the engine that reads: its release, and a digest of its rules and words, so that a changed engine is another one."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from dondoc import __version__, engine

_LENGTH = 12


@cache
def engine_version() -> str:
    """Return the name of the engine now installed, the same on every machine with the same files."""
    root = Path(next(iter(engine.__path__)))
    digest = hashlib.sha256()
    for file in sorted(path for path in root.rglob("*") if path.suffix in (".py", ".toml")):
        digest.update(file.relative_to(root).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return f"{__version__}+{digest.hexdigest()[:_LENGTH]}"
