"""Names the app for Django."""

from __future__ import annotations

from typing import ClassVar

from django.apps import AppConfig
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Urging(AppConfig):
    """The app's configuration."""

    name = "dondoc.web.urging"
    label = "urging"
    recorded: ClassVar[dict[str, Promise]] = {
        "rules": _("quy tắc đôn đốc"),
        "outlet": _("kênh nhận nhắc việc"),
        "message": _("tin nhắc việc"),
        "feed": _("lịch theo dõi"),
    }
    """The kinds of records that the log tells of, by model."""

    def ready(self) -> None:
        """Hand what was pressed for to the tasks' pages, and pressing to the lists of tasks."""
        # models may be imported only now that every app is set up
        from dondoc.web.plans.list_doors import offer_on_lists
        from dondoc.web.plans.panels import show_on_tasks
        from dondoc.web.urging.list_doors import doors
        from dondoc.web.urging.task_panel import pressed_parts

        show_on_tasks(pressed_parts)
        offer_on_lists(doors)
