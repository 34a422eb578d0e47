"""What was done to many parts at once, and the workbooks that people bring back, kept until they are applied or forgotten."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from dondoc.web.jobs.models import Job

BULK_ACTS = [(name, name) for name in ("due", "review", "confirm", "accept", "nothing", "pause", "resume", "give")]


class Batch(models.Model):
    """Many parts changed at once, as one act of one person; the log tells it part by part.

    Each of `rows` names a part by its key and its words, its `version` after the change and, where the change can be taken back by a
    counter-act, what that needs: the `old` and `new` day, or the key of the `share` that was given.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    act = models.CharField(max_length=10, choices=BULK_ACTS)
    reason = models.TextField(blank=True)
    rows = models.JSONField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at"]


class ReturnedSheet(models.Model):
    """A workbook that was taken away, edited and brought back: what its rows ask, until its owner applies it or a newer one comes.

    `rows` are the asked changes as read and checked in form; who may do what, and what has changed since, is asked anew each time.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField(max_length=255)
    taken_at = models.DateTimeField()
    created_at = models.DateTimeField()
    rows = models.JSONField()
    applied_at = models.DateTimeField(null=True, blank=True)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.name
