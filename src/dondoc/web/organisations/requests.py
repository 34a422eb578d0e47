"""What a view is given: a request of a person who is logged in, with what their posts let them see."""

from __future__ import annotations

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from dondoc.web.accounts.models import User
from dondoc.web.organisations.permissions import Scope


class Request(HttpRequest):
    """The type of every request behind the log-in; the middleware fills it in, nothing makes one."""

    user: User
    scope: Scope
    htmx: HtmxDetails
