"""A source as read → JSON's own types, nothing lost, and back."""

from __future__ import annotations

from dataclasses import fields

from dondoc.engine.sources.source import Source
from dondoc.engine.writing.register_json import plain
from dondoc.engine.writing.stored_values import load

__all__ = ["dump_source", "load_source"]


def dump_source(source: Source) -> dict[str, object]:
    """Return the text, blocks, notes and doubtful words of a source as JSON's own types."""
    return {part.name: plain(getattr(source, part.name)) for part in fields(source)}


def load_source(data: object) -> Source:
    """Return the source that `dump_source` gave; raises `BrokenValue`, which names the place, for data that is none."""
    return load(Source, data)
