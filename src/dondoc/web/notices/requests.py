"""What a view is given: a request of a person who is logged in."""

from __future__ import annotations

from django.http import HttpRequest

from dondoc.web.accounts.models import User


class Request(HttpRequest):
    """The type of every request behind the log-in; nothing makes one."""

    user: User
