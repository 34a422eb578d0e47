"""A period and its plan → all that the consolidated report is written from, as it stood at the end of the cut-off day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from django.db.models import QuerySet

from dondoc.engine.reporting.periods import period_after
from dondoc.engine.reporting.snapshot import Before, OutlineRow, PeriodHead, PlanHead, Snapshot
from dondoc.engine.writing.stored_values import load
from dondoc.web.calendars.queries.calendars import calendars_now
from dondoc.web.plans.models import Plan, PlanState
from dondoc.web.reports.models import Consolidation, Period
from dondoc.web.reports.queries.collected import collected
from dondoc.web.reports.queries.gathering.around import difficulties_of, findings_of, targets_of
from dondoc.web.reports.queries.gathering.parts import parts_at
from dondoc.web.reports.queries.gathering.span import Span
from dondoc.web.reports.queries.gathering.tasks import tasks_at
from dondoc.web.reports.terms import rhythm_of


def gather(period: Period, plan: Plan | None, *, on: date) -> Snapshot:
    """Return the data of a period's report, in a number of statements that does not grow with the tasks.

    They tell how things stood at the end of the cut-off day; before it, how they stand `on` the day.
    Without a plan it tells of all published plans of the department.
    """
    duty = period.duty
    plans = Plan.objects.filter(pk=plan.pk) if plan is not None else plans_of(period)
    earlier = Period.objects.filter(duty=duty, cut_off__lt=period.cut_off).order_by("-cut_off").first()
    span, next_label = span_of(period)
    if on < span.cut_off:
        span = replace(span, cut_off=max(on, span.first), closes=span.cut_off)
    calendars = calendars_now()
    parts = parts_at(plans, span, calendars)
    answers, tables = collected(period)
    return Snapshot(
        department=duty.unit.name,
        duty=duty.name,
        addressee=duty.addressee,
        period=PeriodHead(period.label, period.first_day, period.last_day, span.cut_off, period.due_on, next_label),
        plan=_head(plan) if plan is not None else None,
        outline=tuple(OutlineRow(item.key, item.title) for item in duty.outline.order_by("position", "pk")),
        findings=findings_of(plans),
        tasks=tasks_at(plans, parts, span=span, calendar=calendars.of(duty.unit.path), named=plan is None),
        targets=targets_of(plans, span, before=earlier.cut_off if earlier is not None else None),
        difficulties=difficulties_of(plans, span),
        answers=answers,
        tables=tables,
        before=_before(earlier) if earlier is not None else None,
    )


def plans_of(period: Period) -> QuerySet[Plan]:
    """Return the published plans of the department that a period's report is made to."""
    return Plan.objects.filter(unit__path__startswith=period.duty.unit.path, state=PlanState.PUBLISHED)


def _head(plan: Plan) -> PlanHead:
    return PlanHead(f"kh:{plan.pk}", plan.kind, plan.number, plan.title, plan.issuer, plan.issued_on)


def span_of(period: Period) -> tuple[Span, str]:
    """Return the days that the report tells of, and the name of the period that follows.

    Where periods are set by hand and none follows yet, as many days as this one has are looked ahead.
    """
    duty = period.duty
    following = Period.objects.filter(duty=duty, cut_off__gt=period.cut_off).order_by("cut_off").first()
    if following is not None:
        return Span(period.first_day, period.cut_off, following.cut_off), following.label
    to_come = period_after(rhythm_of(duty), period.cut_off)
    if to_come is not None:
        return Span(period.first_day, period.cut_off, to_come.cut_off), to_come.label
    length = period.cut_off - period.first_day + timedelta(days=1)
    return Span(period.first_day, period.cut_off, period.cut_off + length), ""


def _before(earlier: Period) -> Before | None:
    """Return the counts of the last period's report, where one was frozen."""
    written = Consolidation.objects.filter(period=earlier, current__isnull=False).select_related("current")
    counts = written.values_list("current__counts", flat=True).first()
    return load(Before, counts) if counts else None
