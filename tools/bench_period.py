"""Measures how long a period of 30 units with 83 tasks each takes from a full register to its report: gathered, frozen and written."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from time import perf_counter

from django.db.models import F
from django.utils import timezone

from bulk_register import Bulk
from dondoc.engine.extraction.plan import Frequency
from dondoc.engine.tracking import Act, Work
from dondoc.web.organisations.models import Unit
from dondoc.web.plans.models import Assignment, AssignmentRole, Finding, Plan, Task
from dondoc.web.reports.actions.freezing import freeze_period
from dondoc.web.reports.models import AnswerState, Period, ReportDuty, Reporter, UnitReport
from dondoc.web.reports.queries.consolidation import draft_docx
from dondoc.web.reports.queries.drafting import report_of
from dondoc.web.tracking.models import Update

UNITS, TASKS_OF_EACH = 30, 83


def consolidated(people: Bulk, *, on: date) -> float:
    """Return the seconds from asking for the data of the period to the report as DOCX."""
    period, now = _period(people, on=on), timezone.now()
    start = perf_counter()
    consolidation = freeze_period(period, by=people.office, now=now).snapshot.consolidation
    report = report_of(consolidation)
    written = draft_docx(consolidation, report, on=on) if report is not None else b""
    took = perf_counter() - start
    if report is None or len(report.data.tasks) != UNITS * TASKS_OF_EACH or not written:
        raise SystemExit("period: not written")
    return took


def _period(people: Bulk, *, on: date) -> Period:
    """Make one plan of as many tasks as the units have, each led by one of them and told of in the quarter; let them all have reported."""
    tasks = UNITS * TASKS_OF_EACH
    plan = Plan.objects.order_by("pk").values_list("pk", flat=True).first()
    units = list(Unit.objects.filter(parent=people.department).order_by("pk").values_list("pk", flat=True)[:UNITS])
    Task.objects.filter(pk__lte=tasks).update(plan_id=plan, position=F("pk"))
    Finding.objects.filter(tasks__pk__lte=tasks).update(plan_id=plan)
    Assignment.objects.filter(task_id__lte=tasks, role=AssignmentRole.COOPERATING).delete()
    leading = Assignment.objects.filter(task_id__lte=tasks)
    leading.update(plan_id=plan)
    for place, unit in enumerate(units):
        leading.filter(role=AssignmentRole.LEAD).annotate(turn=F("task_id") % UNITS).filter(turn=place).update(unit_id=unit)
    said = timezone.make_aware(datetime.combine(on - timedelta(days=20), time(9)))
    parts = leading.filter(role=AssignmentRole.LEAD).values_list("pk", flat=True)
    Update.objects.bulk_create(
        [
            Update(part_id=part, by=people.officer, at=said, act=Act.UPDATE, before=Work.IN_PROGRESS, after=Work.IN_PROGRESS, percent=40,
                text=f"Đã rà soát xong {part % 40} hồ sơ, còn vướng ở khâu thẩm định.")
            for part in parts
        ],
        batch_size=1000,
    )  # fmt: skip
    return _asked(people, plan=plan, units=units, on=on)


def _asked(people: Bulk, *, plan: int | None, units: list[int], on: date) -> Period:
    """Let the units owe a report on the plan for the quarter that ends on the day, and have it sent."""
    first = on - timedelta(days=90)
    duty = ReportDuty.objects.create(
        unit=people.department, collector=people.department, plan_id=plan, name="Báo cáo kết quả thực hiện kế hoạch",
        frequency=Frequency.QUARTERLY, first_day=first,
    )  # fmt: skip
    Reporter.objects.bulk_create([Reporter(duty=duty, unit_id=unit, first_day=first) for unit in units])
    period = Period.objects.create(duty=duty, label="Quý", first_day=first, last_day=on, cut_off=on, opens_on=on, due_on=on)
    sent = timezone.now()
    UnitReport.objects.bulk_create(
        [
            UnitReport(period=period, unit_id=unit, state=AnswerState.ACCEPTED, first_submitted_at=sent, submitted_at=sent, late_days=0)
            for unit in units
        ]
    )  # fmt: skip
    return period
