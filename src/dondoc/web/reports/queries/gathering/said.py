"""The acts on parts → the percent each had at the cut-off, and the last words that its unit said within the period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from dondoc.engine.reporting.snapshot import UpdateRow
from dondoc.engine.tracking import Act
from dondoc.web.plans.models import Assignment
from dondoc.web.reports.queries.gathering.span import Span
from dondoc.web.tracking.models import Proof, Update

_COLUMNS = ("pk", "part_id", "part__unit__name", "at", "act", "percent", "text", "result_number", "result_on")


@dataclass(frozen=True, slots=True)
class Said:
    """By the part's key: the percent after the last act before the cut-off of what moved later, and the last words in the period."""

    percents: dict[int, int]
    last: dict[int, UpdateRow]


def said_of(parts: QuerySet[Assignment], above: Mapping[int, int | None], span: Span) -> Said:
    """Return what was said of parts, in three statements; `above` names the part that each share was cut from.

    What was said of a share stands for the part that it was cut from, where that part's own unit said nothing.
    """
    later = parts.filter(moved_at__gte=span.end).values("pk")
    percents = dict(Update.objects.filter(part__in=later, at__lt=span.end).order_by("at", "pk").values_list("part_id", "percent"))
    spoken = Update.objects.filter(part__in=parts.values("pk"), at__gte=span.begin, at__lt=span.end, nothing_new=False)
    spoken = spoken.filter(act__in=[Act.UPDATE, Act.SUBMIT]).exclude(text="", result_number="")
    proofs: dict[int, list[str]] = defaultdict(list)
    for update, name in Proof.objects.filter(update__in=spoken.order_by().values("pk")).order_by("pk").values_list("update_id", "name"):
        proofs[update].append(name)
    rows: list[Any] = list(spoken.order_by("at", "pk").values_list(*_COLUMNS, named=True))
    # The last one counts, a submission with its document before what is said around it, a unit's own words before its people's.
    rows.sort(key=lambda row: (above.get(row.part_id) is None, bool(row.result_number)))
    return Said(percents, {_top(row.part_id, above): _update(row, proofs.get(row.pk, []), span) for row in rows})


def _top(part: int, above: Mapping[int, int | None]) -> int:
    while (upper := above.get(part)) is not None:
        part = upper
    return part


def _update(row: Any, proofs: list[str], span: Span) -> UpdateRow:
    return UpdateRow(
        f"cn:{row.pk}",
        row.part__unit__name,
        span.day_of(row.at),
        row.text,
        row.percent,
        row.result_number,
        row.result_on,
        tuple(proofs),
    )
