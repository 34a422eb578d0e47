"""Keeps the key that signs sessions and links: made at random once, readable by its owner alone."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

NAME = "secret-key"


def secret_key(folder: Path) -> str:
    """Return the key kept in `folder`, made now if there is none; two processes that start together agree on one."""
    path = folder / NAME
    if not path.exists():
        draft = folder / f"{NAME}.{os.getpid()}"
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(64))
        try:
            os.link(draft, path)  # fails where another process was first; its key then counts
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text(encoding="ascii")
