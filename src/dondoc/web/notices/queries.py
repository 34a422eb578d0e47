"""A person's own notices, shaped for their page and for the count in the top bar."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from dondoc.web.accounts.models import User
from dondoc.web.notices.kinds import KINDS, UNKNOWN
from dondoc.web.notices.models import Notice, NoticeQuerySet

PAGE = 50
COUNTED = 100
"""Unread notices are counted up to here; beyond it the exact number says nothing."""


# "u-17": unread ones before number 17, then the read ones; "r-17": read ones before it
_CURSOR = re.compile(r"(?P<part>[ur])-(?P<after>[0-9]{1,18})")


@dataclass(frozen=True, slots=True)
class Line:
    """One notice as it is read: its sentence is in the language now active."""

    id: int
    sentence: str
    icon: str
    url: str
    at: datetime
    read_at: datetime | None


@dataclass(frozen=True, slots=True)
class Page:
    """Unread notices, newest first, then those read; `older` continues the list, `newest` is the last one shown as unread.

    `older` is the cursor of the next page, or empty on the last one.
    """

    unread: tuple[Line, ...]
    read: tuple[Line, ...]
    older: str
    newest: int


def page_of(person: User, *, cursor: str = "") -> Page:
    """Return the notices of a person from a cursor on; a cursor that is none of ours starts at the front."""
    match = _CURSOR.fullmatch(cursor)
    part, position = (match["part"], int(match["after"])) if match else ("u", None)
    own = Notice.objects.filter(recipient=person)
    unread = [] if part == "r" and position is not None else _rows(own.unread(), position)
    room = PAGE + 1 - len(unread)
    read = _rows(own.filter(read_at__isnull=False), position if part == "r" else None)[:room] if room > 0 else []
    older = ""
    if len(unread) + len(read) > PAGE:
        shown = (unread + read)[:PAGE]
        unread, read = shown[: len(unread)], shown[len(unread) :]
        older = f"{'u' if shown[-1].read_at is None else 'r'}-{shown[-1].pk}"
    return Page(tuple(map(_line, unread)), tuple(map(_line, read)), older, unread[0].pk if unread else 0)


def unread_count(person: User) -> int:
    """Return how many notices a person has not read, at most COUNTED."""
    return Notice.objects.unread().filter(recipient=person)[:COUNTED].count()


def _rows(notices: NoticeQuerySet, before: int | None) -> list[Notice]:
    if before is not None:
        notices = notices.filter(pk__lt=before)
    return list(notices.order_by("-id")[: PAGE + 1])


def _line(notice: Notice) -> Line:
    kind = KINDS.get(notice.kind, UNKNOWN)
    return Line(notice.pk, kind.filled(notice.values), kind.icon, notice.url, notice.at, notice.read_at)
