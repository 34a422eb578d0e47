"""What a unit answers in a period: its texts under the outline, its figures, and how the answer came about."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dondoc.web.organisations.models import Unit
from dondoc.web.reports.models.duties import FiguresTable, OutlineItem, Period


class AnswerState(models.TextChoices):
    """How far a unit's report has come; lateness is a matter of `first_submitted_at` alone."""

    AWAITED = "awaited", _("chưa báo cáo")
    DRAFTING = "drafting", _("đang lập")
    TO_APPROVE = "approve", _("chờ thủ trưởng duyệt")
    SUBMITTED = "submitted", _("đã nộp")
    RETURNED = "returned", _("trả lại")
    ACCEPTED = "accepted", _("đã nhận")


class UnitReport(models.Model):
    """One unit's report of one period; the row stands from the day the period opens, whether the unit answers or not.

    `first_submitted_at` is the first complete submission and never changes; `late_days` are the working days by which it was late.
    `returns` counts how often it was sent back, `version` every change.
    """

    period = models.ForeignKey(Period, models.CASCADE, related_name="reports")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="reports")
    state = models.CharField(max_length=10, choices=AnswerState.choices, default=AnswerState.AWAITED)
    first_submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    late_days = models.PositiveIntegerField(null=True, blank=True)
    returns = models.PositiveSmallIntegerField(default=0)
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    reminders = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["period", "unit__name"]
        indexes = [models.Index(fields=["unit", "state"], name="report_of_a_unit")]
        constraints = [models.UniqueConstraint(fields=["period", "unit"], name="report_once_in_a_period")]

    def __str__(self) -> str:
        return f"{self.unit}: {self.period}"

    @property
    def audit_parent(self) -> Period:
        """The record on whose page the report's history is shown too."""
        return self.period


class Answer(models.Model):
    """What a unit writes under one item of the outline."""

    report = models.ForeignKey(UnitReport, models.CASCADE, related_name="answers")
    item = models.ForeignKey(OutlineItem, models.PROTECT, related_name="answers")
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["report", "item__position"]
        constraints = [models.UniqueConstraint(fields=["report", "item"], name="answer_once")]


class TableAnswer(models.Model):
    """A unit's figures for one table; `cells` maps row key to column key to a value as text, the decimal in it or the words."""

    report = models.ForeignKey(UnitReport, models.CASCADE, related_name="tables")
    table = models.ForeignKey(FiguresTable, models.PROTECT, related_name="answers")
    cells = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "table"], name="table_answer_once")]


class ReportEvent(models.Model):
    """One step in the life of a unit's report, with what was said; rows are only ever added."""

    class Act(models.TextChoices):
        """What was done."""

        SENT_UP = "sent_up", _("trình thủ trưởng duyệt")
        SENT_DOWN = "sent_down", _("thủ trưởng trả lại để sửa")
        SUBMITTED = "submitted", _("nộp")
        WITHDRAWN = "withdrawn", _("rút lại")
        RETURNED = "returned", _("trả lại")
        ACCEPTED = "accepted", _("nhận")
        REMINDED = "reminded", _("đôn đốc")
        ESCALATED = "escalated", _("báo người đứng đầu")

    report = models.ForeignKey(UnitReport, models.CASCADE, related_name="events")
    act = models.CharField(max_length=10, choices=Act.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    on = models.DateField()
    step = models.SmallIntegerField(default=0)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["report", "at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "act", "on"], condition=models.Q(act__in=["reminded", "escalated"]), name="report_urged_once_a_day"
            )
        ]
