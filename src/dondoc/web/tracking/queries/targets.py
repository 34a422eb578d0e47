"""The figures reported against targets: the newest of each, all of one, and where they lead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dondoc.engine.tracking.forecast import Measured, is_met, line_through
from dondoc.web.organisations.models import Unit
from dondoc.web.organisations.permissions import Scope
from dondoc.web.plans.models import Assignment, AssignmentRole, Target
from dondoc.web.tracking.models import Figure
from dondoc.web.tracking.permissions import may_report_figures
from dondoc.web.tracking.queries.chart import Chart, Series, chart_of

MOST = 400
LOOK_AHEAD = 90
"""Days that the line is drawn on where the work has no last day ahead."""


@dataclass(frozen=True, slots=True)
class Newest:
    """A target with its newest figure."""

    target: Target
    figure: Figure | None
    is_met: bool


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure in force with the wrong ones that it stands for, and whether the person may set it right."""

    figure: Figure
    wrong: tuple[Figure, ...]
    is_met: bool
    may_correct: bool


@dataclass(frozen=True, slots=True)
class TargetPage:
    """One target: its figures in force, the newest first, its chart, the finding in words, and the units one may report for."""

    target: Target
    rows: tuple[FigureRow, ...]
    chart: Chart | None
    finding: str
    units: tuple[tuple[str, str], ...]


def parts_with_target(target: Target) -> QuerySet[Assignment]:
    """Return the parts whose units may report on a target: those of its task, or of all its plan."""
    parts = Assignment.objects.filter(unit__isnull=False, role__in=[AssignmentRole.LEAD, AssignmentRole.COOPERATING])
    return parts.filter(task=target.task_id) if target.task_id is not None else parts.filter(plan=target.plan_id)


def newest_figures(targets: Sequence[Target]) -> list[Newest]:
    """Return each target with its newest figure, in one statement and none where there is no target."""
    if not targets:
        return []
    figures: dict[int, Figure] = {}
    found = Figure.objects.filter(target__in=targets, corrected_by=None).select_related("unit").order_by("-period_to", "-pk")
    for figure in found[:MOST]:
        figures.setdefault(figure.target_id, figure)
    return [_newest(target, figures.get(target.pk)) for target in targets]


def _newest(target: Target, figure: Figure | None) -> Newest:
    return Newest(target, figure, figure is not None and is_met(figure.value, target.op, target.value))


def target_page(target: Target, scope: Scope, *, on: date) -> TargetPage:
    """Return a target's page; the caller has made sure that the person sees its task, or its plan."""
    figures = list(target.figures.select_related("unit", "by", "corrects").order_by("-period_to", "unit__path", "-pk")[:MOST])
    wrong = {figure.corrects_id: figure for figure in figures if figure.corrects_id is not None}
    by_key = {figure.pk: figure for figure in figures}
    standing = [figure for figure in figures if figure.pk not in wrong]
    rows = tuple(
        FigureRow(
            figure,
            tuple(_chain(figure, by_key)),
            is_met(figure.value, target.op, target.value),
            may_report_figures(scope, target, figure.unit),
        )
        for figure in standing
    )
    chart, finding = _drawn(target, standing, on=on)
    return TargetPage(target, rows, chart, finding, tuple(_units(target, scope)))


def _chain(figure: Figure, by_key: dict[int, Figure]) -> Iterable[Figure]:
    while figure.corrects_id is not None and figure.corrects_id in by_key:
        figure = by_key[figure.corrects_id]
        yield figure


def _units(target: Target, scope: Scope) -> Iterable[tuple[str, str]]:
    """Yield the units that the person may report for; all of them together for who gave the work."""
    if may_report_figures(scope, target, None):
        yield "", _("chung, không riêng đơn vị nào")
    units = Unit.objects.filter(pk__in=parts_with_target(target).values("unit")).order_by("path")[:MOST]
    for unit in units:
        if may_report_figures(scope, target, unit):
            yield str(unit.pk), unit.name


def _drawn(target: Target, figures: Sequence[Figure], *, on: date) -> tuple[Chart | None, str]:
    """Return the chart and its finding in words; a line on is drawn where one unit alone reports."""
    by_unit: dict[str, list[Measured]] = {}
    for figure in figures:
        by_unit.setdefault(figure.unit.name if figure.unit is not None else "", []).append(Measured(figure.period_to, figure.value))
    if not figures:
        return None, _("Chưa có số liệu nào.")
    series = tuple(Series(name, tuple(sorted(values, key=lambda one: one.on))) for name, values in by_unit.items())
    newest = figures[0]
    met = is_met(newest.value, target.op, target.value)
    words = _("Đến %(day)s đã đạt mức phải đạt.") if met else _("Đến %(day)s chưa đạt mức phải đạt.")
    finding = words % {"day": date_format(newest.period_to, "SHORT_DATE_FORMAT")}
    line = line_through(series[0].values) if len(series) == 1 else None
    last = max(newest.period_to, on)
    due = target.task.last_day if target.task is not None else None
    until = due if due is not None and due > last else last + timedelta(days=LOOK_AHEAD)
    if line is not None and not met:
        reaches = line.reaches(target.value, after=newest.period_to)
        finding += " " + _reached(reaches, due)
    return chart_of(series, wanted=target.value, line=line, until=until), finding


def _reached(reaches: date | None, due: date | None) -> str:
    if reaches is None:
        return _("Theo đà hiện nay sẽ không đạt.")
    day = date_format(reaches, "SHORT_DATE_FORMAT")
    if due is not None and reaches > due:
        return _("Theo đà hiện nay đến %(day)s mới đạt, sau hạn.") % {"day": day}
    return _("Theo đà hiện nay sẽ đạt vào %(day)s.") % {"day": day}
