"""What a person is told, one row for each recipient, written in the transaction of what it tells."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Ways to filter notices."""

    def unread(self) -> NoticeQuerySet:
        """Those that their recipient has not opened or ticked off."""
        return self.filter(read_at=None)


class Notice(models.Model):
    """One message to one person: `kind` chooses its sentence, `values` fill it, `url` leads to the record.

    `key` names the event; the same event told to the same person twice is one row.
    """

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=60)
    values = models.JSONField(default=dict)
    url = models.CharField(max_length=300)
    at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)
    key = models.CharField(max_length=200)
    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["recipient", "-id"], condition=models.Q(read_at=None), name="notice_unread"),
            models.Index(fields=["recipient", "-id"], condition=models.Q(read_at__isnull=False), name="notice_read"),
        ]
        constraints = [models.UniqueConstraint(fields=["recipient", "key"], name="notice_once_for_a_person")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
