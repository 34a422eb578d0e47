"""Freezes what the register holds of a period, so that its report is written from data that do not move."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from dondoc.engine.reporting.counts import as_before
from dondoc.engine.writing.register_json import plain
from dondoc.engine.writing.stored_values import digest
from dondoc.web.accounts.models import User
from dondoc.web.audit.actions import Change, System, record
from dondoc.web.organisations.permissions import scope_of
from dondoc.web.reports.models import Consolidation, Period, Snapshot
from dondoc.web.reports.permissions import may_consolidate
from dondoc.web.reports.queries.drafting import GIVEN_OUT
from dondoc.web.reports.queries.gathering import gather
from dondoc.web.tracking.actions.refusals import Refused


class GivenOut(Refused):
    """A report that was signed and has its number."""

    def __init__(self) -> None:
        super().__init__(_("Báo cáo này đã ký, đã cấp số nên không sửa được nữa. Cần đính chính thì ban hành văn bản khác."))


@dataclass(frozen=True, slots=True)
class Frozen:
    """The snapshot that a report is written from now; not `is_new` where nothing had changed since the last one."""

    snapshot: Snapshot
    is_new: bool


def freeze_period(period: Period, *, by: User | System, now: datetime) -> Frozen:
    """Freeze a period's data, and begin its consolidated report where there is none yet. Raises PermissionDenied, GivenOut."""
    with transaction.atomic():
        # The period's row is locked, so that two people begin one report.
        period = Period.objects.select_for_update(of=("self",)).select_related("duty__unit", "duty__collector").get(pk=period.pk)
        begun, _made = Consolidation.objects.get_or_create(
            period=period,
            defaults={"plan_id": period.duty.plan_id, "created_by": by if isinstance(by, User) else None, "created_at": now},
        )
        return freeze(begun, by=by, now=now)


def freeze(consolidation: Consolidation, *, by: User | System, now: datetime) -> Frozen:
    """Store the data of the report as they stand, as its next snapshot; edits are kept. Raises PermissionDenied, GivenOut.

    Data that are the same as in the current snapshot give no new one.
    """
    with transaction.atomic():
        held = (
            Consolidation.objects.select_for_update(of=("self",))
            .select_related("current", "plan")
            .defer("current__data")
            .get(pk=consolidation.pk)
        )
        period = Period.objects.select_related("duty__unit", "duty__collector").get(pk=held.period_id)
        require_consolidator(period, by=by, now=now)
        require_open(held)
        gathered = gather(period, held.plan, on=timezone.localdate(now))
        sha256 = digest(gathered)
        if held.current is not None and held.current.sha256 == sha256:
            return Frozen(held.current, is_new=False)
        last = held.snapshots.aggregate(last=Max("serial"))["last"]
        taken = Snapshot.objects.create(
            consolidation=held,
            serial=(last or 0) + 1,
            data=plain(gathered),
            counts=plain(as_before(gathered)),
            sha256=sha256,
            taken_at=now,
            taken_by=by if isinstance(by, User) else None,
        )
        held.current, held.version = taken, held.version + 1
        held.save(update_fields=["current", "version"])
        record(by, gettext_noop("chốt số liệu báo cáo tổng hợp"), subject=held, changes={"lần chốt": Change(last, taken.serial)})
    return Frozen(taken, is_new=True)


def require_consolidator(period: Period, *, by: User | System, now: datetime) -> None:
    """Raise PermissionDenied unless the actor may write the period's consolidated report."""
    if isinstance(by, User) and not may_consolidate(scope_of(by, on=timezone.localdate(now)), period):
        raise PermissionDenied


def require_open(consolidation: Consolidation) -> None:
    """Raise GivenOut where the report was signed and has its number."""
    if consolidation.outgoing.filter(state__in=GIVEN_OUT).exists():
        raise GivenOut
