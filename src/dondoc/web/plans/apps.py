"""Names the app for Django."""

from __future__ import annotations

from typing import ClassVar

from django.apps import AppConfig
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Plans(AppConfig):
    """The app's configuration."""

    name = "dondoc.web.plans"
    label = "plans"
    recorded: ClassVar[dict[str, Promise]] = {
        "document": _("văn bản"),
        "plan": _("kế hoạch"),
        "finding": _("tồn tại, hạn chế"),
        "cause": _("nguyên nhân"),
        "task": _("nhiệm vụ"),
        "tasktwin": _("nhiệm vụ trùng"),
        "handover": _("bàn giao"),
        "savedview": _("khung nhìn"),
    }
    """The kinds of records that the log tells of, by model."""
