"""The words of the field, as TOML tables, and what finds them in a text."""

from __future__ import annotations
