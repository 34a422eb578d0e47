"""Gives each request the scope of the person who makes it, looked up when first asked for."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from dondoc.web.organisations.permissions import Scope, scope_of
from dondoc.web.organisations.requests import Request


def scoped(answer: Callable[[Request], HttpResponse]) -> Callable[[Request], HttpResponse]:
    """Wrap `answer` so that `request.scope` is the person's scope today; nobody logged in has none."""

    def with_scope(request: Request) -> HttpResponse:
        request.scope = SimpleLazyObject(lambda: _scope(request))  # type: ignore[assignment]
        return answer(request)

    return with_scope


def _scope(request: Request) -> Scope:
    return scope_of(request.user, on=timezone.localdate())
