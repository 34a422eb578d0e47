"""What people say to each other about a task, and who wants to be told of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from dondoc.web.plans.models import Task


class Comment(models.Model):
    """Words about a task; those named in it with `@` are told, if they see the task."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="comments")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    text = models.TextField()
    mentions: models.ManyToManyField[models.Model, models.Model] = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="+", blank=True
    )

    class Meta:
        ordering = ["task", "at", "id"]


class Watch(models.Model):
    """A person who wants to be told of a task."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="watches")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="watches")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "user"], name="watch_once")]
