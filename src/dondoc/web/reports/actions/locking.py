"""Locks a period, after which no report in it changes, and opens it again with a reason."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from dondoc.web.audit.actions import Change, record
from dondoc.web.notices.actions import tell
from dondoc.web.organisations.permissions import Scope
from dondoc.web.reports.actions.steps import preparers
from dondoc.web.reports.actions.submitting import demand_reason
from dondoc.web.reports.models import Period, PeriodState
from dondoc.web.reports.permissions import may_collect
from dondoc.web.reports.queries.standing import PREPARED
from dondoc.web.tracking.actions.refusals import Refused


def lock_period(period: Period, *, scope: Scope, version: int | None) -> None:
    """Let no unit change its report of a period any more. Raises PermissionDenied and Refused."""
    with transaction.atomic():
        row = _turned(period, PeriodState.LOCKED, scope=scope, version=version)
        record(scope.user, gettext_noop("khóa kỳ báo cáo"), subject=row, changes=_states(PeriodState.OPEN, row))


def unlock_period(period: Period, *, reason: str, scope: Scope, version: int | None, now: datetime) -> None:
    """Let units change their reports of a period again, and tell those that still owe theirs. Raises PermissionDenied and Refused."""
    demand_reason(reason)
    with transaction.atomic():
        row = _turned(period, PeriodState.OPEN, scope=scope, version=version)
        for report in row.reports.filter(state__in=PREPARED).select_related("unit"):
            tell(
                preparers(report.unit, on=timezone.localdate(now)),
                "report.unlocked",
                values={"period": str(row)},
                url=reverse("reports:unit_report", args=[report.pk]),
                key=f"unlocked:{report.pk}:{row.version}",
            )
        changes = _states(PeriodState.LOCKED, row)
        record(scope.user, gettext_noop("mở khóa kỳ báo cáo"), subject=row, changes=changes, reason=reason[:300])


def _turned(period: Period, state: PeriodState, *, scope: Scope, version: int | None) -> Period:
    row = Period.objects.select_for_update(of=("self",)).select_related("duty__unit", "duty__collector").get(pk=period.pk)
    if not may_collect(scope, row.duty):
        raise PermissionDenied
    if row.state == state or (version is not None and version != row.version):
        raise Refused(_("Có người vừa khóa hoặc mở khóa kỳ này. Tải lại trang để xem."))
    row.state = state
    row.version += 1
    row.save(update_fields=["state", "version"])
    return row


def _states(before: PeriodState, row: Period) -> dict[str, Change]:
    return {"trạng thái": Change(before.label, PeriodState(row.state).label)}
