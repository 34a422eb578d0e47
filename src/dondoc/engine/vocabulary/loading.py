"""Names of this package's TOML tables → their contents, read once."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent


@cache
def table(name: str) -> dict[str, dict[str, object]]:
    """Return the table file `name` ("heads", "units/groups") as a mapping from entry to fields."""
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text("utf-8"))


def words(entry: dict[str, object], field: str) -> tuple[str, ...]:
    """Return the list of strings in `field` of a table entry, empty where the field is absent."""
    value = entry.get(field, ())
    if not isinstance(value, list | tuple):
        raise TypeError(f"{field}: a list of strings was expected, not {value!r}")
    return tuple(str(item) for item in value)
