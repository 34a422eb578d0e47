"""Turns the values of a log row and the hash before it into its own hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime

GENESIS = "0" * 64
"""What stands for the hash before the first row."""

_WRITER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def hash_of(previous: str, values: Mapping[str, object]) -> str:
    """Return the SHA-256, in hexadecimal, of a row's values after the row whose hash is `previous`.

    The bytes are JSON with sorted names and moments in UTC to the microsecond: what either database gives back makes the same ones.
    """
    plain = {name: _moment(value) if isinstance(value, datetime) else value for name, value in values.items()}
    return hashlib.sha256(_WRITER.encode({"previous": previous, **plain}).encode()).hexdigest()


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
