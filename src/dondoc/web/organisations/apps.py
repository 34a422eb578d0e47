"""Names the app for Django."""

from __future__ import annotations

from django.apps import AppConfig


class Organisations(AppConfig):
    """The app's configuration."""

    name = "dondoc.web.organisations"
    label = "organisations"
