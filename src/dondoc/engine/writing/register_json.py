"""Turns a register into the JSON text that `schemas/plan.schema.json` describes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from datetime import date

from dondoc import __version__
from dondoc.engine.writing.register import Register

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

SCHEMA = "urn:dondoc:schema:plan:1"


def to_json(register: Register, *, indent: int | None = 2) -> str:
    """Return everything in the plan with its evidence, and what the file was; without `indent` on one line.

    Keys stand in a fixed order, dates as `2026-01-23`, text unescaped; the same register gives the same text.
    """
    data: dict[str, Json] = {"$schema": SCHEMA, "dondoc": __version__, "source": source_facts(register)}
    for part in fields(register.plan):
        data[part.name] = plain(getattr(register.plan, part.name))
    return json.dumps(data, ensure_ascii=False, indent=indent)


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
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, str):  # enums too: their value is the text
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        return {part.name: plain(getattr(value, part.name)) for part in fields(value)}
    if isinstance(value, Sequence):
        return [plain(item) for item in value]
    raise TypeError(f"{type(value).__name__} has no form in JSON")
