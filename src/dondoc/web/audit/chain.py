"""Turns the values of a log row and the hash before it into its own hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime

GENESIS = "0" * 64
"""What stands for the hash before the first row."""

HASHED = (
    "sequence",
    "at",
    "actor_id",
    "actor_name",
    "verb",
    "subject_type",
    "subject_id",
    "subject_label",
    "within_type",
    "within_id",
    "changes",
    "reason",
)
"""The values of a row that its hash covers: all but the hashes and the words for the search, which follow from the others."""

_WRITER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def hash_of(previous: str, values: Mapping[str, object]) -> str:
    """Return the SHA-256, in hexadecimal, of a row's values (those of HASHED) after the row whose hash is `previous`.

    The bytes are JSON with sorted names and the moment in UTC to the microsecond: what either database gives back makes the same ones.
    """
    at = values["at"]
    if not isinstance(at, datetime):
        raise TypeError(f"{at!r} is no moment")
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    return hashlib.sha256(_WRITER.encode({**values, "at": moment, "previous": previous}).encode()).hexdigest()
