"""Loads the settings and the apps for a command, or says in one sentence why it cannot start."""

from __future__ import annotations

import os

import django
from django.conf import settings

from dondoc.web.config.configuration import Configuration


class CannotStart(Exception):
    """What keeps a command from starting; `vi` and `en` are whole sentences that say what to do."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(en)
        self.vi = vi
        self.en = en


def set_up() -> Configuration:
    """Load the settings and the apps; return the configuration.

    Raises WrongConfiguration for what an office set, OSError where the data folder cannot be made, CannotStart where it is not writable.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dondoc.web.config.settings")
    configuration: Configuration = settings.DONDOC
    if not os.access(configuration.data, os.W_OK | os.X_OK):
        raise CannotStart(
            f"Không có quyền ghi vào thư mục dữ liệu {configuration.data}. Hãy đổi thiết đặt data hoặc cấp quyền cho người chạy dondoc.",
            f"There is no right to write into the data folder {configuration.data}. Change the setting data, or give the right.",
        )
    django.setup()
    return configuration
