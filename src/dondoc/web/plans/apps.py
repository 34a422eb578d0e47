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

    def ready(self) -> None:
        """Hand the register's figures to the navigation, and its panels to the units' pages."""
        # models may be imported only now that every app is set up
        from dondoc.web.organisations.actions.withdrawing import ask_before_withdrawing
        from dondoc.web.organisations.panels import lead_on_from_events, show_on_events, show_on_units
        from dondoc.web.plans.unit_panels import after_event, decided_parts, drafts_waiting, parts_left, tasks_led
        from dondoc.web.ui.navigation import count_at

        count_at("plans:documents", drafts_waiting)
        show_on_units(tasks_led)
        show_on_events(parts_left)
        lead_on_from_events(after_event)
        ask_before_withdrawing(decided_parts)
