"""What a view of the log is given: a request whose scope can say whether the person may read the log."""

from __future__ import annotations

from typing import Protocol

from django.http import HttpRequest

from dondoc.web.accounts.models import User


class Reader(Protocol):
    """The part of a person's scope that the log asks; the scope itself belongs to a higher app."""

    def may_read_log(self) -> bool:
        """Whether the person may read the whole log."""


class Request(HttpRequest):
    """The type of every request behind the log-in; nothing makes one."""

    user: User
    scope: Reader
