"""What who executes asks of who decides: more time, or help with a difficulty."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dondoc.web.plans.models import Assignment, Task


class ExtensionState(models.TextChoices):
    """What became of a request for more time."""

    ASKED = "asked", _("chờ quyết định")
    GRANTED = "granted", _("đồng ý")
    REFUSED = "refused", _("không đồng ý")
    WITHDRAWN = "withdrawn", _("đã rút")


class Extension(models.Model):
    """A request, made before the last day, to move it; the old day stays in force until the assigner decides (QĐ 42/2014/QĐ-TTg).

    `granted_on` is the new last day that was granted, which may be another than the `wanted_on`.
    """

    part = models.ForeignKey(Assignment, models.CASCADE, related_name="extension_requests")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    reason = models.TextField(_("lý do"))
    old_due_on = models.DateField()
    wanted_on = models.DateField(_("xin đến hết ngày"))
    state = models.CharField(max_length=10, choices=ExtensionState.choices, default=ExtensionState.ASKED)
    granted_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(_("ý kiến"), blank=True)

    class Meta:
        ordering = ["part", "asked_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["part"], condition=models.Q(state=ExtensionState.ASKED), name="extension_asked_once"),
            models.CheckConstraint(condition=models.Q(wanted_on__gt=models.F("old_due_on")), name="extension_is_later"),
        ]

    @property
    def audit_parent(self) -> Task:
        """The record on whose page the history is shown too."""
        return self.part.task


class Difficulty(models.Model):
    """A difficulty (khó khăn, vướng mắc) that a unit raises from its part to a named leader, and the answer."""

    part = models.ForeignKey(Assignment, models.CASCADE, related_name="difficulties")
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    text = models.TextField(_("khó khăn, vướng mắc"))
    proposal = models.TextField(_("đề xuất, kiến nghị"), blank=True)
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="difficulties")
    wanted_by = models.DateField(_("cần trả lời trước ngày"), null=True, blank=True)
    answer = models.TextField(_("trả lời"), blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["part", "raised_at", "id"]

    @property
    def audit_parent(self) -> Task:
        """The record on whose page the history is shown too."""
        return self.part.task
