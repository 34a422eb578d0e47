"""What the directive or its reading leaves unclear: each a question with its place, settled by a person."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dondoc.web.plans.models.plan import Finding, Plan
from dondoc.web.plans.models.tasks import Assignment, Task


class Severity(models.TextChoices):
    """How much a question matters."""

    ERROR = "error", _("sai")
    WARNING = "warning", _("chưa rõ")
    NOTE = "note", _("lưu ý")


class QuestionState(models.TextChoices):
    """What became of a question."""

    OPEN = "open", _("cần xem")
    SETTLED = "settled", _("đã quyết")
    NOTED = "noted", _("ghi nhận")


class Question(models.Model):
    """One thing to look at: about a task's `field`, a finding or the whole document.

    `code` names the kind: a remark of the review (its catalogue code) or a doubt of the reading. `vi` and `en` are whole sentences.
    `asks` is true where a person must look before the task counts as certain; the others are remarks shown beside their place.
    `candidates` are the ids of the units that a printed name may mean, the likeliest first.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="questions")
    task = models.ForeignKey(Task, models.CASCADE, null=True, blank=True, related_name="questions")
    finding = models.ForeignKey(Finding, models.CASCADE, null=True, blank=True, related_name="questions")
    assignment = models.ForeignKey(Assignment, models.CASCADE, null=True, blank=True, related_name="questions")
    position = models.PositiveIntegerField(default=0)
    field = models.CharField(max_length=20, blank=True)
    code = models.CharField(max_length=60)
    severity = models.CharField(max_length=8, choices=Severity.choices, default=Severity.WARNING)
    asks = models.BooleanField(default=True)
    vi = models.TextField()
    en = models.TextField()
    evidence = models.JSONField(null=True, blank=True)
    candidates = models.JSONField(default=list, blank=True)
    state = models.CharField(max_length=8, choices=QuestionState.choices, default=QuestionState.OPEN)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["plan", "position", "id"]
        indexes = [models.Index(fields=["plan", "state"], name="question_open")]
