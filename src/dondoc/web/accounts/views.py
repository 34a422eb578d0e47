"""Log-in and what a person may change about themselves."""

from __future__ import annotations

from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def locked_out(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
    """Say that too many attempts failed and when to try again."""
    return render(request, "ui/error.html", {"status": 429}, status=429)


class Login(LoginView):
    """Asks who it is."""

    template_name = "accounts/login.html"
