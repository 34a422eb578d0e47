"""Turns values into values: pure functions from a directive's bytes to its plan and the remarks on it."""

from __future__ import annotations
