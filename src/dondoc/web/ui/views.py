"""The first page, and the pages for what cannot be shown."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def home(request: HttpRequest) -> HttpResponse:
    """Show the first page."""
    return render(request, "ui/home.html")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that the request could not be understood."""
    return render(request, "ui/error.html", {"status": 400}, status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that the person's posts do not allow this."""
    return render(request, "ui/error.html", {"status": 403}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is nothing here for this person; what is hidden looks as what is not there."""
    return render(request, "ui/error.html", {"status": 404}, status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Say that dondoc failed, without asking the database anything."""
    return render(request, "ui/error.html", {"status": 500}, status=500)


def expired_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the form is too old or came from elsewhere."""
    return render(request, "ui/error.html", {"status": 419}, status=403)
