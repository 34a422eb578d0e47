"""A plan → JSON's own types, nothing lost, and back."""

from __future__ import annotations

from dataclasses import fields

from dondoc.engine.extraction.plan import Plan
from dondoc.engine.writing.register_json import plain
from dondoc.engine.writing.stored_values import load

__all__ = ["dump_plan", "load_plan"]


def dump_plan(plan: Plan) -> dict[str, object]:
    """Return everything in the plan as JSON's own types: days as `2026-01-23`, enums as their values, tuples as lists."""
    return {part.name: plain(getattr(plan, part.name)) for part in fields(plan)}


def load_plan(data: object) -> Plan:
    """Return the plan that `dump_plan` gave; raises `BrokenValue`, which names the place, for data that is none."""
    return load(Plan, data)
