"""The file that came in, kept unchanged, and what each version of the engine read from it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dondoc.web.jobs.models import Job
from dondoc.web.organisations.models import Unit


class DocumentState(models.TextChoices):
    """How far the reading of a file has come."""

    WAITING = "waiting", _("chờ đọc")
    READING = "reading", _("đang đọc")
    READ = "read", _("đã đọc")
    FAILED = "failed", _("không đọc được")


class Document(models.Model):
    """One file of one department: its bytes lie in storage under their hash, which is also how it is known when it comes again.

    `job` is the reading that was asked for last; where it ended without a word, the document was not read either.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="documents")
    sha256 = models.CharField(max_length=64)
    name = models.CharField(_("tên tệp"), max_length=255)
    size = models.PositiveBigIntegerField()
    format = models.CharField(max_length=10, blank=True)
    pages = models.PositiveIntegerField(null=True, blank=True)
    pasted = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=DocumentState.choices, default=DocumentState.WAITING)
    failure_vi = models.TextField(blank=True)
    failure_en = models.TextField(blank=True)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, blank=True, related_name="+")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-uploaded_at"]
        constraints = [models.UniqueConstraint(fields=["unit", "sha256"], name="document_once_in_a_department")]

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> str:
        """Where the bytes lie in storage."""
        return f"documents/{self.sha256[:2]}/{self.sha256}"


class Reading(models.Model):
    """What one version of the engine read: the source and the plan as the engine's own values, lossless."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="readings")
    engine = models.CharField(max_length=40)
    source = models.JSONField()
    plan = models.JSONField()
    read_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-read_at"]
        constraints = [models.UniqueConstraint(fields=["document", "engine"], name="reading_once_by_an_engine")]
