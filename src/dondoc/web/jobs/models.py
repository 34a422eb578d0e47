"""Work in the background: one row for each job, leased by a worker and seen by its owner."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a job stands."""

    WAITING = "waiting", _("chờ")
    RUNNING = "running", _("đang chạy")
    DONE = "done", _("xong")
    FAILED = "failed", _("không xong")
    CANCELLED = "cancelled", _("đã hủy")


_GLYPHS = {State.WAITING: "open", State.RUNNING: "wait", State.DONE: "done", State.FAILED: "late", State.CANCELLED: "open"}


class JobQuerySet(models.QuerySet["Job"]):
    """Ways to filter jobs."""

    def due(self, now: datetime) -> JobQuerySet:
        """Those that a worker may take: waiting and no longer put off, or left by a worker whose lease has run out."""
        waiting = Q(state=State.WAITING, run_after__lte=now)
        return self.filter(waiting | Q(state=State.RUNNING, lease_until__lt=now))

    def unfinished(self) -> JobQuerySet:
        """Those that still wait or run."""
        return self.filter(state__in=(State.WAITING, State.RUNNING))


class Job(models.Model):
    """One piece of work: `task` is the path of its function, `arguments` its values; `key` makes asking twice one job.

    `label` says in Vietnamese what is done, with places for `label_values`; whoever reads it has it in their language.

    A worker holds it until `lease_until`; after that, whoever comes next takes it again, `tries` counting up to `tries_allowed`.
    """

    id = models.UUIDField(primary_key=True)
    task = models.CharField(max_length=200)
    arguments = models.JSONField(default=dict)
    key = models.CharField(max_length=200, null=True, blank=True, unique=True)
    label = models.CharField(max_length=300, blank=True)
    label_values = models.JSONField(default=dict)
    url = models.CharField(max_length=300, blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="jobs")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    created_at = models.DateTimeField(default=timezone.now)
    run_after = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    worker = models.CharField(max_length=80, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    tries_allowed = models.PositiveSmallIntegerField(default=3)
    cancel_asked = models.BooleanField(default=False)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    result = models.JSONField(null=True, blank=True)
    failure_vi = models.TextField(blank=True)
    failure_en = models.TextField(blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["state", "run_after"], name="job_next"),
            models.Index(fields=["owner", "-created_at"], name="job_owner"),
        ]

    def __str__(self) -> str:
        if not self.label:
            return self.task
        words = gettext(self.label)
        return words % self.label_values if self.label_values else words

    @property
    def finished(self) -> bool:
        """Whether nothing more will happen by itself."""
        return self.state in (State.DONE, State.FAILED, State.CANCELLED)

    @property
    def glyph(self) -> str:
        """The state of the frame's components that looks like this one."""
        return _GLYPHS[State(self.state)]

    @property
    def failure(self) -> str:
        """Why it failed, in the language of the page."""
        return self.failure_en if get_language() == "en" and self.failure_en else self.failure_vi


class Worker(models.Model):
    """One process that works on jobs; `seen_at` is renewed as long as it lives."""

    name = models.CharField(max_length=80, primary_key=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField(db_index=True)
