"""The pages of the frame itself: the list of keys, and what is shown when a page cannot be."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from dondoc.web.ui.context import cookie_look
from dondoc.web.ui.failures import EXPIRED_FORM


def shortcuts(request: HttpRequest) -> HttpResponse:
    """List the keys; the script shows the same list in a dialog."""
    return render(request, "ui/shortcuts.html")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that the request could not be understood."""
    return _failure(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that the person's posts do not allow this."""
    return _failure(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is nothing here for this person; what is hidden looks as what is not there."""
    return _failure(request, 404)


def expired_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the form is too old or came from elsewhere."""
    return _failure(request, EXPIRED_FORM, status=403)


def broken(request: HttpRequest) -> HttpResponse:
    """Say that dondoc failed, without asking the database anything."""
    words = {"status": 500, "look": cookie_look(request)}
    return HttpResponse(render_to_string("ui/broken.html", words), status=500)


def _failure(request: HttpRequest, kind: int, status: int | None = None) -> HttpResponse:
    return render(request, "ui/error.html", {"status": kind}, status=status or kind)
