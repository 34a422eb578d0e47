"""Turns the values of a log row and the hash before it into its own hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime

GENESIS = "0" * 64


def hash_of(previous: str, values: Mapping[str, object]) -> str:
    """Return the SHA-256, in hexadecimal, of a row's values after the row whose hash is `previous`."""
    text = json.dumps({"previous": previous, **values}, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    raise TypeError(f"a log row cannot hold {type(value).__name__}")
