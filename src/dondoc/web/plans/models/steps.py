"""What people did to a plan's rows that may be undone, linked as one, or handed over."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dondoc.web.organisations.models import Unit, UnitEvent
from dondoc.web.plans.models.plan import Plan
from dondoc.web.plans.models.tasks import Assignment, Task


class Step(models.Model):
    """One act on a draft, with the rows it touched before and after, so that it can be taken back."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="steps")
    number = models.PositiveIntegerField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    verb = models.CharField(max_length=40)
    label = models.CharField(max_length=300)
    before = models.JSONField()
    after = models.JSONField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["plan", "-number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="step_number_once")]


class TwinState(models.TextChoices):
    """What a person said of two tasks that look alike."""

    SUGGESTED = "suggested", _("gần giống")
    LINKED = "linked", _("là một việc")
    REJECTED = "rejected", _("là hai việc")


class TaskTwin(models.Model):
    """Two tasks of two plans that order the same work; `first` is the older."""

    first = models.ForeignKey(Task, models.CASCADE, related_name="later_twins")
    second = models.ForeignKey(Task, models.CASCADE, related_name="earlier_twins")
    likeness = models.FloatField()
    state = models.CharField(max_length=10, choices=TwinState.choices, default=TwinState.SUGGESTED)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["first", "second"], name="twins_once")]


class HandoverState(models.TextChoices):
    """What a person said of an open part of a unit that is no more."""

    CONFIRMED = "confirmed", _("đã bàn giao")
    KEPT = "kept", _("không bàn giao")


class Handover(models.Model):
    """What became of the open part that a unit had when it ended: given to `to_unit`, or to nobody; the old part stays as it was.

    What waits for such a word is found by asking (`queries.handovers`), not stored. `event` ended the unit, where one is recorded.
    """

    event = models.ForeignKey(UnitEvent, models.PROTECT, null=True, blank=True, related_name="handovers")
    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="handovers")
    to_unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=HandoverState.choices, default=HandoverState.CONFIRMED)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assignment"], name="handover_once")]

    def __str__(self) -> str:
        return f"{self.assignment.printed} → {self.to_unit or '–'}"
