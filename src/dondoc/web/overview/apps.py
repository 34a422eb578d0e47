"""Names the app for Django."""

from __future__ import annotations

from django.apps import AppConfig


class Overview(AppConfig):
    """The app's configuration."""

    name = "dondoc.web.overview"
    label = "overview"

    def ready(self) -> None:
        """Hand the states of a unit's parts to its page."""
        # models may be imported only now that every app is set up
        from dondoc.web.organisations.panels import show_on_units
        from dondoc.web.overview.unit_panels import parts_by_state

        show_on_units(parts_by_state)
