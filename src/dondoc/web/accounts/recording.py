"""Hands each change of an account to the log that the settings name.

The log stands above accounts, since each of its rows names a person; so it is plugged in by `ACCOUNTS_LOG` instead of imported.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from django.conf import settings
from django.db import models
from django.utils.module_loading import import_string

from dondoc.web.accounts.models import User

Value = str | int | bool | None


class Named(Protocol):
    """An actor that is no person: a command, the clock, somebody who has not logged in."""

    @property
    def name(self) -> str:
        """What the history calls it."""


Actor = User | Named


@dataclass(frozen=True, slots=True)
class Program:
    """A named actor of this app's own."""

    name: str


@dataclass(frozen=True, slots=True)
class Change:
    """One field's value before and after."""

    old: Value
    new: Value


def record(by: Actor, verb: str, *, subject: models.Model, changes: Mapping[str, Change] | None = None, reason: str = "") -> None:
    """Add a row to the log for what `by` did to `subject`; runs inside the caller's transaction."""
    import_string(settings.ACCOUNTS_LOG)(by, verb, subject=subject, changes=changes, reason=reason)
