"""Which tasks wait for which."""

from __future__ import annotations

from django.db import models

from dondoc.web.plans.models import Task


class Block(models.Model):
    """`task` cannot go on before `by` is done."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="blocks")
    by = models.ForeignKey(Task, models.CASCADE, related_name="holds_up")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "by"], name="block_once"),
            models.CheckConstraint(condition=~models.Q(task=models.F("by")), name="block_by_another"),
        ]
