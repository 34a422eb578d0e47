"""The log of every change: rows that are added, never altered, each chained by hash to the one before."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from dondoc.web.audit.chain import GENESIS


class Entry(models.Model):
    """One change: who, when, what was done to what, from which values to which, and why.

    `hash` is the SHA-256 of the row's own values and `previous_hash`; a trigger in the database refuses update and delete.
    `within_*` names the record whose page shows it too (a task's plan). `changes` maps a field's name to its value before and after,
    as `actions.record` wrote them; `folded` holds the row's words for the search.
    """

    sequence = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField(db_index=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    actor_name = models.CharField(max_length=150)
    verb = models.CharField(max_length=120)
    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=40)
    subject_label = models.CharField(max_length=300)
    within_type = models.CharField(max_length=60, blank=True)
    within_id = models.CharField(max_length=40, blank=True)
    changes = models.JSONField(default=dict)
    reason = models.TextField(blank=True)
    folded = models.TextField(blank=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["-sequence"]
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "-sequence"], name="audit_subject"),
            models.Index(fields=["within_type", "within_id", "-sequence"], name="audit_within"),
            models.Index(fields=["actor", "-sequence"], name="audit_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.sequence} {self.verb} {self.subject_label}"


class ChainHead(models.Model):
    """The end of the chain: the one row that a writer locks, so that two changes never share a predecessor."""

    sequence = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=GENESIS)
