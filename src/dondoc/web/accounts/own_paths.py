"""Turns an address that a request asks to go on to into one of dondoc's own pages."""

from __future__ import annotations

from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

LONGEST = 2000


def own_path(value: str, default: str = "/") -> str:
    """Return `value` if it is a path of this site, otherwise `default`: nothing sends a person to another host."""
    plain = value.startswith("/") and len(value) <= LONGEST and "\\" not in value and value.isprintable()
    return value if plain and url_has_allowed_host_and_scheme(value, allowed_hosts=None) else default


def path_after_log_in(value: str) -> str:
    """Return where to go once logged in: a page of this site, but not the log-in itself."""
    path = own_path(value)
    return "/" if path.startswith(reverse("accounts:login")) else path
