"""Names the app for Django."""

from __future__ import annotations

from typing import ClassVar

from django.apps import AppConfig
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Calendars(AppConfig):
    """The app's configuration."""

    name = "dondoc.web.calendars"
    label = "calendars"
    recorded: ClassVar[dict[str, Promise]] = {
        "calendarday": _("ngày trong lịch làm việc"),
        "workinghours": _("giờ làm việc"),
        "yearnotice": _("thông báo lịch nghỉ"),
    }
    """The kinds of records that the log tells of, by model."""
