"""What else a document prints: targets, citations, duties to report, and the past results it starts from."""

from __future__ import annotations

from django.db import models

from dondoc.web.plans.models.plan import Plan
from dondoc.web.plans.models.tasks import Task


class Target(models.Model):
    """A number to be reached; `op` is one of >=, <=, =, >, <, `unit` its unit of measure, `maximum` only for a score out of one."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="targets")
    task = models.ForeignKey(Task, models.CASCADE, null=True, blank=True, related_name="targets")
    position = models.PositiveIntegerField(default=0)
    subject = models.TextField()
    op = models.CharField(max_length=2)
    value = models.FloatField()
    unit = models.CharField(max_length=60, blank=True)
    maximum = models.FloatField(null=True, blank=True)
    evidence = models.JSONField(null=True, blank=True)
    origin = models.CharField(max_length=80, blank=True)
    decided = models.BooleanField(default=False)
    dropped = models.BooleanField(default=False)

    class Meta:
        ordering = ["plan", "position", "id"]


class Citation(models.Model):
    """A mention of another document; `cited` is that document's plan where the register holds it."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="citations")
    position = models.PositiveIntegerField(default=0)
    kind = models.CharField(max_length=60, blank=True)
    number = models.CharField(max_length=80)
    folded_number = models.CharField(max_length=80, db_index=True)
    dated = models.DateField(null=True, blank=True)
    issuer = models.CharField(max_length=250, blank=True)
    evidence = models.JSONField(null=True, blank=True)
    cited = models.ForeignKey(Plan, models.SET_NULL, null=True, blank=True, related_name="cited_by")

    class Meta:
        ordering = ["plan", "position", "id"]


class Duty(models.Model):
    """A duty to report as the document states it: who to whom, how often, by when."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="duties")
    position = models.PositiveIntegerField(default=0)
    frequency = models.CharField(max_length=12)
    bearer = models.CharField(max_length=300, blank=True)
    addressee = models.CharField(max_length=300, blank=True)
    due = models.CharField(max_length=300, blank=True)
    evidence = models.JSONField(null=True, blank=True)

    class Meta:
        ordering = ["plan", "position", "id"]


class PastResult(models.Model):
    """A past year's result of an index that the document starts from."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="past_results")
    position = models.PositiveIntegerField(default=0)
    index = models.CharField(max_length=200)
    value = models.FloatField()
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    unit = models.CharField(max_length=60, blank=True)
    change = models.FloatField(null=True, blank=True)
    rank = models.PositiveIntegerField(null=True, blank=True)
    of = models.PositiveIntegerField(null=True, blank=True)
    evidence = models.JSONField(null=True, blank=True)

    class Meta:
        ordering = ["plan", "position", "id"]
