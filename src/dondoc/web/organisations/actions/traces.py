"""What an event of units leaves in the tables → a list kept with the event, from which every row returns to what it was."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from dondoc.web.organisations.models import Alias, EventParty, GroupMember, Post, Unit, UnitEvent, UnitName, UnitParent

_WATCHED: dict[type[models.Model], tuple[str, ...]] = {
    UnitEvent: (),
    EventParty: (),
    Unit: ("valid_to",),
    UnitName: ("valid_from", "valid_to"),
    UnitParent: ("parent_id", "valid_from", "valid_to"),
    Alias: (),
    GroupMember: ("valid_from", "valid_to"),
    Post: ("valid_from", "valid_to"),
}
"""The rows that an event writes and the fields that tell its effect; a row's wording may be set right later without contradicting it."""

Values = dict[str, Any]
State = dict[type[models.Model], dict[int, Values]]


@dataclass(frozen=True, slots=True)
class Trace:
    """One row that an event touched: the values it had before, none where the event made it, and those it was left with."""

    model: type[models.Model]
    pk: int
    old: Values | None
    new: Values

    def stands(self) -> bool:
        """Whether the row is still as the event left it."""
        return self._rows().filter(**self.new).exists()

    def restore(self) -> None:
        """Give the row its values of before; one that the event made is deleted."""
        if self.old is None:
            self._rows().delete()
        else:
            self._rows().update(**self.old)

    def _rows(self) -> models.QuerySet[models.Model]:
        return self.model._base_manager.filter(pk=self.pk)


def state_of(units: Iterable[Unit]) -> State:
    """Return how the registry stands, with the posts of `units`, whose people the event may move."""
    posts = [unit.pk for unit in units]
    found: State = {}
    for model, fields in _WATCHED.items():
        rows = model._base_manager.filter(unit__in=posts) if model is Post else model._base_manager.all()
        found[model] = {row["pk"]: {name: row[name] for name in fields} for row in rows.values("pk", *fields)}
    return found


def keep_traces(event: UnitEvent, before: State, units: Iterable[Unit]) -> None:
    """Keep with an event what it changed since `before`."""
    after = state_of(units)
    traces = [
        {"model": model._meta.model_name, "pk": pk, "old": before[model].get(pk), "new": new}
        for model, rows in after.items()
        for pk, new in rows.items()
        if before[model].get(pk) != new
    ]
    event.traces = json.loads(json.dumps(traces, cls=DjangoJSONEncoder))
    event.save(update_fields=["traces"])


def traces_of(event: UnitEvent) -> Sequence[Trace]:
    """Return what an event changed, as it was kept."""
    return [Trace(apps.get_model("organisations", one["model"]), one["pk"], one["old"], one["new"]) for one in event.traces]
