"""Names the app for Django."""

from __future__ import annotations

from django.apps import AppConfig


class Accounts(AppConfig):
    """The app's configuration."""

    name = "dondoc.web.accounts"
    label = "accounts"
