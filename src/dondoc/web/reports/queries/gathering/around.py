"""What stands around the tasks of plans: findings with their causes, targets with what was reached, difficulties and their answers."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from django.db.models import QuerySet

from dondoc.engine.reporting.snapshot import DifficultyRow, FindingRow, TargetRow
from dondoc.web.plans.actions.parts import CARRIED
from dondoc.web.plans.models import Finding, FindingCause, Plan, Target
from dondoc.web.reports.queries.gathering.span import Span
from dondoc.web.reports.queries.gathering.tasks import finding_key
from dondoc.web.tracking.models import Difficulty, Figure


def findings_of(plans: QuerySet[Plan]) -> tuple[FindingRow, ...]:
    """Return the findings of plans in the order of their documents, in two statements."""
    findings = Finding.objects.filter(plan__in=plans.order_by().values("pk"), dropped=False).order_by("plan", "position")
    links = FindingCause.objects.filter(finding__in=findings.order_by().values("pk")).order_by("pk")
    causes: dict[int, list[str]] = defaultdict(list)
    for finding, printed, text in links.values_list("finding_id", "printed", "cause__text"):
        causes[finding].append(printed or text)
    rows = findings.values_list("pk", "number", "text")
    return tuple(FindingRow(finding_key(key), number, text, tuple(causes.get(key, ()))) for key, number, text in rows)


def targets_of(plans: QuerySet[Plan], span: Span, *, before: date | None) -> tuple[TargetRow, ...]:
    """Return the targets of plans, each with the newest figure up to the cut-off, and that up to the last period's cut-off `before`."""
    targets = Target.objects.filter(plan__in=plans.order_by().values("pk"), dropped=False).order_by("plan", "position", "pk")
    figures = Figure.objects.filter(target__in=targets.order_by().values("pk"), corrected_by=None, period_to__lte=span.cut_off)
    newest: dict[int, Any] = {}
    earlier: dict[int, float] = {}
    columns = ("target_id", "value", "period_to", "unit__name")
    figure: Any
    for figure in figures.order_by("period_to", "pk").values_list(*columns, named=True):
        newest[figure.target_id] = figure
        if before is not None and figure.period_to <= before:
            earlier[figure.target_id] = figure.value
    rows: list[Any] = list(targets.values_list("pk", "subject", "op", "value", "unit", "task_id", named=True))
    return tuple(_target(row, newest.get(row.pk), earlier.get(row.pk)) for row in rows)


def _target(row: Any, figure: Any, before: float | None) -> TargetRow:
    return TargetRow(
        f"ct:{row.pk}",
        row.subject,
        row.op,
        row.value,
        row.unit,
        task=f"nv:{row.task_id}" if row.task_id else "",
        reached=figure.value if figure is not None else None,
        reached_on=figure.period_to if figure is not None else None,
        reached_by=(figure.unit__name or "") if figure is not None else "",
        before=before,
    )


def difficulties_of(plans: QuerySet[Plan], span: Span) -> tuple[DifficultyRow, ...]:
    """Return the difficulties raised within the period, with the answers given by its cut-off, in one statement."""
    raised = Difficulty.objects.filter(
        part__plan__in=plans.order_by().values("pk"), part__role__in=CARRIED, raised_at__gte=span.begin, raised_at__lt=span.end
    )
    columns = ("pk", "part__unit__name", "part__task_id", "text", "proposal", "answer", "answered_at", "answered_by__full_name")
    rows: list[Any] = list(raised.order_by("raised_at", "pk").values_list(*columns, named=True))
    return tuple(_difficulty(row, is_answered=row.answered_at is not None and row.answered_at < span.end) for row in rows)


def _difficulty(row: Any, *, is_answered: bool) -> DifficultyRow:
    return DifficultyRow(
        f"kk:{row.pk}",
        row.part__unit__name or "",
        f"nv:{row.part__task_id}",
        row.text,
        row.proposal,
        row.answer if is_answered else "",
        (row.answered_by__full_name or "") if is_answered else "",
    )
