"""A plan: what the document says of itself, its findings with their causes, and the views people saved."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dondoc.web.organisations.models import Unit
from dondoc.web.plans.models.documents import Document, Reading


class PlanState(models.TextChoices):
    """Where a plan stands between the paper and the units."""

    DRAFT = "draft", _("chờ xác nhận")
    PUBLISHED = "published", _("đã đưa vào sổ")
    CLOSED = "closed", _("đã khép")
    DISCARDED = "discarded", _("đã bỏ")


class Plan(models.Model):
    """One directive in the register of the department `unit`.

    `issued_text` is the date as printed or as exact as it is known (`2026-04`), `issued_on` a whole day. A plan that `amends` another
    is read in as a difference; `applied_at` is set once its changes were taken over into that one. `version` counts every change of
    the draft, so that two people cannot overwrite each other.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="plans")
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="plans")
    reading = models.ForeignKey(Reading, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=PlanState.choices, default=PlanState.DRAFT)
    kind = models.CharField(_("loại văn bản"), max_length=60, blank=True)
    number = models.CharField(_("số, ký hiệu"), max_length=80, blank=True)
    folded_number = models.CharField(max_length=80, blank=True, db_index=True)
    issuer = models.CharField(_("cơ quan ban hành"), max_length=250, blank=True)
    place = models.CharField(_("nơi ban hành"), max_length=120, blank=True)
    issued_on = models.DateField(_("ngày ban hành"), null=True, blank=True)
    issued_text = models.CharField(max_length=60, blank=True)
    title = models.TextField(_("trích yếu"), blank=True)
    folded = models.TextField(blank=True)
    signer_name = models.CharField(_("người ký"), max_length=120, blank=True)
    signer_position = models.CharField(_("chức vụ người ký"), max_length=160, blank=True)
    evidence = models.JSONField(default=dict, blank=True)
    director = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("lãnh đạo phụ trách")
    )
    focal_unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("đơn vị đầu mối"))
    amends = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="amendments", verbose_name=_("sửa đổi, bổ sung"))
    applied_at = models.DateTimeField(null=True, blank=True)
    copied_from = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=0)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["unit", "state", "-created_at"], name="plan_list")]

    def __str__(self) -> str:
        return f"{self.kind.capitalize()} {self.number}".strip() or self.title[:80]


class Finding(models.Model):
    """A shortcoming that the plan sets out to remedy; `number` as printed, `position` its order in the document.

    `origin` names what the engine read it from, `decided` the fields that a person has set since.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="findings")
    position = models.PositiveIntegerField()
    number = models.CharField(max_length=40, blank=True)
    text = models.TextField()
    folded = models.TextField(blank=True)
    evidence = models.JSONField(null=True, blank=True)
    origin = models.CharField(max_length=80, blank=True)
    decided = models.JSONField(default=list, blank=True)
    dropped = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=0)
    causes: models.ManyToManyField[Cause, FindingCause] = models.ManyToManyField("Cause", through="FindingCause", related_name="findings")

    class Meta:
        ordering = ["plan", "position"]


class Cause(models.Model):
    """A cause that findings of several plans may share, in the words of the department `unit`."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="causes")
    text = models.TextField()
    folded = models.TextField()

    class Meta:
        ordering = ["text"]
        indexes = [models.Index(fields=["unit"], name="cause_unit")]

    def __str__(self) -> str:
        return self.text[:120]


class FindingCause(models.Model):
    """One cause of one finding, with the words that the document prints for it."""

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="cause_links")
    cause = models.ForeignKey(Cause, models.PROTECT, related_name="finding_links")
    printed = models.TextField(blank=True)
    evidence = models.JSONField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["finding", "cause"], name="cause_once_in_a_finding")]


class SavedView(models.Model):
    """A list's filters, order and columns under a name: a person's own, or shared in a unit and below."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views")
    name = models.CharField(_("tên"), max_length=80)
    query = models.CharField(max_length=1000)
    shared_with = models.ForeignKey(Unit, models.CASCADE, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["user", "name"], name="saved_view_name_once")]

    def __str__(self) -> str:
        return self.name
