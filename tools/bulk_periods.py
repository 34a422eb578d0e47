"""Makes a duty to report of many units with a year of periods, each unit's report in it as a year leaves them."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from dondoc.engine.extraction.plan import Frequency
from dondoc.engine.reporting.periods import Rhythm, periods_between
from dondoc.web.organisations.models import Unit
from dondoc.web.reports.models import AnswerState, Period, ReportDuty, Reporter, UnitReport

PERIODS = 12
_BATCH = 2_000


def fill_periods(department: Unit, *, on: date) -> ReportDuty:
    """Let every unit but the department owe a monthly report, with the twelve periods of the year of a day; always the same ones."""
    draw = random.Random(20260102)
    first = date(on.year, 1, 1)
    with transaction.atomic():
        duty = ReportDuty.objects.create(
            unit=department, name="Báo cáo tháng", frequency=Frequency.MONTHLY, collector=department, first_day=first
        )
        units = list(Unit.objects.exclude(pk=department.pk).only("pk"))
        Reporter.objects.bulk_create([Reporter(duty=duty, unit=unit, first_day=first) for unit in units], batch_size=_BATCH)
        for one in periods_between(Rhythm(Frequency.MONTHLY), first, date(on.year, 12, 31))[:PERIODS]:
            period = Period.objects.create(
                duty=duty, label=one.label, first_day=one.first_day, last_day=one.last_day, cut_off=one.cut_off, opens_on=one.opens_on,
                due_on=one.cut_off + timedelta(days=3),
            )  # fmt: skip
            UnitReport.objects.bulk_create([_report(period, unit, draw) for unit in units], batch_size=_BATCH)
    return duty


def _report(period: Period, unit: Unit, draw: random.Random) -> UnitReport:
    late = draw.choice((0, 0, 0, 0, 2))
    if draw.random() < 0.06:
        return UnitReport(period=period, unit=unit)
    sent = timezone.make_aware(datetime.combine(period.due_on + timedelta(days=late), time(15)))
    return UnitReport(
        period=period, unit=unit, state=AnswerState.ACCEPTED, first_submitted_at=sent, submitted_at=sent, late_days=late
    )  # fmt: skip
