"""What a person is owed by mail of the reports that they were pressed for."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dondoc.web.reports.models.duties import Period


class MailState(models.TextChoices):
    """What became of a mail; `handed` is held by a process that has begun to send it, and nobody sends it a second time unasked."""

    OWED = "owed", _("chờ gửi")
    HANDED = "handed", _("đang gửi")
    SENT = "sent", _("đã gửi")
    FAILED = "failed", _("không gửi được")
    SKIPPED = "skipped", _("không cần gửi")


class ReportMail(models.Model):
    """The reports of one period that a person is told of by mail, once for a `key`; what they are owed together goes out in one mail."""

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    period = models.ForeignKey(Period, models.CASCADE, related_name="+")
    key = models.CharField(max_length=60)
    reports = models.JSONField(default=list)
    said = models.TextField(blank=True)
    state = models.CharField(max_length=8, choices=MailState.choices, default=MailState.OWED)
    next_at = models.DateTimeField()
    claim = models.CharField(max_length=40, blank=True)
    handed_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["state", "next_at"], name="report_mail_due")]
        constraints = [models.UniqueConstraint(fields=["recipient", "period", "key"], name="report_mail_once")]
