"""The door for a shell: turns arguments into files read, registers shown or written, and an exit code."""

from __future__ import annotations

from dondoc.cli.running import main

__all__ = ["main"]
