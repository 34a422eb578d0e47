"""Turns a source into a plan in five steps: reading, outline, roles, the six readers, assembly."""

from __future__ import annotations

from dondoc.engine.extraction.extracting import extract

__all__ = ["extract"]
