"""What the collector does with units' reports: returns one with what is to be mended, accepts one, or all that wait."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from dondoc.web.audit.actions import Change, record, record_each
from dondoc.web.organisations.permissions import Scope
from dondoc.web.reports.actions.steps import demand_open, demand_seen, demand_state, held, move, notify, preparers, tell_step
from dondoc.web.reports.actions.submitting import demand_reason
from dondoc.web.reports.models import AnswerState, Period, ReportEvent, UnitReport
from dondoc.web.reports.permissions import may_collect

_ACCEPTED = gettext_noop("nhận báo cáo của đơn vị")


def return_report(report: UnitReport, *, reason: str, scope: Scope, version: int | None, now: datetime) -> None:
    """Give a report back to its unit with what is to be mended; when it was first sent in stays. Raises PermissionDenied and Refused."""
    with transaction.atomic():
        row = _collected(report.pk, scope)
        demand_open(row.period)
        demand_state(row, AnswerState.SUBMITTED, AnswerState.ACCEPTED)
        demand_seen(row, version)
        demand_reason(reason)
        before = row.state
        row.returns += 1
        move(row, AnswerState.RETURNED, "returns")
        event = tell_step(row, ReportEvent.Act.RETURNED, by=scope.user, now=now, reason=reason.strip())
        notify(row, preparers(row.unit, on=timezone.localdate(now)), kind="report.returned", by=scope.user, event=event)
        changes = _states(before, row) | {"số lần trả lại": Change(row.returns - 1, row.returns)}
        record(scope.user, gettext_noop("trả lại báo cáo của đơn vị"), subject=row, changes=changes, reason=reason[:300])


def accept(report: UnitReport, *, scope: Scope, version: int | None, now: datetime) -> None:
    """Take a report as it was sent in. Raises PermissionDenied and Refused."""
    with transaction.atomic():
        row = _collected(report.pk, scope)
        demand_open(row.period)
        demand_state(row, AnswerState.SUBMITTED)
        demand_seen(row, version)
        _take(row, scope=scope, now=now)
        record(scope.user, _ACCEPTED, subject=row, changes=_states(AnswerState.SUBMITTED, row))


def accept_all(period: Period, *, scope: Scope, now: datetime) -> int:
    """Take every report of a period that waits; return how many. Raises PermissionDenied and Refused."""
    with transaction.atomic():
        if not may_collect(scope, period.duty):
            raise PermissionDenied
        demand_open(Period.objects.select_for_update().get(pk=period.pk))
        waiting = period.reports.select_for_update(of=("self",)).filter(state=AnswerState.SUBMITTED).order_by("pk")
        rows = list(waiting.select_related("unit", "period__duty"))
        for row in rows:
            _take(row, scope=scope, now=now)
        record_each(scope.user, _ACCEPTED, [(row, _states(AnswerState.SUBMITTED, row)) for row in rows])
        return len(rows)


def _take(row: UnitReport, *, scope: Scope, now: datetime) -> None:
    move(row, AnswerState.ACCEPTED)
    event = tell_step(row, ReportEvent.Act.ACCEPTED, by=scope.user, now=now)
    notify(row, preparers(row.unit, on=timezone.localdate(now)), kind="report.accepted", by=scope.user, event=event)


def _collected(key: int, scope: Scope) -> UnitReport:
    """Hold a report that the person collects."""
    row = held(key)
    if not may_collect(scope, row.period.duty):
        raise PermissionDenied
    return row


def _states(before: str, row: UnitReport) -> dict[str, Change]:
    return {"trạng thái": Change(AnswerState(before).label, AnswerState(row.state).label)}
