"""Gives every template what the frame around a page needs."""

from __future__ import annotations

from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, object]:
    """Return the station of the loop that the page belongs to, from its address."""
    match = getattr(request, "resolver_match", None)
    return {"app": match.app_name if match else "", "page": match.view_name if match else ""}
