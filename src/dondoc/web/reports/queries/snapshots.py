"""The snapshots of a period's report, and what changed from one to another or since the last period's report."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dondoc.engine.reporting.snapshot_changes import CountChange, SnapshotChanges, snapshot_changes
from dondoc.web.reports.models import Consolidation, Period, Snapshot
from dondoc.web.reports.queries.drafting import drafted_from

COUNT_NAMES: dict[str, str | Promise] = {
    "total": _("Nhiệm vụ"),
    "in_time": _("Hoàn thành đúng hạn"),
    "done_late": _("Hoàn thành quá hạn"),
    "running": _("Đang thực hiện trong hạn"),
    "undated": _("Thường xuyên, không ấn định thời hạn"),
    "overdue": _("Quá hạn chưa hoàn thành"),
    "halted": _("Tạm dừng, thôi thực hiện"),
}


@dataclass(frozen=True, slots=True)
class SnapshotLine:
    """A snapshot in the list, and whether the report is written from it now."""

    snapshot: Snapshot
    is_current: bool


@dataclass(frozen=True, slots=True)
class CountLine:
    """A count in words, before and after."""

    name: str | Promise
    change: CountChange


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two snapshots and what changed between them."""

    old: Snapshot
    new: Snapshot
    changes: SnapshotChanges
    lines: tuple[CountLine, ...]


def snapshots_of(consolidation: Consolidation) -> QuerySet[Snapshot]:
    """Return the snapshots of a report without their data, the newest first."""
    return consolidation.snapshots.defer("data").select_related("taken_by", "consolidation__period").order_by("-serial")


def snapshot_lines(consolidation: Consolidation) -> tuple[SnapshotLine, ...]:
    """Return the list of a report's snapshots."""
    return tuple(SnapshotLine(one, one.pk == consolidation.current_id) for one in snapshots_of(consolidation))


def earlier_snapshot(period: Period) -> Snapshot | None:
    """Return the snapshot that the last period's report is written from, if there is one."""
    earlier = Period.objects.filter(duty=period.duty_id, cut_off__lt=period.cut_off).order_by("-cut_off")[:1]
    current = Consolidation.objects.filter(period__in=earlier.values("pk"), current__isnull=False).values("current")
    return Snapshot.objects.defer("data").select_related("consolidation__period").filter(pk__in=current).first()


def comparison(old: Snapshot, new: Snapshot) -> Comparison:
    """Return what changed from one snapshot to another."""
    changes = snapshot_changes(drafted_from(old).data, drafted_from(new).data)
    return Comparison(old, new, changes, tuple(CountLine(COUNT_NAMES[change.name], change) for change in changes.counts))
