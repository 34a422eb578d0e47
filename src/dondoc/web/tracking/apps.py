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
        """Hand what waits for a person to the first page, and the work on a task to its page."""
        # models may be imported only now that every app is set up
        from dondoc.web.organisations.panels import show_on_units
        from dondoc.web.plans.demo.tales import tell_also
        from dondoc.web.plans.home_panels import show_on_home
        from dondoc.web.plans.list_doors import offer_on_lists
        from dondoc.web.plans.panels import show_on_tasks
        from dondoc.web.tracking.list_doors import doors
        from dondoc.web.tracking.queries.waiting import waiting
        from dondoc.web.tracking.task_panels import panels_of
        from dondoc.web.tracking.unit_panels import work_by_name

        show_on_tasks(panels_of)
        show_on_home(waiting)
        offer_on_lists(doors)
        show_on_units(work_by_name)
        tell_also("dondoc.web.tracking.demo.life")
