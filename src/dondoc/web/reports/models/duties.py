"""A duty to report: who to whom, how often, by when, in what outline and tables; and the periods that follow from it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dondoc.engine.extraction.plan import Frequency
from dondoc.web.organisations.models import Unit
from dondoc.web.plans.models import Duty, Plan

FREQUENCIES = {
    Frequency.DAILY: _("hằng ngày"),
    Frequency.WEEKLY: _("hằng tuần"),
    Frequency.MONTHLY: _("hằng tháng"),
    Frequency.QUARTERLY: _("hằng quý"),
    Frequency.SIX_MONTHLY: _("sáu tháng"),
    Frequency.NINE_MONTHLY: _("chín tháng"),
    Frequency.ANNUAL: _("hằng năm"),
    Frequency.AD_HOC: _("đột xuất"),
    Frequency.ONCE: _("một lần"),
    Frequency.PERIODIC: _("định kỳ, chưa nêu kỳ"),
}
"""How often, as pages name it; a duty that is `PERIODIC`, `AD_HOC` or `ONCE` gets its periods by hand."""


class Basis(models.TextChoices):
    """How the days of a period are bounded."""

    DECREE = "decree", _("theo Nghị định 09/2019 (chốt ngày 14)")
    CALENDAR = "calendar", _("theo lịch (đến hết ngày cuối kỳ)")


class DueKind(models.TextChoices):
    """How the last day to submit follows from a period."""

    AFTER = "after", _("số ngày làm việc sau ngày chốt số liệu")
    DAY_OF_MONTH = "day", _("ngày cố định của tháng")
    DAY_OF_YEAR = "year", _("ngày cố định trong năm")
    WEEKDAY = "weekday", _("thứ trong tuần")


class ReportDuty(models.Model):
    """A duty (chế độ báo cáo) that the units of `reporters` owe the department `unit`; Decree 09/2019/NĐ-CP, Articles 8 and 12.

    `collector` consolidates. `due_day` is a number of working days (`AFTER`), a day of the month (`DAY_OF_MONTH`, with `due_months`
    months counted from the last month of the period), a day of the month `due_month` (`DAY_OF_YEAR`), or a weekday, Monday 1
    (`WEEKDAY`). `onward_due` repeats by when the collector sends the consolidated report on. `due_strict` is true for "trước ngày", where
    the day itself is too late. `roll` says what becomes of a rest day.
    `cutoff_day` replaces the day on which figures are closed in the period's last month (of a week: the weekday), and `cutoff_month` closes
    an annual period in an earlier month, so that it tells of the year to date. A duty that is `merged_into` another has no
    periods of its own where the other closes its figures on the same day. `printed` repeats what the plan prints.
    """

    class Roll(models.TextChoices):
        """What becomes of a last day that is a rest day (Civil Code 2015, Article 148)."""

        NEXT = "next", _("chuyển sang ngày làm việc kế tiếp")
        PREVIOUS = "previous", _("lùi về ngày làm việc trước đó")
        NONE = "none", _("giữ nguyên")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="report_duties")
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, blank=True, related_name="report_duties", verbose_name=_("kế hoạch"))
    read_from = models.ForeignKey(Duty, models.SET_NULL, null=True, blank=True, related_name="report_duties")
    name = models.CharField(_("tên báo cáo"), max_length=250)
    frequency = models.CharField(_("tần suất"), max_length=12, choices=[(one.value, words) for one, words in FREQUENCIES.items()])
    basis = models.CharField(_("kỳ số liệu"), max_length=10, choices=Basis.choices, default=Basis.DECREE)
    cutoff_day = models.PositiveSmallIntegerField(_("ngày chốt số liệu"), null=True, blank=True)
    cutoff_month = models.PositiveSmallIntegerField(_("tháng chốt số liệu"), null=True, blank=True)
    due_kind = models.CharField(_("cách tính hạn"), max_length=10, choices=DueKind.choices, default=DueKind.AFTER)
    due_day = models.PositiveSmallIntegerField(_("ngày"), default=1)
    due_month = models.PositiveSmallIntegerField(_("tháng"), null=True, blank=True)
    due_months = models.SmallIntegerField(_("số tháng sau tháng cuối kỳ"), default=0)
    due_strict = models.BooleanField(_("trước ngày đó"), default=False)
    roll = models.CharField(_("khi trùng ngày nghỉ"), max_length=10, choices=Roll.choices, default=Roll.NEXT)
    collector = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị tổng hợp"))
    addressee = models.CharField(_("nơi nhận báo cáo"), max_length=300, blank=True)
    onward_due = models.CharField(_("hạn gửi báo cáo tổng hợp"), max_length=200, blank=True)
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="merged", verbose_name=_("lồng ghép vào"))
    guidance = models.TextField(_("hướng dẫn"), blank=True)
    printed = models.CharField(max_length=300, blank=True)
    first_day = models.DateField(_("áp dụng từ"))
    last_day = models.DateField(_("áp dụng đến hết"), null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["name", "id"]
        indexes = [models.Index(fields=["unit", "first_day"], name="report_duty_list")]

    def __str__(self) -> str:
        return self.name


class OutlineItem(models.Model):
    """One heading of a duty's outline that units answer under (I. Kết quả …); `key` stays while the title is changed."""

    duty = models.ForeignKey(ReportDuty, models.CASCADE, related_name="outline")
    key = models.SlugField(max_length=40)
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("đề mục"), max_length=250)
    hint = models.TextField(_("gợi ý"), blank=True)
    required = models.BooleanField(_("phải có nội dung"), default=True)

    class Meta:
        ordering = ["duty", "position", "id"]
        constraints = [models.UniqueConstraint(fields=["duty", "key"], name="outline_key_once")]


class FiguresTable(models.Model):
    """A figures table (biểu số liệu) of a duty; `definition` is the engine's `FiguresForm` as its own values."""

    duty = models.ForeignKey(ReportDuty, models.CASCADE, related_name="tables")
    key = models.SlugField(max_length=40)
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(_("tên biểu"), max_length=250)
    definition = models.JSONField()

    class Meta:
        ordering = ["duty", "position", "id"]
        constraints = [models.UniqueConstraint(fields=["duty", "key"], name="figures_table_once")]


class Reporter(models.Model):
    """A unit that owes the report from one day to another, both included."""

    duty = models.ForeignKey(ReportDuty, models.CASCADE, related_name="reporters")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="owed_reports")
    first_day = models.DateField()
    last_day = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["duty", "unit__name"]
        constraints = [models.UniqueConstraint(fields=["duty", "unit", "first_day"], name="reporter_once")]


class PeriodState(models.TextChoices):
    """Whether units may still send answers in."""

    OPEN = "open", _("đang nhận")
    LOCKED = "locked", _("đã khóa")


class Period(models.Model):
    """One period of a duty: its days, the day figures are closed (`cut_off`), and the last day to submit, as ruled and as it counts.

    `opens_on` is the first day on which units are asked; `due_on` the last day that counts as in time.
    """

    duty = models.ForeignKey(ReportDuty, models.CASCADE, related_name="periods")
    label = models.CharField(max_length=120)
    first_day = models.DateField()
    last_day = models.DateField()
    cut_off = models.DateField()
    opens_on = models.DateField()
    due_on = models.DateField()
    working = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=8, choices=PeriodState.choices, default=PeriodState.OPEN)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-last_day", "duty"]
        indexes = [models.Index(fields=["duty", "last_day"], name="period_by_day"), models.Index(fields=["due_on"], name="period_due")]
        constraints = [models.UniqueConstraint(fields=["duty", "first_day", "last_day"], name="period_once")]

    def __str__(self) -> str:
        return f"{self.duty.name}, {self.label}"

    @property
    def audit_parent(self) -> ReportDuty:
        """The record on whose page the period's history is shown too."""
        return self.duty
