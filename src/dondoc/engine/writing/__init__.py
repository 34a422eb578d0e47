"""Turns plans and remarks into what people and programs take away: JSON, workbooks, lines for a terminal."""

from __future__ import annotations
