"""Days that are off, made up or kept by a desk, office hours and yearly notices, for the whole country or for a unit and all below it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from dondoc.web.organisations.models import Unit


class SetKind(models.TextChoices):
    """What a day is set to; the values are those of the engine's DayKind."""

    OFF = "off", _("nghỉ")
    MAKE_UP = "make-up", _("làm việc (làm bù)")
    HOLIDAY = "holiday", _("nghỉ lễ, Tết")
    DESK = "desk", _("trực theo giờ riêng")


def _standing_once(name: str, *fields: str) -> list[models.BaseConstraint]:
    """Return the constraints that one standing row is enough, for a unit and for the country."""
    standing = Q(withdrawn_at=None)
    return [
        models.UniqueConstraint(fields=["unit", *fields], condition=standing, name=f"{name}_once"),
        models.UniqueConstraint(fields=[*fields], condition=standing & Q(unit=None), name=f"{name}_once_in_country"),
    ]


class Withdrawable(models.Model):
    """A row that holds for `unit` and all below it (the whole country where empty) until it is withdrawn; it is never deleted."""

    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("đơn vị"))
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True


class CalendarDay(Withdrawable):
    """What one day is, by whose decision; `sessions` are the hours of a desk, as `07:00-11:30, 13:30-17:00`."""

    date = models.DateField(_("ngày"))
    kind = models.CharField(_("là ngày"), max_length=10, choices=SetKind.choices)
    name = models.CharField(_("tên"), max_length=120)
    basis = models.CharField(_("căn cứ"), max_length=300, blank=True)
    provisional = models.BooleanField(_("chưa chính thức"), default=False)
    sessions = models.CharField(_("giờ làm việc"), max_length=120, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["date", "id"]
        constraints = _standing_once("calendar_day", "date")

    def __str__(self) -> str:
        return f"{date_format(self.date, 'SHORT_DATE_FORMAT')}: {self.name}"


class WorkingHours(Withdrawable):
    """The hours kept from a day to (not including) a day; `saturday` is empty where Saturdays are rest days."""

    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến trước ngày"), null=True, blank=True)
    sessions = models.CharField(_("thứ Hai đến thứ Sáu"), max_length=120)
    saturday = models.CharField(_("thứ Bảy"), max_length=120, blank=True)
    saturday_counts = models.BooleanField(_("thứ Bảy tính vào thời hạn"), default=False)
    same_day_until = models.TimeField(_("giờ nhận cuối trong ngày"))
    basis = models.CharField(_("căn cứ"), max_length=300, blank=True)

    class Meta:
        ordering = ["-valid_from", "-id"]
        constraints = [
            *_standing_once("working_hours", "valid_from"),
            models.CheckConstraint(condition=Q(valid_to=None) | Q(valid_to__gt=models.F("valid_from")), name="working_hours_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.sessions} {date_format(self.valid_from, 'SHORT_DATE_FORMAT')}"


class YearNotice(Withdrawable):
    """That the notice of a year's days off has been taken in whole: its days are final, and no longer reckoned from the law alone."""

    year = models.PositiveIntegerField(_("năm"))
    basis = models.CharField(_("thông báo"), max_length=300)

    class Meta:
        ordering = ["year", "id"]
        constraints = _standing_once("year_notice", "year")

    def __str__(self) -> str:
        return f"{self.year}: {self.basis}"


class CalendarStamp(models.Model):
    """One row with a token that every change of a calendar renews, by which a process knows that what it holds is current."""

    token = models.UUIDField()
