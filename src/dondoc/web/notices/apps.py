"""Names the app for Django."""

from __future__ import annotations

from django.apps import AppConfig


class Notices(AppConfig):
    """The app's configuration."""

    name = "dondoc.web.notices"
    label = "notices"
