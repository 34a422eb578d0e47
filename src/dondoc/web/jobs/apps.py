"""Names the app for Django."""

from __future__ import annotations

from typing import ClassVar

from django.apps import AppConfig
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Jobs(AppConfig):
    """The app's configuration."""

    name = "dondoc.web.jobs"
    label = "jobs"
    recorded: ClassVar[dict[str, Promise]] = {"job": _("việc chạy nền")}
    """The kinds of records that the log tells of, by model."""
