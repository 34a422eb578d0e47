"""Lets nobody in without a log-in, keeps track of where people are logged in, and gives each the language they chose."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.utils.deprecation import MiddlewareMixin

from dondoc.web.accounts.actions.visits import note_visit

LoginRequired = LoginRequiredMiddleware
public = login_not_required
"""Marks a view that needs no log-in; a test lists every one."""

Answer = Callable[[HttpRequest], HttpResponse]
_A_YEAR = 365 * 24 * 60 * 60
_COOKIES = ("theme", "font_percent", "language")
_BEFORE_A_NEW_PASSWORD = frozenset({"accounts:change_password", "accounts:logout", "accounts:preferences"})


class LoginSessions:
    """Notes each visit of a person, and logs out whose session was ended or is over."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            note_visit(request, request.user, now=timezone.now())
        return self.answer(request)


class NewPasswordFirst(MiddlewareMixin):
    """Sends whoever must change their password to the page that does; nothing else answers before."""

    def process_view(self, request: HttpRequest, view: object, *_given: object) -> HttpResponse | None:
        """Send the person to the page, unless they are there."""
        user, match = request.user, request.resolver_match
        if not user.is_authenticated or not user.must_change_password or match is None or match.view_name in _BEFORE_A_NEW_PASSWORD:
            return None
        return redirect("accounts:change_password")


class Preferences:
    """Activates the language of the person, or the one that a visitor's cookie names."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = request.user.language if request.user.is_authenticated else request.COOKIES.get("dondoc_language", "vi")
        with translation.override(language if language in ("vi", "en") else "vi"):
            request.LANGUAGE_CODE = translation.get_language()
            return self.answer(request)


def keep_preferences(answer: HttpResponse, values: Mapping[str, str | int | bool]) -> None:
    """Put the look into cookies of a year, so that the log-in page of this browser has it too."""
    for name in _COOKIES:
        if name in values:
            answer.set_cookie(
                f"dondoc_{name}", str(values[name]), max_age=_A_YEAR, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
            )
