"""The figures that units report against a target, period by period."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from dondoc.web.organisations.models import Unit
from dondoc.web.plans.models import Target


class Figure(models.Model):
    """What a unit reached of a target by the last day of a period; a wrong one is corrected by a newer row that names it."""

    target = models.ForeignKey(Target, models.CASCADE, related_name="figures")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    period_to = models.DateField()
    value = models.FloatField()
    note = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    corrects = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="corrected_by")

    class Meta:
        ordering = ["target", "period_to", "id"]
