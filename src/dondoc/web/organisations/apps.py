"""Names the app for Django."""

from __future__ import annotations

from typing import ClassVar

from django.apps import AppConfig
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Organisations(AppConfig):
    """The app's configuration."""

    name = "dondoc.web.organisations"
    label = "organisations"
    recorded: ClassVar[dict[str, Promise]] = {
        "unit": _("đơn vị"),
        "unitgroup": _("nhóm đơn vị"),
        "alias": _("cách viết khác"),
        "unitevent": _("thay đổi tổ chức"),
        "post": _("vị trí công tác"),
        "substitution": _("làm thay"),
    }
    """The kinds of records that the log tells of, by model."""
