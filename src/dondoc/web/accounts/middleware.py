"""Lets nobody in without a log-in, and gives each person the language they chose."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.utils import translation

LoginRequired = LoginRequiredMiddleware
public = login_not_required
"""Marks a view that needs no log-in; a test lists every one."""


class Preferences:
    """Activates the language of the person, or the one that a visitor's cookie names."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = request.user.language if request.user.is_authenticated else request.COOKIES.get("dondoc_language", "vi")
        with translation.override(language if language in ("vi", "en") else "vi"):
            request.LANGUAGE_CODE = translation.get_language()
            return self.answer(request)
