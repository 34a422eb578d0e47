"""The kinds of records in the log: each app names its own, in `recorded` of its configuration."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.utils.functional import Promise


def kinds() -> dict[str, str]:
    """Return every kind of record by its label (`plans.task`), named in the language now active, in the order of the apps."""
    return {label: str(name) for label, name in _named()}


def _named() -> Iterator[tuple[str, str | Promise]]:
    for app in apps.get_app_configs():
        recorded: dict[str, str | Promise] = getattr(app, "recorded", {})
        for model, name in recorded.items():
            yield f"{app.label}.{model}", name
