"""Names the app for Django."""

from __future__ import annotations

from typing import ClassVar

from django.apps import AppConfig
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Tracking(AppConfig):
    """The app's configuration."""

    name = "dondoc.web.tracking"
    label = "tracking"
    recorded: ClassVar[dict[str, Promise]] = {
        "extension": _("xin gia hạn"),
        "difficulty": _("khó khăn, vướng mắc"),
    }
    """The kinds of records that the log tells of, by model."""

    def ready(self) -> None:
        """Hand what waits for a person to the first page."""
        # models may be imported only now that every app is set up
        from dondoc.web.plans.demo.tales import tell_also
        from dondoc.web.plans.home_panels import show_on_home
        from dondoc.web.tracking.queries.waiting import waiting

        show_on_home(waiting)
        tell_also("dondoc.web.tracking.demo.life")
