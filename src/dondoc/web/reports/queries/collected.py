"""A period's unit reports → what a consolidated report takes from them: the units' own words, and the consolidated figures tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils import timezone

from dondoc.engine.reporting.figures_consolidating import UnitCells, consolidated
from dondoc.engine.reporting.figures_form import FiguresForm
from dondoc.engine.reporting.snapshot import AnswerRow, FiguresData
from dondoc.engine.writing.stored_values import load
from dondoc.web.reports.models import Answer, FiguresTable, Period, TableAnswer, UnitReport
from dondoc.web.reports.queries.standing import SENT


def key_of(report: UnitReport) -> str:
    """Return the key by which rows name a unit's report."""
    return f"bc:{report.pk}"


def collected(period: Period) -> tuple[tuple[AnswerRow, ...], tuple[FiguresData, ...]]:
    """Return what units answered, and the figures tables of all of them, in four statements.

    Every unit has its row, also who has not reported; words and figures count once the head has sent them in, and not while the report is
    with the unit again.
    """
    reports = list(period.reports.select_related("unit").order_by("unit__name", "pk"))
    texts: dict[int, list[tuple[str, str]]] = {}
    sent = [report.pk for report in reports if report.state in SENT]
    for pk, key, text in _texts(period):
        texts.setdefault(pk, []).append((key, text))
    answers = tuple(_row(report, texts.get(report.pk, []) if report.pk in sent else []) for report in reports)
    return answers, _figures(period, reports)


def _texts(period: Period) -> Iterable[tuple[int, str, str]]:
    rows = Answer.objects.filter(report__period=period, report__state__in=SENT).exclude(text="")
    return rows.order_by("item__position", "item").values_list("report", "item__key", "text")


def _row(report: UnitReport, texts: Sequence[tuple[str, str]]) -> AnswerRow:
    first = report.first_submitted_at
    return AnswerRow(
        key=key_of(report),
        unit=report.unit.name,
        submitted_on=timezone.localdate(first) if first is not None else None,
        late_days=report.late_days or 0,
        returns=report.returns,
        texts=tuple(texts),
    )


def _figures(period: Period, reports: Sequence[UnitReport]) -> tuple[FiguresData, ...]:
    tables = list(FiguresTable.objects.filter(duty=period.duty_id))
    if not tables:
        return ()
    cells = {
        (table, report): values
        for table, report, values in TableAnswer.objects.filter(report__period=period).values_list("table", "report", "cells")
    }
    placed = sorted((report for report in reports if report.submitted_at), key=lambda report: (report.submitted_at, report.pk))
    places = {report.pk: place for place, report in enumerate(placed, 1)}
    return tuple(
        consolidated(
            load(FiguresForm, table.definition),
            key=table.key,
            title=table.title,
            answers=[
                UnitCells(
                    key_of(report),
                    report.unit.name,
                    cells.get((table.pk, report.pk), {}) if report.state in SENT else None,
                    places.get(report.pk, 0),
                )
                for report in reports
            ],
        )
        for table in tables
    )
