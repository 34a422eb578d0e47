"""Outgoing documents: the frozen blocks, the files written from them, the number out of the register, and the signed file."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dondoc.web.jobs.models import Job
from dondoc.web.organisations.models import Unit
from dondoc.web.plans.models import Plan
from dondoc.web.reports.models.consolidating import Consolidation, Snapshot


class House(models.Model):
    """How a department's documents look and are worded, from a day on; sizes as the engine's `House` allows them."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="houses")
    valid_from = models.DateField(_("từ ngày"))
    superior = models.CharField(_("cơ quan chủ quản"), max_length=250, blank=True)
    issuer = models.CharField(_("cơ quan ban hành"), max_length=250)
    symbol = models.CharField(_("ký hiệu cơ quan"), max_length=40)
    place = models.CharField(_("địa danh"), max_length=120)
    head_title = models.CharField(_("chức vụ người đứng đầu"), max_length=120, default="Giám đốc")
    collective = models.CharField(_("tập thể ký thay mặt"), max_length=200, blank=True)
    recipients = models.TextField(_("nơi nhận"), blank=True)
    opening = models.TextField(_("câu mở đầu"), blank=True)
    closing = models.TextField(_("câu kết"), blank=True)
    sizes = models.JSONField(default=dict, blank=True)
    prints_hash = models.BooleanField(_("in mã kiểm chứng ở chân trang"), default=False)
    lists_sources = models.BooleanField(_("kèm phụ lục nguồn số liệu"), default=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        ordering = ["unit", "-valid_from"]
        constraints = [models.UniqueConstraint(fields=["unit", "valid_from"], name="house_once_a_day")]

    def __str__(self) -> str:
        return self.issuer


class OutgoingKind(models.TextChoices):
    """What is written; the value is the abbreviation of Decree 30/2020/NĐ-CP, Appendix III, or one of ours for letters."""

    REPORT = "BC", _("báo cáo")
    ASSIGNMENT = "CV-GV", _("công văn giao việc")
    REMINDER = "CV-DD", _("công văn đôn đốc")
    NOTICE = "TB", _("thông báo kết luận")
    PLAN = "KH", _("kế hoạch")


class OutgoingState(models.TextChoices):
    """From draft to issued."""

    DRAFT = "draft", _("dự thảo")
    PROPOSED = "proposed", _("trình ký")
    NUMBERED = "numbered", _("đã ký, đã cấp số")
    ISSUED = "issued", _("đã ban hành")


class NumberSeries(models.Model):
    """The last number given to a department's outgoing documents in a year (Decree 30/2020/NĐ-CP, Article 15): the row a writer locks."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "year"], name="number_series_once")]


class Outgoing(models.Model):
    """One outgoing document: `document` is the engine's `OfficialDocument` as its own values, frozen when it is proposed.

    `sizes` are the engine's `House` that it is set by; `text_version` counts the changes of what the files are written from, `version`
    every change. `number` and `issued_on` are given once, by the register, and from then on the words never change. `signed_*` is the
    file that came back signed, `signature_check` what its signatures proved, and `taken_because` why a person took it where that left a
    doubt.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="outgoing")
    kind = models.CharField(max_length=6, choices=OutgoingKind.choices)
    title = models.TextField(_("trích yếu"))
    symbol = models.CharField(_("ký hiệu"), max_length=60)
    folded = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=OutgoingState.choices, default=OutgoingState.DRAFT)
    consolidation = models.ForeignKey(Consolidation, models.PROTECT, null=True, blank=True, related_name="outgoing")
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, null=True, blank=True, related_name="+")
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, blank=True, related_name="outgoing")
    document = models.JSONField(default=dict)
    sizes = models.JSONField(default=dict, blank=True)
    text_version = models.PositiveIntegerField(default=1)
    series = models.ForeignKey(NumberSeries, models.PROTECT, null=True, blank=True, related_name="outgoing")
    number = models.PositiveIntegerField(_("số"), null=True, blank=True)
    issued_on = models.DateField(_("ngày ban hành"), null=True, blank=True)
    signer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    signing = models.JSONField(default=dict, blank=True)
    signed_name = models.CharField(max_length=255, blank=True)
    signed_sha256 = models.CharField(max_length=64, blank=True)
    signed_size = models.PositiveBigIntegerField(null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    signature_check = models.JSONField(default=dict, blank=True)
    taken_because = models.TextField(blank=True)
    note = models.TextField(_("ý kiến"), blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["unit", "state", "-created_at"], name="outgoing_list")]
        constraints = [
            models.UniqueConstraint(fields=["series", "number"], condition=models.Q(number__isnull=False), name="number_once_in_a_series"),
            models.CheckConstraint(
                condition=models.Q(number__isnull=True, state__in=["draft", "proposed"])
                | models.Q(number__isnull=False, state__in=["numbered", "issued"]),
                name="numbered_from_the_register",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number or ''}/{self.symbol} {self.title}"[:120]

    @property
    def printed_number(self) -> str:
        """Number and symbol as printed: 05/BC-SNNMT; without the number while there is none."""
        return f"{self.number:02}/{self.symbol}" if self.number is not None else f"…/{self.symbol}"


class WrittenFile(models.Model):
    """A file written from an outgoing document's blocks; the bytes lie in storage under their hash.

    `of_version` is the `text_version` that it was written of; without `sha256` it is still being written.
    """

    outgoing = models.ForeignKey(Outgoing, models.CASCADE, related_name="files")
    format = models.CharField(max_length=5, choices=[("docx", "DOCX"), ("pdf", "PDF"), ("xlsx", "XLSX")])
    of_version = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(null=True, blank=True)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, blank=True, related_name="+")
    written_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["outgoing", "format", "of_version"], name="written_once_of_a_version")]
