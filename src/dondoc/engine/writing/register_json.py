"""Turns a register into the JSON text that `schemas/plan.schema.json` describes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache

from dondoc import __version__
from dondoc.engine.writing.register import Register

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

SCHEMA = "urn:dondoc:schema:plan:1"


def to_json(register: Register, *, one_line: bool = False) -> str:
    """Return everything in the plan with its evidence, and what the file was, laid out or on one line.

    Keys stand in a fixed order, dates as `2026-01-23`, text unescaped; the same register gives the same text.
    """
    data: dict[str, Json] = {"$schema": SCHEMA, "dondoc": __version__, "source": source_facts(register)}
    for part in fields(register.plan):
        data[part.name] = plain(getattr(register.plan, part.name))
    return json.dumps(data, ensure_ascii=False) if one_line else laid_out(data)


def laid_out(data: Mapping[str, object]) -> str:
    """Return a JSON object with each field, and each item of a field that is a list or an object, on a line of its own."""
    return "{\n" + ",\n".join(f"  {json.dumps(name)}: {_laid_out(value)}" for name, value in data.items()) + "\n}"


def _laid_out(value: object) -> str:
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join("    " + json.dumps(item, ensure_ascii=False) for item in value) + "\n  ]"
    if isinstance(value, dict) and value:
        return (
            "{\n"
            + ",\n".join(f"    {json.dumps(name)}: {json.dumps(field, ensure_ascii=False)}" for name, field in value.items())
            + "\n  }"
        )
    return json.dumps(value, ensure_ascii=False)


def source_facts(register: Register) -> Json:
    """Return what the file was and what its reader noted."""
    source = register.source
    return {
        "name": source.name,
        "format": source.format.value,
        "sha256": register.sha256,
        "pages": source.pages,
        "notes": plain(source.notes),
    }


def plain(value: object) -> Json:
    """Return a value of the engine in JSON's own types, its fields in their order; raises TypeError for a type that has none."""
    kind: type = type(value)
    if kind is str or value is None or isinstance(value, bool | int | float):
        return value  # type: ignore[return-value] # the first is a text
    if (names := _names(kind)) is not None:
        return {name: plain(getattr(value, name)) for name in names}
    if isinstance(value, str):  # enums: their value is the text
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Sequence):
        return [plain(item) for item in value]
    raise TypeError(f"{type(value).__name__} has no form in JSON")


@cache
def _names(kind: type) -> tuple[str, ...] | None:
    """Return the names of a dataclass's fields; none for any other type."""
    return tuple(part.name for part in fields(kind)) if is_dataclass(kind) else None
