"""A record → what was done to it, newest first."""

from __future__ import annotations

import heapq
from dataclasses import dataclass

from django.db.models import Model

from dondoc.web.audit.models import Entry
from dondoc.web.audit.queries.lines import Line, lines_of

FIRST = 20
"""Rows shown on a record's page before anybody asks for more."""
PAGE = 100
"""Rows shown at a time to who asks for more."""


@dataclass(frozen=True, slots=True)
class History:
    """Some rows of a record's history, newest first; `older` is the last of them where there are more, else 0."""

    lines: tuple[Line, ...]
    older: int


def history_of(record: Model, *, with_parts: bool, before: int = 0, limit: int = FIRST) -> History:
    """Return what was done to `record` and, `with_parts`, to the records within it (a plan's tasks), before the row `before`.

    Only who sees every part may be shown them: their rows name them. Two statements at most, each along its index.
    """
    label, pk = record._meta.label_lower, str(record.pk)
    filters = [{"subject_type": label, "subject_id": pk}]
    if with_parts:
        filters.append({"within_type": label, "within_id": pk})
    found = []
    for chosen in filters:
        rows = Entry.objects.filter(**chosen).order_by("-sequence")
        found.append((rows.filter(sequence__lt=before) if before else rows)[: limit + 1])
    newest = list(heapq.merge(*found, key=lambda entry: -entry.sequence))
    shown = newest[:limit]
    return History(lines_of(shown), shown[-1].sequence if len(newest) > limit else 0)
