"""What every step of a unit's report shares: the report held fast, what must stand before it, the row that tells it, and who is told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dondoc.web.accounts.models import User
from dondoc.web.notices.actions import tell
from dondoc.web.organisations.models import Role, Unit
from dondoc.web.reports.models import AnswerState, Period, PeriodState, ReportDuty, ReportEvent, UnitReport
from dondoc.web.reports.permissions import COLLECTING, PREPARING
from dondoc.web.tracking.actions.acting import people_of
from dondoc.web.tracking.actions.refusals import Refused


class ChangedSince(Refused):
    """A report that someone changed after the person opened it."""

    def __init__(self) -> None:
        super().__init__(_("Có người vừa sửa báo cáo này sau khi anh, chị mở trang. Xem lại rồi làm tiếp."))


def held(key: int) -> UnitReport:
    """Return a report that nobody else changes, and whose period nobody locks, until the transaction ends; the period is held first."""
    Period.objects.select_for_update().filter(reports=key).order_by().values_list("pk", flat=True).first()
    rows = UnitReport.objects.select_related("unit", "period__duty__unit", "period__duty__collector", "prepared_by", "approved_by")
    return rows.select_for_update(of=("self",)).get(pk=key)


def demand_open(period: Period) -> None:
    """Raise Refused where a period is locked."""
    if period.state == PeriodState.LOCKED:
        raise Refused(_("Kỳ báo cáo đã khóa. Đề nghị đơn vị tổng hợp mở khóa nếu cần sửa."))


def demand_state(report: UnitReport, *states: AnswerState) -> None:
    """Raise Refused where a report is in none of the states."""
    if report.state not in states:
        words = _("Báo cáo đang ở bước “%(state)s” nên không làm bước này được. Tải lại trang để xem.")
        raise Refused(words % {"state": AnswerState(report.state).label})


def demand_seen(report: UnitReport, version: int | None) -> None:
    """Raise ChangedSince where a report is not what the person saw."""
    if version is not None and version != report.version:
        raise ChangedSince


def move(report: UnitReport, state: AnswerState, *fields: str) -> None:
    """Set a report's state, count the change and store both with the other fields that were set."""
    report.state = state
    report.version += 1
    report.save(update_fields=["state", "version", *fields])


def tell_step(report: UnitReport, act: ReportEvent.Act, *, by: User, now: datetime, reason: str = "") -> ReportEvent:
    """Write the row that tells a step of a report."""
    return ReportEvent.objects.create(report=report, act=act, by=by, at=now, on=timezone.localdate(now), reason=reason)


def notify(report: UnitReport, people: Iterable[User], *, kind: str, by: User, event: ReportEvent) -> None:
    """Tell people of a step, but not who took it."""
    values = {"unit": report.unit.name, "period": str(report.period)}
    url = reverse("reports:unit_report", args=[report.pk])
    tell([person for person in people if person.pk != by.pk], kind, values=values, url=url, key=f"report:{event.pk}")


def heads(unit: Unit, *, on: date) -> list[User]:
    """Return who heads a unit on a day."""
    return people_of([unit.pk], (Role.HEAD,), on=on)


def preparers(unit: Unit, *, on: date) -> list[User]:
    """Return who prepares a unit's reports on a day."""
    return people_of([unit.pk], PREPARING, on=on)


def collectors(duty: ReportDuty, *, on: date) -> list[User]:
    """Return who collects a duty's reports on a day: the department's office, and who works in the collecting unit."""
    office = people_of([duty.unit_id], (Role.OFFICE,), on=on)
    others = people_of([duty.collector_id], COLLECTING, on=on) if duty.collector_id != duty.unit_id else []
    return list({person.pk: person for person in (*office, *others)}.values())
