"""Makes duties, periods and unit reports that web tests start from, each with the fewest words and sensible values for the rest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.utils import timezone

from dondoc.web.organisations.models import Unit
from dondoc.web.plans.models import Assignment, AssignmentRole, Task
from dondoc.web.reports.models import AnswerState, OutlineItem, Period, ReportDuty, Reporter, UnitReport
from dondoc.web.tracking.actions.rolling import roll_up_task
from dondoc.web.tracking.models import Update
from tests.builders import LONG_AGO

OUTLINE = (
    ("ket-qua", "Kết quả thực hiện"),
    ("ton-tai", "Tồn tại, hạn chế và nguyên nhân"),
    ("phuong-huong", "Phương hướng kỳ tới"),
    ("kien-nghi", "Đề xuất, kiến nghị"),
)
"""The usual outline: keys and titles."""
NOVEMBER = (date(2026, 10, 15), date(2026, 11, 14))
"""The month of November by Decree 09/2019."""


def make_duty(unit: Unit, name: str = "Báo cáo tháng", *, reporters: Sequence[Unit] = (), **values: object) -> ReportDuty:
    """A monthly duty to the department `unit`, with the usual outline."""
    values = {"frequency": "monthly", "collector": unit, "addressee": "Ủy ban nhân dân tỉnh", "first_day": LONG_AGO, **values}
    duty = ReportDuty.objects.create(unit=unit, name=name, **values)
    for position, (key, title) in enumerate(OUTLINE, 1):
        OutlineItem.objects.create(duty=duty, key=key, position=position, title=title)
    for reporter in reporters:
        Reporter.objects.create(duty=duty, unit=reporter, first_day=LONG_AGO)
    return duty


def make_period(duty: ReportDuty, label: str = "Tháng 11 năm 2026", *, days: tuple[date, date] = NOVEMBER, **values: object) -> Period:
    """A period of a duty, from its first day to its cut-off, with a row for each unit that owes it."""
    first, last = days
    values = {"last_day": last, "cut_off": last, "opens_on": last, "due_on": date.fromordinal(last.toordinal() + 6), **values}
    period = Period.objects.create(duty=duty, label=label, first_day=first, **values)
    UnitReport.objects.bulk_create([UnitReport(period=period, unit=reporter.unit) for reporter in duty.reporters.select_related("unit")])
    return period


def report_of(period: Period, unit: Unit) -> UnitReport:
    """A unit's report of a period."""
    return period.reports.select_related("period__duty", "unit").get(unit=unit)


def sent_in(report: UnitReport, on: date, *, late_days: int = 0, state: str = AnswerState.SUBMITTED) -> UnitReport:
    """A unit's report as it stands after it was sent in on a day."""
    at = timezone.make_aware(datetime(on.year, on.month, on.day, 9))
    report.state, report.first_submitted_at, report.submitted_at, report.late_days = state, at, at, late_days
    report.save()
    return report


def at(on: date, hour: int = 9) -> datetime:
    """An hour of a day, in the office's own time."""
    return timezone.make_aware(datetime(on.year, on.month, on.day, hour))


def carried(task: Task, unit: Unit, *, given: date = LONG_AGO, **values: object) -> Assignment:
    """A unit's part of a task as it was carried: `values` are stored as they are, and the task is rolled up from its parts."""
    part = Assignment.objects.exclude(role=AssignmentRole.OVERSEEING).get(task=task, unit=unit)
    for name, value in {"given_at": at(given), **values}.items():
        setattr(part, name, value)
    part.save()
    roll_up_task(task, now=at(given))
    return part


def said(part: Assignment, on: date, text: str, **values: object) -> Update:
    """What a unit said of its part on a day."""
    values = {"act": "update", "before": "progress", "after": "progress", "percent": part.percent, **values}
    return Update.objects.create(part=part, by=None, at=at(on), text=text, **values)
