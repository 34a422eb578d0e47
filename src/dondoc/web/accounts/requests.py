"""What a view of this app is given: a request of a person who is logged in."""

from __future__ import annotations

from django.http import HttpRequest

from dondoc.web.accounts.models import User


class Request(HttpRequest):
    """The type of a request behind the log-in; the middleware fills it in, nothing makes one."""

    user: User
