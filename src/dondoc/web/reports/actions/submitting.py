"""The way of a unit's report to the collector: shown to the head, sent back by the head, sent in, taken back."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from dondoc.web.audit.actions import Change, record
from dondoc.web.calendars.queries.calendars import calendar_for
from dondoc.web.organisations.permissions import Scope
from dondoc.web.reports.actions.steps import (
    collectors,
    demand_open,
    demand_seen,
    demand_state,
    heads,
    held,
    move,
    notify,
    preparers,
    tell_step,
)
from dondoc.web.reports.models import AnswerState, ReportEvent, UnitReport
from dondoc.web.reports.permissions import may_prepare, may_submit
from dondoc.web.reports.queries.completeness import Lack, lacking
from dondoc.web.reports.queries.standing import PREPARED, has_head
from dondoc.web.tracking.actions.refusals import Incomplete


class Lacking(Incomplete):
    """A report that cannot be sent in yet; `lacks` say what is missing."""

    def __init__(self, lacks: tuple[Lack, ...]) -> None:
        super().__init__(_("Báo cáo chưa đủ: %(what)s.") % {"what": "; ".join(lack.title for lack in lacks)})
        self.lacks = lacks


def send_up(report: UnitReport, *, scope: Scope, version: int | None, now: datetime) -> None:
    """Show a complete report to the unit's head. Raises PermissionDenied, Lacking and Refused."""
    with transaction.atomic():
        row, on = held(report.pk), timezone.localdate(now)
        if not may_prepare(scope, row.unit):
            raise PermissionDenied
        demand_open(row.period)
        demand_state(row, *PREPARED)
        demand_seen(row, version)
        _demand_complete(row)
        before = row.state
        row.prepared_by = scope.user
        move(row, AnswerState.TO_APPROVE, "prepared_by")
        event = tell_step(row, ReportEvent.Act.SENT_UP, by=scope.user, now=now)
        notify(row, heads(row.unit, on=on), kind="report.sent_up", by=scope.user, event=event)
        record(scope.user, gettext_noop("trình thủ trưởng duyệt báo cáo"), subject=row, changes=_states(before, row))


def send_down(report: UnitReport, *, reason: str, scope: Scope, version: int | None, now: datetime) -> None:
    """Give a report back to who prepares it, with what is to be changed. Raises PermissionDenied and Refused."""
    with transaction.atomic():
        row, on = held(report.pk), timezone.localdate(now)
        if not may_submit(scope, row.unit, has_head=has_head(row.unit, on=on)):
            raise PermissionDenied
        demand_open(row.period)
        demand_state(row, AnswerState.TO_APPROVE)
        demand_seen(row, version)
        demand_reason(reason)
        move(row, AnswerState.DRAFTING)
        event = tell_step(row, ReportEvent.Act.SENT_DOWN, by=scope.user, now=now, reason=reason.strip())
        people = [row.prepared_by] if row.prepared_by is not None else preparers(row.unit, on=on)
        notify(row, people, kind="report.sent_down", by=scope.user, event=event)
        changes = _states(AnswerState.TO_APPROVE, row)
        record(scope.user, gettext_noop("trả báo cáo để sửa trước khi nộp"), subject=row, changes=changes, reason=reason[:300])


def submit(report: UnitReport, *, scope: Scope, version: int | None, now: datetime) -> None:
    """Send a complete report in: the head approves it by this.

    The first complete submission fixes its time and by how many working days it was late; nothing that follows changes either (Decree
    09/2019/NĐ-CP, Article 8). Raises PermissionDenied, Lacking and Refused.
    """
    with transaction.atomic():
        row, on = held(report.pk), timezone.localdate(now)
        if not may_submit(scope, row.unit, has_head=has_head(row.unit, on=on)):
            raise PermissionDenied
        demand_open(row.period)
        demand_state(row, *PREPARED, AnswerState.TO_APPROVE)
        demand_seen(row, version)
        _demand_complete(row)
        before = row.state
        if row.first_submitted_at is None:
            row.first_submitted_at, row.late_days = now, late_by(row, on=on)
        row.submitted_at, row.approved_by = now, scope.user
        row.prepared_by = row.prepared_by or scope.user
        move(row, AnswerState.SUBMITTED, "first_submitted_at", "late_days", "submitted_at", "approved_by", "prepared_by")
        event = tell_step(row, ReportEvent.Act.SUBMITTED, by=scope.user, now=now)
        notify(row, collectors(row.period.duty, on=on), kind="report.submitted", by=scope.user, event=event)
        changes = {**_states(before, row), "số ngày làm việc nộp muộn": Change(None, row.late_days)}
        record(scope.user, gettext_noop("nộp báo cáo"), subject=row, changes=changes)


def withdraw(report: UnitReport, *, scope: Scope, version: int | None, now: datetime) -> None:
    """Take a report back before it is accepted: from the head whoever prepares it, from the collector whoever sends it in.

    Raises PermissionDenied and Refused.
    """
    with transaction.atomic():
        row, on = held(report.pk), timezone.localdate(now)
        demand_state(row, AnswerState.TO_APPROVE, AnswerState.SUBMITTED)
        may_send = may_submit(scope, row.unit, has_head=has_head(row.unit, on=on))
        if not (may_send or (row.state == AnswerState.TO_APPROVE and may_prepare(scope, row.unit))):
            raise PermissionDenied
        demand_open(row.period)
        demand_seen(row, version)
        before = row.state
        move(row, AnswerState.DRAFTING)
        event = tell_step(row, ReportEvent.Act.WITHDRAWN, by=scope.user, now=now)
        told = heads(row.unit, on=on) if before == AnswerState.TO_APPROVE else collectors(row.period.duty, on=on)
        notify(row, told, kind="report.withdrawn", by=scope.user, event=event)
        record(scope.user, gettext_noop("rút lại báo cáo"), subject=row, changes=_states(before, row))


def late_by(row: UnitReport, *, on: date) -> int:
    """Return the working days of the unit's calendar by which a report that is sent in on a day is late, 0 for in time."""
    due = row.period.due_on
    return 0 if on <= due else max(calendar_for(row.unit).working_days_between(due, on), 1)


def demand_reason(reason: str) -> None:
    """Raise Incomplete where nothing says why."""
    if not reason.strip():
        raise Incomplete(_("Hãy ghi rõ lý do."))


def _demand_complete(row: UnitReport) -> None:
    lacks = lacking(row)
    if lacks:
        raise Lacking(lacks)


def _states(before: str, row: UnitReport) -> dict[str, Change]:
    return {"trạng thái": Change(AnswerState(before).label, AnswerState(row.state).label)}
