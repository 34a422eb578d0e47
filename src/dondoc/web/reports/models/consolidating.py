"""A period's consolidated report: frozen snapshots of the data, and what a person wrote over the drafted passages."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dondoc.web.plans.models import Plan
from dondoc.web.reports.models.duties import Period


class Consolidation(models.Model):
    """The report that the department writes on a period, in the outline of `plan` where the duty stands in one.

    `current` is the snapshot that it is written from; edits stand apart from it.
    """

    period = models.OneToOneField(Period, models.PROTECT, related_name="consolidation")
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, blank=True, related_name="consolidations")
    current = models.ForeignKey("Snapshot", models.PROTECT, null=True, blank=True, related_name="+")
    title = models.TextField(_("trích yếu"), blank=True)
    version = models.PositiveIntegerField(default=0)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.title or str(self.period)

    @property
    def audit_parent(self) -> Period:
        """The record on whose page the report's history is shown too."""
        return self.period


class Snapshot(models.Model):
    """The data of a report as they stood at `taken_at`: the engine's `Snapshot` as its own values, never changed; `sha256` is of these.

    `counts` are the engine's `Before`, with which the next period's report compares itself.
    """

    consolidation = models.ForeignKey(Consolidation, models.CASCADE, related_name="snapshots")
    serial = models.PositiveSmallIntegerField()
    data = models.JSONField()
    counts = models.JSONField(default=dict, blank=True)
    sha256 = models.CharField(max_length=64)
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["consolidation", "-serial"]
        constraints = [models.UniqueConstraint(fields=["consolidation", "serial"], name="snapshot_serial_once")]


class PassageEdit(models.Model):
    """What a person made of one drafted passage: read and left (`text` is None), rewritten, or left out.

    `drafted` is the drafted text that it was made over; where the data now draft another, the page shows what changed under it.
    """

    consolidation = models.ForeignKey(Consolidation, models.CASCADE, related_name="edits")
    key = models.CharField(max_length=120)
    text = models.TextField(null=True, blank=True)
    drafted = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["consolidation", "key"]
        constraints = [models.UniqueConstraint(fields=["consolidation", "key"], name="passage_edit_once")]
